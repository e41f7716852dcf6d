package forecast

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// reconcile makes one step's forecasts y coherent with the sums, in place: MinT
// with a diagonal covariance W of the residuals (Wickramasuriya, Athanasopoulos
// & Hyndman 2019). With C's rows the constraints, total less parts,
//
//	y <- y - W C' (C W C')^-1 C y
//
// so that uncertain series change most.
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
		return // two equal constraints; scaleParts makes them hold
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
