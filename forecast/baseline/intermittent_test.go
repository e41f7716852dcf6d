package baseline

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"olist/stat"
)

// TestIntermittentByHand: a sale of 6 every third week keeps size, interval and
// thus the mean of 2 but for the correction, whose value is worked out here; and
// nothing sold is nothing to come.
func TestIntermittentByHand(t *testing.T) {
	x := make([]float64, 156)
	for i := range x {
		if i%3 == 2 {
			x[i] = 6
		}
	}
	corrected := ahead(Croston, x, 2)
	if want := 6. / 3 / (1 + .1/1.9*2/3); math.Abs(corrected[0]-want) > .02 || corrected[0] != corrected[1] {
		t.Errorf("Croston %v, want %v", corrected, want)
	}
	for name, m := range map[string]Method{"Croston": Croston, "TSB": TSB} {
		if got := ahead(m, make([]float64, 30), 2); !slices.Equal(got, []float64{0, 0}) {
			t.Errorf("%s: nothing sold gives %v", name, got)
		}
		if got := ahead(m, slices.Repeat([]float64{4}, 60), 1); math.Abs(got[0]-4) > 1e-9 {
			t.Errorf("%s: 4 in every week gives %v", name, got)
		}
	}
}

// TestIntermittentIsUnbiased on counts of known mean; what sells no more goes to
// 0 by TSB, not by Croston's method.
func TestIntermittentIsUnbiased(t *testing.T) {
	for name, m := range map[string]Method{"Croston": Croston, "TSB": TSB} {
		r := rand.New(rand.NewPCG(3, 4))
		var all []float64
		for range 4000 {
			x := make([]float64, 120)
			for i := range x {
				for sum := r.ExpFloat64(); sum < .5; sum += r.ExpFloat64() {
					x[i]++
				}
			}
			all = append(all, ahead(m, x, 1)[0])
		}
		if got := stat.Mean(all); math.Abs(got-.5) > .01 {
			t.Errorf("%s: %v on counts of mean .5", name, got)
		}
	}
	ended := append(slices.Repeat([]float64{3, 0}, 50), make([]float64, 100)...)
	if tsb, croston := ahead(TSB, ended, 1)[0], ahead(Croston, ended, 1)[0]; tsb > .02 || croston < 1 {
		t.Errorf("after a hundred weeks without a sale: TSB %v, Croston %v", tsb, croston)
	}
}
