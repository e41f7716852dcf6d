package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Large answers that are the same for all are written once: who asks again
// makes no work, compressed or not, and each gets the same.
func TestLargeAnswersWrittenOnce(t *testing.T) {
	a := newIdleApp(t)
	h := a.server.Handler(true)
	get := func(path string, header ...string) *httptest.ResponseRecorder {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+a.path(path), nil)
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		return w
	}
	for _, path := range []string{"/api/v1/backtest", "/api/v1/backtest?format=csv", "/accuracy.csv"} {
		plain, zipped := get(path), get(path, "Accept-Encoding", "gzip")
		if zipped.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(strings.Join(zipped.Header().Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%s: headers %v", path, zipped.Header())
		}
		z, err := gzip.NewReader(zipped.Body)
		must(t, err)
		whole, err := io.ReadAll(z)
		must(t, err)
		if string(whole) != plain.Body.String() || len(whole) < 10_000 {
			t.Errorf("%s: %d bytes compressed, %d plain", path, len(whole), plain.Body.Len())
		}
		if n := fewestAllocs(func() { get(path) }); n > 1000 {
			t.Errorf("%s: %v allocations where nothing has changed", path, n)
		}
	}
	if english, portuguese := get("/accuracy.csv", "Accept-Language", "en"), get("/accuracy.csv", "Accept-Language", "pt-BR"); english.Body.String() == portuguese.Body.String() {
		t.Error("both languages get the same file")
	}
	model := get("/api/v1/models/{live}/xgboost.json", "Accept-Encoding", "gzip")
	if model.Header().Get("Content-Encoding") != "" || !strings.HasSuffix(model.Body.String(), "]}}}}") {
		t.Errorf("the trees: %v, %d bytes", model.Header(), model.Body.Len())
	}
}

// Two models are compared on one computation, and what was written about them
// since is told.
func TestComparedOnce(t *testing.T) {
	a := newApp(t)
	a.retrain(`{"n_estimators":5}`)
	a.until("the new model is measured", func() bool {
		live, err := a.training.Live()
		return err == nil && live.Report != nil
	})
	live, err := a.training.Live()
	must(t, err)
	path := "/api/v1/models/compare?a=" + live.Model.ID + "&b=" + a.shipped
	h := a.server.Handler(true)
	get := func() string {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+path, nil))
		return w.Body.String()
	}
	if before := get(); !strings.Contains(before, a.shipped) {
		t.Fatal(before)
	}
	if n := fewestAllocs(func() { get() }); n > 5000 {
		t.Errorf("%v allocations where nothing has changed", n)
	}
	must(t, a.store.RemarkModel(t.Context(), "test", a.shipped, "seen since"))
	if after := get(); !strings.Contains(after, "seen since") {
		t.Error("a remark made since is not told")
	}
}

// fewestAllocs is the least of ten runs: what works beside one is counted, too.
func fewestAllocs(run func()) float64 {
	least := testing.AllocsPerRun(1, run)
	for range 9 {
		least = min(least, testing.AllocsPerRun(1, run))
	}
	return least
}
