package gbt

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// friedman draws Friedman's first function (1991) with noise.
func friedman(rows, cols int, seed uint64) Dataset {
	r := rand.New(rand.NewPCG(seed, 1))
	d := Dataset{X: Matrix{Data: make([]float32, rows*cols), Rows: rows, Cols: cols}, Y: make([]float32, rows)}
	for i := range rows {
		x := d.X.Row(i)
		for j := range x {
			x[j] = r.Float32()
		}
		a, b, c, e, f := float64(x[0]), float64(x[1]), float64(x[2]), float64(x[3]), float64(x[4])
		d.Y[i] = float32(10*math.Sin(math.Pi*a*b) + 20*(c-.5)*(c-.5) + 10*e + 5*f + r.NormFloat64())
	}
	return d
}

func rmseOf(t *testing.T, m *Model, d Dataset) float64 {
	t.Helper()
	out := make([]float32, d.X.Rows)
	if err := m.Predict(d.X, out); err != nil {
		t.Fatal(err)
	}
	return rmse.of(squaredError{}, out, d.Y, nil, 1)
}

func TestTrainLearnsFriedman(t *testing.T) {
	train, test := friedman(2000, 8, 1), friedman(1000, 8, 2)
	for _, method := range []string{Hist, Exact} {
		for _, objective := range []string{SquaredError, AbsoluteError, PseudoHuber, Quantile} {
			p := DefaultParams()
			p.TreeMethod, p.Objective, p.LearningRate = method, objective, 0.1
			p.Subsample, p.ColsampleByTree, p.HuberSlope = 0.8, 0.8, 20
			m, err := Train(context.Background(), p, train)
			if err != nil {
				t.Fatal(err)
			}
			if got := rmseOf(t, m, test); got > 1.8 {
				t.Errorf("%s %s: test RMSE %.3f, want at most 1.8 (noise alone is 1)", method, objective, got)
			}
		}
	}
}
