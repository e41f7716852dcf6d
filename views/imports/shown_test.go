package imports

import (
	"fmt"
	"slices"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

// How a file was understood is said in one line, and nothing of what is not known.
func TestHowAFileWasUnderstood(t *testing.T) {
	for _, l := range text.Locales {
		for name, c := range map[string]struct {
			form Form
			want string
		}{
			"nothing is known":     {Form{}, ""},
			"the usual encoding":   {Form{Encoding: "UTF-8", Separator: "?"}, ""},
			"all of it":            {Form{Encoding: "Windows-1252", Separator: ";", Number: "1.234,5", Dates: "dmy", Grain: "a week"}, "Windows-1252, " + l.T(text.ImportSeparators[";"]) + ", " + l.T(text.ImportNumbers, "1.234,5") + ", " + l.T(text.ImportDatesAre, l.T(text.ImportDatesDMY)) + ", " + l.T(text.ImportWeekly)},
			"days, added up":       {Form{Dates: "ymd", Grain: "a day"}, l.T(text.ImportDatesAre, l.T(text.ImportDatesYMD)) + ", " + l.T(text.ImportDaily)},
			"dates of another way": {Form{Dates: "", Number: viewtest.Hostile}, l.T(text.ImportNumbers, viewtest.Hostile)},
		} {
			if got := c.form.words(l); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		columns := Form{Columns: [][2]string{{"Semana", "week"}, {viewtest.Hostile, "revenue"}, {"x", "nothing that is named"}}}
		want := l.T(text.ImportColumnAs, "Semana", l.T(text.ImportColumns["week"])) + "; " + l.T(text.ImportColumnAs, viewtest.Hostile, l.T(text.ImportColumns["revenue"]))
		if got := columns.columns(l); got != want {
			t.Errorf("columns: %q, want %q", got, want)
		}
	}
}

// Names are listed up to twenty, and those beyond are counted.
func TestManyNames(t *testing.T) {
	var names []string
	for i := range 22 {
		names = append(names, fmt.Sprint("n", i))
	}
	l := text.English
	first20 := "n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, n16, n17, n18, n19"
	for n, want := range map[int]string{0: "", 1: "n0", 20: first20, 22: first20 + ", " + l.T(text.AndMore, "2")} {
		if got := listNames(l, names[:n]); got != want {
			t.Errorf("%d names: %q", n, got)
		}
	}
}

// Each state of an import has its introduction and its decision; who may not
// decide sees none.
func TestDecisionOfEachState(t *testing.T) {
	for _, l := range text.Locales {
		in := func(state string, change ...func(*Preview)) Preview {
			p := sampleImport(l)
			p.Row.State, p.Row.Applied, p.Row.Undone, p.Row.UndoneBy = state, viewtest.Time, viewtest.Time, "ana"
			for _, c := range change {
				c(&p)
			}
			return p
		}
		reader := func(p *Preview) { p.MayTrain = false }
		at := viewtest.Plain(l.Time(viewtest.Time))
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/staged":          {Part: PreviewPage(in(Staged)), Says: []string{l.T(text.ImportStagedIntro), l.T(text.ImportDecide), l.T(text.ImportRetrain), l.T(text.ImportApply), l.T(text.ImportDiscard)}, Hides: []string{l.T(text.ImportUndoYes), l.T(text.ImportAgain)}},
			l.Code() + "/in force":        {Part: PreviewPage(in(Applied)), Says: []string{l.T(text.ImportAppliedIntro, at), l.T(text.ImportDecide), l.T(text.ImportUndo), l.T(text.ImportUndoSure, "2", "2"), l.T(text.ImportUndoYes)}, Hides: []string{l.T(text.ImportDiscard), l.T(text.ImportSpellings)}},
			l.Code() + "/undone":          {Part: PreviewPage(in(Undone)), Says: []string{l.T(text.ImportUndoneIntro, at, "ana"), l.T(text.ImportDecide), l.T(text.ImportAgainP), l.T(text.ImportAgain)}, Hides: []string{l.T(text.ImportDiscard)}},
			l.Code() + "/a reader":        {Part: PreviewPage(in(Staged, reader)), Says: []string{l.T(text.ImportStagedIntro)}, Hides: []string{l.T(text.ImportDecide), l.T(text.ImportJoin), l.T(text.ImportReadAgain)}},
			l.Code() + "/a kept upload":   {Part: PreviewPage(in(Staged)), Says: []string{l.T(text.ImportUnderstoodP), l.T(text.ImportReadAgain)}, Hides: []string{l.T(text.ImportKeptNoMore)}},
			l.Code() + "/kept no more":    {Part: PreviewPage(in(Staged, func(p *Preview) { p.Choice.Upload = "" })), Says: []string{l.T(text.ImportKeptNoMore)}, Hides: []string{l.T(text.ImportReadAgain)}},
			l.Code() + "/holes":           {Part: PreviewPage(in(Staged)), Says: []string{l.T(text.ImportMissingAre), l.T(text.ImportMissingHole)}},
			l.Code() + "/zeros":           {Part: PreviewPage(in(Staged, func(p *Preview) { p.MissingZero = true })), Says: []string{l.T(text.ImportMissingAre), l.T(text.ImportMissingZero)}},
			l.Code() + "/its fingerprint": {Part: PreviewPage(in(Applied, func(p *Preview) { p.Row.Fingerprint = "ab12" })), Says: []string{l.T(text.DataFingerprint), "ab12"}},
		})
	}
}

// Weeks are shown before and after with the change, marked where the model has
// learnt from them; what is not known is said to be so.
func TestWeeksOfAnImport(t *testing.T) {
	for _, l := range text.Locales {
		p := sampleImport(l)
		p.TaughtFrom, p.To = viewtest.Week("2018-08-13"), viewtest.Week("2018-08-20")
		p.Weeks = []Week{
			{Week: viewtest.Week("2018-08-06"), Before: 10_000, After: 15_000, OrdersBefore: new(int64(3)), OrdersAfter: new(int64(4000))},
			{Week: viewtest.Week("2018-08-13"), Before: 10_000, After: 5_000},
			{Week: viewtest.Week("2018-08-20"), Before: 5_000, After: 5_000},
			{Week: viewtest.Week("2018-08-27"), Added: true, After: 123_456},
		}
		week := func(date string) string { return viewtest.Plain(l.Week(viewtest.Week(date))) }
		unknown := l.T(text.NotKnown) + " → " + l.T(text.NotKnown)
		plain := func(s string) string { return viewtest.Plain(s) }
		changed := [][]string{
			{week("2018-08-06"), plain(l.MoneyWhole(10_000)), plain(l.MoneyWhole(15_000)), "+" + plain(l.Money(5_000)), "3 → " + l.Int(4000)},
			{week("2018-08-13") + " " + l.T(text.ImportTaught), plain(l.MoneyWhole(10_000)), plain(l.MoneyWhole(5_000)), plain(l.Money(-5_000)), unknown},
			{week("2018-08-20") + " " + l.T(text.ImportTaught), plain(l.MoneyWhole(5_000)), plain(l.MoneyWhole(5_000)), plain(l.Money(0)), unknown},
		}
		if diff := cmp.Diff(changed, viewtest.Rows(t, PreviewPage(p), "changed-title")); diff != "" {
			t.Error(diff)
		}
		p.To = 0
		if taught := viewtest.Rows(t, PreviewPage(p), "changed-title")[1][0]; taught != week("2018-08-13") {
			t.Errorf("without a model: %q", taught)
		}
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/new": {Part: PreviewPage(p), Says: []string{l.T(text.ImportNewWeeks), "(1)", week("2018-08-27"), plain(l.Money(123_456)), l.T(text.NotKnown)}},
		})
	}
}

// The fold of new weeks is open where they are few, and on every page after the
// first.
func TestFewNewWeeksAreOpen(t *testing.T) {
	for _, c := range []struct {
		weeks int
		path  string
		open  int
	}{{20, "/data/imports/2", 1}, {21, "/data/imports/2", 0}, {121, "/data/imports/2?added=2", 1}} {
		p := Preview{Frame: viewtest.Frame(text.English), Row: Row{State: Undone}}
		p.MayTrain, p.Back = false, c.path
		for i := range c.weeks {
			p.Weeks = append(p.Weeks, Week{Week: week.Week(2500 + i), Added: true})
		}
		if open := len(viewtest.Attributes(t, importWeeks(p), "details", "open")); open != c.open {
			t.Errorf("%d weeks at %s: %d folds are open", c.weeks, c.path, open)
		}
	}
}

// Which weeks come without their parts is said by what is missing.
func TestWeeksWithoutParts(t *testing.T) {
	first, second := viewtest.Week("2018-08-13"), viewtest.Week("2018-08-20")
	for _, l := range text.Locales {
		for name, c := range map[string]struct {
			weeks []Week
			want  string
		}{
			"none":       {[]Week{{Week: first}}, ""},
			"categories": {[]Week{{Week: first, NoCategories: true}, {Week: second}}, l.T(text.ImportSplitCategories, l.Week(first))},
			"states":     {[]Week{{Week: first, NoStates: true}}, l.T(text.ImportSplitStates, l.Week(first))},
			"each one":   {[]Week{{Week: first, NoStates: true}, {Week: second, NoCategories: true}}, l.T(text.ImportSplitBoth, l.Week(first)+", "+l.Week(second))},
		} {
			if got := (Preview{Frame: viewtest.Frame(l), Weeks: c.weeks}).split(); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	}
}

// Every cent of the files has its line, and lines of nothing are left out.
func TestWhereTheRevenueWent(t *testing.T) {
	for _, l := range text.Locales {
		p := Preview{Frame: viewtest.Frame(l), Read: 1_000, Taken: 500, Known: 300, HeldRevenue: 150, RefusedRevenue: 50, RevenueBefore: 7, RevenueAfter: 507}
		row := func(name text.Text, cents int64) []string { return []string{l.T(name), viewtest.Plain(l.Money(cents))} }
		all := [][]string{row(text.ImportReadSum, 1_000), row(text.ImportTaken, 500), row(text.ImportKnown, 300), row(text.ImportHeldSum, 150), row(text.ImportRefusedSum, 50), row(text.ImportAllBefore, 7), row(text.ImportAllAfter, 507)}
		if diff := cmp.Diff(all, viewtest.Rows(t, importSums(p), "sums-title")); diff != "" {
			t.Error(diff)
		}
		p.Read, p.Known, p.HeldRevenue, p.RefusedRevenue = 500, 0, 0, 0
		if diff := cmp.Diff([][]string{row(text.ImportReadSum, 500), all[1], all[5], all[6]}, viewtest.Rows(t, importSums(p), "sums-title")); diff != "" {
			t.Error(diff)
		}
		p.Read = 0 // an import of an older program
		if diff := cmp.Diff([][]string{all[5], all[6]}, viewtest.Rows(t, importSums(p), "sums-title")); diff != "" {
			t.Error(diff)
		}
	}
}

// Weeks that are held back say why, and how many are not listed.
func TestHeldWeeks(t *testing.T) {
	for _, l := range text.Locales {
		p := Preview{Frame: viewtest.Frame(l)}
		for i, code := range []string{"future", "open", "part", "far", "far"} {
			p.Held = append(p.Held, HeldWeek{Week: 2500, Cents: 100, Code: code, Near: i - 3})
		}
		var why []string
		for _, row := range viewtest.Rows(t, importHeld(p), "held-title") {
			why = append(why, row[2])
		}
		want := []string{l.T(text.ImportHeldFuture), l.T(text.ImportHeldOpen), l.T(text.ImportHeldPart), l.T(text.ImportHeldFar, l.N(text.Weeks, 0)), l.T(text.ImportHeldFar, l.N(text.Weeks, 1))}
		if diff := cmp.Diff(want, why); diff != "" {
			t.Error(diff)
		}
		p.Held = slices.Repeat(p.Held, 21)
		if rows := viewtest.Rows(t, importHeld(p), "held-title"); len(rows) != shownMost {
			t.Errorf("%d are listed", len(rows))
		}
		viewtest.Check(t, map[string]viewtest.Case{l.Code(): {Part: importHeld(p), Says: []string{"(105)", l.T(text.ImportRefusedMore, "5")}}})
	}
}

// What a preview leaves out, it has no heading for.
func TestWhatIsNotThere(t *testing.T) {
	l := text.English
	frame := viewtest.Frame(l)
	for name, part := range map[string]templ.Component{
		"form": importForm(Preview{Frame: frame}), "held": importHeld(Preview{Frame: frame}), "gaps": importGaps(Preview{Frame: frame}),
		"names": importNames(Preview{Frame: frame}), "spellings": importSpellings(Preview{Frame: frame}), "weeks": importWeeks(Preview{Frame: frame}),
	} {
		if words := viewtest.Words(t, part); words != "" {
			t.Errorf("%s of nothing says %q", name, words)
		}
	}
	many := Preview{Frame: frame, Gaps: slices.Repeat([]Gap{{2500, 2502, 1}}, 7), NewStates: []string{"AC"}}
	viewtest.Check(t, map[string]viewtest.Case{
		"five gaps, and two more": {Part: importGaps(many), Says: []string{l.N(text.Weeks, 1), l.T(text.ImportRefusedMore, "2")}},
		"new states alone":        {Part: importNames(many), Says: []string{l.T(text.ImportNewStates), "AC"}, Hides: []string{l.T(text.ImportNewCategories)}},
	})
}

// The page of versions lists them as given, asks who may for files, and tells
// what is wrong with those just sent.
func TestVersionsOfTheData(t *testing.T) {
	for _, l := range text.Locales {
		v := View{Frame: viewtest.Frame(l), Rows: []Row{{Version: 3, Kind: "weekly", Source: viewtest.Hostile, State: Staged, Read: viewtest.Time, By: "local"}, {Version: 2, Kind: "orders", Source: "b", State: Undone, Read: viewtest.Time}, {Version: 1, Kind: "orders", Source: "a", State: Applied, Read: viewtest.Time}}}
		at := viewtest.Plain(l.Time(viewtest.Time))
		want := [][]string{
			{l.T(text.ImportOpen, 3), l.T(text.ImportStateStaged), viewtest.Hostile, l.T(text.ImportKindWeekly), at, l.Who("local")},
			{l.T(text.ImportOpen, 2), l.T(text.ImportStateUndone), "b", l.T(text.ImportKindOrders), at, ""},
			{l.T(text.ImportOpen, 1), l.T(text.ImportStateApplied), "a", l.T(text.ImportKindOrders), at, ""},
		}
		if diff := cmp.Diff(want, viewtest.Rows(t, Page(v), "versions-title")); diff != "" {
			t.Error(diff)
		}
		wrong, reader := v, View{Frame: v.Frame}
		wrong.Problem, wrong.Choice.Upload, wrong.More = viewtest.Hostile, "u1", 2
		wrong.Refused = []Refused{{"a.csv", "line 2", "no number"}}
		reader.MayTrain = false
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/to send":         {Part: Page(v), Says: []string{l.T(text.ImportsFiles), l.T(text.ImportsFilesHint, UploadMost), l.T(text.ImportsPreview)}, Hides: []string{l.T(text.ImportChooseP), l.T(text.ImportRefused)}},
			l.Code() + "/sent wrong":      {Part: Page(wrong), Says: []string{viewtest.Hostile, l.T(text.ImportChooseP), l.T(text.ImportReadAgain), l.T(text.ImportRefused), "a.csv", "line 2", "no number", l.T(text.ImportRefusedMore, "2")}},
			l.Code() + "/a reader, empty": {Part: Page(reader), Says: []string{l.T(text.ImportsForbidden), l.T(text.ImportsNone)}, Hides: []string{l.T(text.ImportsPreview)}},
		})
		if chosen := viewtest.Attributes(t, importChoice(l, Choice{Upload: "u1", Decimal: ",", Dates: "dmy", WeekDates: "last", Missing: "zero"}), "option", "selected"); len(chosen) != 4 {
			t.Errorf("%d of four choices stand", len(chosen))
		}
	}
}

// A preview names each group of findings, the places of the files among them.
func TestFindingsOfAPreview(t *testing.T) {
	for _, l := range text.Locales {
		p := sampleImport(l)
		p.Warnings, p.FileNotes = []string{"a warning"}, []string{"a note of the file"}
		p.LeftOut = []ui.PastWeek{{Week: 2500, Cents: 100, Reason: viewtest.Hostile}}
		p.Weeks[1].NoStates = true
		p.Spare([]week.Week{p.MissingWeeks[0]}, 700)
		if len(p.MissingWeeks) != 0 || len(p.FileNotes) != 2 {
			t.Errorf("spared: %v, %q", p.MissingWeeks, p.FileNotes)
		}
		p.Spare(nil, 0)
		viewtest.Check(t, map[string]viewtest.Case{l.Code(): {Part: PreviewPage(p), Says: []string{
			"a warning", l.T(text.ImportTrimmed), "a note of the file", viewtest.Plain(l.Money(700)), l.T(text.ImportHeldTitle), l.T(text.ImportSpellings), l.T(text.ImportJoin), l.T(text.ImportNewCategories), "ZZ",
			l.T(text.DataIncomplete), "(1)", viewtest.Hostile, l.T(text.ImportRetroactive), l.T(text.ImportRefused), "line 2",
		}}})
	}
}
