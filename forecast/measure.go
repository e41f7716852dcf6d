package forecast

import "math"

// varianceSteps are the steps whose errors weigh the series in reconciliation.
const varianceSteps = 4

// spreadSteps are the steps whose mean error says how uncertain a series is.
const spreadSteps = 13

// residuals are the errors of the engine on the trials:
// [trial][series][step-1], forecast less actual; NaN where there is none.
type residuals [][][]float64

// measure takes the engine's errors on the trials: for each series how
// uncertain it is, over all the quantiles of the bands.
func (m *Model) measure(trials []trial, hs []*history, sums []Sum) {
	m.weighSeries(trials, hs)
	errs := make(residuals, len(trials))
	for k, t := range trials {
		errs[k] = m.assemble(t.hs, sums, t.values, len(t.actual[0]))
		for i, a := range t.actual {
			for h := range a {
				errs[k][i][h] -= a[h]
			}
		}
	}
	owns := errs.records(trials)
	m.fitWidths(trials, errs, owns)
	last := owns[len(trials)] // at the end of the data
	for i := range hs {
		m.series[i].Own = last[i]
	}
	m.bands = quantiles(trials, errs, m.spread, owns)
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
func (errs residuals) records(trials []trial) [][]float64 {
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
				for o := k + h + 1; o <= back; o++ { // known from origin k+h+1 on
					sum[o][i] += a
					n[o][i]++
				}
			}
		}
	}
	usual := total / max(1, count)
	owns := make([][]float64, back+1)
	for o := range owns {
		owns[o] = make([]float64, series)
		for i := range owns[o] {
			owns[o][i] = ownRecord(sum[o][i], n[o][i], usual)
		}
	}
	return owns
}

// fitWidths learns what a series' past says of its coming errors, on the
// trials that have a record behind them and enough weeks ahead.
func (m *Model) fitWidths(trials []trial, errs residuals, owns [][]float64) {
	var rows [][spreadTerms]float64
	var y []float64
	for k, t := range trials {
		if 2*k < len(trials) || len(t.actual[0]) < 4 {
			continue
		}
		for i, h := range t.hs {
			sum, n := 0.0, 0.0
			for _, v := range errs[k][i] {
				if v == v {
					sum += v * v
					n++
				}
			}
			if n == 0 || sum == 0 {
				continue
			}
			rows = append(rows, spreadRow(h, owns[k][i]))
			y = append(y, clip(math.Log(math.Sqrt(sum/n)/h.unit()), 5))
		}
	}
	m.spread = fitSpread(rows, y)
}

// quantiles of the errors in widths, of points and of running totals.
func quantiles(trials []trial, errs residuals, s spread, owns [][]float64) bandTable {
	back := len(trials)
	point, total := make([][]float64, back), make([][]float64, back)
	for k, t := range trials {
		for i, h := range t.hs {
			width := h.unit() * s.width(spreadRow(h, owns[k][i]))
			sum := 0.0
			for step, v := range errs[k][i] {
				if v == v {
					point[step] = append(point[step], math.Abs(v)/width)
				}
				if sum += v; sum == sum {
					total[step] = append(total[step], math.Abs(sum)/width)
				}
			}
		}
	}
	return bandTable{Point: calibrate(point), Total: calibrate(total)}
}
