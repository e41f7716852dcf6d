package training

import (
	"context"
	"maps"
	"testing"
	"time"

	"olist/store"
	"olist/store/ingest"
	"olist/week"
)

// What readers of new data ask for first is computed before they come, and is what one
// who comes before it computes.
func TestReadyForItsFirstReaders(t *testing.T) {
	path := shippedCopy(t)
	st := openStore(t, path, time.Now)
	s := newServiceOn(t, st, Options{})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { s.keepReady(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	ready := func(what string) {
		t.Helper()
		live, err := s.Live()
		must(t, err)
		for begin := time.Now(); ; time.Sleep(time.Millisecond) {
			s.splits.mu.Lock()
			there := s.splits.fingerprint == live.Data.Fingerprint
			s.splits.mu.Unlock()
			if there {
				break
			}
			if time.Since(begin) > time.Minute {
				t.Fatalf("%s: nobody computes beforehand", what)
			}
		}
		early, err := newServiceOn(t, st, Options{}).Split(t.Context(), live, MaxHorizon)
		must(t, err)
		prepared, err := s.Split(t.Context(), live, MaxHorizon)
		must(t, err)
		if len(prepared) == 0 || !maps.EqualFunc(prepared, early, maps.Equal) {
			t.Errorf("%s: who came early has other figures", what)
		}
	}
	ready("at the start")
	one := ingest.Week{Week: week.Of(time.Date(2018, 8, 20, 0, 0, 0, 0, time.UTC)), Cells: []ingest.Cell{{Category: "beleza_saude", State: "SP", Revenue: 2_000_000, Items: 300}}}
	imp, _, err := st.StageImport(t.Context(), store.NewImport{Kind: "weekly", Source: "a", Actor: "ana", Batch: &ingest.Batch{Weeks: []ingest.Week{one}}})
	must(t, err)
	_, err = s.ApplyImport(t.Context(), "ana", imp.Version)
	must(t, err)
	ready("after an import")
}
