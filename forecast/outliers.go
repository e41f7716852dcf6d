package forecast

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// One week far from all others, and gone the week after, says nothing of the
// weeks to come (a typing error, one huge order); in lags, means and scales it
// would stand for a year. There it is drawn in; the series itself, what is shown
// and what forecasts are measured against keep it. What came at the same time of another
// year is season, and what stays is a level: neither is drawn in.
const (
	outlierReach = 3 * week.PerYear // weeks back in which outliers are looked for
	outlierSide  = 6                // weeks on each side that say what is usual
	outlierSize  = 20               // an outlier's distance to them, in usual weekly changes, at least
	outlierKept  = 5                // and what is left of it
	outlierLevel = .05              // the usual weekly change as a share of the level, at least
)

// tamed is x with its outliers drawn in: x itself where there are none.
func tamed(x []float64) []float64 {
	from := max(1, len(x)-outlierReach)
	if len(x)-from < 2*outlierSide {
		return x
	}
	sum := 0.0
	for i := from; i < len(x); i++ {
		sum += math.Abs(x[i] - x[i-1])
	}
	usual := sum / float64(len(x)-from)
	out := x
	for i := from; i < len(x); i++ {
		if jump := math.Abs(x[i] - x[i-1]); jump <= 6*usual { // cheap, and never so of an outlier
			continue
		}
		if v, is := drawnIn(x, i); is {
			if &out[0] == &x[0] {
				out = slices.Clone(x)
			}
			out[i] = v
		}
	}
	return out
}

// drawnIn tells whether week i of x is an outlier, and what it is drawn in to.
func drawnIn(x []float64, i int) (value float64, is bool) {
	away := distance(x, i)
	s := max(usualChange(x, i), outlierLevel*math.Abs(x[i]-away))
	if s > 0 && math.Abs(away) > outlierSize*s && passes(x, i, away) && !recurs(x, i, away) {
		return x[i] - away + math.Copysign(outlierKept*s, away), true
	}
	return x[i], false
}

// distance of week i to the median of the weeks around it.
func distance(x []float64, i int) float64 {
	var around [2 * outlierSide]float64
	n := copy(around[:], x[max(0, i-outlierSide):i])
	n += copy(around[n:], x[i+1:min(len(x), i+1+outlierSide)])
	return x[i] - stat.Median(around[:n])
}

// usualChange is the mean absolute weekly change within a year of week i, the
// changes into and out of it left out.
func usualChange(x []float64, i int) float64 {
	sum, n := 0.0, 0
	for j := max(1, i-week.PerYear); j < min(len(x), i+week.PerYear+1); j++ {
		if j != i && j != i+1 {
			sum, n = sum+math.Abs(x[j]-x[j-1]), n+1
		}
	}
	return sum / float64(max(1, n))
}

// passes tells whether the weeks beside week i lie where the others do.
func passes(x []float64, i int, away float64) bool {
	middle := x[i] - away
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(x) && math.Abs(x[j]-middle) > math.Abs(away)/4 {
			return false
		}
	}
	return true
}

// recurs tells whether another year went the same way at the same time.
func recurs(x []float64, i int, away float64) bool {
	for _, year := range []int{-2 * week.PerYear, -week.PerYear, week.PerYear, 2 * week.PerYear} {
		for j := i + year - 1; j <= i+year+1; j++ {
			if j >= 0 && j < len(x) && distance(x, j)*math.Copysign(1, away) > math.Abs(away)/4 {
				return true
			}
		}
	}
	return false
}
