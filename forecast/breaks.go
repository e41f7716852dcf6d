package forecast

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// A level shift (a market lost, a unit changed) says nothing of the weeks to
// come, but would stand in every lag, mean and seasonal index for two years. So
// the weeks before it are scaled to the level after it. A peak that passes is
// no shift, nor is a change that the series makes every other week.
const (
	breakWeeks     = 3 * week.PerYear // last weeks that are searched
	breakHold      = 4                // weeks that the new level has held, at least
	breakSide      = 8                // weeks on each side whose median is a level, at most
	breakChanges   = 12               // the shift over the median weekly change before it, at least
	breakRatio     = .6               // lower level over the higher, at most
	breakTolerance = .25              // distance of a week from its level over the shift, at most
)

// adjusted is the target, h.x, with outliers winsorised and the weeks before
// level shifts scaled to the level after them; h.x itself where there are
// neither. Series with negative values keep their levels. Only the past
// decides: a shift counts once it has held for breakHold weeks.
func (h *history) adjusted() []float64 {
	calm := winsorised(h.x)
	if h.floor != 0 {
		return calm
	}
	x, found := calm, false
	for i := len(x) - breakHold; i >= max(breakSide, len(x)-breakWeeks); i-- {
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

// breakAt is the level from week i on over that before it, where there is a
// shift at i, else 0.
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
		if math.Abs(v-before) > breakTolerance*size {
			return 0
		}
	}
	for _, v := range new {
		if math.Abs(v-after) > breakTolerance*size {
			return 0
		}
	}
	usual := stat.Tail(x[:i], week.PerYear)
	changes := make([]float64, 0, week.PerYear)
	for j := 1; j < len(usual); j++ {
		changes = append(changes, math.Abs(usual[j]-usual[j-1]))
	}
	if jump < breakChanges*stat.Median(changes) {
		return 0
	}
	return after / before
}
