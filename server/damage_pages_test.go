package server

import (
	"context"
	"database/sql"
	"html"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"olist/store"
	"olist/store/testplace"
)

// everyPage gives the addresses of all pages for people, files and streams
// too, those about one thing once for each of the things that st holds.
func everyPage(t *testing.T, a *app) (paths []string) {
	t.Helper()
	ctx := t.Context()
	things := map[string][]string{}
	models, err := a.store.Models(ctx)
	must(t, err)
	for _, m := range models {
		things["/models/:id"] = append(things["/models/:id"], m.ID)
	}
	jobs, err := a.store.Jobs(ctx, 0, 100)
	must(t, err)
	for _, j := range jobs {
		things["/admin/jobs/:id"] = append(things["/admin/jobs/:id"], j.ID)
	}
	imports, err := a.store.Imports(ctx)
	must(t, err)
	for _, i := range imports {
		things["/data/imports/:id"] = append(things["/data/imports/:id"], strconv.FormatInt(i.Version, 10))
	}
	plans, err := a.store.Scenarios(ctx)
	must(t, err)
	for _, p := range plans {
		things["/scenarios/:id"] = append(things["/scenarios/:id"], p.ID)
	}
	sources, err := a.store.Sources(ctx)
	must(t, err)
	for _, n := range sources {
		things["/sources/:id"] = append(things["/sources/:id"], n.ID)
	}
	for _, r := range a.server.routes() {
		if r.verb != get || !r.page || r.path == "/sources/:id" && len(sources) == 0 || strings.HasPrefix(r.path, "/start/") { // databases of before have none, and a file is none of theirs
			continue
		}
		before, after, one := strings.Cut(r.path, ":id")
		if !one {
			paths = append(paths, r.path)
			continue
		}
		ids := things[before+":id"]
		if len(ids) == 0 {
			t.Fatalf("there is nothing for %s", r.path)
		}
		for _, id := range ids {
			paths = append(paths, before+id+after)
		}
	}
	return append(paths, "/models/compare?model="+models[0].ID+"&model="+models[len(models)-1].ID)
}

// wantNoFault checks that no page breaks: each is whole, or says what is
// damaged. Those in whole must be the former. What a link shows, or that it shows
// nothing, is for strangers, who are told no more.
func (a *app) wantNoFault(paths []string, said string, whole ...string) {
	a.t.Helper()
	for _, path := range paths {
		// A stream ends when the test does not wait for more of it.
		ctx, stop := context.WithCancel(a.t.Context())
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.url+path, nil)
		must(a.t, err)
		req.Header.Set("Accept", "text/html")
		resp, err := http.DefaultClient.Do(req)
		must(a.t, err)
		page := ""
		if resp.Header.Get("Content-Type") != "text/event-stream" {
			raw, err := io.ReadAll(resp.Body)
			must(a.t, err)
			page = html.UnescapeString(string(raw))
		}
		resp.Body.Close()
		stop()
		switch { // what goes out of the house, or would, says nothing of its database
		case slices.Contains(whole, path) && resp.StatusCode != http.StatusOK,
			resp.StatusCode >= 500 && resp.StatusCode != http.StatusServiceUnavailable:
			a.t.Errorf("%s answers %d: %.300s", path, resp.StatusCode, page)
		case path != "/shared" && path != "/digest/preview" && strings.Contains(page, "<html") && !strings.Contains(page, said):
			a.t.Errorf("%s (%d) does not say %q", path, resp.StatusCode, said)
		}
	}
}

// alwaysThere are the pages on which a person goes on where something is
// damaged, whatever it is.
var alwaysThere = []string{"/admin", "/admin/policy", "/admin/search", "/login"}

// TestADamagedTableOnEveryPage overwrites the pages of each table under the
// running server, in turn, and asks for every page.
func TestADamagedTableOnEveryPage(t *testing.T) {
	testplace.OnFile(t)
	t.Parallel() // with the other long ones
	path := keptFile(t)
	raw, err := os.ReadFile(path)
	must(t, err)
	paths := everyPage(t, idleAppAt(t, copyOf(t, raw), store.Options{}))
	pages, size := objects(t, path, "table")
	for _, name := range damaged(pages) {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, raw)
			a := idleAppAt(t, path, store.Options{})
			db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000")
			must(t, err)
			defer db.Close()
			_, err = db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
			must(t, err)
			overwrite(t, path, pages[name], size)
			_, err = a.store.Examine(t.Context()) // as whoever meets it first does
			must(t, err)
			a.wantNoFault(paths, "The database is damaged: "+name+" cannot be read.", alwaysThere...)
		})
	}
}

// TestADamagedModelOnEveryPage: a model of which a byte was flipped, in its row
// or in what was taught, breaks no page; the job that made it says so.
func TestADamagedModelOnEveryPage(t *testing.T) {
	testplace.OnFile(t)
	for _, damage := range []string{`note = note || 'x'`, `payload = CAST(SUBSTR(payload, 1, 100) || X'00' || SUBSTR(payload, 102) AS BLOB)`} {
		t.Run(damage[:4], func(t *testing.T) {
			a := newApp(t)
			broken := a.retrain(`{"n_estimators":5}`)
			db, err := sql.Open("sqlite3", "file:"+a.store.Path()+"?_busy_timeout=5000")
			must(t, err)
			defer db.Close()
			_, err = db.Exec(`DROP TRIGGER models_no_update; UPDATE models SET `+damage+` WHERE id = ?`, broken)
			must(t, err)
			must(t, a.training.Reload(t.Context()))
			a.wantNoFault([]string{"/", "/admin", "/admin/jobs", "/admin/search", "/admin/policy", "/models", "/accuracy", "/data", "/changes", "/needs", "/watch"}, broken, "/", "/admin")
		})
	}
}

// TestADamagedSettingOnEveryPage: a setting that is no JSON any more breaks no
// page, and the page where it is set says that it should be saved again.
func TestADamagedSettingOnEveryPage(t *testing.T) {
	testplace.OnFile(t)
	path := keptFile(t)
	a := idleAppAt(t, path, store.Options{})
	paths := everyPage(t, a)
	for _, key := range []string{"promotion", "retention"} {
		must(t, a.store.PutSetting(t.Context(), "test", key, map[string]int{}))
	}
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000")
	must(t, err)
	defer db.Close()
	rows, err := db.Query(`SELECT key, value FROM settings`)
	must(t, err)
	kept := map[string]string{}
	for rows.Next() {
		var key, value string
		must(t, rows.Scan(&key, &value))
		kept[key] = value
	}
	must(t, rows.Err())
	for _, key := range slices.Sorted(maps.Keys(kept)) {
		_, err = db.Exec(`UPDATE settings SET value = '{"mode":' WHERE key = ?`, key)
		must(t, err)
		a.wantNoFault(paths, "", "/", "/admin", "/admin/policy")
		if key == "promotion" || key == "retention" {
			wantIn(t, a.page("/admin/policy"), "What was saved here cannot be read.")
		}
		_, err = db.Exec(`UPDATE settings SET value = ? WHERE key = ?`, kept[key], key)
		must(t, err)
	}
}
