package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestIsotonicByHand: violators become their mean, the others stay.
func TestIsotonicByHand(t *testing.T) {
	rows := matrix(5, len(bandLevels))
	for k, v := range []float64{1, 4, 2, 3, 5} {
		for i := range rows[k] {
			rows[k][i] = v
		}
	}
	isotonic(rows)
	for k, want := range []float64{1, 3, 3, 3, 5} {
		if rows[k][0] != want || rows[k][8] != want {
			t.Errorf("step %d: %v, want %v", k+1, rows[k], want)
		}
	}
}

// TestEffectiveWeeks: residuals that have a week's cause in common are worth
// one a week; independent ones each count.
func TestEffectiveWeeks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	draw := func(common float64) (out []signedResidual) {
		for w := range 40 {
			c := common * r.NormFloat64()
			for range 50 {
				out = append(out, signedResidual{w, c + math.Sqrt(1-common*common)*r.NormFloat64()})
			}
		}
		return out
	}
	for _, c := range []struct{ common, from, to float64 }{{1, 39, 41}, {0, 1000, 2001}, {.6, 60, 200}} {
		if got := effectiveWeeks(draw(c.common)); got < c.from || got > c.to {
			t.Errorf("%.1f in common: %.0f, want %.0f to %.0f", c.common, got, c.from, c.to)
		}
	}
	if got := effectiveWeeks(nil); got != 1 {
		t.Errorf("without residuals: %v", got)
	}
	if got := effectiveWeeks(make([]signedResidual, 9)); !(got >= 1) {
		t.Errorf("all alike: %v", got)
	}
}

// TestSkewedBands hold as much on each side as their level says.
func TestSkewedBands(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	var all []signedResidual
	var errors []float64
	for range 20_000 {
		z := r.ExpFloat64() - math.Ln2 // median 0
		all, errors = append(all, signedResidual{0, z}), append(errors, math.Abs(z))
	}
	b := bandTable{Point: calibrate([][]float64{errors}, 1e9, true)}
	b.Below, b.Above = skewness(all, 1e12)
	for _, l := range []float64{50, 80, 95} {
		band := b.bands(0, 1, 1, []float64{l}, math.Inf(-1), false)[0]
		below, above := 0., 0.
		for _, e := range all {
			if e.z < band.Lower {
				below++
			}
			if e.z > band.Upper {
				above++
			}
		}
		want := (100 - l) / 2
		if math.Abs(below/200-want) > .6 || math.Abs(above/200-want) > .6 {
			t.Errorf("%v%%: %.2f%% below, %.2f%% above", l, below/200, above/200)
		}
	}
}

// TestBandsOfFewWeeksAreWidened, but not without bound: the 95% band by a quarter
// at most, and one of a lower level by less, as quantiles of Student's t with six
// degrees of freedom are beyond a normal's.
func TestBandsOfFewWeeksAreWidened(t *testing.T) {
	for weeks, want := range map[float64]float64{1: 1.25, 10: 1.25, 28: 1.25, 70: 1.1, 700: 1.01} {
		if got := forFewWeeks(weeks, 95); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v weeks: %v, want %v", weeks, got, want)
		}
	}
	few := distuv.StudentsT{Sigma: 1, Nu: 6}
	for _, l := range bandLevels {
		p := (1 + l/100) / 2
		if got, want := forFewWeeks(6, l), few.Quantile(p)/distuv.UnitNormal.Quantile(p); math.Abs(got-want) > .05*want {
			t.Errorf("%v%%: %v, Student's t has %v", l, got, want)
		}
	}
	rows := widened([][]float64{normalQuantiles()}, 6)
	if before := normalQuantiles(); math.Abs(rows[0][band80]/before[band80]-forFewWeeks(6, 80)) > 1e-12 {
		t.Errorf("the 80%% band is %v, was %v", rows[0][band80], before[band80])
	}
}
