package events

import (
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/viewtest"
)

func sampleEvents(l text.Locale) View {
	entered := Row{ID: "e1", Name: viewtest.Hostile, Week: viewtest.Week("2018-09-03"), Kind: "one-off", Shock: true, Unheard: true}
	known := Row{Name: "Black Friday", Week: viewtest.Week("2017-11-20"), Kind: "retail", Factor: 1.4, Cents: 4_000_000}
	return View{Frame: viewtest.Frame(l), Coming: []Row{entered}, Past: []Row{known}, Hidden: []Row{known},
		Form:  Form{Row: entered, Editing: true, Problem: map[string]string{"name": viewtest.Hostile, "week": "not a day", "kind": "unknown"}},
		Known: []string{"Black Friday", viewtest.Hostile}, Saved: &entered, Gone: &known, Outdated: true,
		Groups: []Group{{Key: "retail", Weeks: 9}, {Key: "name:" + viewtest.Hostile, Name: viewtest.Hostile, Weeks: 3, LeftOut: true}}}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	reader := viewtest.Frame(l)
	reader.MayPlan = false
	return map[string]templ.Component{
		"events":         Page(sampleEvents(l)),
		"events, new":    Page(View{Frame: viewtest.Frame(l)}),
		"events, reader": Page(View{Frame: reader}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
