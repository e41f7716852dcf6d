package store_test

import (
	"slices"
	"testing"
	"time"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

// TestAPreviewOfOtherDataIsStale, by either sign alone: the data are others
// although no newer import is in force, and a newer one is although the data are
// the same again.
func TestAPreviewOfOtherDataIsStale(t *testing.T) {
	const one, two, other = "2018-08-20,a,SP,1.00,1", "2018-08-27,a,SP,1.00,1", "2018-08-20,a,SP,5.00,1"
	preview := "week,category,state,revenue,orders\n2018-09-03,a,SP,7.00,1\n"
	for name, change := range map[string]func(*testing.T, *store.Store){
		"an older import is undone": func(t *testing.T, s *store.Store) {
			if _, err := s.UndoImport(t.Context(), "bea", 2); err != nil {
				t.Fatal(err)
			}
		},
		"a newer import, and one that takes its figures back": func(t *testing.T, s *store.Store) {
			apply(t, s, other)
			apply(t, s, one)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := open(t)
			apply(t, s, one)
			apply(t, s, two)
			staged, _, err := s.StageImport(t.Context(), file(t, preview, ingest.Options{}))
			if err != nil {
				t.Fatal(err)
			}
			change(t, s)
			_, err = s.ApplyImport(t.Context(), "bea", staged.Version)
			wantCode(t, err, fault.CodeConflict)
		})
	}
	s, _ := open(t)
	apply(t, s, one)
	staged, _, err := s.StageImport(t.Context(), file(t, preview, ingest.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	// What a person says of events meanwhile is no other data to it.
	if _, err := s.PutEvent(t.Context(), "bea", "", forecast.Event{Name: "fair", Week: week.Week(2530), Kind: forecast.KindRetail}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ApplyImport(t.Context(), "bea", staged.Version); err != nil {
		t.Errorf("a preview of what is in force: %v", err)
	}
}

// TestWhatWasDeletedLongAgoIsGone: after thirty days it is no longer there to be
// brought back; until then it is.
func TestWhatWasDeletedLongAgoIsGone(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	add := func() string {
		n, err := s.AddNote(ctx, "ana", 2500, "a note")
		if err != nil {
			t.Fatal(err)
		}
		return n.ID
	}
	drop := func(id string) {
		if err := s.DeleteNote(ctx, "ana", id); err != nil {
			t.Fatal(err)
		}
	}
	old, recent := add(), add()
	drop(old)
	c.Add(29 * 24 * time.Hour)
	drop(recent)
	c.Add(2 * 24 * time.Hour)
	drop(add()) // whatever is deleted next takes the old ones along
	wantCode(t, s.RestoreNote(ctx, "ana", old), fault.CodeNotFound)
	if err := s.RestoreNote(ctx, "ana", recent); err != nil {
		t.Errorf("deleted two days ago: %v", err)
	}
	log, err := s.AuditLog(ctx, 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	var acts []string
	for _, e := range log {
		acts = append(acts, e.Actor+" "+e.Action+" "+e.Subject)
	}
	slices.Reverse(acts)
	if want := []string{"ana note.add " + old, "ana note.add " + recent, "ana note.delete " + old, "ana note.delete " + recent,
		"ana note.add n3", "ana note.delete n3", "ana note.restore " + recent}; !slices.Equal(acts, want) {
		t.Errorf("the log says %q, want %q", acts, want)
	}
}
