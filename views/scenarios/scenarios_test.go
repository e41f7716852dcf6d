package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

func sampleScenario(l text.Locale) Scenario {
	d := viewtest.Forecast(l)
	s := Scenario{
		Editing: -1,
		Frame:   d.Frame, ID: "s1", Name: viewtest.Hostile, By: "ana", Segment: d.Segment, Segments: d.Segments, Horizon: 4, Longest: 52,
		Past: d.Past, Base: d.Targets, Problem: viewtest.Hostile, Weeks: []week.Week{viewtest.Week("2018-08-20"), viewtest.Week("2018-08-27")},
		Assumptions: []Assumption{{Segment: ui.Segment{Key: "category:x", Name: viewtest.Hostile}, From: viewtest.Week("2018-08-20"), To: viewtest.Week("2018-08-27"), Ratio: -.5}},
		Given:       Assumption{Segment: ui.Segment{Key: "total"}, From: viewtest.Week("2018-08-27"), To: viewtest.Week("2018-08-20"), Percent: viewtest.Hostile},
	}
	for _, t := range s.Base {
		t.Cents += 1_000_000
		s.Assumed = append(s.Assumed, t)
	}
	return s
}

func sampleScenarios(l text.Locale) View {
	return View{Frame: viewtest.Frame(l), Rows: []Row{{ID: "s1", Name: viewtest.Hostile, By: viewtest.Hostile, Assumptions: 1}}, Name: Input{Value: viewtest.Hostile, Problem: viewtest.Hostile}}
}

func sampleNone(l text.Locale) View {
	return View{Frame: viewtest.Frame(l), Examples: []Example{{"price", viewtest.Hostile, viewtest.Hostile}, {"state", "São Paulo lost", "What if"}}}
}

// sampleEditing changes the second of three assumptions, which reach beyond the
// weeks shown and whose last change was undone.
func sampleEditing(l text.Locale) Scenario {
	s := sampleScenario(l)
	s.Horizon, s.MayUndo, s.Undone, s.Problem = 1, true, true, ""
	s.Events = map[week.Week]string{s.Weeks[1]: viewtest.Hostile}
	price := Assumption{Kind: AssumePrice, Segment: s.Segment, From: s.Weeks[1], To: s.Weeks[1], Ratio: .054, PriceRatio: -.1, Response: -1.5, Price: "-10", Elasticity: "-1.5"}
	s.Assumptions = append(s.Assumptions, price, Assumption{Kind: AssumeStop, Segment: s.Segment, From: s.Weeks[0], To: s.Weeks[0]})
	step := Assumption{Kind: AssumeDriver, Segment: s.Segment, From: s.Weeks[0], To: s.Weeks[0], Driver: viewtest.Hostile, Value: "-2.5",
		Learnt: &Learnt{Ratio: -.12, Low: -.15, High: -.09, Beyond: true, Model: "m5", Weeks: 90, From: "0", To: "7"}}
	gone := step
	gone.Learnt = nil
	s.Assumptions, s.Drivers = slices.Insert(s.Assumptions, 2, step, gone), []string{viewtest.Hostile, "promo_days"}
	s.Editing, s.Given = 1, price
	s.Rename = Input{Value: " ", Problem: viewtest.Hostile}
	return s
}

func sampleReader(l text.Locale) Scenario {
	s := sampleScenario(l)
	s.MayPlan, s.Assumptions, s.Problem = false, nil, ""
	return s
}

// TestScenarioInWords: what it comes to, how each assumption is read, and how far
// one would have to look to see all of them.
func TestScenarioInWords(t *testing.T) {
	s := sampleEditing(text.English)
	page := viewtest.Plain(viewtest.Render(t, ScenarioPage(s)))
	for _, want := range []string{
		"price −10.0% at elasticity −1.5, so sales +5.4%", "All sales, 20–26 Aug 2018: a stop", "Redo the change", "An assumption reaches beyond the weeks shown.", "Show 2 weeks",
		"With these assumptions: R$ 685k in the coming week, +R$ 40.0k against the forecast (+6.2%).", "Save the assumption",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if got, want := s.AssumedIn(s.Weeks[0]), "All sales: a stop"; !strings.HasSuffix(got, want) {
		t.Errorf("%q, want %q at its end", got, want)
	}
	if got := s.urlAt(s.beyond()); got != "/scenarios/s1?horizon=2&segment=total" {
		t.Error(got)
	}
	s.Undone, s.Horizon, s.Assumed = false, 4, s.Base
	if s.undoName() != "Undo the latest change" || s.beyond() != 0 || !strings.HasPrefix(s.outcome(), "Nothing here changes this segment") {
		t.Errorf("%q, %d, %q", s.undoName(), s.beyond(), s.outcome())
	}
	here, by := scenarioChanged(text.English, "local", viewtest.Time), scenarioChanged(text.English, "ana", viewtest.Time)
	if !strings.HasPrefix(here, "last changed on this machine") || !strings.HasPrefix(by, "last changed by ana") {
		t.Error(here, by)
	}
}

// TestNoScenario: examples for who may make them, and a way back after deleting.
func TestNoScenario(t *testing.T) {
	page := viewtest.Render(t, Page(sampleNone(text.English)))
	for _, want := range []string{`name="example" value="price"`, `name="example" value="state"`, "A scenario answers a question"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	none := sampleNone(text.English)
	none.MayPlan = false
	if page = viewtest.Render(t, Page(none)); strings.Contains(page, "example") || !strings.Contains(page, "Only an administrator may write here") {
		t.Error("a reader is offered what they may not make")
	}
	if page = viewtest.Render(t, Page(View{Frame: viewtest.Frame(text.English), Deleted: "s9"})); !strings.Contains(page, `action="/scenarios/s9/restore"`) {
		t.Error("no way back")
	}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"scenarios": Page(sampleScenarios(l)),
		"scenario":  ScenarioPage(sampleScenario(l)),
		"none":      Page(sampleNone(l)),
		"deleted":   Page(View{Frame: viewtest.Frame(l), Deleted: "s9"}),
		"editing":   ScenarioPage(sampleEditing(l)),
		"reader":    ScenarioPage(sampleReader(l)),
		"no plans":  Page(View{Frame: sampleReader(l).Frame}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func TestGolden(t *testing.T) {
	en := text.English
	viewtest.Golden(t, map[string]templ.Component{
		"assumptions.en": assumptions(sampleScenario(en)),
	})
}
