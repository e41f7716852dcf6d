package gbt

import (
	"math/rand/v2"
	"testing"
)

// Where weights are bounded or thresholded the trees are those of the naive
// trainer, missing values' direction included.
func TestBoundedScanAgreesWithNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	total := 0
	for range 300 {
		p, d := randomParams(r, Hist), randomData(r, 2+r.IntN(60), 1+r.IntN(12))
		p.MaxBin = []int{4, 256}[r.IntN(2)]
		p.MonotoneConstraints = make([]int, d.X.Cols)
		for f := range d.X.Cols {
			p.MonotoneConstraints[f] = r.IntN(3) - 1
		}
		_, splits := agreesWithNaiveHist(t, p, d)
		total += splits
	}
	if total < 1000 {
		t.Errorf("only %d splits were compared", total)
	}
}

// Weights that lie far apart do not share an integer with the gradients: bins
// of two sums give the naive trainer's trees, too.
func TestScanOfPairsAgreesWithNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	total := 0
	for range 60 {
		p, d := randomParams(r, Hist), randomData(r, 90+r.IntN(60), 1+r.IntN(12))
		p.RegAlpha, p.MaxBin = 0, []int{4, 256}[r.IntN(2)]
		d.Weight = make([]float32, d.X.Rows)
		for i := range d.Weight {
			d.Weight[i] = []float32{0, 1, 2.5, 4}[r.IntN(4)]
		}
		d.Weight[r.IntN(d.X.Rows)] = 2000
		q, splits := agreesWithNaiveHist(t, p, d)
		if q.packed {
			t.Fatal("the sums are packed: this tests nothing")
		}
		total += splits
	}
	if total < 300 {
		t.Errorf("only %d splits were compared", total)
	}
}

// A constraint that the data follow costs nothing: the trees are the free
// ones; one that they contradict is never split by.
func TestConstraintThatHoldsChangesNothing(t *testing.T) {
	d := Dataset{X: Matrix{Rows: 64, Cols: 1}}
	for i := range d.X.Rows {
		d.X.Data = append(d.X.Data, float32(i))
		d.Y = append(d.Y, float32(i*i)/64)
	}
	for _, method := range []string{Hist, Exact} {
		p := DefaultParams()
		p.TreeMethod, p.NEstimators = method, 1
		free := mustTrain(t, p, d)
		for _, c := range []int{1, -1} {
			p.MonotoneConstraints = []int{c}
			bound := mustTrain(t, p, d)
			for k := range bound.trees {
				splits := bound.trees[k].nodes() / 2
				if want := free.trees[k].nodes() / 2; c > 0 && splits != want || c < 0 && splits != 0 {
					t.Fatalf("%s, constraint %d: tree %d has %d splits, %d when free", method, c, k, splits, want)
				}
			}
		}
	}
}

// Poisson's leaves are bounded by max_delta_step, and so are the weights that
// splits are weighed with: histograms find the gain that the exact trainer
// finds.
func TestBoundedWeightsDecideSplits(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	compared, bounded := 0, 0
	for range 100 {
		rows, cols := 40+r.IntN(40), 1+r.IntN(4)
		d := Dataset{X: Matrix{Data: make([]float32, rows*cols), Rows: rows, Cols: cols}, Y: make([]float32, rows)}
		for i := range d.X.Data {
			d.X.Data[i] = float32(r.IntN(6))
		}
		for i := range d.Y {
			d.Y[i] = float32(r.IntN(3))
			if d.X.Data[i*cols] == 0 && r.IntN(5) > 0 {
				d.Y[i] = 60 // pulls a leaf beyond the bound
			}
		}
		p := DefaultParams()
		p.Objective, p.NEstimators, p.MaxDepth, p.MinChildWeight, p.RegLambda = Poisson, 1, 1, 0, 0
		p.TreeMethod = Exact
		exact := &mustTrain(t, p, d).trees[0]
		p.TreeMethod = Hist
		hist := &mustTrain(t, p, d).trees[0]
		if exact.left[0] < 0 || hist.left[0] < 0 {
			continue
		}
		compared++
		for _, w := range exact.weight[1:] {
			if w == poissonStep || w == -poissonStep {
				bounded++
			}
		}
		if a, b := float64(exact.gain[0]), float64(hist.gain[0]); b < a*(1-1e-3) || b > a*(1+1e-3) {
			t.Errorf("%d x %d: the exact trainer gains %v, histograms %v", rows, cols, a, b)
		}
	}
	if compared < 50 || bounded < 30 {
		t.Errorf("only %d trees were compared, with %d leaves at the bound", compared, bounded)
	}
}

// Gradient and hessian share an integer where the mean hessian is at least a
// 64th of the largest, and the rows are not too many; a tree's own rows decide.
func TestWhenGradientsAndHessiansArePacked(t *testing.T) {
	for _, c := range []struct {
		rows    int
		largest float32
		packed  bool
	}{{100, 100, true}, {100, 300, false}, {packRows + 1, 1, false}, {packRows, 1, true}} {
		g, h, ids := make([]float32, c.rows), make([]float32, c.rows), make([]uint32, c.rows)
		for i := range h {
			g[i], h[i], ids[i] = 1, 1, uint32(i)
		}
		h[0] = c.largest // a mean of 2 where 1.6 are enough, of 4 where 4.7 were
		var s rowSet
		s.allocate(c.rows, true)
		if q, _, _ := s.fill(ids, g, h, 1); q.packed != c.packed {
			t.Errorf("%+v: packed is %v", c, q.packed)
		}
	}
}
