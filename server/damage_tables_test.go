package server

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

// madeAgain are the tables that follow from others.
var madeAgain = []string{"activations", "category_sums", "data_version", "evaluations", "goose_db_version", "live", "sequences", "sessions", "state_sums"}

// figures are the tables that figures are made of: without them none is given.
var figures = []string{"categories", "cells", "daily_orders", "early_sums", "events", "import_weeks", "imports", "models", "order_counts", "week_overrides"}

// pagesOf gives the numbers of the pages of the table or index whose first one
// is root, without those of long values. They are counted from 1.
func pagesOf(raw []byte, root, size int) []int {
	head := raw[(root-1)*size:]
	if root == 1 {
		head = head[100:]
	}
	pages := []int{root}
	if kind := head[0]; kind != 2 && kind != 5 { // a leaf
		return pages
	}
	for i := range int(binary.BigEndian.Uint16(head[3:])) {
		cell := int(binary.BigEndian.Uint16(head[12+2*i:]))
		pages = append(pages, pagesOf(raw, int(binary.BigEndian.Uint32(raw[(root-1)*size+cell:])), size)...)
	}
	return append(pages, pagesOf(raw, int(binary.BigEndian.Uint32(head[8:])), size)...)
}

// overwrite writes rubbish over pages of the file.
func overwrite(t *testing.T, path string, pages []int, size int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	for _, n := range pages {
		_, err := f.WriteAt(bytes.Repeat([]byte{0xa5}, size), int64(n-1)*int64(size))
		must(t, err)
	}
	must(t, f.Close())
}

// keptFile is a copy of a kept database, brought up to date.
func keptFile(t *testing.T) string {
	t.Helper()
	for name := range keptDatabases(t) {
		path := filepath.Join(t.TempDir(), "olist.db")
		must(t, os.WriteFile(path, unzip(t, "testdata/kept/"+name+"/olist.db.gz"), 0o600))
		st, err := store.Open(t.Context(), path, store.Options{})
		must(t, err)
		must(t, st.Close())
		return path
	}
	return ""
}

// objects gives the pages of all tables or indexes, by name, and the size of a
// page.
func objects(t *testing.T, path, kind string) (pages map[string][]int, size int) {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	db, err := sql.Open("sqlite3", path)
	must(t, err)
	defer db.Close()
	must(t, db.QueryRow(`PRAGMA page_size`).Scan(&size))
	rows, err := db.Query(`SELECT name, rootpage FROM sqlite_schema WHERE type = ?`, kind)
	must(t, err)
	defer rows.Close()
	pages = map[string][]int{}
	for rows.Next() {
		var name string
		var root int
		must(t, rows.Scan(&name, &root))
		pages[name] = pagesOf(raw, root, size)
	}
	must(t, rows.Err())
	return pages, size
}

// damaged are the objects that a test damages, in turn.
func damaged(pages map[string][]int) (names []string) {
	for i, name := range slices.Sorted(maps.Keys(pages)) {
		if i%objectsEach == 0 {
			names = append(names, name)
		}
	}
	return names
}

// TestADamagedTable overwrites the pages of each table in turn: what can be
// made again is, and serves the same; else the program starts, serves what is
// whole, and says what is damaged and what to do.
func TestADamagedTable(t *testing.T) {
	testplace.OnFile(t)
	t.Parallel() // with the other long ones
	whole := keptFile(t)
	raw, err := os.ReadFile(whole)
	must(t, err)
	before := func() string { return newAppAt(t, copyOf(t, raw), store.Options{}).body("/predict?weeks=52") }()
	pages, size := objects(t, whole, "table")
	for _, name := range damaged(pages) {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, raw)
			overwrite(t, path, pages[name], size)
			a := newAppAt(t, path, store.Options{})
			if slices.Contains(madeAgain, name) || name == "sqlite_sequence" {
				a.wantMended(name, before)
				return
			}
			a.wantSaid(name)
			if got := a.status("/predict?weeks=52"); slices.Contains(figures, name) != (got == http.StatusServiceUnavailable) {
				t.Errorf("/predict answers %d", got)
			} else if got == http.StatusOK && a.body("/predict?weeks=52") != before {
				t.Error("the figures are others")
			}
			a.wantRestorable(path, raw, before)
		})
	}
}

func copyOf(t *testing.T, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "olist.db")
	must(t, os.WriteFile(path, raw, 0o600))
	return path
}

func (a *app) status(path string) int {
	a.t.Helper()
	resp, _ := a.ask("GET", path, "", "Accept", "text/html")
	return resp.StatusCode
}

// wantMended checks that a table was made again, and that the damaged database
// is kept.
func (a *app) wantMended(name, before string) {
	a.t.Helper()
	m := a.store.Mended()
	if !slices.Contains(m.Tables, name) || m.Kept == "" || m.Damaged {
		a.t.Fatalf("%+v", m)
	}
	if _, err := os.Stat(m.Kept); err != nil {
		a.t.Error(err)
	}
	if a.body("/predict?weeks=52") != before || a.status("/readyz") != http.StatusOK {
		a.t.Error("the figures are others")
	}
	for _, c := range a.store.Doctor(a.t.Context()) {
		if c.Problem != "" && !c.Minor {
			a.t.Errorf("%s: %s", c.Name, c.Problem)
		}
	}
	if log, err := a.store.AuditLog(a.t.Context(), 0, 5); err != nil || !slices.ContainsFunc(log, func(e store.AuditEntry) bool { return e.Action == "database.mend" }) {
		a.t.Error(log, err)
	}
}

// wantSaid checks that pages say what is lost, and that none breaks.
func (a *app) wantSaid(name string) {
	a.t.Helper()
	resp, body := a.ask("GET", "/readyz", "")
	if resp.StatusCode != http.StatusServiceUnavailable {
		a.t.Errorf("/readyz answers %d", resp.StatusCode)
	}
	wantIn(a.t, body, "The database is damaged: "+name+" cannot be read.", "olist restore")
	if got := a.status("/healthz"); got != http.StatusOK {
		a.t.Errorf("/healthz answers %d", got)
	}
	whole := 0
	for _, path := range []string{"/", "/segments", "/accuracy", "/models", "/admin", "/admin/jobs", "/admin/policy", "/admin/audit", "/admin/tokens", "/data", "/data/imports", "/watch", "/events", "/automation", "/scenarios"} {
		resp, page := a.do("GET", path, nil)
		switch resp.StatusCode {
		case http.StatusOK:
			whole++
		case http.StatusServiceUnavailable:
		default:
			a.t.Errorf("%s answers %d: %.200s", path, resp.StatusCode, page)
		}
		wantIn(a.t, page, `role="alert">The database is damaged: `+name+` cannot be read.`)
	}
	if least := 4; whole < least {
		a.t.Errorf("only %d pages work", whole)
	}
	if page := a.status("/"); page == http.StatusOK == slices.Contains(figures, name) {
		a.t.Errorf("the dashboard answers %d", page)
	}
}

// wantRestorable checks that a restore heals the running server.
func (a *app) wantRestorable(path string, raw []byte, before string) {
	a.t.Helper()
	if done := a.restore(copyOf(a.t, raw)); done.Previous == "" || done.Offline {
		a.t.Errorf("%+v", done)
	}
	if a.body("/predict?weeks=52") != before {
		a.t.Error("after a restore the figures are others")
	}
	if resp, body := a.ask("GET", "/readyz", ""); resp.StatusCode != http.StatusOK {
		a.t.Errorf("after a restore /readyz answers %d: %s", resp.StatusCode, body)
	}
}

// TestADamagedIndex: an index is made again of its table.
func TestADamagedIndex(t *testing.T) {
	testplace.OnFile(t)
	whole := keptFile(t)
	raw, err := os.ReadFile(whole)
	must(t, err)
	pages, size := objects(t, whole, "index")
	for _, name := range damaged(pages) {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, raw)
			overwrite(t, path, pages[name], size)
			st, err := store.Open(t.Context(), path, store.Options{Mend: true})
			must(t, err)
			defer st.Close()
			if m := st.Mended(); !slices.Equal(m.Tables, []string{"indexes"}) || m.Damaged {
				t.Errorf("%+v", m)
			}
			for _, c := range st.Doctor(t.Context()) {
				if c.Problem != "" && !c.Minor {
					t.Errorf("%s: %s", c.Name, c.Problem)
				}
			}
		})
	}
}

// TestDamageWhileItRuns: a table that is damaged under the running server is
// said to be, and the pages that only show it beside go on.
func TestDamageWhileItRuns(t *testing.T) {
	testplace.OnFile(t)
	a := newIdleApp(t)
	live, err := a.training.Live()
	must(t, err)
	_, err = a.store.AddNote(t.Context(), "ana", live.Data.To, "A note")
	must(t, err)
	db, err := sql.Open("sqlite3", "file:"+a.store.Path()+"?_busy_timeout=5000")
	must(t, err)
	defer db.Close()
	_, err = db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
	must(t, err)
	pages, size := objects(t, a.store.Path(), "table")
	overwrite(t, a.store.Path(), pages["notes"], size)
	resp, page := a.do("GET", "/", nil)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the dashboard answers %d: %.300s", resp.StatusCode, page)
	}
	if resp, body := a.ask("GET", "/readyz", ""); resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "notes cannot be read") {
		t.Error(resp.StatusCode, body)
	}
	wantIn(t, a.page("/"), "The database is damaged: notes cannot be read.")
}

// TestADamagedPassword: the program starts with a password that is long enough
// for a new one, and nobody stays in.
func TestADamagedPassword(t *testing.T) {
	testplace.OnFile(t)
	path := keptFile(t)
	pages, size := objects(t, path, "table")
	overwrite(t, path, pages["passwords"], size)
	st, err := store.Open(t.Context(), path, store.Options{Mend: true})
	must(t, err)
	defer st.Close()
	id := secret.New("")
	must(t, st.StartSession(t.Context(), "test", id, secret.Text{}, time.Now().Add(time.Hour)))
	log := slog.New(slog.DiscardHandler)
	if err := AdoptPassword(t.Context(), log, st, secret.Of("short")); fault.CodeOf(err) != fault.CodeMalformed {
		t.Errorf("a short one: %v", err)
	}
	must(t, AdoptPassword(t.Context(), log, st, secret.Of("long enough for a new one")))
	if _, err := st.Session(t.Context(), id); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("the session: %v", err)
	}
}
