package store_test

import (
	"slices"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
)

// What was told is forgotten once it is old and on the list no more; and all of it
// with the reader.
func TestWhatWasToldIsForgotten(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	r, err := s.AddReader(ctx, "ana", store.Reader{Kind: store.ReaderMail, Address: "ana@example.com", Alarms: true}, secret.Text{})
	if err != nil {
		t.Fatal(err)
	}
	line := func(id string) store.NeedLine { return store.NeedLine{ID: id, Amount: 100} }
	tells := func(standing []string, ids ...string) bool {
		t.Helper()
		what := store.Telling{Standing: standing}
		for _, id := range ids {
			what.Lines = append(what.Lines, line(id))
		}
		n, done, err := s.BeginAlarm(ctx, r.ID, what)
		if err != nil {
			t.Fatal(err)
		}
		if done {
			n.State = store.SendingDone
			if err := s.EndSending(ctx, n); err != nil {
				t.Fatal(err)
			}
		}
		return done
	}
	known := func(ids ...string) bool {
		t.Helper()
		told, err := s.Told(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		return !slices.ContainsFunc(ids, func(id string) bool { return len(told.News([]store.NeedLine{line(id)})) > 0 })
	}
	if !tells([]string{"a", "b"}, "a", "b") || !known("a", "b") {
		t.Fatal("they are not told")
	}
	if tells(nil, "c") {
		t.Error("two alarms at once")
	}
	c.Add(100 * 24 * time.Hour)
	if tells(nil, "a", "c") {
		t.Error("a line that was told, with another")
	}
	if !tells([]string{"c"}, "c") || !known("a", "b", "c") {
		t.Error("what is not old is forgotten")
	}
	c.Add(100 * 24 * time.Hour)
	if !tells([]string{"a", "d"}, "d") || known("b") || !known("a", "c", "d") {
		t.Error("not what is old and gone is forgotten, and that alone")
	}
	if err := s.DeleteReader(ctx, "ana", r.ID); err != nil {
		t.Fatal(err)
	}
	if known("a") || known("d") {
		t.Error("it is known of a reader who is none any more")
	}
}
