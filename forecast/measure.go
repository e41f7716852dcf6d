package forecast

import (
	"context"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"

	"olist/gbt"
)

// varianceSteps are the steps whose errors weigh the series in reconciliation.
const varianceSteps = 4

// spreadSteps are the steps whose mean error says how uncertain a series is.
const ownErrorSteps = 13

// residuals are the errors of the engine on the trials:
// [trial][series][step-1], forecast less actual; NaN where there is none.
type residuals [][][]float64

// measure takes the engine's errors on the trials: for each series how
// uncertain it is, over all the quantiles of the bands.
func (m *Model) measure(ctx context.Context, trials []originForecasts, hs []*history, sums []Sum, workers int) error {
	m.estimateVariances(trials, hs)
	errs, values := make(residuals, len(trials)), make([][][]float64, len(trials))
	var g errgroup.Group
	g.SetLimit(workers)
	for k, t := range trials {
		g.Go(func() error {
			values[k] = m.assemble(t.hs, sums, t.values, len(t.actual[0]))
			errs[k] = matrix(len(hs), len(t.actual[0]))
			for i, a := range t.actual {
				for h := range a {
					errs[k][i][h] = values[k][i][h] - a[h]
				}
			}
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail
	owns := errs.ownErrors(trials)
	last := owns[len(trials)] // at the end of the data
	for i := range hs {
		m.series[i].LogError, m.series[i].Errors = last[i].log, last[i].count
	}
	return m.fitBands(ctx, m.widthExamples(trials, values, errs, owns, workers), len(trials[0].actual[0]), len(trials), workers)
}

// weighSeries takes each series' variance, before reconciliation.
func (m *Model) estimateVariances(trials []originForecasts, hs []*history) {
	size, count := make([]float64, len(hs)), make([]float64, len(hs))
	for _, t := range trials {
		v := m.assemble(t.hs, nil, t.values, min(len(t.actual[0]), varianceSteps))
		for i := range hs {
			for h, f := range v[i] {
				if a := t.actual[i][h]; a == a {
					size[i] += math.Abs(a - f)
					count[i]++
				}
			}
		}
	}
	m.series = make([]seriesFit, len(hs))
	for i, h := range hs {
		const prior = 8 // errors' worth of the unit itself
		e := (size[i] + prior*h.scale()) / (count[i] + prior)
		m.series[i] = seriesFit{Key: h.key, Variance: e * e}
	}
}

// records gives each series' own record at each origin, from errors in weeks
// before it alone: [trial][series], and one more for the end of the data.
func (errs residuals) ownErrors(trials []originForecasts) [][]ownError {
	back := len(trials)
	series := len(errs[0])
	sum, n := make([][]float64, back+1), make([][]float64, back+1)
	for k := range sum {
		sum[k], n[k] = make([]float64, series), make([]float64, series)
	}
	total, count := 0.0, 0.0
	for k, e := range errs {
		for i := range e {
			unit := trials[k].hs[i].scale()
			for h, v := range e[i] {
				if v != v || h >= ownErrorSteps {
					continue
				}
				a := math.Abs(v) / unit
				total, count = total+a, count+1
				for o := k + 1; o <= back; o++ {
					if o == back || trials[o].weeks > trials[k].weeks+h { // the week is known there
						sum[o][i] += a
						n[o][i]++
					}
				}
			}
		}
	}
	usual := total / max(1, count)
	owns := make([][]ownError, back+1)
	for o := range owns {
		owns[o] = make([]ownError, series)
		for i := range owns[o] {
			owns[o][i] = newOwnError(sum[o][i], n[o][i], usual)
		}
	}
	return owns
}

// outlook is a forecast of one series from one origin: what was known there of
// its errors to come, and the errors.
type widthExample struct {
	origin    int
	scale     float64
	rows      []float32 // see spread.rowsOf
	residuals []float64 // by step; NaN where there is none
}

// outlooks lists what the trials tell of the errors: every one, or an even
// sample of outlooksMost.
func (m *Model) widthExamples(trials []originForecasts, values [][][]float64, errs residuals, owns [][]ownError, workers int) []widthExample {
	stride := len(trials)*len(trials[0].hs)/maxWidthExamples + 1
	lists := make([][]widthExample, len(trials))
	var g errgroup.Group
	g.SetLimit(workers)
	for k, t := range trials {
		g.Go(func() error {
			far := m.memberDispersion(t.hs, t.values, len(t.actual[0]))
			for i, h := range t.hs {
				if h.n < MinWeeks || (k+i)%stride != 0 {
					continue
				}
				lists[k] = append(lists[k], widthExample{k, h.scale(), widthRows(h, owns[k][i], values[k][i], far[i]), errs[k][i]})
			}
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail
	return slices.Concat(lists...)
}

// outlooksMost bounds memory with thousands of series.
const maxWidthExamples = 20_000

// fitBands learns how wide errors are and takes their quantiles in widths, of
// points and of running totals. The quantiles are cross-fitted: widths of the
// earlier origins come from trees that learnt from the later ones, and the
// other way round, or else the bands would flatter themselves.
func (m *Model) fitBands(ctx context.Context, all []widthExample, steps, trials, workers int) error {
	half := func(late bool) []widthExample {
		var out []widthExample
		for _, o := range all {
			if (2*o.origin >= trials) == late {
				out = append(out, o)
			}
		}
		return out
	}
	halves := [][]widthExample{half(false), half(true)}
	m.widths = widthModel{make([]*gbt.Model, len(halves))}
	var g errgroup.Group
	g.SetLimit(workers)
	for k, h := range halves {
		g.Go(func() (err error) {
			m.widths.forests[k], err = fitWidths(ctx, h, len(m.series), m.config.Params.RandomState)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if slices.Contains(m.widths.forests, nil) {
		m.widths.forests = nil
	}
	points, totals := make([][][]float64, len(halves)), make([][][]float64, len(halves))
	for k, h := range halves {
		g.Go(func() error {
			other := m.widths
			if len(other.forests) > 0 {
				other.forests = other.forests[1-k : 2-k]
			}
			points[k], totals[k] = scaledErrors(h, other, steps)
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail, nor in what follows
	g.Go(func() error { m.bands.Point = calibrate(joinHalves(points), true); return nil })
	g.Go(func() error { m.bands.Total = calibrate(joinHalves(totals), false); return nil })
	return g.Wait()
}

// misses are the sizes of the errors, [step-1][]: of points in their widths, of
// running totals in the sum of these.
func scaledErrors(all []widthExample, s widthModel, steps int) (point, total [][]float64) {
	point, total = make([][]float64, steps), make([][]float64, steps)
	for _, o := range all {
		sum, wide := 0.0, 0.0
		for step, w := range s.predict(o.rows) {
			v := o.residuals[step]
			wide += w
			if v == v {
				point[step] = append(point[step], math.Abs(v)/(o.scale*w))
			}
			if sum += v; sum == sum {
				total[step] = append(total[step], math.Abs(sum)/(o.scale*wide))
			}
		}
	}
	return point, total
}

// together joins what the halves have, step by step.
func joinHalves(halves [][][]float64) [][]float64 {
	out := halves[0]
	for step, more := range halves[1] {
		out[step] = append(out[step], more...)
	}
	return out
}
