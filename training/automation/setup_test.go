package automation

import (
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"olist/message"
	"olist/store"
	"olist/store/testplace"
	"olist/training/jobs"
)

// clock is a time that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// trainer trains nothing; what it serves is said by the test.
type trainer struct{ serving string }

func (t *trainer) Serving() string { return t.serving }

func (t *trainer) NewTraining(by string, note message.Message) jobs.Request {
	return jobs.Request{Kind: "train", Body: map[string]any{"params": map[string]int{"n_estimators": 7}, "note": note.String(), "note_message": note}, By: by}
}

// newService is the service on a database of its own.
func newService(t *testing.T, o Options) *Service {
	t.Helper()
	return openService(t, filepath.Join(t.TempDir(), "olist.db"), o)
}

func openService(t *testing.T, path string, o Options) *Service {
	t.Helper()
	if o.Clock == nil {
		o.Clock = time.Now
	}
	st, err := testplace.Open(t, path, store.Options{Clock: o.Clock})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	return serviceOn(st, t, o)
}

func serviceOn(st *store.Store, t *testing.T, o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	queue := jobs.New(st, jobs.Options{Log: o.Log, Owner: "test", Lease: time.Minute, Clock: o.Clock})
	return New(st, queue, &trainer{"the data of today"}, o)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
