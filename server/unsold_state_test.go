package server

import (
	"database/sql"
	"errors"
	"net/http"
	"strings"
	"testing"

	"olist/store"
	"olist/store/testplace"
)

// A database without sales, however it came to that, serves: every page says
// what to do, and it serves again once an import is in force.
func TestServesWithoutSales(t *testing.T) {
	testplace.OnFile(t)
	path := shippedCopy(t)
	raw, err := sql.Open("sqlite3", path)
	must(t, err)
	_, err = raw.ExecContext(t.Context(), `UPDATE imports SET state = 'undone', undone_at = 1, undone_by = 'an older program'`)
	must(t, errors.Join(err, raw.Close()))
	a := newAppAt(t, path, store.Options{})
	for _, page := range []string{"/", "/segments", "/compare?segment=total", "/accuracy", "/data", "/events", "/changes", "/watch", "/scenarios", "/models", "/admin", "/data/imports", "/data/imports/1", "/api/v1/forecast", "/predict?weeks=2"} {
		resp, body := a.ask("GET", page, "", "Accept", "text/html")
		if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "There are no sales to forecast") {
			t.Errorf("%s: %d\n%s", page, resp.StatusCode, body)
		}
	}
	if resp, body := a.ask("GET", "/readyz", ""); resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "There are no sales to forecast") {
		t.Errorf("/readyz: %d %s", resp.StatusCode, body)
	}
	other, err := store.Open(t.Context(), path, store.Options{}) // as the command line does
	must(t, err)
	_, err = other.ApplyImport(t.Context(), "command line", 1)
	must(t, errors.Join(err, other.Close()))
	a.until("it serves again", func() bool { resp, _ := a.ask("GET", "/readyz", ""); return resp.StatusCode == http.StatusOK })
}
