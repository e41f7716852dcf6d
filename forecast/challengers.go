package forecast

// A challenger forecasts each series on its own, to be beaten.
type challenger struct {
	name, label string
	local       local
}

// challengers are what a forecaster would otherwise use.
var challengers = []challenger{
	{"last_value", "Last value", lastValue},
	{"mean_13", "Mean of 13 weeks", rollingMean(13)},
	{"seasonal_naive", "Same week a year ago", seasonalNaive},
	{"theta", "Theta method", theta},
	{"damped_ets", "Damped exponential smoothing", dampedTrend},
}

// challenge runs a challenger over the origins.
func (b *backtest) challenge(c challenger) MethodReport {
	out := make(outcomes, b.options.Windows)
	shock := shockWeeks(b.panel)
	for k := range out {
		values := matrix(len(b.panel.Series), b.options.Horizon)
		for i, s := range b.panel.Series {
			s.Values = s.Values[:max(0, len(s.Values)-b.back(k))]
			if h := newHistory(s, shock); len(h.x) > 0 {
				c.local(h.x, values[i])
			}
		}
		out[k] = b.compare(k, func(s, h int) outcome {
			return outcome{forecast: values[s][h], lower80: nan}
		})
	}
	return b.score(c.name, c.label, out)
}
