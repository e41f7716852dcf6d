package forecast

import (
	"math"
	"testing"
)

// A part that sold a little and then nothing for a year keeps a unit of its own
// size: in units of 1, all sales, a push of the trees would bring the whole total.
func TestScaleOfWhatDied(t *testing.T) {
	x := make([]float64, 104)
	for i := range 10 {
		x[i] = .001 * float64(1+i%3)
	}
	for _, c := range []struct {
		at   int
		want float64
	}{{9, .0013}, {103, .00015}} {
		if got := newRolling(x, 0).scale(c.at); math.Abs(got-c.want) > .5*c.want {
			t.Errorf("week %d: the unit is %v, want about %v", c.at, got, c.want)
		}
	}
	if got := newRolling(make([]float64, 60), 0).scale(59); got != 1 {
		t.Errorf("nothing ever: %v", got)
	}
}
