package dashboard

import (
	"fmt"
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

// sampleDrives are what two weeks' forecasts are made of.
func sampleDrives() Drives {
	return Drives{
		Groups: []string{"recent level", "momentum", "season", "events"},
		Weeks: []Drive{
			{Week: viewtest.Week("2018-08-20"), Event: viewtest.Hostile, Parts: []int64{15_000_000, 500_000, -300_000, 0}, Cents: 15_200_000},
			{Week: viewtest.Week("2018-08-27"), Parts: []int64{15_000_000, 600_000, 0, 400_000}, Cents: 16_000_000},
		},
		Together: Drive{Parts: []int64{30_000_000, 1_100_000, -300_000, 400_000}, Cents: 31_200_000},
	}
}

// inState is the forecast of a state, reached through a category, with something
// of everything.
func inState(l text.Locale) View {
	d := sampleDashboard(l)
	d.Segment = ui.Segment{Key: "state:SP", Name: "São Paulo (SP)"}
	d.Trail = []ui.Segment{{Key: "total", Name: "All sales"}, {Key: "category:x", Name: viewtest.Hostile}}
	d.Split = []SplitRow{{ui.Segment{Key: "category:x", Name: viewtest.Hostile}, 4_000_000, .4}, {ui.Segment{Key: "category:auto", Name: "Auto"}, 6_000_000, .6}}
	d.Drives, d.Parts = sampleDrives(), nil
	d.Goal = Goal{Cents: 16_100_000, Each: week.ByWeek, KeptBy: "ana", Elsewhere: KeptGoal{Cents: 99_000_000, Horizon: 1}}
	d.Coming = []ComingEvent{{d.Targets[3].Week, viewtest.Hostile, 300_000}, {d.Targets[0].Week, "Small", 1_000}, {d.Targets[1].Week, "Strike", -900_000}}
	d.Past[40].Split = true
	d.Targets[0].Event, d.Targets[1].Note = viewtest.Hostile, viewtest.Hostile
	d.NoteGone, d.Partial = "n7", true
	d.NoteForm = NoteForm{Week: "2018-08-20", Text: viewtest.Hostile, Problem: "too long"}
	return d
}

func morePages(l text.Locale) map[string]templ.Component {
	unknown, doubted := sampleDashboard(l), sampleDashboard(l)
	unknown.Targets, unknown.Problem, unknown.Past = nil, viewtest.Hostile, nil
	unknown.Choices = []ui.Segment{{Key: "category:x", Name: viewtest.Hostile, Also: "b"}}
	doubted.Goal = Goal{Cents: 1, Doubted: 64_000, Meant: 64_000_000, Problem: "not an amount", Written: viewtest.Hostile}
	doubted.DrivesAt, doubted.Today, doubted.Notes, doubted.New = "/drives?part=1", doubted.Targets[0].Week+3, nil, false
	doubted.MayPlan, doubted.MayAdmin = false, false
	weekly := WeeklyDrives{Frame: viewtest.Frame(l), Drives: sampleDrives(), Segment: ui.Segment{Key: "total", Name: viewtest.Hostile}}
	one := weekly
	one.Weeks, one.Together = one.Weeks[:1], one.Weeks[0]
	return map[string]templ.Component{
		"a state": Page(inState(l)), "no such segment": Page(unknown), "a doubted target": Page(doubted),
		"drives": DrivesPage(weekly, false), "drives of one week": DrivesPage(one, false), "drives, loaded later": DrivesPage(weekly, true),
	}
}

func TestMorePagesKeepTheRules(t *testing.T) {
	viewtest.KeepTheRules(t, func(l text.Locale) map[string]templ.Component {
		pages := morePages(l)
		delete(pages, "a state") // holds the title of the open page once more, to renew it
		return pages
	})
}

// The way down to a segment leads back up, and says of what the figures are not.
func TestTheWayDown(t *testing.T) {
	for _, l := range text.Locales {
		d := inState(l)
		want := [][]string{{viewtest.Hostile, l.Whole(4_000_000), l.Percent(.4, 1)}, {"Auto", l.Whole(6_000_000), l.Percent(.6, 1)}}
		if diff := cmp.Diff(want, viewtest.Rows(t, Page(d), "split-title")); diff != "" {
			t.Error(diff)
		}
		kind := d
		kind.Segment = ui.Segment{Key: "category:auto", Name: "Auto"}
		whole := kind
		whole.Trail = d.Trail[:1]
		for name, c := range map[string]struct {
			d    View
			end  string
			says text.Text
		}{
			"a state below a category": {d, l.T(text.TrailWholeState, d.Segment.Name), text.SplitCategories},
			"a category below a state": {kind, l.T(text.TrailWholeKind, "Auto"), text.SplitStates},
			"a category":               {whole, "Auto", text.SplitStates},
		} {
			viewtest.Check(t, map[string]viewtest.Case{l.Code() + "/" + name: {Part: Page(c.d), Says: []string{"All sales", c.end, l.T(c.says, c.d.Segment.Name)}}})
		}
		if !d.cameFrom(d.Split[0].Segment) || d.cameFrom(d.Split[1].Segment) || whole.cameFrom(d.Split[0].Segment) {
			t.Error("the part that the way led through is not marked")
		}
		links := viewtest.Attributes(t, Page(d), "a", "href")
		for _, want := range []string{"/?horizon=4&segment=total", "/?horizon=4&segment=category%3Aauto&from=state%3ASP"} {
			if !slices.Contains(links, want) {
				t.Errorf("nothing leads to %s", want)
			}
		}
	}
}

// What a week's forecast is made of adds up in every row; the answer names what
// is not nothing.
func TestDrivesInTables(t *testing.T) {
	for _, l := range text.Locales {
		d := WeeklyDrives{Frame: viewtest.Frame(l), Drives: sampleDrives(), Segment: ui.Segment{Key: "state:SP", Name: "São Paulo"}}
		row := func(name string, cents ...int64) []string {
			for _, c := range cents {
				name += "|" + viewtest.Plain(l.Whole(c))
			}
			return strings.Split(name, "|")
		}
		week := func(i int) string { return viewtest.Plain(l.Week(d.Weeks[i].Week)) }
		weekly := viewtest.Rows(t, DrivesPage(d, false), "weekly-title")
		want := [][]string{row("", 15_000_000, 500_000, -300_000, 0, 15_200_000), row("", 15_000_000, 600_000, 0, 400_000, 16_000_000)}
		for i := range want {
			if !strings.HasPrefix(weekly[i][0], week(i)) {
				t.Errorf("row %d is of %s", i, weekly[i][0])
			}
			if diff := cmp.Diff(want[i][1:], weekly[i][1:]); diff != "" {
				t.Error(diff)
			}
		}
		var groups []string
		for _, g := range d.Groups {
			groups = append(groups, l.T(text.DriveNames[g]))
		}
		d.Chosen = 1
		links := viewtest.Attributes(t, DrivesPage(d, false), "a", "href")
		if !slices.Contains(links, "/drives?segment=state%3ASP&horizon=2&week=2018-08-20") {
			t.Errorf("the links lead to %q", links)
		}
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/a chosen week": {Part: DrivesPage(d, false), Says: []string{l.N(text.Weeks, 2), week(1), groups[0], groups[1], l.T(text.DrivesSum), l.T(text.DrivesWeekly), l.T(text.RowTogether)}},
			l.Code() + "/the answer":    {Part: Page(inState(l)), Says: []string{groups[0] + " " + viewtest.Plain(l.MoneyShort(15_000_000)), groups[1] + " +", groups[2] + " −", l.T(text.DrivesNext)}},
			l.Code() + "/not known yet": {Part: morePages(l)["a doubted target"], Says: []string{l.T(text.DrivesTitle)}, Hides: []string{l.T(text.DrivesPart)}},
		})
	}
}

// A target of each week is held against each, one for all weeks against their
// sum; who kept it is said, and the other that is kept is led to.
func TestTargets(t *testing.T) {
	for _, l := range text.Locales {
		d := inState(l)
		last := func(i int) []string { row := viewtest.Rows(t, Page(d), "table-title")[i]; return row[len(row)-2:] }
		for i, gap := range []int64{-50_000, 0, 50_000, 100_000} {
			if got, want := last(i)[0], viewtest.Plain(l.Whole(gap)); got != want {
				t.Errorf("week %d is off by %s, want %s", i, got, want)
			}
		}
		if d.weeksReached() != 3 || d.Goal.Per() != string(week.ByWeek) || (Goal{}).Per() != GoalPerHorizon {
			t.Errorf("%d weeks reach it", d.weeksReached())
		}
		here, own := d, d
		here.Goal.KeptBy = "local"
		own.Goal.KeptBy, own.Segment = "", ui.Segment{Key: "total", Name: "All"}
		reader := own
		reader.MayPlan, reader.MayAdmin = false, false
		high, low := sampleDashboard(l), sampleDashboard(l)
		high.Goal, low.Goal = Goal{Cents: 1 << 40}, Goal{Cents: 1}
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/kept by another":     {Part: Page(d), Says: []string{l.T(text.GoalOtherShow), viewtest.Plain(d.goalTitle()), l.T(text.GoalKeptBy, "ana"), l.T(text.GoalForget)}},
			l.Code() + "/kept here":           {Part: Page(here), Says: []string{l.T(text.GoalKeptHere)}},
			l.Code() + "/of the address":      {Part: Page(own), Says: []string{l.T(text.GoalKeep, "All")}, Hides: []string{l.T(text.GoalForget)}},
			l.Code() + "/a reader keeps none": {Part: Page(reader), Hides: []string{l.T(text.GoalKeep, "All"), l.T(text.NoteAdd)}},
			l.Code() + "/out of reach":        {Part: Page(high), Says: []string{l.T(text.GoalUnder)}},
			l.Code() + "/sure":                {Part: Page(low), Says: []string{l.T(text.GoalOver)}},
			l.Code() + "/doubted":             {Part: morePages(l)["a doubted target"], Says: []string{"not an amount", viewtest.Plain(l.Money(64_000)), viewtest.Plain(l.MoneyShort(64_000_000)) + "?"}},
		})
		if kept := here.goalHint(); kept != l.MoneyShort(16_100_000) || own.goalHint() != l.T(text.GoalHint) {
			t.Errorf("the empty field hints %q", kept)
		}
		if links := viewtest.Attributes(t, morePages(l)["a doubted target"], "a", "href"); !slices.ContainsFunc(links, func(a string) bool { return strings.Contains(a, "goal=640000&") }) {
			t.Errorf("what was rather meant is not led to: %q", links)
		}
		if fields := viewtest.AttributesWith(t, Page(own), "input", "name", "name"); !slices.Contains(fields, "goal") || !slices.Contains(fields, "from") {
			t.Errorf("fields %q", fields)
		}
	}
}

// The two events that move most are named in their order, the others counted.
func TestComingEventsAreFew(t *testing.T) {
	for _, l := range text.Locales {
		d := inState(l)
		named := func(i int, name string) string { return name + " (" + l.Week(d.Targets[i].Week) + ") " }
		want := named(1, "Strike") + ui.Signed(l, -900_000) + ", " + named(3, viewtest.Hostile) + ui.Signed(l, 300_000) + " " + l.T(text.MovesMoreEvents, 1) + "."
		if got := d.comingEvents(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		d.Coming = []ComingEvent{{d.Targets[0].Week, "New", 0}}
		if got := d.comingEvents(); got != strings.TrimSpace(named(0, "New"))+"." {
			t.Error(got)
		}
		if d.Coming = nil; d.comingEvents() != l.T(text.MovesNoEvent) {
			t.Error(d.comingEvents())
		}
	}
}

// Notes are listed by week with who wrote them, the latest fifty first, and a
// refused one stands in the form.
func TestNotesOnThePage(t *testing.T) {
	for _, l := range text.Locales {
		d := inState(l)
		d.Notes = []Note{{"n1", 2500, "first", "ana"}, {"n2", 2501, viewtest.Hostile, "local"}}
		none := d
		none.Notes, none.NoteGone, none.MayPlan = nil, "n7", false
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/two":  {Part: Page(d), Says: []string{l.T(text.NoteDeleted), l.T(text.Undo), viewtest.Plain(l.Week(2500)), "first", l.T(text.NoteBy, "ana"), viewtest.Plain(l.Week(2501)), viewtest.Hostile, l.T(text.NoteByHere), "too long"}},
			l.Code() + "/none": {Part: Page(none), Says: []string{l.T(text.NotesNone)}, Hides: []string{l.T(text.NoteDeleted), l.T(text.NoteAdd)}},
		})
		d.Notes = nil
		for i := range NotesMost + 1 {
			d.Notes = append(d.Notes, Note{ID: fmt.Sprint("n", i), Week: 2500 + week.Week(i), Text: fmt.Sprintf("note %d.", i)})
		}
		viewtest.Check(t, map[string]viewtest.Case{l.Code() + "/many": {Part: Page(d), Says: []string{"note 1.", "note 50.", l.T(text.PageOf, "1", "2")}, Hides: []string{"note 0."}}})
		if d.noteWeek() != "2018-08-20" || (View{}).noteWeek() != "" || (View{}).noteFrom() != "" || (View{}).noteTo() != "" || d.noteFrom() != "2017-06-26" || d.noteTo() != "2019-08-18" {
			t.Errorf("notes are about %s from %s to %s", d.noteWeek(), d.noteFrom(), d.noteTo())
		}
		if d.NoteForm.Week = ""; d.noteWeek() != d.Targets[0].Week.String() {
			t.Error("a new note is not about the next week")
		}
	}
}

// Where there is no forecast the page says why, and offers what may be meant;
// weeks that have passed are not called the next.
func TestWhereThereIsNoForecast(t *testing.T) {
	for _, l := range text.Locales {
		d := sampleDashboard(l)
		late := d
		late.Today = d.Targets[0].Week + 3
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/no such segment": {Part: morePages(l)["no such segment"], Says: []string{l.T(text.ForecastFailed), viewtest.Hostile, viewtest.Hostile, "b"}, Hides: []string{l.T(text.TableTitle), l.T(text.ChartTitle)}},
			l.Code() + "/weeks to come":   {Part: Page(d), Says: []string{l.T(text.NextWeekBrings), l.T(text.BeyondTested, l.N(text.Weeks, 3))}, Hides: []string{l.T(text.DataStaleImport)}},
			l.Code() + "/weeks gone by":   {Part: Page(late), Says: []string{l.T(text.FirstWeekBrings), l.T(text.DataStaleImport)}},
			l.Code() + "/new here":        {Part: Page(d), Says: []string{l.T(text.TourDone)}},
			l.Code() + "/split weeks":     {Part: Page(inState(l)), Says: []string{viewtest.Plain(l.T(text.SplitNote, "São Paulo (SP)", l.Week(d.Past[40].Week)))}},
		})
	}
	d := sampleDashboard(text.English)
	d.Today = d.Targets[0].Week + 2
	if d.stale() {
		t.Error("data of the week before the last are not stale")
	}
}
