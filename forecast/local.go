package forecast

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
