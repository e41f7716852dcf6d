package main

import (
	"math"
)

// horizon of fev-bench's weekly panels and of M4 Weekly.
const horizon = 13

// normalZ are the quantiles .5, .6 to .9 and .975 of the normal distribution.
// Quantile k of a forecast is .5 + k/10 for k of -4..4; -5 and 5 are .025 and
// .975, the edges of the 95% band.
var normalZ = [...]float64{0, .2533, .5244, .8416, 1.2816, 1.96}

// quantiles of a forecast of one series: quantile k of step h+1.
type quantiles func(h, k int) float64

// score adds up one method's errors over the series of one hold-out. In units of
// the series' mean absolute weekly change before it: scaled quantile loss over
// .1 to .9, MASE, MSIS of the 95% band (Gneiting & Raftery 2007).
type score struct {
	sql, mase, msis, scaled float64
	smape, smapes           float64
	abs, sum                float64 // of the errors and of the values, absolute
	forecast, actual        float64
	in                      [2][horizon]float64 // inside the 80% and the 95% band
	n                       [horizon]float64
}

// add scores one series from what was known, x, and what came.
func (s *score) add(x, actual []float64, q quantiles) {
	scale := meanChange(x)
	for h, a := range actual {
		if a != a {
			continue
		}
		f := q(h, 0)
		e := math.Abs(a - f)
		s.abs, s.sum = s.abs+e, s.sum+math.Abs(a)
		s.forecast, s.actual = s.forecast+f, s.actual+a
		if d := math.Abs(a) + math.Abs(f); d > 0 {
			s.smape += 200 * e / d
		}
		s.smapes++
		s.n[h]++
		for k, edge := range []int{4, 5} {
			if q(h, -edge) <= a && a <= q(h, edge) {
				s.in[k][h]++
			}
		}
		if !(scale > 0) {
			continue
		}
		loss := 0.0
		for k := -4; k <= 4; k++ {
			v, tau := q(h, k), .5+float64(k)/10
			loss += 2 * max(tau*(a-v), (tau-1)*(a-v)) / 9
		}
		lower, upper := q(h, -5), q(h, 5)
		const alpha = .05
		width := upper - lower + 2/alpha*max(0, lower-a) + 2/alpha*max(0, a-upper)
		s.sql, s.mase, s.msis, s.scaled = s.sql+loss/scale, s.mase+e/scale, s.msis+width/scale, s.scaled+1
	}
}

// meanChange is the mean absolute weekly change.
func meanChange(x []float64) float64 {
	sum, n := 0.0, 0.0
	for i := 1; i < len(x); i++ {
		if d := math.Abs(x[i] - x[i-1]); d == d {
			sum, n = sum+d, n+1
		}
	}
	return sum / n
}

// figures are a method's results: of one hold-out, or the mean of several.
type figures struct {
	Method                            string
	SQL, MASE, WAPE, SMAPE, OWA, MSIS float64
	Bias                              float64    // sum of the forecasts over sum of the values, less 1
	Cover80, Cover95                  [3]float64 // of all steps, step 1 and step 12
}

func (s *score) figures(method string) figures {
	return figures{
		Method: method, SQL: s.sql / s.scaled, MASE: s.mase / s.scaled, WAPE: s.abs / s.sum, SMAPE: s.smape / s.smapes, OWA: nan,
		MSIS: s.msis / s.scaled, Bias: s.forecast/s.actual - 1, Cover80: s.coverage(0), Cover95: s.coverage(1),
	}
}

func (s *score) coverage(band int) [3]float64 {
	in, n := 0.0, 0.0
	for h := range s.n {
		in, n = in+s.in[band][h], n+s.n[h]
	}
	return [3]float64{in / n, s.in[band][0] / s.n[0], s.in[band][11] / s.n[11]}
}

// mean is the mean over hold-outs.
func mean(all []figures) figures {
	out := figures{Method: all[0].Method}
	n := float64(len(all))
	for _, f := range all {
		out.SQL, out.MASE, out.WAPE, out.SMAPE = out.SQL+f.SQL/n, out.MASE+f.MASE/n, out.WAPE+f.WAPE/n, out.SMAPE+f.SMAPE/n
		out.OWA, out.MSIS, out.Bias = out.OWA+f.OWA/n, out.MSIS+f.MSIS/n, out.Bias+f.Bias/n
		for k := range out.Cover80 {
			out.Cover80[k] += f.Cover80[k] / n
			out.Cover95[k] += f.Cover95[k] / n
		}
	}
	return out
}

// holdOut scores the engine and the methods that it is compared with on one
// hold-out; the naive forecast gives the OWA.
func holdOut(known, actual [][]float64, ours func(i int) quantiles) []figures {
	scores := make([]score, 1+len(simple))
	for i, x := range known {
		scores[0].add(x, actual[i], ours(i))
		for k, m := range simple {
			scores[1+k].add(x, actual[i], m.of(x))
		}
	}
	out := []figures{scores[0].figures("ours")}
	for k, m := range simple {
		out = append(out, scores[1+k].figures(m.name))
	}
	for k := range out {
		out[k].OWA = (out[k].SMAPE/out[1].SMAPE + out[k].MASE/out[1].MASE) / 2
	}
	return out
}
