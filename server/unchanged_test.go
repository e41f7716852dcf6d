package server

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/mattn/go-sqlite3"

	"olist/store"
)

// noteReads counts the times that the notes are read, as for each dashboard.
type noteReads struct {
	sqlite3.SQLiteDriver
	n *atomic.Int64
}

func (d noteReads) Open(name string) (driver.Conn, error) {
	c, err := d.SQLiteDriver.Open(name)
	if err != nil {
		return nil, err
	}
	return noteReadsConn{c.(*sqlite3.SQLiteConn), d.n}, nil
}

type noteReadsConn struct {
	*sqlite3.SQLiteConn
	n *atomic.Int64
}

func (c noteReadsConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if strings.Contains(query, "FROM notes") {
		c.n.Add(1)
	}
	return c.SQLiteConn.QueryContext(ctx, query, args)
}

// countNeeds has the menu's number of lines there at once: the worker counts them a
// moment after the start, and every page shows it.
func (a *app) countNeeds() {
	a.t.Helper()
	_, err := a.training.Needs(a.t.Context())
	must(a.t, err)
}

// A dashboard that the browser has already is not made once more; one that
// anything was changed of is.
func TestAnUnchangedDashboardIsNotMadeAgain(t *testing.T) {
	var made atomic.Int64
	sql.Register(t.Name(), noteReads{n: &made})
	a := newAppOn(t, store.Options{Driver: t.Name()})
	a.countNeeds()
	ask := func(etag string, header ...string) (*http.Response, int64) {
		t.Helper()
		before := made.Load()
		resp, _ := a.ask("GET", "/?segment=total&horizon=8", "", append([]string{"Accept", "text/html", "If-None-Match", etag}, header...)...)
		return resp, made.Load() - before
	}
	resp, _ := ask("")
	etag := resp.Header.Get("ETag")
	same, n := ask(etag)
	if same.StatusCode != http.StatusNotModified || n != 0 {
		t.Errorf("the same page answers %d and is made %d times", same.StatusCode, n)
	}
	for _, name := range []string{"ETag", "Vary", "Cache-Control"} {
		if got, want := strings.Join(same.Header.Values(name), ","), strings.Join(resp.Header.Values(name), ","); got != want {
			t.Errorf("%s is %q where nothing changed, %q with the page", name, got, want)
		}
	}
	for name, header := range map[string][]string{
		"theme": {"Cookie", "theme=dark"}, "language": {"Accept-Language", "pt-BR"}, "tour": {"Cookie", "tour=seen"}, "part": {"HX-Request", "true"},
	} {
		if resp, _ := ask(etag, header...); resp.StatusCode != http.StatusOK {
			t.Errorf("another %s answers %d", name, resp.StatusCode)
		}
	}
	for _, c := range []struct {
		name, path string
		fields     []string
	}{
		{"note", "/notes", []string{"week", "2018-08-13", "text", "a strike", "back", "/"}},
		{"target", "/targets", []string{"segment", "total", "goal", "230k", "per", "week", "horizon", "8", "back", "/"}},
		{"event", "/events", []string{"name", "fair", "week", "2018-09-05", "kind", "retail"}},
		{"week", "/data/weeks", []string{"week", "2018-08-13", "verdict", "leave", "note", "x"}},
	} {
		if status, at := a.post(c.path, c.fields...); status != http.StatusSeeOther {
			t.Fatalf("the %s is not kept: %d %s", c.name, status, at)
		}
		changed, _ := ask(etag)
		if changed.StatusCode != http.StatusOK || changed.Header.Get("ETag") == etag {
			t.Errorf("after another %s the page answers %d", c.name, changed.StatusCode)
		}
		etag = changed.Header.Get("ETag")
	}
}

// Every page that is not made again follows what is written.
func TestSteadyPagesFollow(t *testing.T) {
	a := newApp(t)
	a.countNeeds()
	tags := map[string]string{"/segments?horizon=4": "", "/compare?segment=total": "", "/drives": "", "/events": ""}
	for path := range tags {
		resp, _ := a.ask("GET", path, "", "Accept", "text/html")
		tags[path] = resp.Header.Get("ETag")
		if same, _ := a.ask("GET", path, "", "Accept", "text/html", "If-None-Match", tags[path]); same.StatusCode != http.StatusNotModified {
			t.Errorf("%s is made again: %d", path, same.StatusCode)
		}
	}
	a.post("/events", "name", "fair", "week", "2018-09-05", "kind", "retail")
	a.post("/data/weeks", "week", "2018-08-13", "verdict", "leave", "note", "x")
	for path, tag := range tags {
		if changed, _ := a.ask("GET", path, "", "Accept", "text/html", "If-None-Match", tag); changed.StatusCode != http.StatusOK {
			t.Errorf("%s is %d after an event and a week left out", path, changed.StatusCode)
		}
	}
}

// Where something was written that the page does not show, it is made, and not
// sent again.
func TestAPageThatIsTheSameIsNotSentAgain(t *testing.T) {
	a := newApp(t)
	a.countNeeds()
	resp, _ := a.ask("GET", "/", "", "Accept", "text/html")
	if err := a.store.PutSetting(t.Context(), "ana", "nowhere", 1); err != nil {
		t.Fatal(err)
	}
	again, body := a.ask("GET", "/", "", "Accept", "text/html", "If-None-Match", resp.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || body != "" || again.Header.Get("ETag") == resp.Header.Get("ETag") {
		t.Errorf("status %d with %d bytes, ETag %s after %s", again.StatusCode, len(body), again.Header.Get("ETag"), resp.Header.Get("ETag"))
	}
}

// BenchmarkUnchanged tells what a dashboard costs that the browser has already.
func BenchmarkUnchanged(b *testing.B) {
	s, _ := benchServer(b)
	h := s.Handler(true)
	etag := ""
	b.ReportAllocs()
	for b.Loop() {
		req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "http://localhost/", nil)
		req.Header.Set("If-None-Match", etag)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		etag = w.Header().Get("ETag")
	}
}
