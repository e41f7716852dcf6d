package forecast

import (
	"context"
	"math"

	"olist/gbt"
	"olist/stat"
	"olist/week"
)

// widthModel predicts the width of the bands: a high quantile of the absolute
// residual, in units of the series' scale, learnt by boosted trees as a
// logarithm from what is known at the origin, over all series. Bands are
// conformal multiples of a width (normalised conformal prediction: Papadopoulos
// et al. 2008; Romano, Patterson & Candès 2019).
//
// There are two forests, each trained on one half of the origins, so that each
// can predict for the half that it has not seen (cross-conformal).
type widthModel struct {
	forests []*gbt.Model // none where there were too few residuals: width 1
}

const (
	widthQuantile   = .85    // quantile of the absolute residual that a width predicts
	maxWidthErrors  = 30_000 // residuals in training at most
	maxSeriesErrors = 150    // of each series at most, on average: they overlap
	minWidthErrors  = 1000   // residuals in training at least
	ownErrorPrior   = 13.    // residuals' worth of prior that a series errs as all do
	changeWeeks     = 156    // last weeks whose changes over k weeks are features
	changeStride    = 2
	widthReversion  = .4 // how far a width is pulled to the change usual in four years
)

// widthColumns is the number of columns of a width's feature row; yearsColumn
// holds the mean absolute weekly change of four years.
const (
	widthColumns = 20
	yearsColumn  = 5
)

// ownError is a series' own relative error: the logarithm of its mean absolute
// residual over that of all series, shrunken towards 0 by ownErrorPrior
// residuals.
type ownError struct{ log, count float64 }

func newOwnError(sum, n, usual float64) ownError {
	if usual <= 0 {
		return ownError{}
	}
	return ownError{math.Log((sum/usual + ownErrorPrior) / (n + ownErrorPrior)), n}
}

// dispersion is the standard deviation of the members' forecasts by step, in
// units of the target's scale: weighted by their shares, and plain.
type dispersion struct{ weighted, plain []float64 }

// memberDispersion is the dispersion of the members on each series.
func (m *Model) memberDispersion(hs []*history, all [][][]float64, horizon int) []dispersion {
	var shares [classes][][]float64 // [class][step-1][member]
	for c := range shares {
		for k := range horizon {
			shares[c] = append(shares[c], m.weights[c].at(k+1))
		}
	}
	out := make([]dispersion, len(hs))
	for s, h := range hs {
		unit := h.targetScale()
		a := dispersion{make([]float64, horizon), make([]float64, horizon)}
		for k := range horizon {
			w := shares[h.class][k]
			var centre, mid float64
			for i := range all {
				centre += w[i] * all[i][s][k]
				mid += all[i][s][k] / float64(len(all))
			}
			var v, u float64
			for i := range all {
				d, e := all[i][s][k]-centre, all[i][s][k]-mid
				v, u = v+w[i]*d*d, u+e*e/float64(len(all))
			}
			a.weighted[k], a.plain[k] = math.Sqrt(v)/unit, math.Sqrt(u)/unit
		}
		out[s] = a
	}
	return out
}

// widthRows is a feature row for each step of the forecast values of h, one
// after the other.
func widthRows(h *history, r ownError, values []float64, a dispersion) []float32 {
	x := winsorised(h.base())
	i, u := len(x)-1, 1.
	ratio := func(v float64) float32 { return float32(clip(math.Log(max(v, 1e-3*u)/u), 7)) }
	var fixed []float32
	withRolling(x, func(t *rolling) {
		u = t.scale(i)
		fixed = []float32{
			float32(r.log), float32(math.Log1p(r.count)),
			ratio(t.change(i, 4)), ratio(t.change(i, 13)), ratio(t.change(i, 4*week.PerYear)),
			ratio(t.std(i, 13)), ratio(t.std(i, week.PerYear)),
			ratio(math.Abs(t.mean(i, 13) - t.mean(i, 26))), ratio(math.Abs(x[i] - t.mean(i, 13))),
			ratio(t.meanAbs(i, week.PerYear)), ratio(largestChange(x, 2*week.PerYear)), float32(math.Log(float64(len(x)))),
		}
	})
	out := make([]float32, 0, len(values)*widthColumns)
	for k, v := range values {
		out = append(out, float32(k+1))
		out = append(out, fixed...)
		q50, q80, q95 := changeQuantiles(x, k+1)
		year := nan
		if p := i - week.PerYear; p >= 0 && p+k+1 <= i {
			year = math.Abs(x[p+k+1] - x[p])
		}
		out = append(out, ratio(q50), ratio(q80), ratio(q95), ratio(year), ratio(math.Abs(v/max(h.driverFactor(k+1), math.SmallestNonzeroFloat64)-x[i])), ratio(a.weighted[k]*u), ratio(a.plain[k]*u))
	}
	return out
}

func largestChange(x []float64, weeks int) float64 {
	x = stat.Tail(x, weeks+1)
	most := 0.0
	for i := 1; i < len(x); i++ {
		most = max(most, math.Abs(x[i]-x[i-1]))
	}
	return most
}

// changeQuantiles are quantiles of the absolute change over k weeks, in the
// last changeWeeks; NaN where there are fewer than 13.
func changeQuantiles(x []float64, k int) (q50, q80, q95 float64) {
	var buf [changeWeeks/changeStride + 1]float64
	moves := buf[:0]
	for i := len(x) - 1; i-k >= 0 && i >= len(x)-changeWeeks; i -= changeStride {
		moves = append(moves, math.Abs(x[i]-x[i-k]))
	}
	if len(moves) < 13 {
		return nan, nan, nan
	}
	at := func(q float64) float64 { return stat.Select(moves, int(q*float64(len(moves)-1))) }
	return at(.5), at(.8), at(.95)
}

// predict gives the widths of the rows, at least so wide, in units of the series' scale: the
// geometric mean of the forests', pulled towards what four years make usual. A
// year calmer or wilder than others does not last, which trees that learn from
// one year cannot know.
func (s widthModel) predict(rows []float32, least float64) []float64 {
	n := len(rows) / widthColumns
	out := make([]float64, n)
	stat.Fill(out, 1)
	if len(s.forests) == 0 {
		return out
	}
	for i := range out {
		row := rows[i*widthColumns : (i+1)*widthColumns]
		sum := 0.0
		for _, m := range s.forests {
			sum += float64(m.PredictRow(row))
		}
		out[i] = max(least, math.Exp(clip(sum/float64(len(s.forests))+widthReversion*clip(float64(row[yearsColumn]), 3), 7)))
		if i > 0 {
			out[i] = max(out[i], out[i-1]) // a band never narrows with the step
		}
	}
	return out
}

// fitWidths trains a forest on the logarithms of the absolute residuals of so
// many series; nil where there are too few.
func fitWidths(ctx context.Context, all []widthExample, series int, seed int64) (*gbt.Model, error) {
	n := 0
	for _, o := range all {
		n += len(o.residuals)
	}
	stride := n/min(maxWidthErrors, max(2*minWidthErrors, maxSeriesErrors*series)) + 1
	x, y := make([]float32, 0, (n/stride+1)*widthColumns), make([]float32, 0, n/stride+1)
	at := 0
	for _, o := range all {
		for step, v := range o.residuals {
			if at++; v == v && o.unit(step) > 0 && at%stride == 0 {
				x = append(x, o.rows[step*widthColumns:(step+1)*widthColumns]...)
				y = append(y, float32(clip(math.Log(max(math.Abs(v)/o.unit(step), 1e-3)), 7)))
			}
		}
	}
	if len(y) < minWidthErrors {
		return nil, nil
	}
	p := gbt.DefaultParams()
	p.Objective, p.QuantileAlpha = gbt.Quantile, widthQuantile
	p.NEstimators, p.LearningRate, p.MaxDepth, p.MaxBin = 30, .15, 4, 64
	p.MinChildWeight = max(100, float64(len(y))/300)
	p.Subsample, p.ColsampleByTree, p.RandomState = .7, .6, seed
	p.MonotoneConstraints = make([]int, widthColumns)
	p.MonotoneConstraints[0] = 1 // uncertainty grows with the step
	return gbt.Train(ctx, p, gbt.Dataset{X: gbt.Matrix{Data: x, Rows: len(y), Cols: widthColumns}, Y: y})
}
