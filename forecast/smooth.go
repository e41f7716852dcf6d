package forecast

import "math"

// smoothingWeeks is how far back exponential smoothing is fitted: older weeks
// have no weight left.
const smoothingWeeks = 260

// theta is the Theta method (Assimakopoulos & Nikolopoulos 2000) in the form
// of Hyndman & Billah (2003): simple exponential smoothing with half the slope
// of the straight line through the series as drift.
func theta(x, out []float64) {
	x = tail(x, smoothingWeeks)
	n := float64(len(x))
	if len(x) < 3 {
		lastValue(x, out)
		return
	}
	drift := slope(x) / 2
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

// slope is the least-squares slope of x over time.
func slope(x []float64) float64 {
	n := float64(len(x))
	mid, avg := (n-1)/2, mean(x)
	sxy, sxx := 0.0, 0.0
	for i, v := range x {
		t := float64(i) - mid
		sxy += t * (v - avg)
		sxx += t * t
	}
	if sxx == 0 {
		return 0
	}
	return sxy / sxx
}

// dampedTrend is damped additive-trend exponential smoothing (Gardner &
// McKenzie 1985), its parameters found on a grid by the squared one-step
// error.
func dampedTrend(x, out []float64) {
	x = tail(x, smoothingWeeks)
	if len(x) < 5 {
		lastValue(x, out)
		return
	}
	open, bestErr := mean(x[:min(len(x), 13)]), math.Inf(1)
	var level, trend, phi float64
	for _, a := range []float64{.05, .1, .2, .3, .45, .6, .8, .99} {
		for _, b := range []float64{0, .05, .15, .4} {
			for _, p := range []float64{.8, .9, .98} {
				if b == 0 && p > .8 {
					break // no trend, nothing to damp
				}
				if l, t, e := holt(x, open, a, b*a, p, bestErr); e < bestErr {
					level, trend, phi, bestErr = l, t, p, e
				}
			}
		}
	}
	sum, damp := 0.0, 1.0
	for h := range out {
		damp *= phi
		sum += damp
		out[h] = level + sum*trend
	}
}

// holt runs damped-trend smoothing from a level and no trend, and gives its
// last state and the sum of the squared one-step errors. It gives up once that
// is no better than the best known.
func holt(x []float64, open, alpha, beta, phi, best float64) (level, trend, errors float64) {
	level = open
	for i := 0; i < len(x) && errors < best; i++ {
		e := x[i] - level - phi*trend
		errors += e * e
		level += phi*trend + alpha*e
		trend = phi*trend + beta*e
	}
	return level, trend, errors
}
