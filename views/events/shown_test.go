package events

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/views/text"
	"olist/views/viewtest"
)

// Events are listed with what they do; a reader sees no buttons.
func TestEventsInLists(t *testing.T) {
	for _, l := range text.Locales {
		w := viewtest.Week("2018-11-19")
		v := View{Frame: viewtest.Frame(l), Coming: []Row{{Name: viewtest.Hostile, Week: w, Kind: "retail", Factor: 1.25, Cents: 123_400}, {Name: "New", Week: w + 1, Kind: "one-off", Unheard: true}}, Past: []Row{{Name: "Strike", Week: w - 52, Kind: "holiday", Shock: true, LeftOut: true, Factor: .9}}}
		v.MayPlan = false
		first := viewtest.Rows(t, Page(v), "coming-title")
		if want := []string{viewtest.Plain(l.Week(w)), viewtest.Hostile, l.T(text.EventKinds["retail"]), l.Change(.25)}; !slices.Equal(first[0][:4], want) {
			t.Errorf("%q, want %q", first[0], want)
		}
		if want := []string{viewtest.Plain(l.Week(w + 1)), "New", l.T(text.EventKinds["one-off"]), l.T(text.EventNoEffect) + " " + l.T(text.EventAssume)}; !slices.Equal(first[1][:4], want) {
			t.Errorf("%q, want %q", first[1], want)
		}
		past := [][]string{{viewtest.Plain(l.Week(w - 52)), "Strike " + l.T(text.EventShockTag), l.T(text.EventKinds["holiday"]), viewtest.Plain(l.Change(-.1))}}
		if diff := cmp.Diff(past, viewtest.Rows(t, Page(v), "past-title")); diff != "" {
			t.Error(diff)
		}
		full, gone := v, v
		full.MayPlan, full.Outdated, full.Saved = true, true, &Row{Name: viewtest.Hostile}
		full.Hidden = []Row{{ID: "e2", Name: "Carnival", Week: w, Kind: "hidden"}}
		gone.MayPlan, gone.Gone = true, &Row{Name: "Fair", Week: w, Kind: "retail", Shock: true}
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/a reader": {Part: Page(v), Hides: []string{l.T(text.EventActs), l.T(text.EventAddTitle), l.T(text.EventsHidden), l.T(text.EventsOutdated)}},
			l.Code() + "/all":      {Part: Page(full), Says: []string{l.T(text.EventsOutdated), l.T(text.EventUnheard, viewtest.Hostile), l.T(text.EventAddTitle), l.T(text.EventsComing), l.T(text.EventActs), l.T(text.EventsPast), l.T(text.EventsHidden), "Carnival", l.T(text.EventRestore)}},
			l.Code() + "/gone":     {Part: Page(gone), Says: []string{l.T(text.EventGone, "Fair, "+viewtest.Plain(l.Week(w))), l.T(text.Undo)}},
			l.Code() + "/none":     {Part: Page(View{Frame: v.Frame}), Says: []string{l.T(text.EventsComing), l.T(text.EventsNone), l.T(text.EventsPast), l.T(text.EventsNone)}, Hides: []string{l.T(text.EventsHidden)}},
		})
		if values := viewtest.Attributes(t, eventGone(l, *gone.Gone), "input", "value"); !slices.Equal(values[len(values)-5:], []string{"yes", "Fair", w.String(), "retail", "yes"}) {
			t.Errorf("the undo sends %q", values)
		}
	}
}

// The form keeps what was typed, says what is wrong with each field beside it,
// and says whether it changes an event or adds one.
func TestFormOfAnEvent(t *testing.T) {
	for _, l := range text.Locales {
		f := Form{Row: Row{ID: "e1", Name: viewtest.Hostile, Kind: "one-off", Shock: true}, Day: "2018-11-23", Editing: true, Problem: map[string]string{"name": "n!", "week": "w!", "kind": "k!"}}
		form := eventForm(l, f, []string{"Fair", viewtest.Hostile})
		viewtest.Check(t, map[string]viewtest.Case{
			l.Code() + "/wrong": {Part: form, Says: []string{l.T(text.EventEditTitle), "n!", "w!", "k!"}, Hides: []string{l.T(text.EventAddTitle)}},
			l.Code() + "/new":   {Part: eventForm(l, Form{}, nil), Says: []string{l.T(text.EventAddTitle)}, Hides: []string{l.T(text.EventEditTitle)}},
		})
		if chosen := viewtest.AttributesWith(t, form, "option", "selected", "value"); !slices.Equal(chosen, []string{"one-off"}) {
			t.Errorf("chosen is %q", chosen)
		}
		if wrong := viewtest.Attributes(t, form, "select", "aria-invalid"); !slices.Equal(wrong, []string{"true"}) {
			t.Errorf("the kind is marked %q", wrong)
		}
		if known := viewtest.Attributes(t, form, "option", "value"); !slices.Contains(known, "Fair") || !slices.Contains(known, viewtest.Hostile) {
			t.Errorf("offered are %q", known)
		}
	}
}
