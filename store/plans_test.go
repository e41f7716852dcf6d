package store_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/store"
	"olist/store/fault"
)

func TestNotesAreKeptByWeek(t *testing.T) {
	s, _ := open(t)
	late, err := s.AddNote(t.Context(), "ana", 2536, "  campaign \n moved ")
	if err != nil {
		t.Fatal(err)
	}
	if late.Text != "campaign moved" || late.Actor != "ana" {
		t.Fatalf("kept as %+v", late)
	}
	early, err := s.AddNote(t.Context(), "ana", 2500, strings.Repeat("é", 280))
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Notes(t.Context())
	if err != nil || len(all) != 2 || all[0].ID != early.ID || all[1].ID != late.ID {
		t.Fatalf("notes %+v, %v", all, err)
	}
	for _, wrong := range []string{"", " \n ", strings.Repeat("é", 281)} {
		_, err := s.AddNote(t.Context(), "ana", 2500, wrong)
		wantCode(t, err, fault.CodeInvalid)
	}
	if err := s.DeleteNote(t.Context(), "ana", early.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.DeleteNote(t.Context(), "ana", early.ID), fault.CodeNotFound)
	if err := s.RestoreNote(t.Context(), "ana", early.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.RestoreNote(t.Context(), "ana", early.ID), fault.CodeNotFound)
	if err := s.DeleteNote(t.Context(), "ana", early.ID); err != nil {
		t.Fatal(err)
	}
	if all, _ := s.Notes(t.Context()); len(all) != 1 || all[0].ID != late.ID {
		t.Errorf("after deleting: %+v", all)
	}
}

func TestScenariosAreKept(t *testing.T) {
	s, _ := open(t)
	changes := []store.Change{{Segment: "total", From: 2550, To: 2551, Percent: 10}, {Segment: "state:SP", From: 2560, To: 2560, Percent: -100}}
	made, err := s.PutScenario(t.Context(), "ana", "", " Black  Friday ", nil)
	if err != nil || made.Name != "Black Friday" || made.Changes == nil {
		t.Fatalf("made %+v, %v", made, err)
	}
	kept, err := s.PutScenario(t.Context(), "bia", made.ID, made.Name, changes)
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.Scenario(t.Context(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kept, found); diff != "" || found.Actor != "bia" || !cmp.Equal(found.Changes, changes) || !found.CreatedAt.Equal(made.CreatedAt) {
		t.Errorf("found %+v (-put +found):\n%s", found, diff)
	}
	if all, err := s.Scenarios(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("scenarios %+v, %v", all, err)
	}
	_, err = s.PutScenario(t.Context(), "ana", "s99", "no such", nil)
	wantCode(t, err, fault.CodeNotFound)
	if err := s.DeleteScenario(t.Context(), "ana", made.ID); err != nil {
		t.Fatal(err)
	}
	_, err = s.Scenario(t.Context(), made.ID)
	wantCode(t, err, fault.CodeNotFound)
}

func TestWrongScenariosAreRefused(t *testing.T) {
	s, _ := open(t)
	good := store.Change{Segment: "total", From: 10, To: 11, Percent: 5}
	change := func(edit func(*store.Change)) []store.Change { c := good; edit(&c); return []store.Change{c} }
	for _, c := range []struct {
		what, name string
		changes    []store.Change
	}{
		{"no name", "  ", nil},
		{"a long name", strings.Repeat("x", 81), nil},
		{"too many", "n", make([]store.Change, 51)},
		{"no segment", "n", change(func(c *store.Change) { c.Segment = "" })},
		{"weeks the wrong way round", "n", change(func(c *store.Change) { c.To = 9 })},
		{"no change", "n", change(func(c *store.Change) { c.Percent = 0 })},
		{"more than a stop", "n", change(func(c *store.Change) { c.Percent = -101 })},
		{"not a number", "n", change(func(c *store.Change) { c.Percent = math.NaN() })},
	} {
		_, err := s.PutScenario(t.Context(), "ana", "", c.name, c.changes)
		if fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: error %v", c.what, err)
		}
	}
	if all, _ := s.Scenarios(t.Context()); len(all) != 0 {
		t.Errorf("something was kept: %+v", all)
	}
}
