package server

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"olist/shop"
	"olist/store"
)

// emptyApp is the application over a new database of a shop of one's own.
func emptyApp(t *testing.T) *app {
	t.Helper()
	path := filepath.Join(t.TempDir(), "olist.db")
	st, err := store.Open(t.Context(), path, store.Options{})
	must(t, err)
	p := shop.New()
	p.Name = "Corner shop"
	must(t, st.PutShop(t.Context(), "test", p))
	must(t, st.Close())
	return newAppAt(t, path, store.Options{})
}

// After an empty start every page in reach is there, in both languages, and says
// what to do next where it needs a forecast; programs are told what is missing.
func TestEmptyStart(t *testing.T) {
	a := emptyApp(t)
	pages, started := 0, 0
	for _, r := range a.server.routes() {
		if r.method != http.MethodGet || !r.page || strings.Contains(r.path, ":") || strings.Contains(r.path, ".") || slices.Contains([]string{"/login", "/join", "/shared", "/digest/unsubscribe"}, r.path) { // the latter open to nobody without their link
			continue
		}
		pages++
		for language, title := range map[string]string{"en": "Start with your own sales", "pt-BR": "Comece com as suas vendas"} {
			resp, body := a.ask("GET", r.path, "", "Accept", "text/html", "Accept-Language", language)
			if resp.StatusCode != http.StatusOK || !strings.Contains(body, "<h1") {
				t.Errorf("%s (%s) answers %d: %.300s", r.path, language, resp.StatusCode, body)
			}
			if strings.Contains(body, title+"</h1>") && r.path != "/start" {
				started++
				if !strings.Contains(body, `href="/start"`) {
					t.Errorf("%s (%s) does not lead to a file", r.path, language)
				}
			}
			if strings.Contains(body, "CC BY-NC-SA") || strings.Contains(body, "Data: Olist") || strings.Contains(body, "R$") {
				t.Errorf("%s (%s) speaks of the sample", r.path, language)
			}
		}
	}
	if pages < 15 || started < 10 {
		t.Errorf("%d pages, %d say what to do next", pages, started)
	}
	for _, path := range []string{"/predict?weeks=2", "/config", "/readyz", "/api/v1/forecast", "/api/v1/events", "/forecast.csv"} {
		resp, body := a.ask("GET", path, "")
		if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, `"key":"no_sales"`) {
			t.Errorf("%s answers %d: %s", path, resp.StatusCode, body)
		}
	}
	if resp, _ := a.ask("GET", "/healthz", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("/healthz answers %d: the process is alive", resp.StatusCode)
	}
	if resp, body := a.ask("GET", "/", "", "Accept", "text/html", "HX-Request", "true"); resp.StatusCode != http.StatusServiceUnavailable || strings.Contains(body, "<h1") {
		t.Errorf("a part of a page answers %d: %s", resp.StatusCode, body)
	}
}
