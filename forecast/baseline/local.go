// Package baseline has the classical methods that forecast one series from its
// own values: naive, rolling mean, seasonal naive, Theta, damped exponential
// smoothing. The engine combines them with its trees, a backtest holds it
// against them. It imports week and stat.
package baseline

import (
	"math"

	"olist/stat"
	"olist/week"
)

// Method forecasts one series from its own values x (oldest first, at
// least one), for steps 1..len(out), into out.
type Method func(x, out []float64)

// LastValue repeats the last value, the naive forecast.
func LastValue(x, out []float64) { stat.Fill(out, x[len(x)-1]) }

// RollingMean repeats the mean of the last k values.
func RollingMean(k int) Method {
	return func(x, out []float64) { stat.Fill(out, stat.Mean(stat.Tail(x, k))) }
}

// SeasonalNaive repeats the values of a year (52 weeks) before; where there
// are none, the mean of the last 13.
func SeasonalNaive(x, out []float64) {
	for h := range out {
		i := len(x) + h%week.PerYear - week.PerYear
		if i < 0 {
			out[h] = stat.Mean(stat.Tail(x, 13))
			continue
		}
		out[h] = x[i]
	}
}

// pullBack is how much of the last week's distance to the level is left a
// week later, in the members that return to a level.
const pullBack = .5

// ReturnToLevel starts at the last value and returns to a rolling level of k weeks.
func ReturnToLevel(k int, of func([]float64) float64) Method {
	return func(x, out []float64) {
		l := of(stat.Tail(x, k))
		away := x[len(x)-1] - l
		for h := range out {
			away *= pullBack
			out[h] = l + away
		}
	}
}

// Smoothing is simple exponential smoothing with a given alpha.
func Smoothing(alpha float64) Method {
	return func(x, out []float64) {
		l, _ := simpleSmoothing(x, alpha, math.Inf(1))
		stat.Fill(out, l)
	}
}
