package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
)

// noisy is a level with noise of one hundredth.
func noisy(r *rand.Rand, n int, level float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = level * (1 + .01*r.NormFloat64())
	}
	return x
}

func TestBreaks(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	join := func(parts ...[]float64) (out []float64) {
		for _, p := range parts {
			out = append(out, p...)
		}
		return out
	}
	wild := noisy(r, 120, 1000)
	for i := range wild {
		wild[i] *= math.Exp(.5 * r.NormFloat64())
	}
	for _, c := range []struct {
		name string
		x    []float64
		want []float64 // factor on the first week after each stretch of 40
	}{
		{"steady", noisy(r, 120, 1000), []float64{1, 1, 1}},
		{"fell to a fifth and held", join(noisy(r, 100, 1000), noisy(r, 20, 200)), []float64{.2, .2, .2}},
		{"doubled, then fell", join(noisy(r, 40, 500), noisy(r, 40, 1000), noisy(r, 40, 100)), []float64{.2, .1, 1}},
		{"fell three weeks ago: nobody knows yet", join(noisy(r, 117, 1000), noisy(r, 3, 200)), []float64{1, 1, 1}},
		{"a peak that passes", join(noisy(r, 70, 1000), noisy(r, 2, 4000), noisy(r, 48, 1000)), []float64{1, 1, 1}},
		{"wild", wild, []float64{1, 1, 1}},
		{"a shop that closed", join(noisy(r, 100, 1000), make([]float64, 20)), []float64{1, 1, 1}},
	} {
		h := newHistory(Series{Key: c.name, Values: c.x}, nil)
		got := h.adjusted()
		for k, want := range c.want {
			if f := got[40*k] / c.x[40*k]; math.Abs(f/want-1) > .03 {
				t.Errorf("%s: week %d counts %.3f times, want %.3f", c.name, 40*k, f, want)
			}
		}
		if &h.x[0] == &got[0] && c.want[0] != 1 {
			t.Errorf("%s: the history itself was changed", c.name)
		}
	}
}

// After a break the forecast stays at the new level, bands and all.
func TestForecastStaysAtTheNewLevel(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	var p Panel
	for k := range 8 {
		p.Series = append(p.Series, Series{Key: string(rune('a' + k)), Values: noisy(r, 150, 1000)})
	}
	copy(p.Series[3].Values[142:], noisy(r, 8, 180))
	for _, q := range forecasts(t, trained(t, p, quick()), p, 13)[3].Points {
		if q.Value < 165 || q.Value > 195 {
			t.Errorf("step %d: %.0f, and the level is 180 now", q.Step, q.Value)
		}
	}
}
