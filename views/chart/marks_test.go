package chart

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/go-echarts/go-echarts/v2/opts"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

// A week's marks stand on what came, or on the forecast where it is not whole,
// under the words of the week.
func TestMarksOfAWeek(t *testing.T) {
	past := func(change func(*ui.PastWeek)) *ui.PastWeek {
		w := ui.PastWeek{Week: 1, Cents: 100}
		change(&w)
		return &w
	}
	ahead := &ui.Target{Week: 1, Event: "ahead", Note: "later", Range: ui.Range{Cents: 900}}
	for name, c := range map[string]struct {
		row         Row
		event, note string
		level       float64
	}{
		"came":                {Row{Past: past(func(w *ui.PastWeek) { w.Event, w.Note = "fair", "said" })}, "fair", "said", 1},
		"cut, and forecast":   {Row{Past: past(func(w *ui.PastWeek) { w.Reason = "cut" }), Target: ahead}, "ahead", "later", 9},
		"cut, not forecast":   {Row{Past: past(func(w *ui.PastWeek) { w.Reason, w.Note = "cut", "said" })}, "", "said", 1},
		"to come":             {Row{Target: ahead}, "ahead", "later", 9},
		"nothing to be noted": {Row{Past: past(func(*ui.PastWeek) {})}, "", "", 1},
	} {
		var event, note opts.LineData
		MarkWeek(c.row, &event, &note)
		if event.Name != c.event || note.Name != c.note || c.row.level() != c.level {
			t.Errorf("%s: event %q, note %q at %g", name, event.Name, note.Name, c.row.level())
		}
		if (event.Value != nil) != (c.event != "") || event.Value != nil && event.Value != c.level {
			t.Errorf("%s: the event stands at %v", name, event.Value)
		}
	}
}

// The border of what is known is today's where the forecast begins today; else
// both are marked, and the target's level.
func TestLinesOfMarks(t *testing.T) {
	for _, l := range text.Locales {
		for name, c := range map[string]struct {
			today     week.Week
			goal      int64
			has, lack []string
		}{
			"begins today": {5, 0, []string{l.T(text.TodayMark)}, []string{l.T(text.ForecastStarts)}},
			"is behind":    {6, 70_000, []string{l.T(text.ForecastStarts), l.T(text.TodayMark), l.T(text.SeriesGoal), "700"}, nil},
			"out of sight": {99, 0, []string{l.T(text.ForecastStarts)}, []string{l.T(text.TodayMark), l.T(text.SeriesGoal)}},
		} {
			d := Weeks{Text: l, Today: c.today, Goal: c.goal, Past: []ui.PastWeek{{Week: 4, Cents: 100}}}
			for w := week.Week(5); w < 8; w++ {
				d.Targets = append(d.Targets, ui.Target{Step: int(w) - 4, Week: w, Range: ui.Range{Cents: 100}})
			}
			raw, err := json.Marshal(d.Data().Option)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.has {
				if !strings.Contains(string(raw), want) {
					t.Errorf("%s, %s: no %q", l.Code(), name, want)
				}
			}
			for _, no := range c.lack {
				if strings.Contains(string(raw), no) {
					t.Errorf("%s, %s: %q is marked", l.Code(), name, no)
				}
			}
		}
		if (Weeks{Text: l}).MarkLines(nil) != nil {
			t.Error("marks where nothing is forecast")
		}
	}
}

// A chart is an element with its data, which no name breaks out of.
func TestElementKeepsTheRules(t *testing.T) {
	viewtest.KeepTheRules(t, func(l text.Locale) map[string]templ.Component {
		f := viewtest.Forecast(l)
		return map[string]templ.Component{
			"a segment": Element(l, Weeks{Text: l, Segment: ui.Segment{Key: "category:x", Name: viewtest.Hostile}, Past: f.Past, Targets: f.Targets, Horizon: f.Horizon, Goal: 1_000}.Data()),
		}
	})
}
