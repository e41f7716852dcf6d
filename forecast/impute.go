package forecast

import (
	"math"
	"slices"

	"olist/week"
)

// Missing weeks, and weeks in which a shop was closed, are a gap: they give no
// training row and no score. But lags, means and scales run through them, and
// straight interpolation would make the series look calm: scales, and with them
// bands, would collapse. So a gap is imputed with weeks that vary as the series
// does: the level beside it times the same week of another year over its own
// level (or, where there is no other year, the weeks before in reverse). Only
// weeks before an origin impute the gaps that it sees.
const (
	gapSide       = 8          // known weeks on each side whose mean is its level
	gapAround     = 6          // known weeks on each side of a week whose mean is its level
	gapYears      = 3          // years searched on each side
	gapErrors     = 3          // standard errors by which the levels on both sides differ
	closedChance  = .02        // a run of zeros is a closure where it is less likely than that by the share of its other zeros
	maxZeroShare  = .05        // and that share is at most this
	closedChanges = 6          // and its drop is so many median changes over the root of the run's length
	closedYearly  = .5         // and less than this part of it was zero a year before or after
	maxLevelRatio = 4.         // bound of a week over its level
	gapWidening   = .07        // see gapFactor
	maxTrailing   = MaxHorizon // missing weeks at the end that are forecast, too
)

// impute overwrites the weeks of x that are in a gap, from the observed ones.
func impute(x []float64, gap, ok []bool) {
	var known []int
	for i, is := range ok {
		if is && !gap[i] {
			known = append(known, i)
		}
	}
	if len(known) == 0 {
		for i, is := range gap {
			if is {
				x[i] = 0
			}
		}
		return
	}
	f := imputer{x: x, known: known}
	f.levels()
	for a := 0; a < len(x); a++ {
		if !gap[a] {
			continue
		}
		b := a
		for b < len(x) && gap[b] {
			b++
		}
		f.fill(a, b)
		a = b
	}
}

// imputer imputes the gaps of a series.
type imputer struct {
	x       []float64
	known   []int     // indices of the observed weeks
	levelOf []float64 // around each of them
	change  float64   // mean absolute change between them
	ratios  bool      // weeks are multiples of their level; else differences
}

func (f *imputer) levels() {
	f.ratios = true
	f.levelOf = make([]float64, len(f.known))
	for k, i := range f.known {
		lo, hi := max(0, k-gapAround), min(len(f.known), k+gapAround+1)
		f.levelOf[k] = f.mean(lo, hi)
		f.ratios = f.ratios && f.x[i] >= 0
		if k > 0 {
			f.change += math.Abs(f.x[i] - f.x[f.known[k-1]])
		}
	}
	f.change /= float64(max(1, len(f.known)-1))
}

// mean of the known weeks lo to hi (exclusive).
func (f *imputer) mean(lo, hi int) float64 {
	sum := 0.0
	for _, i := range f.known[lo:hi] {
		sum += f.x[i]
	}
	return sum / float64(hi-lo)
}

// fill imputes weeks a to b (exclusive). Where the levels on both sides differ
// by less than gapErrors standard errors, the level of the gap is their mean;
// else it is interpolated linearly.
func (f *imputer) fill(a, b int) {
	at, _ := slices.BinarySearch(f.known, a) // the first known week after the gap
	before, after := min(at, gapSide), min(len(f.known)-at, gapSide)
	var from, to float64
	if before > 0 {
		from = f.mean(at-before, at)
	}
	if after > 0 {
		to = f.mean(at, at+after)
	}
	nb, na := float64(before), float64(after)
	switch {
	case before == 0:
		from = to
	case after == 0:
		to = from
	case math.Abs(to-from) < gapErrors*f.change*math.Sqrt(1/nb+1/na):
		from = (nb*from + na*to) / (nb + na)
		to = from
	}
	for i := a; i < b; i++ {
		p := float64(i-a+1) / float64(b-a+1)
		level := from + (to-from)*p
		like, its := f.source(i, a, b, p)
		switch {
		case !f.ratios:
			f.x[i] = level + like - its
		case its > 0:
			f.x[i] = level * min(maxLevelRatio, like/its)
		default:
			f.x[i] = level
		}
	}
}

// source is the known week that week i of the gap from a to b is modelled on,
// and its level: a week of another year, with the level interpolated as across
// the gap, so that the season goes on; else a week before the gap. p is the
// position of week i in the gap, 0..1.
func (f *imputer) source(i, a, b int, p float64) (like, level float64) {
	for y := 1; y <= gapYears; y++ {
		for _, shift := range []int{-y * week.PerYear, y * week.PerYear} {
			if k, is := slices.BinarySearch(f.known, i+shift); is {
				from, to := f.levelAt(a-1+shift), f.levelAt(b+shift)
				return f.x[f.known[k]], from + (to-from)*p
			}
		}
	}
	at, _ := slices.BinarySearch(f.known, a) // the first known week after the gap
	k, n := min(i-a, len(f.known)-1), i-a
	if at > 0 {
		if k = at - 1; k > 0 {
			if n %= 2 * k; n > k { // back to the first week and forth again
				n = 2*k - n
			}
			k -= n
		}
	}
	return f.x[f.known[k]], f.levelOf[k]
}

// levelAt is the level around the known week nearest to week i.
func (f *imputer) levelAt(i int) float64 {
	k, _ := slices.BinarySearch(f.known, i)
	return f.levelOf[min(k, len(f.levelOf)-1)]
}

// impute imputes the gaps in x, which runs along h; least are lower bounds of
// what is censored there, nil for none.
func (h *history) impute(x, least []float64) {
	if h.gap == nil {
		return
	}
	impute(x, h.gap, h.observed)
	if least == nil {
		return
	}
	if c := newCensored(x, least, h.observed); c != nil {
		c.fill(x)
		return
	}
	for i, v := range least {
		if v == v {
			x[i] = v // nothing else is known
		}
	}
}
