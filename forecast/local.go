package forecast

import (
	"slices"
)

// A local method forecasts one series from its own values x (oldest first, at
// least one), for steps 1..len(out), into out.
type local func(x, out []float64)

// lastValue repeats the last value, the naive forecast.
func lastValue(x, out []float64) { fill(out, x[len(x)-1]) }

// rollingMean repeats the mean of the last k values.
func rollingMean(k int) local {
	return func(x, out []float64) { fill(out, mean(tail(x, k))) }
}

// seasonalNaive repeats the values of a year (52 weeks) before; where there
// are none, the mean of the last 13.
func seasonalNaive(x, out []float64) {
	for h := range out {
		i := len(x) + h%yearWeeks - yearWeeks
		if i < 0 {
			out[h] = mean(tail(x, 13))
			continue
		}
		out[h] = x[i]
	}
}

func fill(out []float64, v float64) {
	for i := range out {
		out[i] = v
	}
}

// tail gives the last k values, or all.
func tail(x []float64, k int) []float64 { return x[max(0, len(x)-k):] }

func mean(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	s := slices.Clone(x)
	slices.Sort(s)
	m := len(s) / 2
	if len(s)%2 == 1 {
		return s[m]
	}
	return (s[m-1] + s[m]) / 2
}
