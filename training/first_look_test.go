package training

import (
	"testing"
	"time"
)

// A large panel shows figures of a few origins before all are measured. They
// are nobody's last word: not stored, not held against others, and measured on
// where that was given up.
func TestFirstFiguresComeBeforeAll(t *testing.T) {
	s := newServiceWith(t, Options{FirstLook: 50, Lease: 300 * time.Millisecond})
	id := s.retrained(t, 5)
	before := s.live.Load()
	if before.Report != nil {
		t.Fatal("a new model is evaluated already")
	}
	config := before.Engine.Config()
	must(t, s.firstLook(t.Context(), config, before.Data, fewWindows))
	first := s.live.Load()
	if !first.Provisional || first.Report == nil || first.Report.Windows != fewWindows-1 || first.Version == before.Version {
		t.Fatalf("first figures: provisional %v, version %s after %s, report %v", first.Provisional, first.Version, before.Version, first.Report != nil)
	}
	if _, err := s.store.Evaluation(t.Context(), id, evaluationKind); err == nil {
		t.Error("first figures are stored")
	}
	if _, ok, err := s.Worse(t.Context(), first); ok || err != nil {
		t.Errorf("first figures are held against the model before: %v", err)
	}
	if m, _, ok, err := s.toEvaluate(t.Context()); err != nil || !ok || m.ID != id {
		t.Errorf("the evaluation does not go on: %v %v %v", m.ID, ok, err)
	}
	if again := first.of(first.Model); !again.Provisional || again.Version != first.Version {
		t.Error("the row of the model makes first figures the last")
	}
	if got := s.evaluated(t, id); got.Windows != fewWindows {
		t.Errorf("the evaluation has %d origins, not %d", got.Windows, fewWindows)
	}
	if l := s.live.Load(); l.Provisional || l.Report.Windows != fewWindows || l.Version == first.Version {
		t.Errorf("all figures: provisional %v, %d origins", l.Provisional, l.Report.Windows)
	}
}

// The worker shows them by itself, where there are many series, and only there.
func TestWhoHasFirstFigures(t *testing.T) {
	for _, c := range []struct{ from, origins int }{{from: 50, origins: fewWindows - 1}, {from: 0, origins: 0}} {
		s := newServiceWith(t, Options{FirstLook: c.from})
		id := s.retrained(t, 3)
		seen := 0
		ticks, stop := s.jobs.Watch()
		done := make(chan struct{})
		go func() {
			defer close(done)
			for range ticks {
				if l := s.live.Load(); l.Provisional {
					seen = l.Report.Windows
				} else if l.Report != nil {
					return
				}
			}
		}()
		s.evaluated(t, id)
		<-done
		stop()
		if seen != c.origins {
			t.Errorf("from %d series: first figures of %d origins, not %d", c.from, seen, c.origins)
		}
	}
}
