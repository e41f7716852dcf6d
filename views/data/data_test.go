package data

import (
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
)

func sampleData(l text.Locale) View {
	return View{
		Frame: viewtest.Frame(l), From: viewtest.Week("2016-08-29"), Until: viewtest.Week("2018-09-03"), Weeks: 106, Usable: 84, Orders: 98_207, Items: 112_101,
		Revenue: 1_349_440_074, Freight: 224_112_629, Fingerprint: "ab12",
		Incomplete: []LeftWeek{{ui.PastWeek{Week: viewtest.Week("2018-08-20"), Cents: 12_638_639, Reason: "the data fade out"}, true}},
		Left:       []ui.LeftOut{{Reason: viewtest.Hostile, Rows: 603}}, Files: []ui.FileRead{{Name: "olist_orders_dataset.csv.gz", Rows: 99_441}},
	}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"data": Page(sampleData(l)),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
