package store

import (
	"path/filepath"
	"testing"
	"time"

	"olist/secret"
	"olist/store/fault"
)

// TestSessionsEnd by the clock: at their end, when nobody used them for a while,
// and when the clock was set back to before they were used.
func TestSessionsEnd(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	st, err := Open(ctx, filepath.Join(t.TempDir(), "olist.db"), Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	id := secret.New("")
	start := func() {
		t.Helper()
		if err := st.StartSession(ctx, "ana", id, id, now.Add(12*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	lasts := func(what string, use func() error, want bool) {
		t.Helper()
		err := use()
		if (err == nil) != want || err != nil && fault.CodeOf(err) != fault.CodeUnauthorized {
			t.Errorf("%s: %v", what, err)
		}
	}
	use := func() error { _, err := st.UseSession(ctx, id); return err }
	look := func() error { _, err := st.Session(ctx, id); return err }

	start()
	for range 6 {
		now = now.Add(SessionIdle - time.Minute)
		if now.Before(time.Date(2026, 1, 5, 20, 0, 0, 0, time.UTC)) {
			lasts("used in time", use, true)
		}
	}
	now = time.Date(2026, 1, 5, 19, 59, 0, 0, time.UTC)
	lasts("just before its end", use, true)
	now = now.Add(time.Minute)
	lasts("at its end", use, false)

	start()
	now = now.Add(SessionIdle - time.Minute)
	lasts("only looked at", look, true)
	now = now.Add(time.Minute)
	lasts("a look is no use", look, false)
	lasts("used too late", use, false)

	start()
	now = now.Add(-time.Hour)
	lasts("a clock set back", use, false)
}
