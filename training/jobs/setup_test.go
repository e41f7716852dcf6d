package jobs

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"olist/store"
	"olist/store/testplace"
)

// newQueue is a queue on a database of its own.
func newQueue(t *testing.T, o Options) *Queue {
	t.Helper()
	if o.Clock == nil {
		o.Clock = time.Now
	}
	st, err := testplace.Open(t, filepath.Join(t.TempDir(), "olist.db"), store.Options{Clock: o.Clock})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	return queueOn(st, t, o)
}

func queueOn(st *store.Store, t *testing.T, o Options) *Queue {
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Lease == 0 {
		o.Lease = time.Minute
	}
	if o.Owner == "" {
		o.Owner = NewOwner(1)
	}
	return New(st, o)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
