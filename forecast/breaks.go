package forecast

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// A level that breaks in one week and stays broken (a market lost, a unit
// changed) says nothing of the weeks to come, but it would stand in every lag,
// mean and last year's shape for two years. So what came before is brought to
// the level that came after. A peak that passes is no break, nor is a move
// that the series makes every other week.
const (
	breakReach = 3 * week.PerYear // weeks back in which breaks are looked for
	breakHold  = 4                // weeks that the new level must have held
	breakSide  = 8                // weeks on each side that say what the levels are, at most
	breakSize  = 12               // a break's week against the usual weekly change before it
	breakRatio = .6               // the lower level over the higher, at most
	breakLoose = .25              // how far weeks may lie from their level, as a share of the break
)

// mended is what is learnt, h.x, with outliers drawn in and the weeks before
// breaks in level brought to the level after them; h.x itself where there are
// none. Where values are negative levels stay. Only the past decides: a break
// counts once it has held.
func (h *history) mended() []float64 {
	calm := tamed(h.x)
	if h.floor != 0 {
		return calm
	}
	x, found := calm, false
	for i := len(x) - breakHold; i >= max(breakSide, len(x)-breakReach); i-- {
		if r := breakAt(calm, i); r > 0 {
			if !found {
				x, found = slices.Clone(x), true
			}
			for j := range x[:i] {
				x[j] *= r
			}
			i -= breakSide
		}
	}
	return x
}

// breakAt gives the level from week i on over that before it, where it breaks
// there, else 0.
func breakAt(x []float64, i int) float64 {
	jump := math.Abs(x[i] - x[i-1])
	if lower, higher := min(x[i], x[i-1]), max(x[i], x[i-1]); lower <= 0 || lower > .8*higher {
		return 0
	}
	old, new := x[i-breakSide:i], x[i:min(len(x), i+breakSide)]
	middle := (x[i] + x[i-1]) / 2
	same := func(v float64) bool { return (v > middle) == (x[i] > middle) }
	other := func(v float64) bool { return !same(v) }
	if slices.ContainsFunc(new, other) || slices.ContainsFunc(old, same) {
		return 0
	}
	before, after := stat.Median(old), stat.Median(new)
	size := math.Abs(after - before)
	if min(before, after) > breakRatio*max(before, after) || min(before, after) <= 0 || size < .7*jump {
		return 0
	}
	for _, v := range old {
		if math.Abs(v-before) > breakLoose*size {
			return 0
		}
	}
	for _, v := range new {
		if math.Abs(v-after) > breakLoose*size {
			return 0
		}
	}
	usual := stat.Tail(x[:i], week.PerYear)
	changes := make([]float64, 0, week.PerYear)
	for j := 1; j < len(usual); j++ {
		changes = append(changes, math.Abs(usual[j]-usual[j-1]))
	}
	if jump < breakSize*stat.Median(changes) {
		return 0
	}
	return after / before
}
