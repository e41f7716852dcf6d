package server

import (
	"archive/zip"
	"bytes"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"olist/store"
)

// The download, read into a new database, answers as the old one does, to the
// cent.
func TestExportAnswersTheSameElsewhere(t *testing.T) {
	a := newIdleApp(t)
	a.post("/events", "name", "Our fair", "week", "2018-11-19", "kind", "retail")
	resp, body := a.ask("GET", "/data/export.zip", "")
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "application/zip" {
		t.Fatalf("the download answers %d: %.200s", resp.StatusCode, body)
	}
	files, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	must(t, err)
	path := filepath.Join(t.TempDir(), "new.db")
	_, err = store.ImportExport(t.Context(), "test", store.Place{Name: path}, files, "the download", false)
	must(t, err)
	b := idleAppAt(t, path, store.Options{})
	for _, asked := range []string{"/predict?weeks=52", "/config", "/api/v1/forecast?segment=state:SP&horizon=26&level=80", "/api/v1/events", "/forecast.csv?horizon=12"} {
		_, want := a.ask("GET", asked, "")
		if _, got := b.ask("GET", asked, ""); got != want {
			t.Errorf("%s answers\n%.400s\nwhere it was\n%.400s", asked, got, want)
		}
	}
}

func TestExportIsForAdministratorsAndOneAtATime(t *testing.T) {
	a := newGuarded(t)
	if resp, _ := a.ask("GET", "/api/v1/export", ""); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody gets %d", resp.StatusCode)
	}
	a.server.exporting.Store(true)
	resp, body := a.ask("GET", "/api/v1/export", "", a.roles()["token"]...)
	if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "export_busy") || resp.Header.Get("Retry-After") == "" {
		t.Errorf("a second one at a time answers %d: %s", resp.StatusCode, body)
	}
	a.server.exporting.Store(false)
	if resp, _ := a.ask("GET", "/api/v1/export", "", a.roles()["token"]...); resp.StatusCode != http.StatusOK {
		t.Errorf("an administrator's program gets %d", resp.StatusCode)
	}
}
