package forecast

import (
	"context"
	"math"

	"golang.org/x/sync/errgroup"

	"olist/gbt"
	"olist/stat"
	"olist/week"
)

// Train trains on all of p. First trees that have not seen the last weeks: on
// rolling origins there the members' weights are fitted and the bands
// calibrated. Then the trees that serve, on everything. Same panel,
// configuration and seed: same model, whatever the number of workers. Errors:
// *PanelError, *ConfigError, gbt's, the context's.
func Train(ctx context.Context, p Panel, c Config, r Run) (*Model, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	alone := p.lacksChristmas()
	if alone {
		p = p.withChristmas()
	}
	p, told := p.withShocks()
	hs, sums := histories(p)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	back := calibrationWeeks(hs, c)
	at := sampled(hs, 1)
	calibration, calibrationSums := apart(pick(hs, at)), sumsWithin(sums, at)
	drivers := estimateDrivers(p.Drivers, hs)
	applyDrivers(drivers, hs)
	effects := append(estimateEffects(p, hs), told...)
	applyEvents(p, hs, effects)
	if p.Dated {
		applyPeaks(hs, hs)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	training := longEnough(pick(hs, sampled(hs, trainingBlocks)))
	ref := chooseReference(training)
	progress := newProgressMeter(r.Progress, 2*c.Params.NEstimators)

	rare := hasRare(hs)
	early, final := &Model{config: c, members: members(), dated: p.Dated, young: p.Dated, rare: rare}, &Model{engine: EngineVersion, config: c, members: members(), dated: p.Dated, effects: effects, drivers: drivers, shocks: true, young: p.Dated, rare: rare, peaks: p.Dated, christmas: alone}
	// before the origins are rolled: the rows of the one and the forecasts of the
	// other need not be in memory at once
	if err := growForests(ctx, early, final, training, ref, back, r.workers(), progress.round); err != nil {
		return nil, err
	}
	// effects as known at the origins, so that bands cover what was not
	applyDrivers(estimateDrivers(p.Drivers, cutAll(calibration, back)), calibration)
	applyEvents(p, calibration, estimateEffects(p, cutAll(calibration, back)))
	if p.Dated {
		applyPeaks(calibration, cutAll(calibration, back))
	}
	origins, err := early.rollOrigins(ctx, calibration, back, r.workers())
	if err != nil {
		return nil, err
	}
	progress.stage("calibrating bands")
	if err := final.calibrate(ctx, origins, calibration, calibrationSums, r.workers()); err != nil {
		return nil, err
	}
	final.spreadFits(calibration, hs)
	return final, nil
}

// growForests trains the forests of both models, the early one's without the
// last held weeks: the recursive ones and beside them the direct ones, each kind
// one after the other, because the final trees are as many as the early ones.
func growForests(ctx context.Context, early, final *Model, hs []*history, ref reference, held, workers int, report func(gbt.Round)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	known := cutAll(hs, held)
	before, now := findPeers(known), findPeers(hs)
	g.Go(func() (err error) {
		if early.forest, err = trainForest(ctx, hs, peerIndices(hs, before, math.MaxInt, 0, nil), final.config, ref, held, 0, report); err == nil {
			final.forest, err = trainForest(ctx, hs, peerIndices(hs, now, math.MaxInt, 0, nil), final.config, ref, 0, early.forest.trees(), report)
		}
		return err
	})
	g.Go(func() (err error) {
		if early.direct, err = trainDirect(ctx, known, peerIndices(known, before, math.MaxInt, 0, nil), final.config, ref, final.dated); err == nil {
			final.direct, err = trainDirect(ctx, hs, peerIndices(hs, now, math.MaxInt, 0, nil), final.config, ref, final.dated)
		}
		return err
	})
	return g.Wait()
}

// longEnough are the series with MinWeeks observed weeks or more, which give
// training rows.
func longEnough(hs []*history) []*history {
	var out []*history
	for _, h := range hs {
		if h.n >= MinWeeks {
			out = append(out, h)
		}
	}
	return out
}

// calibrationWeeks is the configured number, or a third of the median length
// where that is less; weeks in gaps do not count.
func calibrationWeeks(hs []*history, c Config) int {
	lengths := make([]float64, len(hs))
	for i, h := range hs {
		lengths[i] = float64(len(h.x) - h.gaps(len(h.x)))
	}
	weeks := max(1, min(c.Calibration, int(stat.Median(lengths)/3)))
	for i, h := range hs {
		lengths[i] = float64(h.weeksBack(weeks) - weeks)
	}
	return weeks + int(stat.Median(lengths))
}

// chooseReference compares two simple forecasts over a quarter in the panel's
// own past: where the last value is closer, the trees learn the change against
// it; where the 13-week mean is, the change against that.
func chooseReference(hs []*history) reference {
	last, level, n := 0.0, 0.0, 0
	for _, h := range hs {
		t := newRolling(h.x, 0)
		var a, b float64
		var k int
		for i := max(minHistory, len(h.x)-2*week.PerYear); i+1 < len(h.x); i++ {
			if h.inHole(i) {
				continue
			}
			for _, step := range []int{1, 4, 8, 12} {
				if i+step < len(h.x) && h.taught(i+step) {
					a += math.Abs(h.x[i+step] - h.x[i])
					b += math.Abs(h.x[i+step] - t.mean(i, 13))
					k++
				}
			}
		}
		if k > 0 {
			s := h.targetScale()
			last, level, n = last+a/s/float64(k), level+b/s/float64(k), n+1
		}
	}
	if n > 0 && level < last {
		return refLevel
	}
	return refLast
}

// rollOrigins forecasts from every week of the calibration part with trees that
// have not seen it, or from every few weeks where maxOrigins is reached. Peers
// are those known before.
func (m *Model) rollOrigins(ctx context.Context, hs []*history, back, workers int) ([]originForecasts, error) {
	stride := (len(hs)*back + maxOrigins - 1) / maxOrigins
	out, peers := make([]originForecasts, (back+stride-1)/stride), findPeers(cutAll(hs, back))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	for k := range out {
		g.Go(func() (err error) {
			if err = ctx.Err(); err == nil {
				out[k], err = m.forecastOrigin(hs, peers, back-k*stride, originSteps/(1+k%2))
				out[k].weeks = k * stride
			}
			return err
		})
	}
	return out, g.Wait()
}

// calibrate fits the weights of the members on the rolling origins and measures
// the residuals of the combination there.
func (m *Model) calibrate(ctx context.Context, origins []originForecasts, hs []*history, sums []Sum, workers int) error {
	scale := make([]float64, len(hs))
	count := [classes]float64{}
	for i, h := range hs {
		scale[i] = h.targetScale()
		count[h.class]++
	}
	sparse, panel := sparseShares(hs), 0.
	if m.dated {
		panel = count[longSeries] + count[shortSeries]
	}
	var g errgroup.Group
	g.SetLimit(workers)
	for c := range classes {
		priors := forSparse(priorsOf(m.members, c, m.forest.Reference, count[c], panel), m.members, sparse[c])
		m.weights[c] = fitWeights(&g, origins, c, scale, priors, penaltyOf(origins, c, scale, priors, count[c]), absoluteError)
	}
	_ = g.Wait() // nothing in it can fail
	for _, w := range m.weights {
		w.splitFirstBin(m.members)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !m.forest.knowsYear() && m.dated {
		m.season = seasonStrength(hs)
	}
	m.recordChoice(origins, scale, count)
	m.fitMean(workers, origins, hs, scale, count)
	if err := ctx.Err(); err != nil {
		return err
	}
	return m.measure(ctx, origins, hs, sums, workers)
}

// originSteps is the number of steps forecast from a rolling origin, at most;
// every other has half as many, which is nearly as informative in three
// quarters of the time.
const originSteps = 26

// maxOrigins bounds memory with thousands of series: origins times series.
const maxOrigins = 20_000

// forecastOrigin forecasts with every member from the origin k weeks before the
// end, as far as there are actuals.
func (m *Model) forecastOrigin(hs []*history, peers [][]peer, k, steps int) (originForecasts, error) {
	steps = min(k, steps)
	t := originForecasts{hs: cutAll(hs, k), target: matrix(len(hs), steps), actual: matrix(len(hs), steps)}
	for i, h := range hs {
		for j := range steps {
			t.target[i][j], t.actual[i][j] = nan, nan
			if at := len(h.x) - k + j; at >= 0 && h.taught(at) && t.hs[i].n >= MinWeeks && !h.inHole(len(h.x)-k-1) {
				t.target[i][j], t.actual[i][j] = h.x[at], h.demand(at)
			}
		}
	}
	var err error
	t.values, err = m.memberForecasts(t.hs, peers, steps, 1)
	return t, err
}

// recordChoice records the members, their errors and weights.
func (m *Model) recordChoice(origins []originForecasts, scale []float64, count [classes]float64) {
	for i, mem := range m.members {
		sum, n := 0.0, 0
		for _, t := range origins {
			for s, a := range t.target {
				for h, v := range a {
					if v == v {
						sum += math.Abs(v-t.values[i][s][h]) / scale[s]
						n++
					}
				}
			}
		}
		x := Member{Name: mem.name, Error: Figure(sum / float64(n))}
		if mem.damping > 0 {
			x.Trees = m.forest.trees()
		}
		if mem.name == directMember {
			x.Trees = m.direct.trees()
		}
		for c, w := range m.weights {
			for b := range w {
				x.Weights[c] += w[b][i] / float64(len(w))
			}
			x.Weight += x.Weights[c] * count[c] / float64(len(scale))
		}
		m.choice.Members = append(m.choice.Members, x)
	}
	m.choice.Season = m.season
	m.choice.Reference = string(m.forest.Reference)
	for c, n := range count {
		if n > 0 {
			m.choice.Classes = append(m.choice.Classes, classNames[c])
		}
	}
	m.choice.word()
}
