package server

import (
	"database/sql"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"testing"

	"github.com/mattn/go-sqlite3"

	"olist/forecast"
	"olist/message"
	"olist/secret"
	"olist/store"
)

var nextPart = regexp.MustCompile(`rel="next" href="([^"]+)"`)

// TestPagesAreBounded fills every list that people and programs add to with 600
// entries: no page is larger than 400 kB, and the links lead to every entry.
func TestPagesAreBounded(t *testing.T) {
	sql.Register(t.Name(), &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec("PRAGMA synchronous = OFF", nil) // nothing here need outlive the machine
		return err
	}})
	a := idleAppAt(t, shippedCopy(t), store.Options{Driver: t.Name()})
	const n, most = 600, 400 << 10
	job := a.fill(n)
	for path, name := range map[string]string{
		"/": "a note", "/events": "a sale", "/models": "a model", "/scenarios": "an idea", "/admin/tokens": "a key", "/admin/jobs/" + job: "a line",
	} {
		seen := map[string]bool{}
		parts := 0
		for at := path; at != ""; parts++ {
			body := a.page(at)
			if len(body) > most {
				t.Errorf("%s: %d bytes", at, len(body))
			}
			for _, found := range regexp.MustCompile(name+` \d{4}`).FindAllString(body, -1) {
				seen[found] = true
			}
			at = ""
			if next := nextPart.FindStringSubmatch(body); next != nil {
				at = html.UnescapeString(next[1])
			}
		}
		if len(seen) != n || parts < 2 {
			t.Errorf("%s: of %d entries %d are shown, on %d pages", path, n, len(seen), parts)
		}
	}
	for _, path := range []string{"/models/compare?a={live}&b={live}", "/admin", "/admin/jobs", "/data", "/data/imports", "/scenarios/s1", "/segments", "/accuracy", "/admin/audit", "/automation"} {
		if body := a.page(path); len(body) > most {
			t.Errorf("%s: %d bytes", path, len(body))
		}
	}
	resp, body := a.press("/notes", "week=never&text=x&back=/%3Fhorizon=8")
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a note that is none answers %d", resp.StatusCode)
	}
	wantIn(t, body, `href="/?horizon=8&amp;notes=2#notes"`)
}

// fill adds n entries to each list, and gives the job that has n lines.
func (a *app) fill(n int) (job string) {
	a.t.Helper()
	t, ctx := a.t, a.t.Context()
	live, err := a.training.Live()
	must(t, err)
	queued, _, err := a.store.Enqueue(ctx, store.NewJob{Kind: "none"})
	must(t, err)
	var lines []message.Message
	for i := range n {
		_, err := a.store.AddNote(ctx, "test", live.Data.To, fmt.Sprintf("a note %04d %0200d", i, i))
		must(t, err)
		_, err = a.store.PutEvent(ctx, "test", "", forecast.Event{Name: fmt.Sprintf("a sale %04d", i), Week: live.Data.To + 1, Kind: forecast.KindRetail})
		must(t, err)
		_, err = a.store.PutScenario(ctx, "test", "", fmt.Sprintf("an idea %04d", i), nil)
		must(t, err)
		_, err = a.store.AddToken(ctx, "test", store.NewToken{Name: fmt.Sprintf("a key %04d", i), Scope: store.ScopeAdmin}, secret.New(tokenPrefix))
		must(t, err)
		m, err := a.store.InsertModel(ctx, store.NewModel{Kind: "train", CreatedBy: "test", Params: live.Model.Params, Payload: fmt.Append(nil, i)})
		must(t, err)
		must(t, a.store.RemarkModel(ctx, "test", m.ID, fmt.Sprintf("a model %04d", i)))
		lines = append(lines, message.Prose(fmt.Sprintf("a line %04d", i)))
	}
	must(t, a.store.LogJob(ctx, queued.ID, lines...))
	must(t, a.training.Reload(ctx)) // events are data
	return queued.ID
}
