package forecast

import (
	"math"

	"olist/stat"
	"olist/week"
)

// Where history is too short for the trees to have seen two years, a sum or a
// lone series borrows last year's seasonal index: the weeks over the level
// around them, smoothed and shrunken, since one year is little evidence. Parts
// follow through their sum.

const (
	trendHalf          = 13   // weeks on each side of a week in its level
	smoothHalf         = 2    // weeks on each side in the smoothing
	maxSeasonal        = .5   // bound of the index, as a logarithm
	strengthPrior      = .5   // share of last year's index that comes again, a priori
	strengthPriorWeeks = 104. // weeks of evidence that the prior weighs
)

// seasonalIndex is the logarithm of each week over the level around it,
// smoothed. It looks no further than x.
func seasonalIndex(x []float64) []float64 {
	n := len(x)
	trend := make([]float64, n)
	for i := range trend {
		trend[i] = levelAround(x, i)
	}
	out := make([]float64, n)
	for i := range out {
		a, b := 0.0, 0.0
		for j := max(0, i-smoothHalf); j < min(n, i+smoothHalf+1); j++ {
			a, b = a+x[j], b+trend[j]
		}
		if a > 0 && b > 0 {
			out[i] = clip(math.Log(a/b), maxSeasonal)
		}
	}
	return out
}

// levelAround is the value at i of the straight line through the weeks around
// it: a level without the bias of a mean at the ends of a trend. Outliers are
// clipped first.
func levelAround(x []float64, i int) float64 {
	lo, hi := max(0, i-trendHalf), min(len(x), i+trendHalf+1)
	mid := stat.Median(x[lo:hi])
	v := make([]float64, hi-lo)
	for j := range v {
		v[j] = max(.5*mid, min(1.5*mid, x[lo+j]))
	}
	at := float64(i-lo) - float64(len(v)-1)/2
	return max(.2*mid, stat.Mean(v)+stat.Slope(v)*at)
}

// seasonStrength is the share of last year's seasonal index that came again
// this year, by least squares over the sums and lone series, shrunken towards
// strengthPrior.
func seasonStrength(hs []*history) float64 {
	cross, square, n := 0.0, 0.0, 0
	for _, h := range hs {
		if h.parent != nil {
			continue
		}
		s := seasonalIndex(h.x)
		for i := week.PerYear; i < len(s); i++ {
			if h.inGap(i) || h.inGap(i-week.PerYear) {
				continue
			}
			cross += s[i] * s[i-week.PerYear]
			square += s[i-week.PerYear] * s[i-week.PerYear]
			n++
		}
	}
	if n == 0 || square == 0 {
		return strengthPrior
	}
	hold := strengthPriorWeeks * square / float64(n)
	return clip((cross+hold*strengthPrior)/(square+hold), 1)
}

// seasonOf is seasonFactors of a series; 1 for a share in a sum.
func (m *Model) seasonOf(h *history, horizon int) []float64 {
	if h.parent != nil {
		return seasonFactors(nil, 0, horizon)
	}
	return seasonFactors(h.x, m.season, horizon)
}

// seasonFactors are the factors of the coming weeks by last year's seasonal
// index, relative to the weeks that the levels come from.
func seasonFactors(x []float64, strength float64, horizon int) []float64 {
	out := make([]float64, horizon)
	stat.Fill(out, 1)
	x = stat.Tail(x, 2*week.PerYear) // older weeks do not matter
	n := len(x)
	if strength == 0 || n <= week.PerYear {
		return out
	}
	s := seasonalIndex(x)
	now, count := 0.0, 0
	for i := n - 1 - week.PerYear; i >= 0 && count < trendHalf; i-- {
		now += s[i]
		count++
	}
	now /= float64(count)
	for h := range out {
		out[h] = math.Exp(strength * (s[n+h%week.PerYear-week.PerYear] - now))
	}
	return out
}
