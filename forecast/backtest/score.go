package backtest

import (
	"math"

	"olist/forecast"
	"olist/week"
)

// scoreSums adds outcomes up to a Score.
type scoreSums struct {
	abs, bias, actual float64
	scaled            float64
	in80, in95, bands int
	n                 int
}

// outcome is a forecast and its actual, with the scale of MASE.
type outcome struct {
	forecast, actual, scale float64
	lower80, upper80        float64 // NaN where the method has no bands
	lower95, upper95        float64
}

func (t *scoreSums) add(o outcome) {
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

// score is the figures; NaN where there is nothing to measure, and for shares
// of actuals that are all 0. MASE is over all forecasts, each in units of its
// own series' naive error.
func (t scoreSums) score() Score {
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

// outcomes of one method: [origin][series][step-1].
type outcomes [][][]outcome

// naiveError is the in-sample mean absolute error of the naive forecast, the
// unit of MASE; 1 where nothing ever changed.
func naiveError(x []float64) float64 {
	sum, n := 0.0, 0
	for i := 1; i < len(x); i++ {
		if d := math.Abs(x[i] - x[i-1]); d == d {
			sum += d
			n++
		}
	}
	if scale := sum / float64(max(1, n)); scale > 0 {
		return scale
	}
	return 1
}

// compare pairs forecasts from origin k with the actuals; missing and censored
// weeks and short series have no outcome.
func (b *run) compare(k int, made func(series, h int) outcome) [][]outcome {
	back := b.back(k)
	known := b.known(back).Impute()
	out := make([][]outcome, len(b.panel.Series))
	for s, series := range b.panel.Series {
		cut := len(series.Values) - back
		if cut < 0 || known[s].Observed < forecast.MinWeeks {
			continue
		}
		scale := naiveError(b.actuals[s][:cut])
		out[s] = make([]outcome, min(back, b.options.Horizon))
		for h := range out[s] {
			o := made(s, h)
			o.actual, o.scale = b.actuals[s][cut+h], scale
			out[s][h] = o
		}
	}
	return out
}

// score is the scores of a method's outcomes.
func (b *run) score(name, label string, out outcomes) MethodReport {
	r := MethodReport{Name: name, Label: label}
	at := map[string]int{}
	for i, s := range b.panel.Series {
		at[s.Key] = i
		total, steps := scoreSums{}, make([]scoreSums, b.options.Horizon)
		b.visit(out, i, func(k, h int, o outcome) {
			total.add(o)
			steps[h].add(o)
		})
		r.BySeries = append(r.BySeries, SeriesScore{Key: s.Key, Score: total.score(), BySteps: stepScores(steps)})
	}
	for _, g := range b.options.Groups {
		total, steps, cutoffs := scoreSums{}, make([]scoreSums, b.options.Horizon), make([]scoreSums, b.options.Windows)
		for _, key := range g.Keys {
			i, ok := at[key]
			if !ok {
				continue
			}
			b.visit(out, i, func(k, h int, o outcome) {
				total.add(o)
				steps[h].add(o)
				cutoffs[k].add(o)
			})
		}
		gs := GroupScore{Group: g.Name, Overall: total.score(), BySteps: stepScores(steps)}
		for k, t := range cutoffs {
			gs.ByCutoffs = append(gs.ByCutoffs, CutoffScore{Cutoff: b.cutoff(k), Score: t.score()})
		}
		r.Groups = append(r.Groups, gs)
	}
	return r
}

func (b *run) visit(out outcomes, series int, f func(k, h int, o outcome)) {
	for k := range out {
		if out[k] == nil {
			continue
		}
		for h, o := range out[k][series] {
			if o.actual == o.actual {
				f(k, h, o)
			}
		}
	}
}

func stepScores(steps []scoreSums) []StepScore {
	out := make([]StepScore, len(steps))
	for h, t := range steps {
		out[h] = StepScore{h + 1, t.score()}
	}
	return out
}

func (b *run) past(out outcomes) []PastForecast {
	var past []PastForecast
	for i, s := range b.panel.Series {
		for k := range out {
			if out[k][i] == nil {
				continue
			}
			f := PastForecast{Key: s.Key, Cutoff: s.End() - 1 - week.Week(b.back(k))}
			for _, o := range out[k][i] {
				f.Forecast = append(f.Forecast, forecast.Figure(o.forecast))
				f.Lower80 = append(f.Lower80, forecast.Figure(o.lower80))
				f.Upper80 = append(f.Upper80, forecast.Figure(o.upper80))
			}
			past = append(past, f)
		}
	}
	return past
}
