package training

import (
	"context"
	"maps"
	"testing"
	"time"

	"olist/store"
	"olist/store/ingest"
	"olist/training/changes"
	"olist/training/costly"
	"olist/week"
)

// What readers of new data ask for first is computed before they come, and is what one
// who comes before it computes.
func TestReadyForItsFirstReaders(t *testing.T) {
	st := openStore(t, shippedCopy(t), time.Now)
	s := newServiceOn(t, st, Options{})
	first, err := s.Live()
	must(t, err)
	lastWeek(t, s, first.Model.ID, 1, true)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { s.keepReady(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	compared := 0
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
		all, err := s.Issues(t.Context())
		must(t, err)
		last := s.latest(all)
		if first := earlier(all, last); first >= 0 {
			compared++
			of := Changed{Before: all[first], After: all[last]}
			for is, begin := false, time.Now(); !is; time.Sleep(time.Millisecond) {
				if _, is = costly.Kept[*changes.Result](s.costly, of.key()); !is && time.Since(begin) > time.Minute {
					t.Fatalf("%s: nobody compares beforehand", what)
				}
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
	if compared != 2 {
		t.Errorf("%d comparisons", compared)
	}
}
