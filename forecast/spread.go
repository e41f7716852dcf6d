package forecast

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// spread tells how wide a series' errors are: its unit times the exponential
// of a linear form in what its past says. Fitted by ridge regression of the
// logarithm of later errors, over all series (a location-scale model).
type spread struct {
	Coef [spreadTerms]float64 `json:"coef"`
}

const (
	spreadTerms = 6
	spreadRidge = 200. // rows' worth of "no effect"
	ownPrior    = 13.  // errors' worth of "as usual" in a series' own record
)

// spreadRow is what is known at the end of h; own is ownRecord of its errors.
func spreadRow(h *history, own float64) [spreadTerms]float64 {
	row := [spreadTerms]float64{0: 1}
	if len(h.raw) < MinWeeks {
		return row
	}
	t := newTrack(h.raw, 0)
	i := len(h.raw) - 1
	u := t.scale(i)
	ratio := func(v float64) float64 { return clip(math.Log(max(v, 1e-3*u)/u), 3) }
	row[1] = ratio(t.change(i, 13))
	row[2] = ratio(t.change(i, 4*yearWeeks))
	row[3] = ratio(t.deviation(i, yearWeeks))
	row[4] = ratio(math.Abs(t.mean(i, 13) - t.mean(i, 26)))
	row[5] = own
	return row
}

// ownRecord is the logarithm of a series' mean error over the usual, drawn
// towards 0 where there are few.
func ownRecord(sum, n, usual float64) float64 {
	if usual <= 0 {
		return 0
	}
	return math.Log((sum/usual + ownPrior) / (n + ownPrior))
}

// width of a series in units.
func (s spread) width(row [spreadTerms]float64) float64 {
	v := 0.0
	for i, c := range s.Coef {
		v += c * row[i]
	}
	return math.Exp(clip(v, 5))
}

// fitSpread regresses y, logarithms of errors in units, on rows.
func fitSpread(rows [][spreadTerms]float64, y []float64) spread {
	var s spread
	if len(rows) == 0 {
		return s
	}
	a := mat.NewSymDense(spreadTerms, nil)
	b := mat.NewVecDense(spreadTerms, nil)
	for k, r := range rows {
		for i := range r {
			b.SetVec(i, b.AtVec(i)+r[i]*y[k])
			for j := i; j < spreadTerms; j++ {
				a.SetSym(i, j, a.At(i, j)+r[i]*r[j])
			}
		}
	}
	for i := 1; i < spreadTerms; i++ {
		a.SetSym(i, i, a.At(i, i)+spreadRidge)
	}
	var chol mat.Cholesky
	var x mat.VecDense
	if !chol.Factorize(a) || chol.SolveVecTo(&x, b) != nil {
		return s
	}
	for i := range s.Coef {
		s.Coef[i] = x.AtVec(i)
	}
	return s
}
