package ui

import (
	"math"
	"testing"
)

func TestChanceToReachAGoal(t *testing.T) {
	r := Range{Cents: 100, Low: 80, High: 130, Low95: 70, High95: 150}
	for _, c := range []struct {
		goal int64
		want float64
	}{{100, .5}, {80, .9}, {130, .1}, {70, .975}, {150, .025}, {90, .739}, {40, .99997}, {250, .0000002}} {
		if got := r.Chance(c.goal); math.Abs(got-c.want) > 1e-3 {
			t.Errorf("goal %d: %.4f, want %.4f", c.goal, got, c.want)
		}
	}
	for goal, last := int64(0), 1.0; goal < 300; goal += 5 {
		if p := r.Chance(goal); p > last {
			t.Errorf("a higher goal (%d) is more likely", goal)
		} else {
			last = p
		}
	}
	if sure := (Range{Cents: 5, Low: 5, High: 5, Low95: 5, High95: 5}); sure.Chance(5) != 1 || sure.Chance(6) != 0 {
		t.Error("a range without width")
	}
}
