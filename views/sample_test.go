package views

import (
	"math"
	"time"

	"olist/views/text"
)

// The samples are made up, small and fixed: 60 complete weeks and two that
// fade out. One name tries to break out of every kind of markup.
const hostile = `</script><img src=x onerror=alert(1)>"'{b|x}`

func sampleFrame(l text.Locale) Frame {
	return Frame{
		Text: l, Path: "/", Back: "/?horizon=4&segment=total", MayAdmin: true, New: true,
		Model: Model{ID: "m7-0a1b2c3d", Name: "#7", Trained: time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC), FromWeek: "2017-06-26", UntilWeek: "2018-08-13"},
	}
}

func sampleDashboard(l text.Locale) Dashboard {
	d := Dashboard{
		Frame: sampleFrame(l), Horizon: 4, Longest: 52,
		Segment: Segment{Key: "total", Name: "All sales"},
		Segments: []SegmentGroup{
			{Segments: []Segment{{Key: "total", Name: "All sales"}}},
			{Name: "Categories", Segments: []Segment{{Key: "category:x", Name: hostile}}},
		},
		Errors: []StepError{{1, .1134}, {2, .15}, {3, .16}},
	}
	for i := range 60 {
		d.Past = append(d.Past, PastWeek{Monday: addWeeks("2017-06-26", i), Cents: 10_000_000 + int64(i)*100_000})
	}
	d.Past[21].Event = hostile
	d.Goal, d.Overlay, d.Steps = Goal{Cents: 64_000_000}, 4, []int{1, 4}
	d.Past[50].Said = &Range{Cents: 15_000_000}
	d.Notes = []Note{{ID: "n1", Monday: d.Past[21].Monday, Text: hostile, By: hostile}}
	d.Past = append(d.Past,
		PastWeek{Monday: addWeeks("2017-06-26", 60), Cents: 5_000_000, Reason: "the data fade out"},
		PastWeek{Monday: addWeeks("2017-06-26", 61), Cents: 1_000, Reason: "the data fade out"})
	for step := 1; step <= d.Horizon; step++ {
		cents := 16_000_000 + int64(step)*50_000
		d.Targets = append(d.Targets, Target{
			Step: step, Monday: addWeeks("2018-08-13", step),
			Range: Range{Cents: cents, Low: cents - 2_000_000, High: cents + 2_500_000, Low95: cents - 4_000_000, High95: cents + 5_000_000},
		})
		d.Together.Cents += cents
	}
	d.Parts = sampleSegments(l).Rows
	t := &d.Together
	t.Low, t.High, t.Low95, t.High95 = t.Cents-6_000_000, t.Cents+7_000_000, t.Cents-10_000_000, t.Cents+12_000_000
	return d
}

func sampleJob(state string) Job {
	return Job{
		ID: "j3", State: state, Stage: "training", Done: 40, Total: 100, Errors: []float64{.5, .3, .25},
		Problem: hostile, Took: 420 * time.Millisecond, Model: "#8", IsLive: true,
		New: ModelScore{Name: "#8", Known: true, Total: .15, Steps: []StepError{{1, .11}, {4, .16}}, Pooled: .29, Inside: .81},
		Old: ModelScore{Name: "#7", Known: true, Total: .16, Steps: []StepError{{1, .10}, {4, .17}}, Pooled: .30, Inside: .79},
	}
}

func sampleAccuracy(l text.Locale) Accuracy {
	a := Accuracy{
		Frame: sampleFrame(l), Known: true, Windows: 26, Horizon: 12, From: "2018-02-19", To: "2018-08-13", UsualWeek: 21_000_000, Ahead: 4,
		Members: []Member{{"trees", .6, .5}, {"level", .4, math.NaN()}}, Why: []string{"A sentence that nobody translated.", hostile},
		Methods: []Method{
			{Name: "olist", Overall: .15, Steps: []StepError{{1, .11}, {4, .15}, {8, .18}, {12, .17}}, Bias: -.02, Pooled: .29, Coverage80: [2]float64{.81, .79}, Coverage95: [2]float64{.95, math.NaN()}},
			{Name: "mean_13", Overall: .175, Steps: []StepError{{1, .15}, {4, .17}, {8, .16}, {12, .19}}, Bias: -.09, Pooled: .30},
			{Name: "last_value", Overall: .21, Steps: []StepError{{1, .13}, {4, .22}, {8, .24}, {12, .2}}, Bias: .01, Pooled: .36},
			{Name: "knn", Problem: hostile, Overall: math.NaN(), Bias: math.NaN(), Pooled: math.NaN()},
			{Name: "cart", Overall: .23, Bias: .19, Pooled: math.NaN()},
		},
	}
	row := ScoreRow{Label: "1", WAPE: .11, MASE: 1.234, Bias: -.02, Coverage80: .81, Coverage95: math.NaN(), Count: 26, RivalWAPE: math.NaN()}
	alone := row
	alone.Label = hostile
	row.Meet("mean_13", .15)
	row.Meet("last_value", .13)
	row.Meet("theta", .1) // not simple
	row.Meet("mean_13", math.NaN())
	a.Tables = []ScoreTable{{"by-step", text.DetailSteps, text.DetailStep, []ScoreRow{row, alone}}, {"by-method", text.DetailMethods, text.MethodColumn, []ScoreRow{alone}}}
	a.Sums = Sums{true, [2]float64{.14, .15}, [2]float64{.2794, .2802}}
	for i := range 26 {
		p := PastPoint{Monday: addWeeks("2018-02-19", i), Actual: 20_000_000, HasForecast: i >= 3}
		p.Range = Range{Cents: 21_000_000, Low: 20_000_000 - int64(i-10)*100_000, High: 23_000_000}
		a.Past = append(a.Past, p)
	}
	return a
}

func sampleModels(l text.Locale) Models {
	row := ModelRow{
		Model: sampleFrame(l).Model, Live: true, Params: [][2]string{{"n_estimators", "300"}, {"learning_rate", "0.05"}, {"random_state", "42"}},
		Score: ModelScore{Known: true, Total: .15, Pooled: .29}, By: hostile, Note: "first", Took: time.Second, SHA256: "ab12",
	}
	other := row
	other.ID, other.Name, other.Live, other.Score = "m6-ffffffff", "#6", false, ModelScore{}
	return Models{Frame: sampleFrame(l), Rows: []ModelRow{row, other}, Notice: "#7"}
}

func sampleAdmin(l text.Locale) Admin {
	form := ParamForm{Fields: []Field{
		{Name: "n_estimators", Value: "300", Min: "1", Max: "5000", Integer: true, Front: true},
		{Name: "learning_rate", Value: hostile, Min: "0.001", Max: "1", Front: true, Problem: "not good: " + hostile},
		{Name: "gamma", Value: "-1", Min: "0", Max: "1000", Problem: "too small"},
	}}
	form.Problem = l.T(text.ParamsWrong)
	return Admin{Frame: sampleFrame(l), Form: form, Job: sampleJob(JobRunning)}
}

func sampleData(l text.Locale) Data {
	return Data{
		Frame: sampleFrame(l), From: "2016-08-29", Until: "2018-09-03", Weeks: 106, Usable: 84, Orders: 98_207, Items: 112_101,
		Revenue: 1_349_440_074, Freight: 224_112_629, Fingerprint: "ab12",
		Incomplete: []LeftWeek{{PastWeek{Monday: "2018-08-20", Cents: 12_638_639, Reason: "the data fade out"}, true}},
		Left:       []LeftOut{{hostile, 603}}, Files: []FileRead{{"olist_orders_dataset.csv.gz", 99_441}},
	}
}

func sampleSegments(l text.Locale) Segments {
	row := func(key, name, kind, code string, coming int64, growth, err float64) SegmentRow {
		return SegmentRow{
			Segment: Segment{Key: key, Name: name}, Kind: kind, Code: code, Past: []int64{100, 300, 200}, Ahead: []int64{250, 260},
			Coming: Range{Cents: coming, Low: coming / 2, High: 2 * coming}, Last: 2_000_000, Growth: growth, Share: float64(coming) / 1e8, Error: err,
		}
	}
	return Segments{Frame: sampleFrame(l), Horizon: 2, Sort: "coming", Down: true, Rows: []SegmentRow{
		row("category:auto", "Auto", KindCategory, "", 3_000_000, .1, .4),
		row("category:x", hostile, KindCategory, "", 1_000_000, math.NaN(), math.NaN()),
		row("state:AC", "Acre (AC)", KindState, "AC", 50_000, -.3, .8),
		row("state:SP", "São Paulo (SP)", KindState, "SP", 40_000_000, .01, .2),
	}}
}

func sampleCompare(l text.Locale) Compare {
	d := sampleDashboard(l)
	c := Compare{Frame: d.Frame, Horizon: 4, Segments: d.Segments}
	for _, s := range []Segment{{Key: "total", Name: "All sales"}, {Key: "category:x", Name: hostile}} {
		c.Chosen = append(c.Chosen, Compared{Segment: s, Past: d.Past, Targets: d.Targets, Together: d.Together, Last: 62_000_000})
	}
	return c
}

func sampleScenario(l text.Locale) Scenario {
	d := sampleDashboard(l)
	s := Scenario{
		Editing: -1,
		Frame:   d.Frame, ID: "s1", Name: hostile, By: "ana", Segment: d.Segment, Segments: d.Segments, Horizon: 4, Longest: 52,
		Past: d.Past, Base: d.Targets, Problem: hostile, Weeks: []string{"2018-08-20", "2018-08-27"},
		Assumptions: []Assumption{{Segment: Segment{Key: "category:x", Name: hostile}, From: "2018-08-20", To: "2018-08-27", Ratio: -.5}},
		Given:       Assumption{Segment: Segment{Key: "total"}, From: "2018-08-27", To: "2018-08-20", Percent: hostile},
	}
	for _, t := range s.Base {
		t.Cents += 1_000_000
		s.Assumed = append(s.Assumed, t)
	}
	return s
}

func sampleScenarios(l text.Locale) Scenarios {
	return Scenarios{Frame: sampleFrame(l), Rows: []ScenarioRow{{ID: "s1", Name: hostile, By: hostile, Assumptions: 1}}, Name: Input{Value: hostile, Problem: hostile}}
}
