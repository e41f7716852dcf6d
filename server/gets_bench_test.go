package server

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store"
	"olist/training"
	"olist/training/jobs"
)

// getQueries are what the routes are asked for that cost nothing without.
var getQueries = map[string][]string{
	"/":                            {"?segment=category:cama_mesa_banho&horizon=52"},
	"/compare":                     {"?segment=total&segment=state:SP&segment=state:RJ"},
	"/compare.xlsx":                {"?segment=total&segment=state:SP&segment=state:RJ"},
	"/api/v1/forecast":             {"?level=90", "?level=80.1,81,82,83,84,85,86,87,88,89"},
	"/api/v1/series":               {"", "?segment=total"},
	"/api/v1/backtest":             {"", "?format=csv"},
	"/api/v1/models/compare":       {""},
	"/models/compare":              {""},
	"/api/v1/models/:id":           {""},
	"/api/v1/explain":              {"?horizon=52"},
	"/accuracy":                    {"", "?segment=state:SP"},
	"/data/imports/:id":            nil,
	"/scenarios/:id":               nil,
	"/api/v1/jobs/:id":             nil,
	"/api/v1/jobs/:id/log":         nil,
	"/admin/jobs/:id":              nil,
	"/api/v1/imports/:id":          nil,
	"/scenarios/:id/forecast.csv":  nil,
	"/scenarios/:id/forecast.tsv":  nil,
	"/scenarios/:id/forecast.xlsx": nil,
}

// benchServer serves a copy of the shipped database, its worker at rest.
func benchServer(b *testing.B) (*Server, *training.Live) {
	b.Helper()
	shipped, err := os.ReadFile("../olist.db")
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "olist.db")
	if err := os.WriteFile(path, shipped, 0o600); err != nil {
		b.Fatal(err)
	}
	st, err := store.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	log := slog.New(slog.DiscardHandler)
	tr, err := training.New(b.Context(), st, training.Options{Log: log, Version: "bench", Owner: jobs.NewOwner(1)})
	if err != nil {
		b.Fatal(err)
	}
	live, err := tr.Live()
	if err != nil {
		b.Fatal(err)
	}
	return New(Options{Log: log, Version: "bench"}, st, tr), live
}

// BenchmarkGets tells what each GET that anybody may ask costs.
func BenchmarkGets(b *testing.B) {
	s, live := benchServer(b)
	h := s.Handler(true)
	for _, r := range s.routes() {
		if r.method != http.MethodGet || r.access != open {
			continue
		}
		queries, ok := getQueries[r.path]
		if !ok {
			queries = []string{""}
		}
		for _, q := range queries {
			target := strings.ReplaceAll(r.path, ":id", live.Model.ID) + q
			b.Run(target, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "http://localhost"+target, nil)
					w := httptest.NewRecorder()
					h.ServeHTTP(w, req)
					if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
						b.Fatalf("%d %s", w.Code, w.Body)
					}
				}
			})
		}
	}
}
