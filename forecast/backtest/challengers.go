package backtest

import (
	"math"

	"olist/forecast/baseline"
)

// Challenger is a method of one series that the engine is compared with.
type Challenger struct {
	Name   string // stable, as in MethodReport
	Label  string // for people
	Method baseline.Method
	Slow   bool // runs on the totals or on few series only
}

// Challengers are the challengers by default: the usual simple and classical
// methods.
func Challengers() []Challenger {
	return []Challenger{
		{"last_value", "Last value", baseline.LastValue, false},
		{"mean_13", "Mean of 13 weeks", baseline.RollingMean(13), false},
		{"seasonal_naive", "Same week a year ago", baseline.SeasonalNaive, false},
		{"theta", "Theta method", baseline.Theta, false},
		{"damped_ets", "Damped exponential smoothing", baseline.DampedTrend, false},
	}
}

// challenge scores a challenger over the origins.
func (b *run) challenge(c Challenger) MethodReport {
	out := make(outcomes, b.options.Windows)
	skip := b.skipped(c)
	for k := range out {
		values := make([][]float64, len(b.panel.Series)) // nil where nothing is known yet: 0
		known, _ := b.knownEnds(b.back(k))
		for i, s := range known.Impute() {
			if len(s.Values) > 0 && !skip[i] {
				v := make([]float64, s.Trailing+b.options.Horizon)
				inRange(c.Method, s.Values, v)
				values[i] = v[s.Trailing:]
			}
		}
		out[k] = b.compare(k, func(s, h int) outcome {
			o := outcome{lower80: math.NaN()}
			if values[s] != nil {
				o.forecast = values[s][h]
			}
			return o
		})
		for i := range out[k] {
			if skip[i] {
				out[k][i] = nil
			}
		}
	}
	return b.score(c.Name, c.Label, out)
}

// inRange calls a method with values rescaled to where their squares neither
// overflow nor vanish.
func inRange(of baseline.Method, x, out []float64) {
	size := 0.0
	for _, v := range x {
		size = max(size, math.Abs(v))
	}
	if size == 0 || size > 1e-100 && size < 1e100 {
		of(x, out)
		return
	}
	small := make([]float64, len(x))
	for i, v := range x {
		small[i] = v / size
	}
	of(small, out)
	for k := range out {
		out[k] *= size
	}
}

// slowSeries is the number of series that a slow challenger runs on in a panel
// without sums.
const slowSeries = 10

// skipped marks the series that a slow challenger leaves out: golearn takes
// some 13 ms for a tree on 90 rows, and would take minutes for what the rest of
// the report takes seconds. It runs on the totals, or on the first few series.
func (b *run) skipped(c Challenger) []bool {
	skip := make([]bool, len(b.panel.Series))
	if !c.Slow {
		return skip
	}
	for i := range skip {
		skip[i] = len(b.panel.Sums) > 0 || i >= slowSeries
	}
	for _, sum := range b.panel.Sums {
		skip[sum.Total] = false
	}
	return skip
}
