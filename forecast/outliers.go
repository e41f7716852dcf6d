package forecast

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// A single week far from all others (a typing error, one huge order) says
// nothing of the weeks to come, but would stand in lags, means and scales for a
// year. There it is winsorised; what is shown and what forecasts are scored
// against keep it. What recurs at the same time of another year is season, and
// what stays is a level: neither is an outlier.
const (
	outlierWeeks   = 3 * week.PerYear // last weeks that are searched
	outlierSide    = 6                // weeks on each side whose median is usual
	outlierChanges = 20               // an outlier's distance to it, in mean weekly changes, at least
	winsorTo       = 5                // and the distance that it is winsorised to
	minChangeShare = .05              // mean weekly change over the level, at least
)

// winsorised is x with its outliers winsorised: x itself where there are none.
func winsorised(x []float64) []float64 {
	from := max(1, len(x)-outlierWeeks)
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
		if v, is := winsorise(x, i); is {
			if &out[0] == &x[0] {
				out = slices.Clone(x)
			}
			out[i] = v
		}
	}
	return out
}

// winsorise is the value that week i of x is winsorised to, and whether it is
// an outlier.
func winsorise(x []float64, i int) (value float64, is bool) {
	away := fromMedian(x, i)
	s := max(usualChange(x, i), minChangeShare*math.Abs(x[i]-away))
	if s > 0 && math.Abs(away) > outlierChanges*s && isolated(x, i, away) && !repeatsYearly(x, i, away) {
		return x[i] - away + math.Copysign(winsorTo*s, away), true
	}
	return x[i], false
}

// fromMedian is the distance of week i to the median of the weeks around it.
func fromMedian(x []float64, i int) float64 {
	var around [2 * outlierSide]float64
	n := copy(around[:], x[max(0, i-outlierSide):i])
	n += copy(around[n:], x[i+1:min(len(x), i+1+outlierSide)])
	return x[i] - stat.Median(around[:n])
}

// usualChange is the mean absolute weekly change within a year of week i,
// without the changes into and out of it.
func usualChange(x []float64, i int) float64 {
	sum, n := 0.0, 0
	for j := max(1, i-week.PerYear); j < min(len(x), i+week.PerYear+1); j++ {
		if j != i && j != i+1 {
			sum, n = sum+math.Abs(x[j]-x[j-1]), n+1
		}
	}
	return sum / float64(max(1, n))
}

// isolated reports whether the weeks beside week i are near the median of its
// surroundings.
func isolated(x []float64, i int, away float64) bool {
	middle := x[i] - away
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(x) && math.Abs(x[j]-middle) > math.Abs(away)/4 {
			return false
		}
	}
	return true
}

// repeatsYearly reports whether another year has a similar deviation at the
// same time.
func repeatsYearly(x []float64, i int, away float64) bool {
	for _, year := range []int{-2 * week.PerYear, -week.PerYear, week.PerYear, 2 * week.PerYear} {
		for j := i + year - 1; j <= i+year+1; j++ {
			if j >= 0 && j < len(x) && fromMedian(x, j)*math.Copysign(1, away) > math.Abs(away)/4 {
				return true
			}
		}
	}
	return false
}
