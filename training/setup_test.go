package training

import (
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"olist/store"
	"olist/store/fault"
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

// newService is the service over a copy of the shipped database, its worker at
// rest.
func newService(t *testing.T, c *clock) *Service {
	t.Helper()
	return openService(t, shippedCopy(t), c)
}

func shippedCopy(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "olist.db")
	shipped, err := os.ReadFile("../olist.db")
	must(t, err)
	must(t, os.WriteFile(path, shipped, 0o600))
	return path
}

func openService(t *testing.T, path string, c *clock) *Service {
	t.Helper()
	now := time.Now
	if c != nil {
		now = c.Now
	}
	return newServiceOn(t, openStore(t, path, now), Options{Clock: now})
}

func openStore(t *testing.T, path string, now func() time.Time) *store.Store {
	t.Helper()
	st, err := testplace.Open(t, path, store.Options{Clock: now})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	return st
}

// newServiceWith is newService with options of its own.
func newServiceWith(t *testing.T, o Options) *Service {
	t.Helper()
	return newServiceOn(t, openStore(t, shippedCopy(t), time.Now), o)
}

func newServiceOn(t *testing.T, st *store.Store, o Options) *Service {
	t.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	o.Windows, o.Calibration = fewWindows, fewWeeks
	o.Version, o.Owner = "test", jobs.NewOwner(time.Now().UnixNano())
	s, err := New(t.Context(), st, o)
	must(t, err)
	return s
}

// patient asks again for what a slow machine has not computed yet.
func patient[T any](t *testing.T, ask func() (T, error)) T {
	t.Helper()
	for {
		v, err := ask()
		if fault.CodeOf(err) != fault.CodeUnavailable {
			must(t, err)
			return v
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
