package baseline

import (
	"math"
	"slices"
	"testing"
)

// ahead is what a method forecasts for so many steps.
func ahead(m Method, x []float64, steps int) []float64 {
	out := make([]float64, steps)
	m(x, out)
	return out
}

func TestMethodsByHand(t *testing.T) {
	x := []float64{10, 20, 30, 40}
	year := make([]float64, 60)
	for i := range year {
		year[i] = float64(i)
	}
	for name, c := range map[string]struct{ got, want []float64 }{
		"naive":                   {ahead(LastValue, x, 2), []float64{40, 40}},
		"rolling mean":            {ahead(RollingMean(2), x, 2), []float64{35, 35}},
		"seasonal naive":          {ahead(SeasonalNaive, year, 53)[:2], []float64{8, 9}},
		"seasonal naive, again":   {ahead(SeasonalNaive, year, 53)[52:], []float64{8}},
		"seasonal naive, young":   {ahead(SeasonalNaive, x, 1), []float64{25}},
		"return to a level":       {ahead(ReturnToLevel(2, func([]float64) float64 { return 20 }), x, 3), []float64{30, 25, 22.5}},
		"simple smoothing by one": {ahead(Smoothing(1), x, 2), []float64{40, 40}},
		"Theta, two values":       {ahead(Theta, x[:2], 1), []float64{20}},
		"damped trend, too short": {ahead(DampedTrend, x, 1), []float64{40}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

// TestTrendsGoOn: on a straight line Theta adds half its slope a week, and the
// damped trend rises, by less each week.
func TestTrendsGoOn(t *testing.T) {
	line := make([]float64, 100)
	for i := range line {
		line[i] = 100 + 3*float64(i)
	}
	theta := ahead(Theta, line, 10)
	for h := 1; h < len(theta); h++ {
		if d := theta[h] - theta[h-1]; math.Abs(d-1.5) > 1e-9 {
			t.Errorf("Theta rises by %v in step %d", d, h+1)
		}
	}
	damped := ahead(DampedTrend, line, 10)
	before := math.Inf(1)
	for h := 1; h < len(damped); h++ {
		d := damped[h] - damped[h-1]
		if !(d > 0 && d < before) {
			t.Errorf("the damped trend rises by %v in step %d, after %v", d, h+1, before)
		}
		before = d
	}
}
