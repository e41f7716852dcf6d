package baseline

import (
	"math"

	"olist/stat"
)

// smoothingWeeks is how far back exponential smoothing is fitted: older weeks
// have no weight left.
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

// simpleSmoothing gives the last level and the sum of the squared one-step
// errors. It gives up once that is no better than the best known.
func simpleSmoothing(x []float64, alpha, best float64) (level, errors float64) {
	level = x[0]
	for i := 1; i < len(x) && errors < best; i++ {
		e := x[i] - level
		errors += e * e
		level += alpha * e
	}
	return level, errors
}

// DampedTrend is damped additive-trend exponential smoothing (Gardner &
// McKenzie 1985), its parameters found on a grid by the squared one-step
// error.
func DampedTrend(x, out []float64) {
	x = stat.Tail(x, smoothingWeeks)
	if len(x) < 5 {
		LastValue(x, out)
		return
	}
	open, best := stat.Mean(x[:min(len(x), 13)]), holt{errors: math.Inf(1)}
	for _, alpha := range []float64{.05, .1, .2, .3, .45, .6, .8, .99} {
		ways := holtWays
		for i := range ways {
			w := &ways[i]
			w.alpha, w.beta, w.level = alpha, alpha*w.beta, open
		}
		smoothAll(x, &ways, best.errors)
		for _, w := range ways {
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

// holt is damped-trend smoothing at work: its parameters, its state and the
// sum of its squared one-step errors.
type holt struct{ alpha, beta, phi, level, trend, errors float64 }

// holtWays are the ways of following a trend that are tried with each alpha;
// beta is in units of alpha.
var holtWays = [...]holt{
	{beta: 0, phi: .8}, // no trend, nothing to damp
	{beta: .05, phi: .8}, {beta: .05, phi: .9}, {beta: .05, phi: .98},
	{beta: .15, phi: .8}, {beta: .15, phi: .9}, {beta: .15, phi: .98},
	{beta: .4, phi: .8}, {beta: .4, phi: .9}, {beta: .4, phi: .98},
}

// smoothAll runs all ways over x side by side: each waits for its own last
// step only. It gives up once none is better than the best known.
func smoothAll(x []float64, ways *[len(holtWays)]holt, best float64) {
	for len(x) > 0 {
		n := min(26, len(x))
		least := math.Inf(1)
		for _, v := range x[:n] {
			for k := range ways {
				w := &ways[k]
				fallen := float64(w.phi * w.trend)
				e := v - w.level - fallen
				w.errors += float64(e * e)
				w.level += fallen + float64(w.alpha*e)
				w.trend = fallen + float64(w.beta*e)
			}
		}
		for k := range ways {
			least = min(least, ways[k].errors)
		}
		if x = x[n:]; least >= best {
			return
		}
	}
}
