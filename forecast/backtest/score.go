package backtest

import (
	"math"

	"olist/forecast"
)

// tally sums errors up to a Score.
type tally struct {
	abs, bias, actual float64
	scaled            float64
	in80, in95, bands int
	n                 int
}

// outcome is one forecast week and what came.
type outcome struct {
	forecast, actual, scale float64
	lower80, upper80        float64 // NaN where the method has no bands
	lower95, upper95        float64
}

func (t *tally) add(o outcome) {
	e := o.forecast - o.actual
	t.abs += math.Abs(e)
	t.bias += e
	t.actual += math.Abs(o.actual)
	t.scaled += math.Abs(e) / o.scale
	t.n++
	if o.lower80 == o.lower80 {
		t.bands++
		if o.lower80 <= o.actual && o.actual <= o.upper80 {
			t.in80++
		}
		if o.lower95 <= o.actual && o.actual <= o.upper95 {
			t.in95++
		}
	}
}

// score gives the figures; with nothing to measure they are NaN, and so are
// shares of what came where nothing did. MASE is over
// all forecasts, each in units of its own series' naive error.
func (t tally) score() Score {
	n := float64(t.n)
	came := t.actual
	if came == 0 {
		came = math.NaN()
	}
	return Score{
		WAPE: forecast.Figure(t.abs / came), MAE: forecast.Figure(t.abs / n), MASE: forecast.Figure(t.scaled / n), Bias: forecast.Figure(t.bias / came),
		Coverage80: forecast.Figure(float64(t.in80) / float64(t.bands)), Coverage95: forecast.Figure(float64(t.in95) / float64(t.bands)),
		N: t.n,
	}
}
