package events

import (
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/viewtest"
)

func sampleEvents(l text.Locale) Events {
	entered := EventRow{ID: "e1", Name: viewtest.Hostile, Monday: "2018-09-03", Kind: "one-off", Shock: true, Unheard: true}
	known := EventRow{Name: "Black Friday", Monday: "2017-11-20", Kind: "retail", Factor: 1.4, Cents: 4_000_000}
	return Events{Frame: viewtest.Frame(l), Coming: []EventRow{entered}, Past: []EventRow{known}, Hidden: []EventRow{known},
		Form:  EventForm{EventRow: entered, Editing: true, Problem: map[string]string{"name": viewtest.Hostile, "week": "not a day", "kind": "unknown"}},
		Known: []string{"Black Friday", viewtest.Hostile}, Saved: &entered, Gone: &known, Outdated: true}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	reader := viewtest.Frame(l)
	reader.MayAdmin = false
	return map[string]templ.Component{
		"events":         EventsPage(sampleEvents(l)),
		"events, reader": EventsPage(Events{Frame: reader}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
