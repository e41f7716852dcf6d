package forecast

import (
	"math"
	"testing"
)

// TestReconcileByHand: one gap is shared out in proportion to the variances.
func TestReconcileByHand(t *testing.T) {
	y := []float64{100, 30, 50}
	reconcile(y, []Sum{{Total: 0, Parts: []int{1, 2}}}, []float64{4, 1, 5}) // a gap of 20 over 10
	for i, want := range []float64{92, 32, 60} {
		if math.Abs(y[i]-want) > 1e-6 {
			t.Errorf("series %d is %v, want %v", i, y[i], want)
		}
	}
	y = []float64{5, 3}
	if reconcile(y, nil, []float64{1, 1}); y[0] != 5 || y[1] != 3 {
		t.Errorf("without sums: %v", y)
	}
}

// TestReconcileOverlappingSums: total = a + b = c + d and b = e + f. The answer
// is the least weighted change that adds up: what is left of the gradient is
// orthogonal to every way of moving within the constraints.
func TestReconcileOverlappingSums(t *testing.T) {
	const total, a, b, c, d, e, f = 0, 1, 2, 3, 4, 5, 6
	sums := []Sum{{total, []int{a, b}}, {total, []int{c, d}}, {b, []int{e, f}}}
	before := []float64{100, 30, 50, 40, 75, 20, 10}
	variance := []float64{1, 2, 3, 4, 5, 6, 7}
	y := append([]float64(nil), before...)
	reconcile(y, sums, variance)
	for _, s := range sums {
		gap := y[s.Total]
		for _, p := range s.Parts {
			gap -= y[p]
		}
		if math.Abs(gap) > 1e-5 {
			t.Errorf("sum %v misses by %v", s, gap)
		}
	}
	for _, move := range [][]float64{ // ways that keep all sums
		{0, 0, 0, 1, -1, 0, 0}, {0, 0, 0, 0, 0, 1, -1}, {1, 1, 0, 1, 0, 0, 0}, {0, 1, -1, 0, 0, -1, 0},
	} {
		slope := 0.0
		for i, m := range move {
			slope += m * (y[i] - before[i]) / variance[i]
		}
		if math.Abs(slope) > 1e-5 {
			t.Errorf("moving by %v would be nearer to the forecasts: %v", move, slope)
		}
	}
}

// TestReconcileEqualSums: two constraints that are one do no harm.
func TestReconcileEqualSums(t *testing.T) {
	sums := []Sum{{0, []int{1, 2}}, {0, []int{1, 2}}}
	y := []float64{100, 30, 50}
	reconcile(y, sums, []float64{4, 1, 5})
	scaleParts(y, sums)
	if math.Abs(y[0]-y[1]-y[2]) > 1e-9 || math.IsNaN(y[0]) || y[0] < 90 {
		t.Errorf("%v", y)
	}
}
