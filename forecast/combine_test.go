package forecast

import (
	"math"
	"testing"

	"golang.org/x/sync/errgroup"
)

// TestSharesMoveBetweenBins: in the middles of bins they are the bin's, straight
// between, and the last bin's beyond.
func TestSharesMoveBetweenBins(t *testing.T) {
	w := weights{{1, 0}, {.5, .5}, {.2, .8}, {0, 1}}
	for step, want := range map[int]float64{1: 1, 2: .5 + .5/3, 5: .2, 4: .2 + .3*.4, 3: .5 - .3*.2, 6: .2 * .8, 9: .2 * .2, 10: 0, 11: 0, MaxHorizon: 0} {
		if got := w.at(step); math.Abs(got[0]-want) > 1e-12 || math.Abs(got[0]+got[1]-1) > 1e-12 {
			t.Errorf("step %d: %v, want %v", step, got, want)
		}
	}
	for step, want := range map[int]int{1: 0, 2: 1, 3: 1, 4: 2, 6: 2, 7: 3, MaxHorizon: 3, MaxHorizon + 1: 3} {
		if got := binOf(step); got != want {
			t.Errorf("step %d is of bin %d, want %d", step, got, want)
		}
	}
}

// TestFirstBinSplitsTreesAsTheSecond, whatever members without trees have.
func TestFirstBinSplitsTreesAsTheSecond(t *testing.T) {
	ms := []member{{name: "trees", damping: 1}, {name: "damped", damping: .7}, {name: "mean"}}
	w := weights{{.5, .1, .4}, {.1, .2, .7}, {.3, .3, .4}, {.3, .3, .4}}
	w.splitFirstBin(ms)
	for i, want := range []float64{.2, .4, .4} {
		if math.Abs(w[0][i]-want) > 1e-12 {
			t.Errorf("member %d has %v of the first bin, want %v", i, w[0][i], want)
		}
	}
	none := weights{{.5, .1, .4}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}}
	if none.splitFirstBin(ms); none[0][0] != .5 || none[0][1] != .1 {
		t.Errorf("without trees in the second bin: %v", none[0])
	}
}

// origins of n windows of 12 steps: two members, of which off is how far each is
// from the targets of series s at a bin.
func origins(n int, class []class, off func(member, s, bin int) float64) []originForecasts {
	const steps = 12
	hs := make([]*history, len(class))
	for i, c := range class {
		hs[i] = &history{class: c}
	}
	out := make([]originForecasts, n)
	for k := range out {
		out[k] = originForecasts{hs: hs, target: matrix(len(hs), steps), values: [][][]float64{matrix(len(hs), steps), matrix(len(hs), steps)}}
		for s := range hs {
			for h := range steps {
				sign := float64(1 - 2*((k+h)%2)) // errors without bias
				v := 100 + 10*float64((3*k+5*h)%7)
				out[k].target[s][h] = v
				for m := range 2 {
					out[k].values[m][s][h] = v + sign*off(m, s, binOf(h+1))
				}
			}
		}
	}
	return out
}

func fittedWeights(trials []originForecasts, c class, scale []float64, ms []member, priors [][]float64, penalty float64, of loss) weights {
	var g errgroup.Group
	w := fitWeights(&g, trials, c, scale, priors, penalty, of)
	_ = g.Wait()
	w.splitFirstBin(ms)
	return w
}

// TestWeightsGoToTheBetterMember of their class and bin, in units of each
// series' scale, and missing targets say nothing.
func TestWeightsGoToTheBetterMember(t *testing.T) {
	ms := []member{{name: "a", prior: prior{.5, .5, .5, .5, .5, .5}}, {name: "b", prior: prior{.5, .5, .5, .5, .5, .5}}}
	// Long series: a is better in bins 0 and 2; short ones: b everywhere.
	trials := origins(20, []class{longSeries, shortSeries}, func(m, s, bin int) float64 {
		better := s == 0 && bin%2 == 0
		if (m == 0) == better {
			return 1
		}
		return 4
	})
	trials[3].target[0][0] = nan
	trials[3].values[0][0][0] = 1e9
	scale := []float64{1, 1}
	long := fittedWeights(trials, longSeries, scale, ms, priorsOf(ms, longSeries, refLevel, 1, 0), .01, absoluteError)
	short := fittedWeights(trials, shortSeries, scale, ms, priorsOf(ms, shortSeries, refLevel, 1, 0), .01, absoluteError)
	shares := fittedWeights(trials, shareSeries, scale, ms, priorsOf(ms, shareSeries, refLevel, 1, 0), .01, absoluteError)
	for bin, w := range long {
		if (w[0] > .9) != (bin%2 == 0) || (w[1] > .9) != (bin%2 == 1) {
			t.Errorf("long series, bin %d: %v", bin, w)
		}
		if short[bin][1] < .9 {
			t.Errorf("short series, bin %d: %v", bin, short[bin])
		}
		if shares[bin][0] != .5 {
			t.Errorf("without a case the prior stands: bin %d: %v", bin, shares[bin])
		}
	}
}

// TestFirstBinOfFittedWeights: trees that differ in damping alone are not told
// apart by the errors of step 1.
func TestFirstBinOfFittedWeights(t *testing.T) {
	even := prior{.5, .5, .5, .5, .5, .5}
	ms := []member{{name: "trees", prior: even, damping: 1}, {name: "damped", prior: even, damping: .7}}
	trials := origins(20, []class{longSeries}, func(m, _, bin int) float64 { // the damped ones are better from step 2 on
		if (m == 1) == (bin > 0) {
			return 1
		}
		return 4
	})
	w := fittedWeights(trials, longSeries, []float64{1}, ms, priorsOf(ms, longSeries, refLevel, 1, 0), .01, absoluteError)
	if math.Abs(w[0][1]-w[1][1]) > 1e-9 || w[0][1] < .9 {
		t.Errorf("the first bin has %v, the second %v", w[0], w[1])
	}
}

// TestWeightsCountEachSeriesByItsScale: a large series' errors do not drown those
// of small ones.
func TestWeightsCountEachSeriesByItsScale(t *testing.T) {
	ms := []member{{name: "a", prior: prior{.5, .5, .5, .5, .5, .5}}, {name: "b", prior: prior{.5, .5, .5, .5, .5, .5}}}
	trials := origins(20, []class{longSeries, longSeries, longSeries}, func(m, s, _ int) float64 {
		size := []float64{1000, 1, 1}[s]
		if (m == 0) == (s == 0) {
			return size // a is better on the large one
		}
		return 4 * size
	})
	w := fittedWeights(trials, longSeries, []float64{1000, 1, 1}, ms, priorsOf(ms, longSeries, refLevel, 1, 0), .01, absoluteError)
	for bin := range w {
		if w[bin][1] < .7 {
			t.Errorf("bin %d: %v, where b is better on two series of three", bin, w[bin])
		}
	}
}

// TestFittedSharesAreTheBestAPenaltyAllows: errors of opposite signs cancel at
// the weights 2/3 and 1/3; the prior pulls from there with the penalty, in units
// of the best member's error, and a shift of units changes nothing.
func TestFittedSharesAreTheBestAPenaltyAllows(t *testing.T) {
	cases := func(k float64) (out []float64) {
		for i := range 400 {
			s := float64(1 - 2*(i%2))
			out = append(out, s*k, -2*s*k, 0)
		}
		return out
	}
	free := fitBin(cases(1), []float64{.5, .5}, 0, absoluteError)
	if math.Abs(free[0]-2./3) > .03 || math.Abs(free[0]+free[1]-1) > 1e-9 {
		t.Errorf("without a penalty: %v", free)
	}
	held := fitBin(cases(1), []float64{.05, .95}, 50, absoluteError)
	if math.Abs(held[0]-.05) > .03 {
		t.Errorf("held strongly: %v", held)
	}
	// At errors of size k the loss falls by 3k for each unit of weight, and the
	// penalty's slope is k p log(w/(1-w)): w solves 3 = p log(w/(1-w)).
	const p = 8.
	want := 1 / (1 + math.Exp(-3/p))
	const k = .5
	if got := fitBin(cases(k), []float64{.5, .5}, p, absoluteError)[0]; math.Abs(got-want) > .02 {
		t.Errorf("a penalty of %v, errors of %v: %v, want %v", p, k, got, want)
	}
	if w := fitBin(nil, []float64{.3, .7}, 1, absoluteError); w[0] != .3 || w[1] != .7 {
		t.Errorf("without cases: %v", w)
	}
}

// TestCasesAreSampledEvenly where there are more than maxCases.
func TestCasesAreSampledEvenly(t *testing.T) {
	trials := origins(3, []class{longSeries}, func(m, _, _ int) float64 { return float64(m + 1) })
	cases := casesOf(nil, trials, longSeries, []float64{2}, 3, 2) // steps 7 to 12
	if len(cases) != 3*6*3 {
		t.Fatalf("%d numbers of 18 cases", len(cases))
	}
	for c := 0; c < len(cases); c += 3 {
		if math.Abs(cases[c]) != .5 || math.Abs(cases[c+1]) != 1 || cases[c+2] != 0 {
			t.Fatalf("case %v", cases[c:c+3])
		}
	}
}
