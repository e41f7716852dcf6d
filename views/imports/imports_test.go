package imports

import (
	"testing"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

func sampleImports(l text.Locale) View {
	return View{
		Frame: viewtest.Frame(l), Rows: []Row{sampleImport(l).Row, {Version: 1, Kind: "orders", State: Applied, Source: "files"}},
		Problem: viewtest.Hostile, Refused: []Refused{{viewtest.Hostile, "line 2", viewtest.Hostile}}, More: 3, Notice: viewtest.Hostile, Choice: Choice{Upload: viewtest.Hostile},
	}
}

func sampleImport(l text.Locale) Preview {
	return Preview{
		Frame: viewtest.Frame(l), Row: Row{Version: 2, Kind: "weekly", Source: viewtest.Hostile, State: Staged, By: viewtest.Hostile, Read: viewtest.Time},
		Added: 1, Changed: 1, Weeks: []Week{
			{Week: viewtest.Week("2018-08-13"), Before: 100, After: 50, OrdersBefore: new(int64(3)), NoCategories: true, NoStates: true},
			{Week: viewtest.Week("2018-09-10"), Added: true, After: 100, OrdersAfter: new(int64(1))},
		},
		Refused: []Refused{{"a.csv", "line 2", viewtest.Hostile}}, More: 1, RefusedWeeks: []week.Week{viewtest.Week("2018-09-17")},
		Files: []ui.FileRead{{Name: viewtest.Hostile, Rows: 2}}, Left: []ui.LeftOut{{Reason: viewtest.Hostile, Rows: 1}}, Noted: []ui.LeftOut{{Reason: viewtest.Hostile, Rows: 1}},
		TaughtFrom: viewtest.Week("2018-01-01"), To: viewtest.Week("2018-08-13"), Problem: viewtest.Hostile,
		Form:   Form{Encoding: "Windows-1252", Separator: "\t", Number: "1,234.5", Dates: "mdy", Grain: "a week", Columns: [][2]string{{viewtest.Hostile, "week"}, {"v", "revenue"}}, Ignored: []string{viewtest.Hostile}},
		Choice: Choice{Upload: "X", Decimal: "."}, MissingWeeks: []week.Week{viewtest.Week("2018-08-20")}, Trimmed: []string{viewtest.Hostile},
		Held:      []HeldWeek{{viewtest.Week("2081-08-18"), 5, "future", 0}, {viewtest.Week("2018-11-12"), 6, "open", 0}, {viewtest.Week("2018-11-05"), 7, "part", 0}, {viewtest.Week("1999-08-16"), 8, "far", 889}},
		Gaps:      []Gap{{viewtest.Week("2018-08-13"), viewtest.Week("2018-09-10"), 3}},
		Spellings: []Spelling{{viewtest.Hostile, []string{"a", viewtest.Hostile}}}, NewCategories: []string{viewtest.Hostile}, NewStates: []string{"ZZ"},
		Read: 176, Taken: 150, HeldRevenue: 26, RevenueBefore: 100, RevenueAfter: 150,
	}
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	reader := viewtest.Frame(l)
	reader.MayTrain = false
	undone := sampleImport(l)
	undone.Row.State = Undone
	return map[string]templ.Component{
		"imports":         Page(sampleImports(l)),
		"imports, reader": Page(View{Frame: reader}),
		"import, staged":  PreviewPage(sampleImport(l)),
		"import, undone":  PreviewPage(undone),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }
