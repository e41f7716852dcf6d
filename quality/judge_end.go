package quality

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

const (
	endUnclear       = .6                // an end of at most this share of the usual is unclear,
	unclearChanges   = 2                 // where it fell by so many usual weekly changes
	maxDeeperInverse = 40                // and at most one of so many weeks fell as deep
	endScale         = 1e3               // what a series' median counts as, against a cent for nothing: see newLevelLine
	endYears         = 10 * week.PerYear // so many weeks are asked how deep the series fell
)

// End is an end of a series that drops as if it had been cut.
type End struct {
	Weeks int     // how many weeks it is, 1 or 2
	Value float64 // of the first of them
	Usual float64 // median of the weeks before
	// Unclear: the series' own noise leaves both readings open.
	Unclear bool
}

// JudgeEnd judges the end of one series, NaN where a week has no value, and
// reports whether it drops. A series with negative values is no sales: none is
// found.
func JudgeEnd(x []float64) (End, bool) {
	if len(x) == 0 || x[len(x)-1] != x[len(x)-1] {
		return End{}, false
	}
	x = stat.Tail(x, endYears)
	last, usual := x[len(x)-1], stat.Median(KnownBefore(x, 1))
	switch { // cheap, and never so of an end that drops
	case !(last >= 0 && usual > 0), last > endUnclear*slices.Max(KnownBefore(x, 1)), slices.ContainsFunc(x, func(v float64) bool { return v < 0 }):
		return End{}, false
	}
	size := stat.Median(KnownBefore(x, 0))
	if size == 0 {
		size = usual
	}
	levels := make([]Level, len(x))
	for i, v := range x {
		levels[i] = Level{Revenue: v / size * endScale, Usable: v == v}
	}
	l := newLevelSeries(levels)
	if len(l.x) < 2*levelWeeks {
		return End{}, false
	}
	if cut := l.cutEnd(nil); len(cut) > 0 && l.abrupt(len(l.x)-len(cut)) {
		return End{Weeks: len(cut), Value: x[l.at[cut[len(cut)-1]]], Usual: stat.Median(KnownBefore(x, len(cut)))}, true
	}
	if l.doubtful() && l.abrupt(len(l.x)-1) {
		return End{Weeks: 1, Value: x[len(x)-1], Usual: usual, Unclear: true}, true
	}
	return End{}, false
}

// abrupt reports whether at least half of week k's fall happened against the
// week before it: a slide was not cut.
func (l *levelSeries) abrupt(k int) bool { return l.x[k]-l.x[k-1] <= l.fall(k)/2 }

// doubtful reports whether the last week fell as the series seldom does.
func (l *levelSeries) doubtful() bool {
	k := len(l.x) - 1
	fell := l.fall(k)
	if fell > math.Log(endUnclear) || fell > -unclearChanges*l.change {
		return false
	}
	if l.fall(k-1) <= math.Log(endUnclear) {
		return false // a level
	}
	deeper := 0
	for j := range k {
		if l.fall(j) <= fell {
			deeper++
		}
	}
	return deeper*maxDeeperInverse <= k && !l.yearlyFall(k)
}

// KnownBefore is the levelWindow weeks with a value before the last k, the
// latest first.
func KnownBefore(x []float64, k int) []float64 {
	var out []float64
	for i := len(x) - 1 - k; i >= 0 && len(out) < levelWindow; i-- {
		if x[i] == x[i] {
			out = append(out, x[i])
		}
	}
	return out
}

// MeanSeries is the mean of series that end together, each over its mean
// absolute value, of their last ten years; NaN where none has a value.
func MeanSeries(all [][]float64) []float64 {
	sum, n := make([]float64, endYears), make([]float64, endYears)
	for _, x := range all {
		x = stat.Tail(x, endYears)
		size, known := 0.0, 0.0
		for _, v := range x {
			if v == v {
				size, known = size+math.Abs(v), known+1
			}
		}
		if size == 0 {
			continue
		}
		for i, v := range x {
			if v == v {
				at := endYears - len(x) + i
				sum[at] += v / size * known
				n[at]++
			}
		}
	}
	for i := range sum {
		sum[i] /= n[i] // 0/0 is missing
	}
	return sum
}
