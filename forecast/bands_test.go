package forecast

import (
	"math"
	"testing"
)

// TestBandsPastTheStepsMeasured: rows of points go on as they grew, by a power
// of the step between nothing and a random walk's half; rows of totals stay.
func TestBandsPastTheStepsMeasured(t *testing.T) {
	for name, c := range map[string]struct{ grew, power float64 }{
		"a random walk":      {.5, .5},
		"slower":             {.2, .2},
		"faster than a walk": {.9, .5},
		"not at all":         {0, 0},
		"falling, so stays":  {-.3, 0},
	} {
		const steps = 26
		errors := make([][]float64, steps)
		for k := range errors {
			errors[k] = make([]float64, minStepErrors)
			for i := range errors[k] {
				errors[k][i] = float64(i+1) * math.Pow(float64(k+1), c.grew)
			}
		}
		points, totals := calibrate(errors, 1000, true), calibrate(errors, 1000, false)
		for i := range bandLevels {
			for k := steps; k < MaxHorizon; k++ {
				want := points[steps-1][i] * math.Pow(float64(k+1)/steps, c.power)
				if got := points[k][i]; math.Abs(got-want) > 1e-6*want {
					t.Fatalf("%s: the %v%% row of step %d is %v, want %v", name, bandLevels[i], k+1, got, want)
				}
				if totals[k][i] != totals[steps-1][i] {
					t.Fatalf("%s: totals go from %v to %v past what was measured", name, totals[steps-1][i], totals[k][i])
				}
			}
		}
	}
}

// TestConformalQuantileByHand: of 9 errors the 80% band takes the 8th, since the
// next one is as likely to fall anywhere among them.
func TestConformalQuantileByHand(t *testing.T) {
	errors := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	for level, want := range map[float64]float64{.5: 5, .8: 8, .85: 9, .99: 9, .01: 1} {
		if got := conformal(errors, level); got != want {
			t.Errorf("%v of 9 errors: %v, want %v", level, got, want)
		}
	}
	row := calibrate([][]float64{{3, 1, 2}}, 1000, true)[0]
	if row[0] != 1 || row[4] != 2 || row[len(row)-1] != 3 {
		t.Errorf("three errors make the row %v", row)
	}
}

// TestQuantilesBetweenLevels are drawn straight; below the first of them to 0 at
// 0, in the grid of an earlier version, too.
func TestQuantilesBetweenLevels(t *testing.T) {
	row := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9} // 50 60 70 80 85 90 95 97.5 99
	for level, want := range map[float64]float64{50: 1, 55: 1.5, 80: 4, 82.5: 4.5, 96.25: 7.5, 99: 9, 30: .6, 1: .02} {
		if got := quantileAt(row, level); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v%%: %v, want %v", level, got, want)
		}
	}
}
