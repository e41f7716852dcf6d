package baseline

import (
	"olist/stat"
	"olist/week"
)

// A local method forecasts one series from its own values x (oldest first, at
// least one), for steps 1..len(out), into out.
type Method func(x, out []float64)

// lastValue repeats the last value, the naive forecast.
func LastValue(x, out []float64) { Fill(out, x[len(x)-1]) }

// rollingMean repeats the mean of the last k values.
func RollingMean(k int) Method {
	return func(x, out []float64) { Fill(out, stat.Mean(stat.Tail(x, k))) }
}

// seasonalNaive repeats the values of a year (52 weeks) before; where there
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

func Fill(out []float64, v float64) {
	for i := range out {
		out[i] = v
	}
}
