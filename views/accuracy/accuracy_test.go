package accuracy

import (
	"math"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

func adv(share, low, high float64) ui.Advantage {
	return ui.Advantage{Share: share, Lower: low, Upper: high}
}

func sampleAccuracy(l text.Locale) View {
	a := View{
		Frame: viewtest.Frame(l), Known: true, Windows: 26, Origins: 25, Horizon: 12, From: viewtest.Week("2018-02-19"), To: viewtest.Week("2018-08-13"), UsualWeek: 21_000_000, Ahead: 4,
		Members: []Member{{"trees", .6, .5}, {"level", .4, math.NaN()}}, Why: []string{"A sentence that nobody translated.", viewtest.Hostile},
		Methods: []Method{
			{Name: "olist", Overall: .15, Steps: []ui.StepError{{Step: 1, WAPE: .11}, {Step: 4, WAPE: .15}, {Step: 8, WAPE: .18}, {Step: 12, WAPE: .17}}, Bias: -.02, Pooled: .29, Coverage80: [2]float64{.81, .79}, Coverage95: [2]float64{.95, math.NaN()}},
			{Name: "mean_13", Overall: .175, Steps: []ui.StepError{{Step: 1, WAPE: .15}, {Step: 4, WAPE: .17}, {Step: 8, WAPE: .16}, {Step: 12, WAPE: .19}}, Bias: -.09, Pooled: .30, Advantage: [2]ui.Advantage{adv(.14, .03, .2), adv(.03, -.02, .08)}},
			{Name: "last_value", Overall: .21, Steps: []ui.StepError{{Step: 1, WAPE: .13}, {Step: 4, WAPE: .22}, {Step: 8, WAPE: .24}, {Step: 12, WAPE: .2}}, Bias: .01, Pooled: .36, Advantage: [2]ui.Advantage{adv(-.1, -.15, -.02), adv(.2, math.NaN(), math.NaN())}},
			{Name: "knn", Label: viewtest.Hostile, Overall: math.NaN(), Bias: math.NaN(), Pooled: math.NaN(), Advantage: [2]ui.Advantage{ui.NoAdvantage(), ui.NoAdvantage()}},
			{Name: "cart", Overall: .23, Bias: .19, Pooled: math.NaN(), Advantage: [2]ui.Advantage{adv(.35, .2, .5), ui.NoAdvantage()}},
		},
	}
	row := ScoreRow{Label: "1", WAPE: .11, MASE: 1.234, Bias: -.02, Coverage80: .81, Coverage95: math.NaN(), Count: 26, RivalWAPE: math.NaN()}
	alone := row
	alone.Label = viewtest.Hostile
	row.Meet("mean_13", .15)
	row.Meet("last_value", .13)
	row.Meet("theta", .1) // not simple
	row.Meet("mean_13", math.NaN())
	a.Tables = []ScoreTable{{"by-step", text.DetailSteps, text.DetailStep, []ScoreRow{row, alone}}, {"by-method", text.DetailMethods, text.MethodColumn, []ScoreRow{alone}}}
	a.Sums = Sums{true, [2]float64{.14, .15}, [2]float64{.2794, .2802}}
	for i := range 26 {
		p := PastPoint{Week: viewtest.Week("2018-02-19") + week.Week(i), Actual: 20_000_000, HasForecast: i >= 3}
		p.Range = ui.Range{Cents: 21_000_000, Low: 20_000_000 - int64(i-10)*100_000, High: 23_000_000}
		a.Past = append(a.Past, p)
	}
	return a
}

func TestAccuracyTellsTheTruthWhereWeLose(t *testing.T) {
	a := sampleAccuracy(text.English)
	page := viewtest.Plain(viewtest.Render(t, Page(a)))
	for _, want := range []string{"Against the best simple way, Mean of 13 weeks, this model is 14% better, between 3 and 20.", "10% worse, between 2 and 15", "cannot tell (−2 to 8%)", "cannot tell: too few weeks",
		"The 80% range holds 81 of 100 weeks of all sales: about right.", "best simple way: Last week again, 13.0%", "16 of 23 weeks fell inside the 80% range. A little too narrow."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if !a.best(a.Methods[1], func(m Method) float64 { return m.at(8) }) || a.best(a.Methods[0], func(m Method) float64 { return m.at(8) }) {
		t.Error("the best at step 8 is the mean of 13 weeks")
	}
	if a.best(a.Methods[3], func(m Method) float64 { return m.Overall }) {
		t.Error("a method without an answer is the best")
	}
}

// TestVerdict: within one standard error of the binomial, within two, beyond.
func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		level, held float64
		n           int
		want        string
	}{
		{.8, .8, 25, "about right"}, {.8, .73, 25, "about right"}, {.8, .71, 25, "a little too narrow"}, {.8, .63, 25, "too narrow"},
		{.8, .87, 25, "about right"}, {.8, .89, 25, "a little too wide"}, {.8, .97, 25, "too wide"},
		{.8, .75, 100, "a little too narrow"}, {.8, .71, 100, "too narrow"}, {.95, .87, 25, "a little too narrow"},
		{.8, math.NaN(), 25, ""}, {.8, .8, 0, ""},
	} {
		if got := ui.RangeVerdict(text.English, c.level, c.held, c.n); got != c.want {
			t.Errorf("%v: %q", c, got)
		}
	}
}

// What adding up did is said the way it went, and no further than it shows.
func TestSumsAreSaidAsTheyAre(t *testing.T) {
	for want, segments := range map[string][2]float64{
		"costs accuracy: the segments' WAPE rises from 27.94% to 28.02%": {.27941, .28023},
		"gains accuracy: the segments' WAPE falls from 28.02% to 27.94%": {.28023, .27941},
		"costs no accuracy: the segments' WAPE is 28.02% without it":     {.280202, .280203},
	} {
		a := View{Frame: viewtest.Frame(text.English), Sums: Sums{true, [2]float64{.143, .143}, segments}}
		if got := a.sumsText(); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// While a backtest is computed, its page says how far it is and leads to the job.
func TestBacktestUnderWay(t *testing.T) {
	page := func(w Wait) string {
		return viewtest.Render(t, noBacktest(View{Frame: viewtest.Frame(text.English), Wait: w}))
	}
	for _, want := range []string{"being computed", "6 of 26", `value="6"`, `href="/admin/jobs/j7"`} {
		if got := page(Wait{Done: 6, Total: 26, Job: "j7"}); !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if got := page(Wait{}); !strings.Contains(got, "Waiting to start") || strings.Contains(got, "<progress") {
		t.Errorf("before it begins: %s", got)
	}
	if got := page(Wait{Failed: true}); !strings.Contains(got, "failed") || strings.Contains(got, "Waiting") {
		t.Errorf("after it failed: %s", got)
	}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"accuracy":            Page(sampleAccuracy(l)),
		"accuracy, none":      Page(View{Frame: viewtest.Frame(l)}),
		"accuracy, computing": Page(View{Frame: viewtest.Frame(l), Wait: Wait{Done: 6, Total: 26, Job: "j7"}}),
		"accuracy, failed":    Page(View{Frame: viewtest.Frame(l), Wait: Wait{Failed: true}}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func TestGolden(t *testing.T) {
	en, pt := text.English, text.Portuguese
	viewtest.Golden(t, map[string]templ.Component{
		"methods.en":   methodTable(sampleAccuracy(en)),
		"detail.en":    accuracyDetail(sampleAccuracy(en)),
		"detail.pt-BR": accuracyDetail(sampleAccuracy(pt)),
		"typical.en":   typicalMisses(sampleAccuracy(en)),
		"advantage.en": advantages(sampleAccuracy(en)),
	})
}

// First figures say that they are not all.
func TestFirstFiguresSaySo(t *testing.T) {
	v := View{Frame: viewtest.Frame(text.English), Known: true, Windows: 4, Horizon: 12, Wait: Wait{Done: 6, Total: 26}}
	if got := viewtest.Render(t, Page(v)); strings.Contains(got, "first figures") {
		t.Error("all figures are called first ones")
	}
	v.Provisional = true
	for _, want := range []string{"first figures, from the last 4 weeks", "6 of 26"} {
		if got := viewtest.Render(t, Page(v)); !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}
