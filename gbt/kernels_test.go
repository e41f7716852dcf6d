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
