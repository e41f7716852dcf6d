package forecast

import (
	"golang.org/x/sync/errgroup"

	"olist/stat"
)

// The median of what sells in one week of three is 0, and so is the sum of a
// thousand such medians: whoever adds up, to buy say, needs the mean. It has
// weights of the members of its own, fitted by squared error, and what these
// leave of a bias is taken out, as ratios of actuals to means at the rolling
// origins.
const (
	maxMeanError  = 10. // bound of an error, in units of scale, in the fit
	maxMeanRatio  = 2.
	meanPenalty   = 10 // of fitWeights for a class of one series, towards the median's shares
	biasBlock     = 13 // weeks whose errors count as one: they have causes in common
	minBiasBlocks = 4  // blocks without which nothing is said of a bias: three agree by chance
	biasDoubt     = 2  // squared standard errors that a bias must exceed to count at all
	sparsityWeeks = 52 // last weeks that say how sparse a series is
)

// meanModel is what makes means of the members' forecasts.
type meanModel struct {
	Weights [classes]weights `json:"weights"`
	// Ratios are actuals over means by class, sparsity and bin of steps.
	Ratios [classes][sparsities][]float64 `json:"ratios"`
	// Rare is nil where nothing sells rarely, and in what an earlier engine wrote.
	Rare *rareMean `json:"rare,omitempty"`
}

// sparsities is the number of groups that sparsity tells apart.
const sparsities = 3

// sparsity groups series by how many of the last year's weeks are zero: few,
// some, many. The more, the further a median lies below the mean.
func sparsity(h *history) int {
	switch share := zeroShare(h); {
	case share < .05:
		return 0
	case share < sparseZeros:
		return 1
	}
	return 2
}

// zeroShare is the share of zeros in the last year.
func zeroShare(h *history) float64 {
	last := stat.Tail(h.raw, sparsityWeeks)
	return float64(zerosIn(last)) / float64(max(1, len(last)))
}

// aim is what the members are combined to: the median, or the mean.
type aim struct {
	weights *[classes]weights
	mean    *meanModel // whose ratios count; nil for none
	rare    *rareMean  // what sells rarely has a mean of its own, where not nil: see rareness
}

func (m *Model) median() aim { return aim{weights: &m.weights} }

// meanAim is the aim of the mean: false where an earlier version wrote the
// model, which had none.
func (m *Model) meanAim() (aim, bool) {
	if m.mean == nil {
		return aim{}, false
	}
	return aim{&m.mean.Weights, m.mean, m.mean.Rare}, true
}

// ratioOf is the ratio of a series by step; 1 where signs change, of which a
// ratio says nothing.
func (a aim) ratioOf(h *history) func(step int) float64 {
	if a.mean == nil || h.floor != 0 || h.n < MinWeeks {
		return func(int) float64 { return 1 }
	}
	bins := make(weights, len(stepBins))
	for b, r := range a.mean.Ratios[h.class][sparsity(h)] {
		bins[b] = []float64{r}
	}
	return func(step int) float64 { return bins.at(step)[0] }
}

// fitMean fits the mean's weights and measures its bias at the origins.
func (m *Model) fitMean(workers int, origins []originForecasts, hs []*history, scale []float64, count [classes]float64) {
	fit, sparse := &meanModel{}, sparseShares(hs)
	var g errgroup.Group
	g.SetLimit(workers)
	for c := range classes {
		priors := matrix(len(stepBins), len(m.members))
		for b := range priors {
			copy(priors[b], m.weights[c][b])
		}
		if c != shareSeries { // shares need not be unbiased: their sum has a mean of its own
			forSparseMeans(priors, m.members, sparse[c])
		}
		fit.Weights[c] = fitWeights(&g, origins, c, scale, priors, meanPenalty/max(1, count[c]), squaredError)
	}
	_ = g.Wait() // nothing in it can fail
	for _, w := range fit.Weights {
		w.splitFirstBin(m.members)
	}
	if m.rare {
		fit.Rare = m.fitRare(origins, scale)
	}
	values := make([][][]float64, len(origins))
	for k, t := range origins {
		g.Go(func() error {
			values[k] = m.targets(t.hs, t.values, len(t.target[0]), aim{weights: &fit.Weights, rare: fit.Rare})
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail
	var sums [classes][sparsities][]biasSums
	for c := range sums {
		for s := range sums[c] {
			sums[c][s] = make([]biasSums, len(stepBins))
		}
	}
	for k, t := range origins {
		for i, h := range t.hs {
			if h.floor == 0 {
				addBias(sums[h.class][sparsity(h)], t, i, values[k][i], scale[i])
			}
		}
	}
	for c := range sums {
		for s := range sums[c] {
			for _, bin := range sums[c][s] {
				fit.Ratios[c][s] = append(fit.Ratios[c][s], bin.ratio())
			}
		}
	}
	m.mean = fit
}

// biasSums are the sums of actual targets and their means by block of weeks, in
// units of scale.
type biasSums []struct{ actual, mean float64 }

// addBias adds a series' forecasts from one origin to the bins of steps. A
// series at its own level is held against what it was: its target is without
// the events and drivers that its forecast has on it.
func addBias(bins []biasSums, t originForecasts, series int, values []float64, scale float64) {
	actual := t.actual[series]
	if t.hs[series].parent != nil {
		actual = t.target[series]
	}
	for k, a := range actual {
		if a != a {
			continue
		}
		bin, block := &bins[binOf(k+1)], (t.weeks+k)/biasBlock
		for len(*bin) <= block {
			*bin = append(*bin, struct{ actual, mean float64 }{})
		}
		(*bin)[block].actual += a / scale
		(*bin)[block].mean += values[k] / scale
	}
}

// ratio is actuals over means, drawn to 1 by how little the blocks agree on it:
// positive-part shrinkage (James & Stein 1961) by the variance of a ratio
// estimator (Cochran 1977, chapter 6).
func (s biasSums) ratio() float64 {
	n, actual, mean := 0.0, 0.0, 0.0
	for _, b := range s {
		if b.mean > 0 {
			n, actual, mean = n+1, actual+b.actual, mean+b.mean
		}
	}
	if n < minBiasBlocks {
		return 1
	}
	ratio, variance := actual/mean, 0.0
	for _, b := range s {
		if b.mean > 0 {
			e := b.actual - ratio*b.mean
			variance += e * e
		}
	}
	variance *= n / (n - 1) / (mean * mean)
	away := ratio - 1
	if away*away <= biasDoubt*variance {
		return 1
	}
	return max(1/maxMeanRatio, min(maxMeanRatio, 1+away*(1-biasDoubt*variance/(away*away))))
}
