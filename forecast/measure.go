package forecast

import (
	"context"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"

	"olist/gbt"
)

// varianceSteps are the first steps, whose residuals weigh the series in
// reconciliation.
const varianceSteps = 4

// ownErrorSteps are the first steps, whose residuals make a series' own error.
const ownErrorSteps = 13

// residuals of the engine at the rolling origins, [origin][series][step-1]:
// forecast less actual; NaN where there is no actual.
type residuals [][][]float64

// measure computes the residuals at the rolling origins and from them each
// series' variance and own error, the width model and the bands.
func (m *Model) measure(ctx context.Context, origins []originForecasts, hs []*history, sums []Sum, workers int) error {
	m.estimateVariances(origins, hs)
	errs, values := make(residuals, len(origins)), make([][][]float64, len(origins))
	var g errgroup.Group
	g.SetLimit(workers)
	for k, t := range origins {
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			values[k] = m.assemble(t.hs, sums, t.values, len(t.actual[0]), m.median())
			errs[k] = matrix(len(hs), len(t.actual[0]))
			for i, a := range t.actual {
				for h := range a {
					errs[k][i][h] = values[k][i][h] - a[h]
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	own := errs.ownErrors(origins)
	last := own[len(origins)] // at the end of the data
	for i := range hs {
		m.series[i].LogError, m.series[i].Errors = last[i].log, last[i].count
	}
	examples, err := m.widthExamples(ctx, origins, values, errs, own, workers)
	if err != nil {
		return err
	}
	return m.fitBands(ctx, examples, len(origins[0].actual[0]), len(origins), workers)
}

// estimateVariances sets each series' residual variance before reconciliation.
func (m *Model) estimateVariances(origins []originForecasts, hs []*history) {
	size, count := make([]float64, len(hs)), make([]float64, len(hs))
	for _, t := range origins {
		v := m.assemble(t.hs, nil, t.values, min(len(t.actual[0]), varianceSteps), m.median())
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
		const prior = 8 // residuals' worth of the scale as prior
		e := (size[i] + prior*h.scale()) / (count[i] + prior)
		m.series[i] = seriesFit{Key: h.key, Variance: e * e}
	}
}

// ownErrors is each series' own error as known at each origin, from residuals
// of earlier weeks only: [origin][series], and one row more for the end of the
// data.
func (errs residuals) ownErrors(origins []originForecasts) [][]ownError {
	back := len(origins)
	series := len(errs[0])
	sum, n := make([][]float64, back+1), make([][]float64, back+1)
	for k := range sum {
		sum[k], n[k] = make([]float64, series), make([]float64, series)
	}
	total, count := 0.0, 0.0
	for k, e := range errs {
		for i := range e {
			unit := origins[k].hs[i].scale()
			for h, v := range e[i] {
				if v != v || h >= ownErrorSteps {
					continue
				}
				a := math.Abs(v) / unit
				total, count = total+a, count+1
				for o := k + 1; o <= back; o++ {
					if o == back || origins[o].weeks > origins[k].weeks+h { // the week is known there
						sum[o][i] += a
						n[o][i]++
					}
				}
			}
		}
	}
	usual := total / max(1, count)
	own := make([][]ownError, back+1)
	for o := range own {
		own[o] = make([]ownError, series)
		for i := range own[o] {
			own[o][i] = newOwnError(sum[o][i], n[o][i], usual)
		}
	}
	return own
}

// widthExample is a forecast of one series from one origin: the feature rows of
// its widths, and its residuals.
type widthExample struct {
	origin    int
	week      int // of the origin, from the first one
	scale     float64
	rows      []float32 // see widthRows
	residuals []float64 // by step; NaN where there is no actual
	factors   []float64 // of the drivers, by step, which widen what they raise; nil: 1
	least     float64   // width: see leastWidth
}

// unit is that of the residual at a step; 0 where drivers close the week.
func (o *widthExample) unit(step int) float64 {
	if o.factors == nil {
		return o.scale
	}
	return o.scale * o.factors[step]
}

// widthExamples is the forecasts at the rolling origins: all, or an even sample
// of maxWidthExamples.
func (m *Model) widthExamples(ctx context.Context, origins []originForecasts, values [][][]float64, errs residuals, own [][]ownError, workers int) ([]widthExample, error) {
	stride := len(origins)*len(origins[0].hs)/maxWidthExamples + 1
	lists := make([][]widthExample, len(origins))
	var g errgroup.Group
	g.SetLimit(workers)
	for k, t := range origins {
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			disp := m.memberDispersion(t.hs, t.values, len(t.actual[0]))
			for i, h := range t.hs {
				if h.n < MinWeeks || (k+i)%stride != 0 {
					continue
				}
				lists[k] = append(lists[k], widthExample{k, t.weeks, h.scale(), widthRows(h, own[k][i], values[k][i], disp[i]), errs[k][i], h.driverFactors(len(values[k][i])), m.leastWidth(h)})
			}
			return nil
		})
	}
	err := g.Wait()
	return slices.Concat(lists...), err
}

// maxWidthExamples bounds memory with thousands of series.
const maxWidthExamples = 20_000

// fitBands trains the width model and takes the quantiles of the residuals in
// widths, of points and of running totals. They are cross-fitted: widths of the
// earlier origins come from the forest trained on the later ones and vice
// versa; in-sample widths would make bands too narrow.
func (m *Model) fitBands(ctx context.Context, all []widthExample, steps, origins, workers int) error {
	half := func(late bool) []widthExample {
		var out []widthExample
		for _, o := range all {
			if (2*o.origin >= origins) == late {
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
	points, totals, signed := make([][][]float64, len(halves)), make([][][]float64, len(halves)), make([][]signedResidual, len(halves))
	for k, h := range halves {
		g.Go(func() error {
			other := m.widths
			if len(other.forests) > 0 {
				other.forests = other.forests[1-k : 2-k]
			}
			points[k], totals[k], signed[k] = scaledErrors(h, other, steps)
			return nil
		})
	}
	_ = g.Wait() // nothing in it can fail, nor in what follows
	joined := slices.Concat(signed...)
	weeks := effectiveWeeks(joined)
	g.Go(func() error {
		m.bands.Point = widened(calibrate(joinHalves(points), origins, true), weeks)
		return nil
	})
	g.Go(func() error { m.bands.Below, m.bands.Above = skewness(joined, weeks); return nil })
	g.Go(func() error { m.bands.Total = calibrate(joinHalves(totals), origins, false); return nil })
	return g.Wait()
}

// scaledErrors are the absolute residuals, [step-1][]: of points in their
// widths, of running totals in the sum of these; and those of points with sign
// and week.
func scaledErrors(all []widthExample, s widthModel, steps int) (point, total [][]float64, signed []signedResidual) {
	point, total = make([][]float64, steps), make([][]float64, steps)
	for _, o := range all {
		sum, wide := 0.0, 0.0
		for step, w := range s.predict(o.rows, o.least) {
			v, unit := o.residuals[step], o.unit(step)*w
			wide += unit
			if v == v && unit > 0 {
				point[step] = append(point[step], math.Abs(v)/unit)
				signed = append(signed, signedResidual{o.week + step, -v / unit})
			}
			if sum += v; sum == sum && wide > 0 {
				total[step] = append(total[step], math.Abs(sum)/wide)
			}
		}
	}
	return point, total, signed
}

// joinHalves joins the two halves step by step.
func joinHalves(halves [][][]float64) [][]float64 {
	out := halves[0]
	for step, more := range halves[1] {
		out[step] = append(out[step], more...)
	}
	return out
}
