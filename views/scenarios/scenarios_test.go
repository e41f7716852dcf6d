package scenarios

import (
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

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"scenarios": Page(sampleScenarios(l)),
		"scenario":  ScenarioPage(sampleScenario(l)),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func TestGolden(t *testing.T) {
	en := text.English
	viewtest.Golden(t, map[string]templ.Component{
		"assumptions.en": assumptions(sampleScenario(en)),
	})
}
