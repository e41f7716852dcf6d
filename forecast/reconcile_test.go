package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
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
	scaleParts(y, topDown(sums))
	if math.Abs(y[0]-y[1]-y[2]) > 1e-9 || math.IsNaN(y[0]) || y[0] < 90 {
		t.Errorf("%v", y)
	}
}

// TestSumsHoldToTheCent is a property over random hierarchies: a total split
// in two ways, one of them split again, one part seldom sold.
func TestSumsHoldToTheCent(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for round := range scaled(8, 2) {
		p := shop(2+r.IntN(6), 60+r.IntN(60), uint64(round))
		leaves := len(p.Series)
		for j := range p.Series[1].Values {
			if r.IntN(4) > 0 {
				p.Series[0].Values[j] -= p.Series[1].Values[j]
				p.Series[1].Values[j] = 0
			}
		}
		halves := []Series{{Key: "a", Start: 2400, Values: make([]float64, len(p.Series[0].Values))}, {Key: "b", Start: 2400, Values: make([]float64, len(p.Series[0].Values))}}
		nested := []Sum{{Total: leaves}, {Total: leaves + 1}}
		for i := 1; i < leaves; i++ {
			k := i % 2
			nested[k].Parts = append(nested[k].Parts, i)
			for j, v := range p.Series[i].Values {
				halves[k].Values[j] += v
			}
		}
		p.Series = append(p.Series, halves...)
		p.Sums = append(nested, Sum{Total: 0, Parts: []int{leaves, leaves + 1}})
		m := trained(t, p, quick())
		exact, fs := forecasts(t, m, p, 52), forecasts(t, m, p, 52)
		RoundForecasts(fs, p.Sums, 100)
		cents := func(v float64) int64 { return int64(math.Round(100 * v)) }
		for h := range 52 {
			for _, s := range p.Sums {
				parts, sum, total := 0.0, int64(0), int64(0)
				for _, i := range s.Parts {
					parts += exact[i].Points[h].Value
					sum += cents(fs[i].Points[h].Value)
					total += cents(fs[i].Totals[h].Value)
				}
				if whole := exact[s.Total].Points[h].Value; math.Abs(parts-whole) > 1e-6*whole {
					t.Fatalf("step %d: parts make %.4f of a total of %.4f", h+1, parts, whole)
				}
				if sum != cents(fs[s.Total].Points[h].Value) || total != cents(fs[s.Total].Totals[h].Value) {
					t.Fatalf("step %d: rounded parts make %d and up to there %d cents, the total is %v and %v", h+1, sum, total, fs[s.Total].Points[h].Value, fs[s.Total].Totals[h].Value)
				}
			}
			for i, f := range fs {
				p := f.Points[h]
				if math.Abs(p.Value-exact[i].Points[h].Value) > .02 {
					t.Fatalf("%v became %v", exact[i].Points[h].Value, p.Value)
				}
				for _, b := range append(slices.Clone(p.Bands), f.Totals[h].Bands...) {
					if b.Lower > b.Upper {
						t.Fatalf("%s step %d: %+v", f.Key, h+1, b)
					}
				}
			}
		}
	}
}

func TestReconcileAddsUpAndChangesTheUncertain(t *testing.T) {
	y := []float64{100, 30, 50}
	reconcile(y, []Sum{{Total: 0, Parts: []int{1, 2}}}, []float64{1, 1, 100})
	if math.Abs(y[0]-y[1]-y[2]) > 1e-6 {
		t.Fatalf("%v does not add up", y)
	}
	if y[2] < 65 || y[0] < 99 {
		t.Fatalf("%v: the unsure part should take nearly all of the gap of 20", y)
	}
}
