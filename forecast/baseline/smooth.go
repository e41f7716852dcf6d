package baseline

import (
	"math"

	"olist/stat"
)

// smoothingWeeks is the number of last weeks that smoothing is fitted on: older
// ones have no weight left.
const smoothingWeeks = 260

// Theta is the Theta method (Assimakopoulos & Nikolopoulos 2000) in the form
// of Hyndman & Billah (2003): simple exponential smoothing with half the slope
// of the straight line through the series as drift.
func Theta(x, out []float64) {
	x = stat.Tail(x, smoothingWeeks)
	n := float64(len(x))
	if len(x) < 3 {
		LastValue(x, out)
		return
	}
	drift := stat.Slope(x) / 2
	best, bestErr, level := 0.0, math.Inf(1), x[0]
	for i := 1; i <= 20; i++ {
		alpha := float64(i) / 20
		if l, e := simpleSmoothing(x, alpha, bestErr); e < bestErr {
			best, bestErr, level = alpha, e, l
		}
	}
	for h := range out {
		out[h] = level + drift*(float64(h)+(1-math.Pow(1-best, n))/best)
	}
}

// simpleSmoothing is the last level and the sum of squared one-step errors. It
// stops once that is no better than best.
func simpleSmoothing(x []float64, alpha, best float64) (level, errors float64) {
	level = x[0]
	for i := 1; i < len(x) && errors < best; i++ {
		e := x[i] - level
		errors += e * e
		level += alpha * e
	}
	return level, errors
}

// DampedTrend is exponential smoothing with a damped additive trend (Gardner &
// McKenzie 1985); its parameters minimise the squared one-step error on a grid.
func DampedTrend(x, out []float64) {
	x = stat.Tail(x, smoothingWeeks)
	if len(x) < 5 {
		LastValue(x, out)
		return
	}
	initial, best := stat.Mean(x[:min(len(x), 13)]), holt{errors: math.Inf(1)}
	for _, alpha := range []float64{.05, .1, .2, .3, .45, .6, .8, .99} {
		grid := holtGrid
		for i := range grid {
			w := &grid[i]
			w.alpha, w.beta, w.level = alpha, alpha*w.beta, initial
		}
		smoothGrid(x, &grid, best.errors)
		for _, w := range grid {
			if w.errors < best.errors {
				best = w
			}
		}
	}
	sum, damp := 0.0, 1.0
	for h := range out {
		damp *= best.phi
		sum += damp
		out[h] = best.level + sum*best.trend
	}
}

// holt is the parameters, state and sum of squared one-step errors of
// damped-trend smoothing.
type holt struct{ alpha, beta, phi, level, trend, errors float64 }

// holtGrid is the parameters tried with each alpha; beta is in units of alpha.
var holtGrid = [...]holt{
	{beta: 0, phi: .8}, // no trend, nothing to damp
	{beta: .05, phi: .8}, {beta: .05, phi: .9}, {beta: .05, phi: .98},
	{beta: .15, phi: .8}, {beta: .15, phi: .9}, {beta: .15, phi: .98},
	{beta: .4, phi: .8}, {beta: .4, phi: .9}, {beta: .4, phi: .98},
}

// smoothGrid runs all parameters over x side by side, so that their chains of
// dependent operations overlap. It stops once none is better than best.
func smoothGrid(x []float64, grid *[len(holtGrid)]holt, best float64) {
	for len(x) > 0 {
		n := min(26, len(x))
		least := math.Inf(1)
		for _, v := range x[:n] {
			for k := range grid {
				w := &grid[k]
				fallen := float64(w.phi * w.trend)
				e := v - w.level - fallen
				w.errors += float64(e * e)
				w.level += fallen + float64(w.alpha*e)
				w.trend = fallen + float64(w.beta*e)
			}
		}
		for k := range grid {
			least = min(least, grid[k].errors)
		}
		if x = x[n:]; least >= best {
			return
		}
	}
}
