// Package baseline has the classical methods that forecast one series from its
// own values: naive, rolling mean, seasonal naive, Theta, damped exponential
// smoothing. The engine combines them with its trees, and a backtest compares
// it with them.
//
// It imports stat and week; forecast, backtest and golearn import it.
package baseline

import (
	"math"

	"olist/stat"
	"olist/week"
)

// Method forecasts one series from its own values x (oldest first, at least
// one, no NaN) for steps 1..len(out), into out. It does not change x.
type Method func(x, out []float64)

// LastValue repeats the last value, the naive forecast.
func LastValue(x, out []float64) { stat.Fill(out, x[len(x)-1]) }

// RollingMean repeats the mean of the last k values.
func RollingMean(k int) Method {
	return func(x, out []float64) { stat.Fill(out, stat.Mean(stat.Tail(x, k))) }
}

// SeasonalNaive repeats the values of 52 weeks before; where there are none,
// the mean of the last 13.
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

// reversion is how much of the distance to the level is left one week later, in
// the members that return to a level.
const reversion = .5

// ReturnToLevel starts at the last value and returns geometrically to a level:
// of the last k values, their mean or median say.
func ReturnToLevel(k int, of func([]float64) float64) Method {
	return func(x, out []float64) {
		l := of(stat.Tail(x, k))
		away := x[len(x)-1] - l
		for h := range out {
			away *= reversion
			out[h] = l + away
		}
	}
}

// Smoothing is simple exponential smoothing with smoothing parameter alpha.
func Smoothing(alpha float64) Method {
	return func(x, out []float64) {
		l, _ := simpleSmoothing(x, alpha, math.Inf(1))
		stat.Fill(out, l)
	}
}
