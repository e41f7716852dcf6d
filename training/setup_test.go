package training

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"olist/store"
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
	path := filepath.Join(t.TempDir(), "olist.db")
	shipped, err := os.ReadFile("../olist.db")
	must(t, err)
	must(t, os.WriteFile(path, shipped, 0o600))
	return openService(t, path, c)
}

func openService(t *testing.T, path string, c *clock) *Service {
	t.Helper()
	now := time.Now
	if c != nil {
		now = c.Now
	}
	st, err := store.Open(t.Context(), path, store.Options{Clock: now})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	log := slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelWarn}))
	s, err := New(t.Context(), st, Options{Log: log, Version: "test", Owner: NewOwner(time.Now().UnixNano()), Clock: now})
	must(t, err)
	return s
}

type testLog struct{ t *testing.T }

func (l testLog) Write(p []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
