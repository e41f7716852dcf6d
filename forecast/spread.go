package forecast

import (
	"context"
	"math"
	"slices"

	"olist/gbt"
	"olist/stat"
	"olist/week"
)

// spread tells how wide the errors of a forecast are, in the series' unit:
// trees that learn a high quantile of the logarithm of errors from what was
// known at the origin, over all series. Bands are conformal multiples of it.
//
// There are two forests of them, each from one half of the origins, so that
// each can be asked of the half that it has not seen.
type spread struct {
	models []*gbt.Model // none where there was too little to learn from: width 1
}

const (
	spreadAlpha = .85    // the quantile that a width stands for
	spreadMost  = 30_000 // errors to learn from at most
	spreadEach  = 150    // of each series at most, on average: its errors overlap
	spreadLeast = 1000   // errors to learn from at least
	ownPrior    = 13.    // errors' worth of "as usual" in a series' own record
	moveWeeks   = 156    // weeks of past moves that say how far a series goes in k weeks
	moveStride  = 2
	spreadBack  = .4 // how far a width returns to what the moves of four years make usual
)

// spreadTerms is the number of columns of a row; longColumn holds the usual
// weekly change of four years.
const (
	spreadTerms = 20
	longColumn  = 5
)

// record is what a series' own errors were: the logarithm of their mean over
// the usual, drawn towards 0 where there are few.
type record struct{ own, count float64 }

func newRecord(sum, n, usual float64) record {
	if usual <= 0 {
		return record{}
	}
	return record{math.Log((sum/usual + ownPrior) / (n + ownPrior)), n}
}

// apart is how far the members of a forecast lie apart, by step, in the unit
// of what is learnt: by their shares, and all alike.
type apart struct{ shared, plain []float64 }

// disagreement of the members on each series.
func (m *Model) disagreement(hs []*history, all [][][]float64, horizon int) []apart {
	out := make([]apart, len(hs))
	for s, h := range hs {
		unit := h.learntUnit()
		a := apart{make([]float64, horizon), make([]float64, horizon)}
		for k := range horizon {
			w := m.weights[h.class].at(k + 1)
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
			a.shared[k], a.plain[k] = math.Sqrt(v)/unit, math.Sqrt(u)/unit
		}
		out[s] = a
	}
	return out
}

// spreadRows lays out a row for each step of the forecast values of h.
func spreadRows(h *history, r record, values []float64, a apart) []float32 {
	x := tamed(h.raw)
	t := newTrack(x, 0)
	i := len(x) - 1
	u := t.scale(i)
	ratio := func(v float64) float32 { return float32(clip(math.Log(max(v, 1e-3*u)/u), 7)) }
	fixed := []float32{
		float32(r.own), float32(math.Log1p(r.count)),
		ratio(t.change(i, 4)), ratio(t.change(i, 13)), ratio(t.change(i, 4*week.PerYear)),
		ratio(t.deviation(i, 13)), ratio(t.deviation(i, week.PerYear)),
		ratio(math.Abs(t.mean(i, 13) - t.mean(i, 26))), ratio(math.Abs(x[i] - t.mean(i, 13))),
		ratio(t.meanAbs(i, week.PerYear)), ratio(largestChange(x, 2*week.PerYear)), float32(math.Log(float64(len(x)))),
	}
	out := make([]float32, 0, len(values)*spreadTerms)
	for k, v := range values {
		out = append(out, float32(k+1))
		out = append(out, fixed...)
		q50, q80, q95 := moveQuantiles(x, k+1)
		year := nan
		if p := i - week.PerYear; p >= 0 && p+k+1 <= i {
			year = math.Abs(x[p+k+1] - x[p])
		}
		out = append(out, ratio(q50), ratio(q80), ratio(q95), ratio(year), ratio(math.Abs(v-x[i])), ratio(a.shared[k]*u), ratio(a.plain[k]*u))
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

// moveQuantiles are quantiles of how far the series went in k weeks, in the
// last moveWeeks; NaN where that was seen too seldom.
func moveQuantiles(x []float64, k int) (q50, q80, q95 float64) {
	var buf [moveWeeks/moveStride + 1]float64
	moves := buf[:0]
	for i := len(x) - 1; i-k >= 0 && i >= len(x)-moveWeeks; i -= moveStride {
		moves = append(moves, math.Abs(x[i]-x[i-k]))
	}
	if len(moves) < 13 {
		return nan, nan, nan
	}
	slices.Sort(moves)
	at := func(q float64) float64 { return moves[int(q*float64(len(moves)-1))] }
	return at(.5), at(.8), at(.95)
}

// widths of the rows, in units of the series: the geometric mean of the
// models', drawn towards what four years make usual. A year more or less restless
// than others does not last, which the trees, who learn from one, cannot know.
func (s spread) widths(rows []float32) []float64 {
	n := len(rows) / spreadTerms
	out := make([]float64, n)
	stat.Fill(out, 1)
	if len(s.models) == 0 {
		return out
	}
	for i := range out {
		row := rows[i*spreadTerms : (i+1)*spreadTerms]
		sum := 0.0
		for _, m := range s.models {
			sum += float64(m.PredictRow(row))
		}
		out[i] = math.Exp(clip(sum/float64(len(s.models))+spreadBack*clip(float64(row[longColumn]), 3), 7))
		if i > 0 {
			out[i] = max(out[i], out[i-1]) // bands widen with the step
		}
	}
	return out
}

// fitWidths learns the logarithms of the errors of so many series, in units; nil
// where there are too few.
func fitWidths(ctx context.Context, all []outlook, series int, seed int64) (*gbt.Model, error) {
	n := 0
	for _, o := range all {
		n += len(o.errs)
	}
	stride := n/min(spreadMost, max(2*spreadLeast, spreadEach*series)) + 1
	var x, y []float32
	at := 0
	for _, o := range all {
		for step, v := range o.errs {
			if at++; v == v && at%stride == 0 {
				x = append(x, o.rows[step*spreadTerms:(step+1)*spreadTerms]...)
				y = append(y, float32(clip(math.Log(max(math.Abs(v)/o.unit, 1e-3)), 7)))
			}
		}
	}
	if len(y) < spreadLeast {
		return nil, nil
	}
	p := gbt.DefaultParams()
	p.Objective, p.QuantileAlpha = gbt.Quantile, spreadAlpha
	p.NEstimators, p.LearningRate, p.MaxDepth, p.MaxBin = 30, .15, 4, 64
	p.MinChildWeight = max(100, float64(len(y))/300)
	p.Subsample, p.ColsampleByTree, p.RandomState = .7, .6, seed
	p.MonotoneConstraints = make([]int, spreadTerms)
	p.MonotoneConstraints[0] = 1 // further ahead is never surer
	return gbt.Train(ctx, p, gbt.Dataset{X: gbt.Matrix{Data: x, Rows: len(y), Cols: spreadTerms}, Y: y})
}
