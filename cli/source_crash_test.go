package cli

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestKilledInMidFetch runs the real program and kills it (SIGKILL) while a body
// arrives, and at random moments of fetches that go on: nothing is half applied,
// what was fetched lies nowhere after the next start, and the fetch then comes to
// its end by itself.
func TestKilledInMidFetch(t *testing.T) {
	w := newVictim(t)
	must(t, os.Remove(w.db))
	source := newDrip(t)
	w.command(weeksFrom(30), "import", "-")
	w.command("", "source", "add", "till", "--url", source.URL, "--no-retrain", "--every", "hour")

	source.hold.Store(true)
	fetching := w.fetching()
	<-source.half // the program has half a file
	must(t, fetching.Process.Kill())
	_ = fetching.Wait()
	if left := w.rooms(); len(left) != 1 {
		t.Fatalf("half a file should lie in one folder, not in %v", left)
	}
	w.inForce(30)
	source.hold.Store(false)

	r := rand.New(rand.NewPCG(3, 4))
	weeks := 30
	for range fetchKills {
		source.weeks.Store(int64(weeks + 1))
		fetching := w.fetching()
		done := make(chan error, 1)
		go func() { done <- fetching.Wait() }()
		select {
		case <-done:
		case <-time.After(time.Duration(r.Int64N(int64(500 * time.Millisecond)))):
			_ = fetching.Process.Kill()
			<-done
		}
		weeks = w.inForce(weeks, weeks+1)
	}
	source.weeks.Store(int64(weeks + 1))
	w.command("", "source", "fetch", "till")
	w.inForce(weeks + 1)
	if left := w.rooms(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// command runs the program to its end.
func (w *victim) command(stdin string, args ...string) {
	w.t.Helper()
	c := exec.Command(w.binary, append(args, "--db", w.db, "--log-level", "error")...)
	c.Stdin = strings.NewReader(stdin)
	if out, err := c.CombinedOutput(); err != nil {
		w.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// fetching starts a fetch of the program's own.
func (w *victim) fetching() *exec.Cmd {
	w.t.Helper()
	c := exec.Command(w.binary, "source", "fetch", "till", "--db", w.db, "--log-level", "error")
	must(w.t, c.Start())
	w.t.Cleanup(func() { _ = c.Process.Kill() })
	return c
}

func (w *victim) rooms() []string {
	left, err := filepath.Glob(filepath.Join(filepath.Dir(w.db), "source-*"))
	must(w.t, err)
	return left
}

// inForce checks that the dead program's database is whole and holds one of so
// many weeks, each with all of its sales, each import with its run.
func (w *victim) inForce(want ...int) (weeks int) {
	w.t.Helper()
	raw, err := sql.Open("sqlite3", "file:"+w.db)
	must(w.t, err)
	defer raw.Close()
	var integrity string
	var cells, imports, runs int
	must(w.t, raw.QueryRow(`PRAGMA integrity_check`).Scan(&integrity))
	must(w.t, raw.QueryRow(`SELECT COUNT(*) FROM current_weeks`).Scan(&weeks))
	must(w.t, raw.QueryRow(`SELECT COUNT(*) FROM current_weeks w JOIN cells c ON c.version = w.version AND c.week = w.week`).Scan(&cells))
	must(w.t, raw.QueryRow(`SELECT COUNT(*) FROM imports WHERE version > 1`).Scan(&imports))
	must(w.t, raw.QueryRow(`SELECT COUNT(*) FROM source_runs r JOIN imports i ON i.version = r.import WHERE r.state = 'applied' AND i.state = 'applied'`).Scan(&runs))
	if integrity != "ok" || cells != weeks || runs != imports {
		w.t.Fatalf("integrity %s, %d weeks with %d cells, %d imports with %d runs", integrity, weeks, cells, imports, runs)
	}
	for _, n := range want {
		if weeks == n {
			return weeks
		}
	}
	w.t.Fatalf("%d weeks are in force, not one of %v", weeks, want)
	return 0
}

// drip is a server that gives a file of so many weeks, or half of it and then
// nothing while it holds.
type drip struct {
	URL   string
	weeks atomic.Int64
	hold  atomic.Bool
	half  chan struct{}
}

func newDrip(t *testing.T) *drip {
	d := &drip{half: make(chan struct{})}
	d.weeks.Store(31)
	over := make(chan struct{})
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := weeksFrom(int(d.weeks.Load()))
		w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		if !d.hold.Load() {
			fmt.Fprint(w, text)
			return
		}
		fmt.Fprint(w, text[:len(text)/2])
		_ = http.NewResponseController(w).Flush()
		close(d.half)
		select {
		case <-r.Context().Done():
		case <-over:
		}
	}))
	t.Cleanup(web.Close)
	t.Cleanup(func() { close(over) })
	d.URL = web.URL
	return d
}
