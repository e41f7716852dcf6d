package store_test

import (
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/week"
)

// TestDataVersion: whatever changes the data in force is seen at once, also what
// a program does that knows nothing of versions; and nothing else is.
func TestDataVersion(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	apply(t, s, "2018-08-20,a,SP,1.00,1")
	apply(t, s, "2018-08-27,a,SP,1.00,1")
	foreign, err := testplace.Connect(s)
	if err != nil {
		t.Fatal(err)
	}
	defer foreign.Close()
	version := func() (v string) {
		if err := foreign.QueryRow(`SELECT version FROM data_version`).Scan(&v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	w := week.Week(2537) // Monday 2018-08-20
	var event store.StoredEvent
	run := func(query string) func() error {
		return func() error { _, err := foreign.Exec(query); return err }
	}
	for _, c := range []struct {
		what    string
		do      func() error
		changes bool
	}{
		{"a job", func() error { _, _, err := s.Enqueue(ctx, store.NewJob{Kind: "train"}); return err }, false},
		{"a preview", func() error {
			_, _, err := s.StageImport(ctx, file(t, "week,category,state,revenue,orders\n2018-08-27,a,SP,7.00,1\n", ingest.Options{}))
			return err
		}, false},
		{"it is applied", func() error { _, err := s.ApplyImport(ctx, "ana", 3); return err }, true},
		{"it is undone", func() error { _, err := s.UndoImport(ctx, "ana", 3); return err }, true},
		{"a week is judged", func() error { return s.OverrideWeek(ctx, "ana", w, false, "") }, true},
		{"a week is judged otherwise", func() error { return s.OverrideWeek(ctx, "ana", w, true, "") }, true},
		{"a week is not judged any more", func() error { return s.ClearOverride(ctx, "ana", w) }, true},
		{"an event", func() (err error) {
			event, err = s.PutEvent(ctx, "ana", "", forecast.Event{Week: w, Name: "a fair", Kind: forecast.KindOneOff})
			return err
		}, true},
		{"the event is another", func() error {
			_, err := s.PutEvent(ctx, "ana", event.ID, forecast.Event{Week: w + 1, Name: "a fair", Kind: forecast.KindOneOff})
			return err
		}, true},
		{"no event", func() error { return s.DeleteEvent(ctx, "ana", event.ID) }, true},
		{"undone by another program", run(`UPDATE imports SET state = 'undone' WHERE version = 2`), true},
		{"deleted by another program", run(`DELETE FROM imports WHERE version = 1`), true},
	} {
		before, was := version(), fingerprint(t, s)
		if err := c.do(); err != nil {
			t.Fatal(c.what, err)
		}
		if changed := version() != before; changed != c.changes {
			t.Errorf("%s: the version changed: %v", c.what, changed)
		}
		if now := fingerprint(t, s); now == was && c.changes && c.what != "a week is judged otherwise" && c.what != "a week is not judged any more" {
			t.Errorf("%s: the data are the same to who asks for them", c.what)
		}
	}
}

func fingerprint(t *testing.T, s *store.Store) string {
	t.Helper()
	f, err := s.DataFingerprint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return f
}
