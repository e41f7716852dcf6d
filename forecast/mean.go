package forecast

import (
	"math"

	"olist/stat"
)

// The median of what sells in one week of three is 0, and so is the sum of a
// thousand such medians: whoever adds up, to buy say, needs the mean. It has
// weights of the members of its own, fitted by squared error, and each series'
// own ratio of actuals to means at the rolling origins.
const (
	maxMeanError = 10.  // bound of an error, in units of scale, in the fit
	meanPrior    = 200. // residuals' worth of the panel's ratio in a series' own
	maxMeanRatio = 2.
	meanReturn   = .5 // of a ratio, as a logarithm, that comes again
)

// meanModel is what makes means of the members' forecasts.
type meanModel struct {
	Weights [classes]weights `json:"weights"`
	Ratio   float64          `json:"ratio"`  // actuals over means, over all series at their own level
	Ratios  []float64        `json:"ratios"` // by series, in the order of Model.series
}

// aim is what the members are combined to: the median, or the mean.
type aim struct {
	weights *[classes]weights
	ratio   func(h *history) float64 // of a series at its own level
}

func (m *Model) median() aim {
	return aim{&m.weights, func(*history) float64 { return 1 }}
}

// meanAim is the aim of the mean: false where an earlier version wrote the
// model, which had none.
func (m *Model) meanAim() (aim, bool) {
	if m.mean == nil {
		return aim{}, false
	}
	return aim{&m.mean.Weights, func(h *history) float64 {
		if i, ok := m.fitAt(h.key); ok {
			return m.mean.Ratios[i]
		}
		return m.mean.Ratio
	}}, true
}

// fitMean fits the mean's weights and measures its ratios at the origins.
func (m *Model) fitMean(workers int, origins []originForecasts, hs []*history, sums []Sum, scale []float64, count [classes]float64) {
	fit := &meanModel{Ratio: 1}
	for c := range classes {
		fit.Weights[c] = fitWeights(workers, origins, c, scale, m.members, priorsOf(m.members, c, m.forest.Reference, count[c]), weightPenalty/max(1, count[c]), squaredError)
	}
	actual, mean, n := make([]float64, len(hs)), make([]float64, len(hs)), make([]float64, len(hs))
	plain := aim{&fit.Weights, func(*history) float64 { return 1 }}
	for _, t := range origins {
		values := m.assemble(t.hs, sums, t.values, min(len(t.actual[0]), ownErrorSteps), plain)
		for i, h := range hs {
			for k, f := range values[i] {
				if a := t.actual[i][k]; a == a && h.parent == nil && t.hs[i].n >= MinWeeks {
					actual[i], mean[i], n[i] = actual[i]+a, mean[i]+f, n[i]+1
				}
			}
		}
	}
	fit.Ratio = ratioOf(stat.Mean(actual), stat.Mean(mean), 1)
	panel := math.Pow(fit.Ratio, 1/meanReturn)
	fit.Ratios = make([]float64, len(hs))
	for i := range hs {
		each := meanPrior * mean[i] / max(1, n[i])
		fit.Ratios[i] = ratioOf(actual[i]+each*panel, mean[i]+each, fit.Ratio)
	}
	m.mean = fit
}

// ratioOf is a over b, damped and bounded; otherwise where there is none.
func ratioOf(a, b, otherwise float64) float64 {
	if r := math.Pow(a/b, meanReturn); r > 0 && b > 0 {
		return max(1/maxMeanRatio, min(maxMeanRatio, r))
	}
	return otherwise
}
