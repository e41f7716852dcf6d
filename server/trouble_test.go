package server

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/mattn/go-sqlite3"

	"olist/store"
	"olist/store/testplace"
)

// logged collects log lines of level WARN and above.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newLogged(t *testing.T, database store.Options) (*app, *logged) {
	l := &logged{}
	return newAppOn(t, database, func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}), l
}

// outside opens the database as another program does.
func (a *app) outside() *sql.DB {
	a.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+a.store.Path()+"?_txlock=immediate&_busy_timeout=20000")
	must(a.t, err)
	db.SetMaxOpenConns(1)
	a.t.Cleanup(func() { must(a.t, db.Close()) })
	return db
}

// limitedPages registers a driver under the test's name; what it gives bounds
// the size of the files that were opened with it, in pages.
func limitedPages(t *testing.T) (limit func(pages string)) {
	var mu sync.Mutex
	var opened []*sqlite3.SQLiteConn
	sql.Register(t.Name(), &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		mu.Lock()
		defer mu.Unlock()
		opened = append(opened, c)
		return nil
	}})
	return func(pages string) {
		t.Helper()
		mu.Lock()
		defer mu.Unlock()
		for _, c := range opened {
			_, err := c.Exec("PRAGMA max_page_count = "+pages, nil)
			must(t, err)
		}
	}
}

const anEvent = `{"name":"sale","week":"2018-09-05","kind":"retail"}`

// TestFullDisk: SQLite's own "database or disk is full" is 507 wherever it
// comes up, readiness turns, reading goes on, and both end with the trouble.
func TestFullDisk(t *testing.T) {
	testplace.OnFile(t)
	limit := limitedPages(t)
	a, log := newLogged(t, store.Options{Driver: t.Name()})
	limit("1") // SQLite takes the size that it has
	aNote := "week=2018-08-13&text=" + strings.Repeat("x", 250)
	resp, body := a.press("/notes", aNote)
	for resp.StatusCode == http.StatusSeeOther { // until the free pages are used up
		resp, body = a.press("/notes", aNote)
	}
	if resp.StatusCode != http.StatusInsufficientStorage || !strings.Contains(body, "The disk is full") {
		t.Errorf("a page answers %d: %.300s", resp.StatusCode, body)
	}
	for n := 0; ; n++ {
		resp, body = a.ask("POST", "/api/v1/tokens", fmt.Sprintf(`{"name":"%070d"}`, n))
		if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusCreated {
			break
		}
	}
	if resp.StatusCode != http.StatusInsufficientStorage || !strings.Contains(body, `"code":"disk_full"`) {
		t.Errorf("a full disk answers %d: %s", resp.StatusCode, body)
	}
	if resp, body := a.ask("GET", "/readyz", ""); resp.StatusCode != http.StatusInsufficientStorage {
		t.Errorf("readiness: %d: %s", resp.StatusCode, body)
	}
	for _, path := range []string{"/", "/predict?weeks=3", "/healthz"} {
		if resp, _ := a.ask("GET", path, ""); resp.StatusCode != http.StatusOK {
			t.Errorf("%s answers %d while the disk is full", path, resp.StatusCode)
		}
	}
	limit("1000000")
	if resp, body := a.ask("GET", "/readyz", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("readiness after room was made: %d: %s", resp.StatusCode, body)
	}
	if strings.Contains(log.String(), "level=ERROR msg=\"request failed\"") {
		t.Errorf("logged as an error of ours: %s", log)
	}
}

// TestFullDiskOfAnUpload: what the system says of a file is told the same way.
func TestFullDiskOfAnUpload(t *testing.T) {
	testplace.OnFile(t)
	a, _ := newLogged(t, store.Options{})
	full := &os.PathError{Op: "write", Path: "upload", Err: syscall.ENOSPC}
	a.server.echo.POST("/full", func(echo.Context) error { return badBody(full) })
	if w := a.serve("POST", "/full", "text/plain", http.NoBody); w.Code != http.StatusInsufficientStorage {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

// TestLockedDatabase: while another program holds the database, a change is
// refused with 503 and word when to come again; reading goes on. Changes that
// wait for each other do not wait for ever.
func TestLockedDatabase(t *testing.T) {
	testplace.OnFile(t)
	a, log := newLogged(t, store.Options{})
	other, err := a.outside().BeginTx(t.Context(), nil)
	must(t, err)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			resp, body := a.ask("POST", "/api/v1/events", anEvent)
			if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" || !strings.Contains(body, `"code":"busy"`) {
				t.Errorf("a locked database answers %d, Retry-After %q: %s", resp.StatusCode, resp.Header.Get("Retry-After"), body)
			}
		})
	}
	if resp, _ := a.ask("GET", "/predict?weeks=3", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("reading answers %d", resp.StatusCode)
	}
	all.Wait()
	must(t, other.Rollback())
	if resp, body := a.ask("POST", "/api/v1/events", anEvent); resp.StatusCode != http.StatusOK {
		t.Errorf("after the lock: %d: %s", resp.StatusCode, body)
	}
	if strings.Contains(log.String(), "level=ERROR msg=\"request failed\"") {
		t.Errorf("logged as an error of ours: %s", log)
	}
}

// TestGoneClientIsNoFailure asks every reading route with a client that has
// gone already, and sends half of a body to every changing one: none of it is a
// failure of ours.
func TestGoneClientIsNoFailure(t *testing.T) {
	testplace.OnFile(t)
	a, log := newLogged(t, store.Options{})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, r := range a.server.echo.Routes() {
		path := "http://localhost" + strings.NewReplacer(":id", a.shipped, "*", "none").Replace(r.Path)
		for _, accept := range []string{"text/html", "application/json"} {
			req := httptest.NewRequestWithContext(gone, r.Method, path, nil)
			req.Header.Set("Accept", accept)
			if r.Method == http.MethodPost {
				req.Body, req.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader("{"), errReader{io.ErrUnexpectedEOF})), 10
				req.Header.Set("Content-Type", "application/json")
			}
			w := httptest.NewRecorder()
			a.server.echo.ServeHTTP(w, req)
			if w.Code >= 500 {
				t.Errorf("%s %s: status %d: %.200s", r.Method, r.Path, w.Code, w.Body)
			}
		}
	}
	if strings.Contains(log.String(), "level=ERROR") {
		t.Errorf("the log says: %s", log)
	}
	broken := errors.New("a bug of ours")
	a.server.echo.GET("/bug", func(echo.Context) error { return broken })
	if w := a.serve("GET", "/bug", "", http.NoBody); w.Code != http.StatusInternalServerError || !strings.Contains(log.String(), broken.Error()) {
		t.Errorf("a failure of ours answers %d, and the log says %s", w.Code, log)
	}
}

// TestDeadUploadsGoAtTheNextStart: whatever a killed process left goes, however
// young it is; what a living one receives stays.
func TestDeadUploadsGoAtTheNextStart(t *testing.T) {
	testplace.OnFile(t)
	a := newApp(t)
	beside := filepath.Dir(a.store.Path())
	dead := filepath.Join(beside, uploadDir+"left")
	must(t, os.Mkdir(dead, 0o700))
	must(t, os.WriteFile(filepath.Join(dead, "file-0"), []byte("x"), 0o600))
	u := &upload{}
	must(t, u.makeRoom(beside))
	a.server.sweepUploads()
	if _, err := os.Stat(dead); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the dead upload is still there: %v", err)
	}
	if _, err := os.Stat(u.room.Path); err != nil {
		t.Errorf("the living upload is gone: %v", err)
	}
	u.Close()
	if left := a.uploads(); len(left) > 0 {
		t.Errorf("%v is left of an upload that ended", left)
	}
}
