package forecast

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// reconcile makes one step's forecasts y add up as the sums say, changing the
// uncertain ones most: minimum trace with diagonal error variances (Wickramasuriya,
// Athanasopoulos & Hyndman 2019; the variances are the calibration errors',
// shrunk to the level's). In place:
// y <- y - W C' (C W C')^-1 C y, with C's rows the constraints.
func reconcile(y []float64, sums []Sum, variance []float64) {
	if len(sums) == 0 {
		return
	}
	r := len(sums)
	gap := mat.NewVecDense(r, nil)
	a := mat.NewSymDense(r, nil)
	sign := func(k, i int) float64 { // C[k][i]
		if sums[k].Total == i {
			return 1
		}
		for _, p := range sums[k].Parts {
			if p == i {
				return -1
			}
		}
		return 0
	}
	for k, s := range sums {
		g := y[s.Total]
		for _, p := range s.Parts {
			g -= y[p]
		}
		gap.SetVec(k, g)
		for l := k; l < r; l++ {
			v := variance[s.Total] * sign(l, s.Total)
			for _, p := range s.Parts {
				v -= variance[p] * sign(l, p)
			}
			if l == k {
				v += 1e-9 * (1 + math.Abs(v))
			}
			a.SetSym(k, l, v)
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(a) {
		return // two sums that say the same; exact() settles it
	}
	var lambda mat.VecDense
	if chol.SolveVecTo(&lambda, gap) != nil {
		return
	}
	for k, s := range sums {
		y[s.Total] -= variance[s.Total] * lambda.AtVec(k)
		for _, p := range s.Parts {
			y[p] += variance[p] * lambda.AtVec(k)
		}
	}
}
