package jobs

import (
	"math"
	"testing"

	"olist/forecast"
)

func TestThinKeepsTheEnd(t *testing.T) {
	var c []float64
	for i := range 1000 {
		c = thin(append(c, float64(i)))
		if len(c) > curveMost || c[len(c)-1] != float64(i) {
			t.Fatalf("after %d points: %d kept, the last is %v", i+1, len(c), c[len(c)-1])
		}
		for k := 1; k < len(c); k++ {
			if c[k] <= c[k-1] {
				t.Fatalf("after %d points the order is lost: %v", i+1, c)
			}
		}
	}
}

func TestHubKeepsTheLastTick(t *testing.T) {
	var h hub
	ticks, stop := h.watch()
	for range 5 {
		h.tick()
	}
	select {
	case <-ticks:
	default:
		t.Fatal("no tick waits")
	}
	select {
	case <-ticks:
		t.Fatal("ticks pile up")
	default:
	}
	stop()
	h.tick()
	if len(ticks) != 0 || len(h.watchers) != 0 {
		t.Error("a watcher that left is still told")
	}
}

func TestOwnerIsGone(t *testing.T) {
	for _, c := range []struct {
		owner, me string
		want      bool
	}{
		{"host/1/5", "host/1/5", false},          // myself
		{"host/1/4", "host/1/5", true},           // my process id, another start
		{"other/999999999/4", "host/1/5", false}, // another host: only its lease can tell
		{"host/999999999/4", "host/1/5", true},   // no such process
		{"nonsense", "host/1/5", false},
	} {
		if got := ownerIsGone(c.owner, c.me); got != c.want {
			t.Errorf("owner %s seen from %s: gone %v", c.owner, c.me, got)
		}
	}
}

// TestCurveKeepsItsRounds: every point has its round, and the best one is known
// although thinning took it out.
func TestCurveKeepsItsRounds(t *testing.T) {
	var p Progress
	for round := 1; round <= 200; round++ {
		p.add(forecast.Progress{Done: round, ValidationError: 1 + math.Abs(float64(round-77))})
	}
	for i, round := range p.Rounds {
		if p.Curve[i] != 1+math.Abs(float64(round-77)) {
			t.Errorf("round %d has %v", round, p.Curve[i])
		}
	}
	if len(p.Rounds) != len(p.Curve) || p.Rounds[len(p.Rounds)-1] != 200 || p.Best == nil || *p.Best != (CurvePoint{77, 1}) {
		t.Errorf("%v, best %+v", p.Rounds, p.Best)
	}
}
