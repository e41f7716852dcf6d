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
const spreadSteps = 13

// residuals are the errors of the engine on the trials:
// [trial][series][step-1], forecast less actual; NaN where there is none.
type residuals [][][]float64

// measure takes the engine's errors on the trials: for each series how
// uncertain it is, over all the quantiles of the bands.
func (m *Model) measure(ctx context.Context, trials []trial, hs []*history, sums []Sum, workers int) error {
	m.weighSeries(trials, hs)
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
	owns := errs.records(trials)
	last := owns[len(trials)] // at the end of the data
	for i := range hs {
		m.series[i].Own, m.series[i].Count = last[i].own, last[i].count
	}
	return m.fitBands(ctx, m.outlooks(trials, values, errs, owns, workers), len(trials[0].actual[0]), len(trials), workers)
}

// weighSeries takes each series' variance, before reconciliation.
func (m *Model) weighSeries(trials []trial, hs []*history) {
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
		e := (size[i] + prior*h.unit()) / (count[i] + prior)
		m.series[i] = seriesFit{Key: h.key, Variance: e * e}
	}
}

// records gives each series' own record at each origin, from errors in weeks
// before it alone: [trial][series], and one more for the end of the data.
func (errs residuals) records(trials []trial) [][]record {
	back := len(trials)
	series := len(errs[0])
	sum, n := make([][]float64, back+1), make([][]float64, back+1)
	for k := range sum {
		sum[k], n[k] = make([]float64, series), make([]float64, series)
	}
	total, count := 0.0, 0.0
	for k, e := range errs {
		for i := range e {
			unit := trials[k].hs[i].unit()
			for h, v := range e[i] {
				if v != v || h >= spreadSteps {
					continue
				}
				a := math.Abs(v) / unit
				total, count = total+a, count+1
				for o := k + 1; o <= back; o++ {
					if o == back || trials[o].after > trials[k].after+h { // the week is known there
						sum[o][i] += a
						n[o][i]++
					}
				}
			}
		}
	}
	usual := total / max(1, count)
	owns := make([][]record, back+1)
	for o := range owns {
		owns[o] = make([]record, series)
		for i := range owns[o] {
			owns[o][i] = newRecord(sum[o][i], n[o][i], usual)
		}
	}
	return owns
}

// outlook is a forecast of one series from one origin: what was known there of
// its errors to come, and the errors.
type outlook struct {
	trial int
	unit  float64
	rows  []float32 // see spread.rowsOf
	errs  []float64 // by step; NaN where there is none
}

// outlooks lists what the trials tell of the errors: every one, or an even
// sample of outlooksMost.
func (m *Model) outlooks(trials []trial, values [][][]float64, errs residuals, owns [][]record, workers int) []outlook {
	stride := len(trials)*len(trials[0].hs)/outlooksMost + 1
	lists := make([][]outlook, len(trials))
	var g errgroup.Group
	g.SetLimit(workers)
	for k, t := range trials {
		g.Go(func() error {
			far := m.disagreement(t.hs, t.values, len(t.actual[0]))
			for i, h := range t.hs {
				if h.n < MinWeeks || (k+i)%stride != 0 {
					continue
				}
				lists[k] = append(lists[k], outlook{k, h.unit(), spreadRows(h, owns[k][i], values[k][i], far[i]), errs[k][i]})
			}
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail
	return slices.Concat(lists...)
}

// outlooksMost bounds memory with thousands of series.
const outlooksMost = 20_000

// fitBands learns how wide errors are and takes their quantiles in widths, of
// points and of running totals. The quantiles are cross-fitted: widths of the
// earlier origins come from trees that learnt from the later ones, and the
// other way round, or else the bands would flatter themselves.
func (m *Model) fitBands(ctx context.Context, all []outlook, steps, trials, workers int) error {
	half := func(late bool) []outlook {
		var out []outlook
		for _, o := range all {
			if (2*o.trial >= trials) == late {
				out = append(out, o)
			}
		}
		return out
	}
	halves := [][]outlook{half(false), half(true)}
	m.spread = spread{make([]*gbt.Model, len(halves))}
	var g errgroup.Group
	g.SetLimit(workers)
	for k, h := range halves {
		g.Go(func() (err error) {
			m.spread.models[k], err = fitWidths(ctx, h, len(m.series), m.config.Params.RandomState)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if slices.Contains(m.spread.models, nil) {
		m.spread.models = nil
	}
	points, totals := make([][][]float64, len(halves)), make([][][]float64, len(halves))
	for k, h := range halves {
		g.Go(func() error {
			other := m.spread
			if len(other.models) > 0 {
				other.models = other.models[1-k : 2-k]
			}
			points[k], totals[k] = misses(h, other, steps)
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail, nor in what follows
	g.Go(func() error { m.bands.Point = calibrate(together(points), true); return nil })
	g.Go(func() error { m.bands.Total = calibrate(together(totals), false); return nil })
	return g.Wait()
}

// misses are the sizes of the errors, [step-1][]: of points in their widths, of
// running totals in the sum of these.
func misses(all []outlook, s spread, steps int) (point, total [][]float64) {
	point, total = make([][]float64, steps), make([][]float64, steps)
	for _, o := range all {
		sum, wide := 0.0, 0.0
		for step, w := range s.widths(o.rows) {
			v := o.errs[step]
			wide += w
			if v == v {
				point[step] = append(point[step], math.Abs(v)/(o.unit*w))
			}
			if sum += v; sum == sum {
				total[step] = append(total[step], math.Abs(sum)/(o.unit*wide))
			}
		}
	}
	return point, total
}

// together joins what the halves have, step by step.
func together(halves [][][]float64) [][]float64 {
	out := halves[0]
	for step, more := range halves[1] {
		out[step] = append(out[step], more...)
	}
	return out
}
