package dashboard

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
)

func sampleDashboard(l text.Locale) View {
	f := viewtest.Forecast(l)
	return View{
		Frame: f.Frame, Horizon: f.Horizon, Longest: 52, Segment: f.Segment, Segments: f.Segments,
		Past: f.Past, Targets: f.Targets, Together: f.Together,
		Errors: []ui.StepError{{Step: 1, WAPE: .1134}, {Step: 2, WAPE: .15}, {Step: 3, WAPE: .16}},
		Goal:   Goal{Cents: 64_000_000}, Overlay: 4, Steps: []int{1, 4},
		Notes: []Note{{ID: "n1", Week: f.Past[21].Week, Text: viewtest.Hostile, By: viewtest.Hostile}},
		Parts: viewtest.SegmentRows(), Covered: ui.Coverage{Level: .8, Share: .75, N: 60}, Lately: Lately{Weeks: 12, Inside: 9, WAPE: .12},
	}
}

func TestHeadline(t *testing.T) {
	base := sampleDashboard(text.English)
	one := base
	one.Horizon, one.Targets, one.Together = 1, base.Targets[:1], base.Targets[0].Range
	short := base
	short.Past = base.Past[57:]
	same := base
	same.Targets = slices.Clone(base.Targets)
	same.Targets[0].Cents = 15_900_000 // as the last week
	for _, c := range []struct {
		what string
		d    View
		want string
	}{
		{"four weeks", base, "Likely between R$ 141k and R$ 186k. That is 0.9% more than the last week. Against the same week a year before: +48.6%."},
		{"one week", one, "Likely between R$ 141k and R$ 186k. That is 0.9% more than the last week. Against the same week a year before: +48.6%."},
		{"no year before", short, "Likely between R$ 141k and R$ 186k. That is 0.9% more than the last week."},
		{"the same", same, "Likely between R$ 141k and R$ 186k. That is about as much as the last week. Against the same week a year before: +47.2%."},
	} {
		if got := viewtest.Plain(c.d.headline()); got != c.want {
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
	if cents, ok := d.YearAgo(); !ok || cents != 10_800_000+10_900_000+11_000_000+11_100_000 {
		t.Errorf("a year ago: %d, %v", cents, ok)
	}
	d.Past[9].Reason = "hole"
	if _, ok := d.YearAgo(); ok {
		t.Error("a year before with a hole is compared all the same")
	}
}

// No figure stands twice before the table: the answer has next week's, the
// figures those of all weeks together.
func TestEachFigureOnce(t *testing.T) {
	for horizon := range 4 {
		d := sampleDashboard(text.English)
		d.Horizon, d.Targets = horizon+1, d.Targets[:horizon+1]
		if horizon == 0 {
			d.Together = d.Targets[0].Range
		}
		above := viewtest.Plain(viewtest.Render(t, answer(d)) + viewtest.Render(t, figures(d)))
		for _, figure := range regexp.MustCompile(`R\$ [\d.,]+[kM]?|[+−]\d[\d.]*%`).FindAllString(above, -1) {
			if n := strings.Count(above, figure); n > 1 {
				t.Errorf("%d weeks: %s stands there %d times", horizon+1, figure, n)
			}
		}
	}
}

func TestRunningTotalAndTheYearBefore(t *testing.T) {
	d := sampleDashboard(text.English)
	if got, want := d.SoFar(3), d.Targets[0].Cents+d.Targets[1].Cents+d.Targets[2].Cents+d.Targets[3].Cents; got != want {
		t.Errorf("the running total ends at %d, not %d", got, want)
	}
	if got := d.yearAgoIn(d.Targets[1].Week); got != d.Text.Whole(10_900_000) {
		t.Errorf("the year before is %s", got)
	}
	d.Past[9].Reason = "hole"
	if got := d.yearAgoIn(d.Targets[1].Week) + d.yearAgoTotal(); got != "––" {
		t.Errorf("with a hole a year before: %s", got)
	}
}

// Only what the controls change is sent when they change.
func TestFragmentIsThePartOfThePage(t *testing.T) {
	page := Page(sampleDashboard(text.English))
	var part bytes.Buffer
	if err := templ.RenderFragments(context.Background(), &part, page, Results); err != nil {
		t.Fatal(err)
	}
	whole := viewtest.Render(t, page)
	if !strings.Contains(whole, part.String()) || strings.Contains(part.String(), "<html") || part.Len() == 0 {
		t.Errorf("the fragment (%d bytes) is not a part of the page (%d bytes)", part.Len(), len(whole))
	}
}

// What is being measured anew is not called unmeasured.
func TestErrorsBeingMeasured(t *testing.T) {
	d := View{Frame: viewtest.Frame(text.English), Pending: true}
	if notes := d.errorFigure().notes; !strings.Contains(notes[0], "being measured") {
		t.Error(notes)
	}
}

// No percentage of nothing.
func TestNothingSoldIsSaidInWords(t *testing.T) {
	d := sampleDashboard(text.English)
	d.Errors, d.Unsold = nil, true
	if f := d.errorFigure(); f.value != "–" || !strings.Contains(f.notes[0], "nothing was sold in the weeks that it was tested on") {
		t.Errorf("%+v", f)
	}
	d.Errors = []ui.StepError{{Step: 4, WAPE: 2.5}}
	if f := d.errorFigure(); f.value != "–" || f.notes[0] != "nothing was sold in the weeks tested one week ahead; 250% at 4 weeks" {
		t.Errorf("%+v", f)
	}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	empty := sampleDashboard(l)
	empty.Targets, empty.Problem, empty.Model = nil, "too short", ui.Model{}
	return map[string]templ.Component{
		"dashboard":          Page(sampleDashboard(l)),
		"dashboard, problem": Page(empty),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func TestGolden(t *testing.T) {
	en, pt := text.English, text.Portuguese
	viewtest.Golden(t, map[string]templ.Component{
		"answer.en":     answer(sampleDashboard(en)),
		"answer.pt-BR":  answer(sampleDashboard(pt)),
		"figures.en":    figures(sampleDashboard(en)),
		"targets.en":    targetTable(sampleDashboard(en)),
		"targets.pt-BR": targetTable(sampleDashboard(pt)),
		"left_out.en":   leftOutWeeks(sampleDashboard(en)),
		"movers.en":     moversCard(sampleDashboard(en)),
		"goal.en":       targetCard(sampleDashboard(en)),
		"notes.pt-BR":   notes(sampleDashboard(pt)),
	})
}
