package ui_test

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

// parts are what pages are put together from, with hostile names wherever one may
// stand.
func parts(l text.Locale) map[string]templ.Component {
	const bad = viewtest.Hostile
	frame, better := viewtest.Frame(l), viewtest.Frame(l)
	better.Notices, better.Worse, better.Better = []string{bad, "two"}, bad, ui.Model{ID: "m6-x", Name: "#6"}
	_, middle := ui.Part("/x?page=2", "page", make([]int, 250), 100)
	return map[string]templ.Component{
		"a field": ui.PlainField("keep", "Keep", bad, bad, bad, false), "a field that stays": ui.PlainField("keep", "Keep", "3", "", "hint", true),
		"what is wrong": ui.FieldProblem("x", bad), "log in": ui.MustLogIn(frame, bad), "horizon": ui.HorizonInput(l, 12, 52), "problem": ui.Problem(bad),
		"counted": ui.CountedRows(l, "c", bad, bad, []ui.LeftOut{{Reason: bad, Rows: 1}}), "files": ui.FilesRead(l, []ui.FileRead{{Name: bad, Rows: 1}}),
		"notices": ui.Notices(better), "pager": ui.Pager(l, middle), "older": ui.Older(l, "/admin/jobs", 7, true), "help": ui.Help(l, bad, text.HelpGamma),
		"pair": ui.Pair(bad, bad), "count": ui.Count(bad, bad), "week": ui.WeekName(l, 2500), "answered": ui.AnsweredByNow(frame), "tabs": ui.TabsNow(frame),
		"take along": ui.TakeAlong(l, "/forecast", "segment=total", false),
		"a choice":   ui.SegmentChoice(l, "segment", ui.Segment{Key: "category:x", Name: bad}, false), "choices": ui.SegmentList([]ui.SegmentGroup{{Name: bad, Segments: []ui.Segment{{Key: "x", Name: bad, Also: bad}}}}),
		"a form's token": as(bad, ui.CSRF()), "logged in": as("t", ui.ProblemPage(frame, bad)), "with scripts": ui.ProblemPage(damaged(l), bad),
	}
}

// as renders a part for somebody who has logged in.
func as(token string, c templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error { return c.Render(ui.WithCSRF(ctx, token), w) })
}

func damaged(l text.Locale) ui.Frame {
	f := viewtest.Frame(l)
	f.Lost, f.Damaged, f.MayLogIn, f.Theme = "notes, jobs cannot be read", "m9-x", true, "dark"
	return f
}

func TestEveryPartKeepsTheRules(t *testing.T) {
	viewtest.KeepTheRules(t, func(l text.Locale) map[string]templ.Component {
		all := parts(l)
		delete(all, "horizon") // its label stands on the page
		delete(all, "a choice")
		return all
	})
}

// What a part says, and what it leaves out where there is nothing to say.
func TestWhatPartsSay(t *testing.T) {
	for _, l := range text.Locales {
		p := parts(l)
		quiet, reader := viewtest.Frame(l), viewtest.Frame(l)
		reader.Better, reader.Worse, reader.MayTrain = ui.Model{ID: "m6", Name: "#6"}, "it was better", false
		_, single := ui.Part("/x", "page", make([]int, 100), 100)
		_, last := ui.Part("/x?page=3", "page", make([]int, 250), 100)
		_, first := ui.Part("/x", "page", make([]int, 250), 100)
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/wrong before the hint":  {Part: ui.PlainField("k", "Keep", "x", "wrong", "a hint", false), Says: []string{"Keep", "wrong", "a hint"}},
			l.Code() + "/nothing wrong":          {Part: ui.FieldProblem("x", ""), Hides: []string{" "}},
			l.Code() + "/log in":                 {Part: p["log in"], Says: []string{viewtest.Hostile, l.T(text.LoginButton)}},
			l.Code() + "/counted":                {Part: p["counted"], Says: []string{viewtest.Hostile, l.T(text.DataLeftReason), "1"}},
			l.Code() + "/without a word":         {Part: ui.CountedRows(l, "c", "Title", "", []ui.LeftOut{{Reason: "r", Rows: 12_345}}), Says: []string{"Title " + l.T(text.DataLeftReason), "r", l.Int(12_345)}},
			l.Code() + "/files":                  {Part: ui.FilesRead(l, []ui.FileRead{{Name: "b.csv", Rows: 2}, {Name: "a.csv", Rows: 1}}), Says: []string{"b.csv 2", "a.csv 1"}},
			l.Code() + "/notices":                {Part: p["notices"], Says: []string{viewtest.Hostile, "two", viewtest.Hostile, l.T(text.BackToModel, "#6")}},
			l.Code() + "/notices, a reader":      {Part: ui.Notices(reader), Says: []string{"it was better"}, Hides: []string{l.T(text.BackToModel, "#6")}},
			l.Code() + "/in the middle":          {Part: p["pager"], Says: []string{l.T(text.PageBefore), l.T(text.PageOf, "2", "3"), l.T(text.PageAfter)}},
			l.Code() + "/at the beginning":       {Part: ui.Pager(l, first), Says: []string{l.T(text.PageOf, "1", "3"), l.T(text.PageAfter)}, Hides: []string{l.T(text.PageBefore)}},
			l.Code() + "/at the end":             {Part: ui.Pager(l, last), Says: []string{l.T(text.PageBefore), l.T(text.PageOf, "3", "3")}, Hides: []string{l.T(text.PageAfter)}},
			l.Code() + "/both ways":              {Part: p["older"], Says: []string{l.T(text.NewestEntries), l.T(text.OlderEntries)}},
			l.Code() + "/help":                   {Part: p["help"], Says: []string{"?", l.T(text.HelpGamma)}},
			l.Code() + "/pair":                   {Part: ui.Pair("name", "value"), Says: []string{"name value"}},
			l.Code() + "/count":                  {Part: ui.Count("name", "7"), Says: []string{"name 7"}},
			l.Code() + "/a week":                 {Part: p["week"], Says: []string{viewtest.Plain(l.Week(2500))}},
			l.Code() + "/answered":               {Part: p["answered"], Says: []string{l.T(text.AnsweredBy, "#7")}},
			l.Code() + "/take along":             {Part: p["take along"], Says: []string{l.T(text.DownloadCSV), l.T(text.DownloadExcel), l.T(text.CopyTable), l.T(text.CopyLink), l.T(text.PrintPage)}},
			l.Code() + "/choices":                {Part: ui.SegmentList([]ui.SegmentGroup{{Segments: []ui.Segment{{Name: "a", Also: "b"}, {Name: "c"}}}}), Says: []string{"b"}},
			l.Code() + "/logged in":              {Part: p["logged in"], Says: []string{l.T(text.LogoutButton), viewtest.Hostile, l.T(text.ErrorBack)}},
			l.Code() + "/at the desk":            {Part: ui.ProblemPage(quiet, "no"), Hides: []string{l.T(text.LogoutButton), l.T(text.LoginTitle)}},
			l.Code() + "/may log in, and damage": {Part: p["with scripts"], Says: []string{l.T(text.LoginTitle), "notes, jobs cannot be read", l.T(text.ModelDamaged, "m9-x", "#7")}},
		})
		for name, c := range map[string]templ.Component{
			"counted": ui.CountedRows(l, "c", "Title", "word", nil), "files": ui.FilesRead(l, nil), "notices": ui.Notices(quiet), "one page": ui.Pager(l, single), "no older": ui.Older(l, "/x", 0, false), "no token": ui.CSRF(), "tabs of nowhere": ui.TabsNow(ui.Frame{Text: l, Path: "/login"}),
		} {
			if got := viewtest.Render(t, c); strings.TrimSpace(got) != "" {
				t.Errorf("%s: nothing is said in %q", name, got)
			}
		}
	}
}

// Attributes that scripts, screen readers and the server rely on.
func TestWhatPartsCarry(t *testing.T) {
	for name, c := range map[string]struct {
		part        templ.Component
		element, of string
		want        []string
	}{
		"the token":               {as(viewtest.Hostile, ui.CSRF()), "input", "value", []string{viewtest.Hostile}},
		"wrong is marked":         {ui.PlainField("k", "K", viewtest.Hostile, "wrong", "h", false), "input", "aria-invalid", []string{"true"}},
		"right is not":            {ui.PlainField("k", "K", "1", "", "h", false), "input", "aria-invalid", []string{"false"}},
		"the error first":         {ui.PlainField("k", "K", "1", "wrong", "h", false), "input", "aria-describedby", []string{"k-error k-hint"}},
		"the hint alone":          {ui.PlainField("k", "K", "1", "", "h", false), "input", "aria-describedby", []string{"k-hint"}},
		"locked":                  {ui.PlainField("k", "K", "1", "", "h", true), "input", "disabled", []string{""}},
		"what was typed":          {ui.PlainField("k", "K", viewtest.Hostile, "", "h", false), "input", "value", []string{viewtest.Hostile}},
		"the horizon twice":       {ui.HorizonInput(text.English, 12, 52), "input", "value", []string{"12", "12"}},
		"the longest":             {ui.HorizonInput(text.English, 12, 52), "input", "max", []string{"52", "52"}},
		"back to the page":        {ui.MustLogIn(ui.Frame{Text: text.English, Path: "/data?x=1&y"}, "no"), "a", "href", []string{"/login?next=%2Fdata%3Fx%3D1%26y"}},
		"older from here":         {ui.Older(text.English, "/admin/jobs", 7, true), "a", "href", []string{"/admin/jobs", "/admin/jobs?before=7"}},
		"the files":               {ui.TakeAlong(text.English, "/forecast", "a=b&c", false), "a", "href", []string{"/forecast.csv?a=b&c", "/forecast.xlsx?a=b&c"}},
		"copied from a file":      {ui.TakeAlong(text.English, "/forecast", "a=b", false), "copy-table", "data-from", []string{"/forecast.tsv?a=b"}},
		"copied as it stands":     {ui.TakeAlong(text.English, "/forecast", "a=b", true), "copy-table", "data-from", nil},
		"a choice's key":          {ui.SegmentChoice(text.English, "s", ui.Segment{Key: "state:SP", Name: "São Paulo"}, true), "segment-choice", "data-key", []string{"state:SP"}},
		"it may be none":          {ui.SegmentChoice(text.English, "s", ui.Segment{}, true), "input", "required", nil},
		"it must be one":          {ui.SegmentChoice(text.English, "s", ui.Segment{}, false), "input", "required", []string{""}},
		"groups of choices":       {ui.SegmentList([]ui.SegmentGroup{{Name: "States", Segments: []ui.Segment{{Key: "state:SP"}}}}), "option", "data-group", []string{"States"}},
		"the way back to a model": {ui.Notices(ui.Frame{Text: text.English, MayTrain: true, Better: ui.Model{ID: "m6"}}), "form", "action", []string{"/models/m6/activate"}},
	} {
		if got := viewtest.Attributes(t, c.part, c.element, c.of); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if ui.Wrong("x", "") != nil || ui.Wrong("x", "no")["aria-describedby"] != "x-error" || ui.JobURL("j1") != "/admin/jobs/j1" {
		t.Error("what is wrong is not led to")
	}
	if got := ui.DashboardURL("category:a&b", 4); got != "/?horizon=4&segment=category%3Aa%26b" {
		t.Error(got)
	}
}

// The menu marks the section and the page that a reader is at, in every theme and
// language, and takes the segment along.
func TestMenu(t *testing.T) {
	for path, want := range map[string][2]int{"/": {1, 1}, "/data/imports/7": {0, 1}, "/admin/jobs/j1": {0, 1}, "/login": {0, 0}} {
		f := viewtest.Frame(text.English)
		f.Path, f.Asked = path, path+"?segment=state:SP&horizon=8&x=1"
		marks := viewtest.Attributes(t, ui.ProblemPage(f, "no"), "a", "aria-current")
		pages, sections := 0, 0
		for i, m := range marks {
			if m == "page" && i < 7 {
				pages++
			}
			if m == "page" && i >= 7 || m == "true" {
				sections++
			}
		}
		if pages != want[0] || path != "/" && path != "/login" && sections != 2 || path == "/login" && len(marks) != 7 {
			t.Errorf("%s: %q", path, marks)
		}
		if links := viewtest.Attributes(t, ui.ProblemPage(f, "no"), "a", "href"); !slices.Contains(links, "/?horizon=8&segment=state%3ASP") {
			t.Errorf("%s: the menu leads to %q", path, links)
		}
	}
	for theme, next := range map[string]string{"": "dark", "dark": "light", "light": "auto"} {
		f := ui.Frame{Text: text.Portuguese, Theme: theme}
		if got := viewtest.AttributesWith(t, ui.ProblemPage(f, "no"), "button", "lang", "value"); !slices.Equal(got, []string{"en"}) {
			t.Errorf("the other language is %q", got)
		}
		if got := viewtest.Attributes(t, ui.ProblemPage(f, "no"), "button", "value"); !slices.Contains(got, next) {
			t.Errorf("after %q comes %q", theme, got)
		}
	}
}

// Numbers that are not known are dashes, signs are written, weeks are named.
func TestNumbersAndWeeks(t *testing.T) {
	l := text.English
	for got, want := range map[string]string{
		ui.PercentOrDash(l, .123): "12.3%", ui.PercentOrDash(l, math.NaN()): "–", ui.ChangeOrDash(l, math.NaN()): "–", ui.ChangeOrDash(l, .05): "+5.0%",
		viewtest.Plain(ui.Signed(l, 150_000)): "+R$ 1.50k", viewtest.Plain(ui.Signed(l, -150_000)): "−R$ 1.50k", viewtest.Plain(ui.Signed(l, 0)): "R$ 0",
		ui.ISOWeek(viewtest.Week("2018-12-31")): "2019-W01", ui.Spark(nil): "", ui.Spark([]float64{1}): "", ui.Spark([]float64{3, 1, 2}): "0.00,1.00 50.00,29.00 100.00,15.00", ui.Spark([]float64{2, 2}): "0.00,1.00 100.00,1.00",
		ui.WeekList(l, nil): "",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for now, want := range map[int64]float64{150: .5, 50: -.5} {
		if got, known := ui.Change(now, 100); !known || got != want {
			t.Errorf("%d: %v", now, got)
		}
	}
	if _, known := ui.Change(1, 0); known {
		t.Error("a change from nothing is known")
	}
	var weeks []week.Week
	var names []string
	for w := range week.Week(8) {
		weeks = append(weeks, 2500+w)
		names = append(names, l.Week(2500+w))
	}
	for n, want := range map[int]string{1: names[0], 6: strings.Join(names[:6], ", "), 8: strings.Join(names[:6], ", ") + ", " + l.T(text.AndMore, "2")} {
		if got := ui.WeekList(l, weeks[:n]); got != want {
			t.Errorf("%d weeks: %q", n, got)
		}
	}
	past := []ui.PastWeek{{Week: 1}, {Week: 2, Reason: "cut"}, {Week: 3}}
	if got := fmt.Sprint(len(ui.Complete(past)), ui.Complete(past)[1].Week == 3, len(ui.Incomplete(past)), ui.Incomplete(past)[0].Week == 2); got != "2 true 1 true" {
		t.Error(got)
	}
	row := ui.SegmentRow{Coming: ui.Range{Low: 10, High: 20}}
	for last, want := range map[int64]bool{9: true, 10: false, 20: false, 21: true} {
		if row.Last = last; row.Surely() != want {
			t.Errorf("%d is beyond chance: %v", last, !want)
		}
	}
}

// Two models are lined up where both were measured, on the same data.
func TestComparedScores(t *testing.T) {
	a := ui.ModelScore{Known: true, Data: "x", Total: .1, Pooled: .3, Inside: .8, Steps: []ui.StepError{{Step: 1, WAPE: .1}, {Step: 4, WAPE: .2}}}
	b := ui.ModelScore{Known: true, Data: "x", Total: .2, Pooled: .3, Inside: .7, Steps: []ui.StepError{{Step: 4, WAPE: .1}}}
	var got []string
	for _, r := range ui.CompareScores(text.English, a, b, []int{1, 4, 8}, func(step int) string { return fmt.Sprint("step ", step) }) {
		got = append(got, fmt.Sprint(r.Name, " ", r.NewWins(), " ", r.OldWins()))
	}
	l := text.English
	if diff := cmp.Diff([]string{l.T(text.CompareTotal) + " true false", "step 4 false true", l.T(text.ComparePooled) + " false false", l.T(text.CompareBand) + " false false"}, got); diff != "" {
		t.Error(diff)
	}
	other, unknown := b, b
	other.Data, unknown.Known = "y", false
	if !a.Comparable(b) || a.Comparable(other) || a.Comparable(unknown) || unknown.Comparable(a) {
		t.Error("scores of other weeks are compared")
	}
}
