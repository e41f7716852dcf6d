package forecast

// A challenger forecasts each series on its own, to be beaten.
type challenger struct {
	name, label string
	local       local
	slow        bool // runs on few series only: see slowSeries
}

// challengers are what a forecaster would otherwise use.
var challengers = []challenger{
	{"last_value", "Last value", lastValue, false},
	{"mean_13", "Mean of 13 weeks", rollingMean(13), false},
	{"seasonal_naive", "Same week a year ago", seasonalNaive, false},
	{"theta", "Theta method", theta, false},
	{"damped_ets", "Damped exponential smoothing", dampedTrend, false},
	{"cart", "golearn CART", relative(cart), true},
	{"knn", "golearn KNN", relative(neighbors), true},
}

// challenge runs a challenger over the origins.
func (b *backtest) challenge(c challenger) MethodReport {
	out := make(outcomes, b.options.Windows)
	shock := shockWeeks(b.panel)
	skip := b.tooMany(c)
	for k := range out {
		values := matrix(len(b.panel.Series), b.options.Horizon)
		for i, s := range b.panel.Series {
			s.Values = s.Values[:max(0, len(s.Values)-b.back(k))]
			if h := newHistory(s, shock); len(h.x) > 0 && !skip[i] {
				c.local(h.x, values[i])
			}
		}
		out[k] = b.compare(k, func(s, h int) outcome {
			return outcome{forecast: values[s][h], lower80: nan}
		})
		for i := range out[k] {
			if skip[i] {
				out[k][i] = nil
			}
		}
	}
	return b.score(c.name, c.label, out)
}

// slowSeries is the number of series that a slow challenger runs on, where
// there are no sums.
const slowSeries = 10

// tooMany marks the series that a slow challenger leaves out: golearn takes
// some 13 ms for a tree on 90 rows, and would take minutes for what the rest of
// the report takes seconds. It runs on the totals, or on the first few series.
func (b *backtest) tooMany(c challenger) []bool {
	skip := make([]bool, len(b.panel.Series))
	if !c.slow {
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
