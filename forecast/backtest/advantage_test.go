package backtest

import (
	"math"
	"math/rand/v2"
	"testing"

	"olist/forecast"
)

// TestAdvantageByHand: errors in one proportion leave no doubt, equal ones no
// advantage; the other way round is the same ratio upside down.
func TestAdvantageByHand(t *testing.T) {
	theirs := []float64{10, 30, 20, 40, 10, 25, 35, 15, 20, 30, 10, 20}
	ours := make([]float64, len(theirs))
	for i, v := range theirs {
		ours[i] = .8 * v
	}
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }
	if a := PairedAdvantage(ours, theirs, 4); !near(a.Share, .2) || !near(a.Lower, .2) || !near(a.Upper, .2) || !a.Decided() {
		t.Errorf("four fifths of the errors everywhere: %+v", a)
	}
	if a := PairedAdvantage(theirs, theirs, 4); a != (Advantage{}) || a.Decided() {
		t.Errorf("the same errors: %+v", a)
	}
	ours[3], ours[7] = 60, 1
	a, b := PairedAdvantage(ours, theirs, 4), PairedAdvantage(theirs, ours, 4)
	if !near((1-a.Share)*(1-b.Share), 1) || !near((1-a.Lower)*(1-b.Upper), 1) || !(a.Lower < a.Share && a.Share < a.Upper) {
		t.Errorf("%+v, the other way round %+v", a, b)
	}
	if again := PairedAdvantage(ours, theirs, 4); again != a {
		t.Errorf("%+v, and the second time %+v", a, again)
	}
	nan := math.NaN()
	if with := PairedAdvantage(append(ours, nan, 5), append(theirs, 7, nan), 4); with != a {
		t.Errorf("an origin without an error changes %+v to %+v", a, with)
	}
}

// TestAdvantageOfFew: of a handful of origins, or of none that erred, nothing is
// told.
func TestAdvantageOfFew(t *testing.T) {
	for _, pair := range [][2][]float64{
		{{1, 2, 3, 4, 5}, {2, 3, 4, 5, 6}}, {nil, nil}, {make([]float64, 26), make([]float64, 26)},
		{make([]float64, 26), {1, 1, 1, 1, 1, 1, 1, 1}},
	} {
		if a := PairedAdvantage(pair[0], pair[1], 12); a.Decided() || !math.IsNaN(a.Lower) || !math.IsNaN(a.Upper) {
			t.Errorf("%v: %+v", pair, a)
		}
	}
}

// TestAdvantageHoldsTheTruth: weekly sales around a level, 26 origins of 12
// weeks; one method is the mean of 13 weeks, the other of 8. Neither draws of
// single origins (73 of 100) nor plain percentiles (83) would do.
func TestAdvantageHoldsTheTruth(t *testing.T) {
	const runs = 400
	r := rand.New(rand.NewPCG(3, 4))
	var all [runs][2][]float64
	sums := [2]float64{}
	for i := range all {
		all[i] = simulated(r, 26, 12)
		for m := range 2 {
			for _, e := range all[i][m] {
				sums[m] += e
			}
		}
	}
	truth, held, width := 1-sums[0]/sums[1], 0, 0.0
	for _, e := range all {
		a := PairedAdvantage(e[0], e[1], 12)
		if a.Lower <= truth && truth <= a.Upper {
			held++
		}
		width += (a.Upper - a.Lower) / runs
	}
	if share := float64(held) / runs; share < .91 || share > .99 {
		t.Errorf("%.1f%% of the intervals hold the truth of %.3f", 100*share, truth)
	}
	if width > .25 {
		t.Errorf("intervals are %.2f wide: they say nothing", width)
	}
}

// simulated gives the errors by origin of the means of 13 and of 8 weeks.
func simulated(r *rand.Rand, origins, horizon int) (out [2][]float64) {
	y := make([]float64, 13+origins)
	for i := range y {
		y[i] = 100 + 10*r.NormFloat64()
	}
	for k := range origins {
		cut := 13 + k
		for m, weeks := range [2]int{13, 8} {
			mean, off := 0.0, 0.0
			for _, v := range y[cut-weeks : cut] {
				mean += v / float64(weeks)
			}
			for _, v := range y[cut:min(len(y), cut+horizon)] {
				off += math.Abs(v - mean)
			}
			out[m] = append(out[m], off)
		}
	}
	return out
}

// TestAdvantageOfAReport: it is that of the errors of the group, by origin.
func TestAdvantageOfAReport(t *testing.T) {
	group := func(name string, maes ...forecast.Figure) GroupScore {
		g := GroupScore{Group: name}
		for i, e := range maes {
			g.ByCutoffs = append(g.ByCutoffs, CutoffScore{Score: Score{MAE: e, N: 8 - i}})
		}
		return g
	}
	r := &Report{Horizon: 2, Methods: []MethodReport{
		{Name: "olist", Groups: []GroupScore{group("total", 1, 2, 3, 1, 2, 3), group("pooled", 9, 9, 9, 9, 9, 9)}},
		{Name: "mean_13", Groups: []GroupScore{group("total", 2, 3, 3, 2, 1, 4)}},
	}}
	want := PairedAdvantage([]float64{8, 14, 18, 5, 8, 9}, []float64{16, 21, 18, 10, 4, 12}, 2)
	if got, ok := r.Advantage("olist", "mean_13", "total"); !ok || got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if _, ok := r.Advantage("olist", "mean_13", "pooled"); ok {
		t.Error("of a group that the rival does not have")
	}
	other := &Report{Horizon: 2, Methods: []MethodReport{{Name: "olist", Groups: r.Methods[1].Groups}}}
	if got, ok := r.AdvantageOver(other, "total"); !ok || got != want {
		t.Errorf("over another model %+v, want %+v", got, want)
	}
	other.Methods[0].Groups[0].ByCutoffs[2].N = 1
	if _, ok := r.AdvantageOver(other, "total"); ok {
		t.Error("of other weeks")
	}
}
