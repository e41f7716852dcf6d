package views

import (
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/text"
)

// Scenarios is the page of all scenarios.
type Scenarios struct {
	Frame
	Rows []ScenarioRow
	Name Input // of a new one
}

// Input is what stands in a field, and what is wrong with it, "" for nothing.
type Input struct{ Value, Problem string }

// ScenarioRow is one scenario in the list.
type ScenarioRow struct {
	ID, Name, By string
	Changed      time.Time
	Assumptions  int
}

// Scenario is one scenario, laid over a segment's forecast.
type Scenario struct {
	Frame
	ID, Name    string
	By          string
	Changed     time.Time
	Segment     Segment
	Segments    []SegmentGroup
	Horizon     int
	Longest     int
	Past        []PastWeek
	Base        []Target
	Assumed     []Target
	Assumptions []Assumption
	Weeks       []string // Mondays that an assumption may name
	Problem     string   // what is wrong with the assumption just given
	Given       Assumption
}

// Assumption is one change of a scenario.
type Assumption struct {
	Segment  Segment
	From, To string // Mondays
	Percent  string // as typed, or as kept
	Ratio    float64
}

func (s Scenario) query() string {
	return Dashboard{Horizon: s.Horizon, Segment: s.Segment}.query()
}

func (s Scenario) totals() (base, assumed int64) {
	for i := range s.Base {
		base += s.Base[i].Cents
		assumed += s.Assumed[i].Cents
	}
	return base, assumed
}

// outcome says what the assumptions come to.
func (s Scenario) outcome() string {
	l := s.Text
	base, assumed := s.totals()
	weeks := l.N(text.Weeks, s.Horizon)
	ratio, ok := change(assumed, base)
	if !ok || base == assumed {
		return l.T(text.ScenarioSame, l.MoneyShort(base), weeks)
	}
	return l.T(text.ScenarioOutcome, l.MoneyShort(assumed), weeks, signed(l, assumed-base), l.Change(ratio))
}

func (a Assumption) say(l text.Locale) string {
	return l.T(text.AssumptionSay, a.Segment.Name, l.Date(a.From), l.Date(addWeekEnd(a.To)), l.Change(a.Ratio))
}

// chart draws the history, the forecast, and what the assumptions make of it.
func (s Scenario) chart() chartData {
	d := Dashboard{Frame: s.Frame, Past: s.Past, Targets: s.Base, Horizon: s.Horizon}
	l, rows := s.Text, d.rows()
	data := chartData{View: 26 + s.Horizon, Summary: l.T(text.ScenarioSummary, s.Name), Legend: []legendItem{
		{"history", l.T(text.SeriesHistory)}, {"compared-1", l.T(text.SeriesScenario)},
		{"forecast", l.T(text.SeriesBaseline)}, {"band-80", l.T(text.SeriesBand80)},
	}}
	mondays := make([]string, len(rows))
	history, base, assumed := lineData(len(rows)), lineData(len(rows)), lineData(len(rows))
	low, high := lineData(len(rows)), lineData(len(rows))
	joint, step := -1, 0
	for i, r := range rows {
		mondays[i] = r.monday
		tip := d.tip(r)
		if r.past != nil && r.past.Reason == "" {
			history[i].Value = reais(r.past.Cents)
			joint = i
		}
		if r.target != nil {
			base[i].Value, assumed[i].Value = reais(r.target.Cents), reais(s.Assumed[step].Cents)
			low[i].Value, high[i].Value = reais(r.target.Low), reais(r.target.High)
			addRow(&tip, l.T(text.SeriesScenario), l.MoneyWhole(s.Assumed[step].Cents))
			step++
		}
		data.Ticks = append(data.Ticks, l.DayMonth(r.monday)+"\n"+r.monday[:4])
		data.Tips = append(data.Tips, tip)
	}
	if joint >= 0 {
		for _, line := range [][]opts.LineData{base, assumed, low, high} {
			line[joint].Value = history[joint].Value
		}
	}
	c := weekChart(mondays)
	addLine(c, l.T(text.SeriesHistory), history, "--history", "solid",
		charts.WithAreaStyleOpts(opts.AreaStyle{Color: fade("--history-top", "--history-bottom")}))
	addBand(c, l.T(text.SeriesBand80), low, high, "--band-80")
	addLine(c, l.T(text.SeriesBaseline), base, "--accent", "dashed")
	addLine(c, l.T(text.SeriesScenario), assumed, "--other-1", "solid")
	data.Option = option(c)
	return data
}
