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
		if l, e := simpleSmoothing(x, alpha); e < bestErr {
			best, bestErr, level = alpha, e, l
		}
	}
	for h := range out {
		out[h] = level + drift*(float64(h)+(1-math.Pow(1-best, n))/best)
	}
}

// simpleSmoothing gives the last level and the mean squared one-step error.
func simpleSmoothing(x []float64, alpha float64) (level, mse float64) {
	level = x[0]
	for _, v := range x[1:] {
		e := v - level
		mse += e * e
		level += alpha * e
	}
	return level, mse / float64(len(x)-1)
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
	bestErr := math.Inf(1)
	var level, trend, phi float64
	for _, a := range []float64{.05, .1, .2, .3, .45, .6, .8, .99} {
		for _, b := range []float64{0, .05, .15, .4} {
			for _, p := range []float64{.8, .9, .98} {
				if l, t, e := holt(x, a, b*a, p); e < bestErr {
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

// holt runs damped-trend smoothing and gives its last state and the mean
// squared one-step error.
func holt(x []float64, alpha, beta, phi float64) (level, trend, mse float64) {
	k := min(len(x), 13)
	level, trend = mean(x[:k]), 0
	for _, v := range x {
		e := v - level - phi*trend
		mse += e * e
		level += phi*trend + alpha*e
		trend = phi*trend + beta*e
	}
	return level, trend, mse / float64(len(x))
}
