package views

import (
	"math"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
)

func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestHeadline(t *testing.T) {
	base := sampleDashboard(text.English)
	one := base
	one.Horizon, one.Targets, one.Together = 1, base.Targets[:1], base.Targets[0].Range
	short := base
	short.Past = base.Past[57:]
	same := base
	same.Together.Cents = 4*15_900_000 - 600_000 // the last four weeks: 15.6 to 15.9 million cents
	for _, c := range []struct {
		what string
		d    Dashboard
		want string
	}{
		{"four weeks", base, "Likely between R$ 141k and R$ 186k. The coming 4 weeks together: R$ 645k, likely between R$ 585k and R$ 715k. That is 2.4% more than the last 4 weeks. Against the same weeks a year before: +47.3%."},
		{"one week", one, "Likely between R$ 141k and R$ 186k. That is 0.9% more than the last week. Against the same week a year before: +48.6%."},
		{"too few weeks to compare with", short, "Likely between R$ 141k and R$ 186k. The coming 4 weeks together: R$ 645k, likely between R$ 585k and R$ 715k."},
		{"the same", same, "Likely between R$ 141k and R$ 186k. The coming 4 weeks together: R$ 630k, likely between R$ 585k and R$ 715k. That is about as much as in the last 4 weeks. Against the same weeks a year before: +43.8%."},
	} {
		if got := plain(c.d.headline()); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}

func TestBeyondTested(t *testing.T) {
	d := sampleDashboard(text.English) // four weeks, of which three were tested
	if weeks, beyond := d.beyondTested(); weeks != 3 || !beyond {
		t.Errorf("%d weeks, %v", weeks, beyond)
	}
	d.Horizon = 3
	if _, beyond := d.beyondTested(); beyond {
		t.Error("three weeks are within")
	}
	d.Errors = nil
	if _, beyond := d.beyondTested(); beyond {
		t.Error("nothing is known of what was tested")
	}
}

func TestIncompleteWeeksDoNotCount(t *testing.T) {
	d := sampleDashboard(text.English)
	if cents, weeks := d.lastWeeks(1); cents != 15_900_000 || weeks != 1 {
		t.Errorf("last week %d over %d weeks", cents, weeks)
	}
	if cents, ok := d.yearAgo(); !ok || cents != 10_800_000+10_900_000+11_000_000+11_100_000 {
		t.Errorf("a year ago: %d, %v", cents, ok)
	}
	d.Past[9].Reason = "hole"
	if _, ok := d.yearAgo(); ok {
		t.Error("a year before with a hole is compared all the same")
	}
}

func TestAccuracyTellsTheTruthWhereWeLose(t *testing.T) {
	a := sampleAccuracy(text.English)
	page := plain(render(t, AccuracyPage(a)))
	for _, want := range []string{"13% worse than that", "12% better than that", "best simple way: Last week again, 13.0%", "23 weeks fell inside"} {
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

func TestChanceToReachAGoal(t *testing.T) {
	r := Range{Cents: 100, Low: 80, High: 130, Low95: 70, High95: 150}
	for _, c := range []struct {
		goal int64
		want float64
	}{{100, .5}, {80, .9}, {130, .1}, {70, .975}, {150, .025}, {90, .739}, {40, .99997}, {250, .0000002}} {
		if got := r.Chance(c.goal); math.Abs(got-c.want) > 1e-3 {
			t.Errorf("goal %d: %.4f, want %.4f", c.goal, got, c.want)
		}
	}
	for goal, last := int64(0), 1.0; goal < 300; goal += 5 {
		if p := r.Chance(goal); p > last {
			t.Errorf("a higher goal (%d) is more likely", goal)
		} else {
			last = p
		}
	}
	if sure := (Range{Cents: 5, Low: 5, High: 5, Low95: 5, High95: 5}); sure.Chance(5) != 1 || sure.Chance(6) != 0 {
		t.Error("a range without width")
	}
}

// What adding up did is said the way it went, and no further than it shows.
func TestSumsAreSaidAsTheyAre(t *testing.T) {
	for want, segments := range map[string][2]float64{
		"costs accuracy: the segments' WAPE rises from 27.94% to 28.02%": {.27941, .28023},
		"gains accuracy: the segments' WAPE falls from 28.02% to 27.94%": {.28023, .27941},
		"costs no accuracy: the segments' WAPE is 28.02% without it":     {.280202, .280203},
	} {
		a := Accuracy{Frame: sampleFrame(text.English), Sums: Sums{true, [2]float64{.143, .143}, segments}}
		if got := a.sumsText(); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestNothingSoldIsSaidInWords: no percentage of nothing, on any page.
func TestNothingSoldIsSaidInWords(t *testing.T) {
	d := sampleDashboard(text.English)
	d.Errors, d.Unsold = nil, true
	if f := d.errorFigure(); f.value != "–" || !strings.Contains(f.notes[0], "nothing was sold in the weeks that it was tested on") {
		t.Errorf("%+v", f)
	}
	d.Errors = []StepError{{4, 2.5}}
	if f := d.errorFigure(); f.value != "–" || f.notes[0] != "nothing was sold in the weeks tested one week ahead; 250% at 4 weeks" {
		t.Errorf("%+v", f)
	}
	nan := math.NaN()
	unsold := ModelScore{Name: "#8", Known: true, Total: nan, Pooled: nan, Inside: nan}
	job, models, compared := sampleJob(JobSucceeded), sampleModels(text.English), ModelsCompare{Frame: sampleFrame(text.English)}
	job.New, models.Rows[0].Score = unsold, unsold
	compared.Models[0].Score, compared.Models[1].Score = unsold, unsold
	watch := Watch{Frame: sampleFrame(text.English), Scored: 1, Error: nan, Steps: []WatchStep{{Step: 1, N: 1, Error: nan}}}
	for name, page := range map[string]templ.Component{"job": JobPanel(text.English, job), "models": modelTable(models), "compared": compareErrors(compared), "watch": WatchPage(watch)} {
		if got := render(t, page); strings.Contains(got, "NaN") || strings.Contains(got, "∞") || !strings.Contains(got, "–") {
			t.Errorf("%s: %s", name, got)
		}
	}
}
