package forecast

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// restless is n weeks of 100 give or take 15.
func restless(n int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	x := make([]float64, n)
	for i := range x {
		x[i] = 100 + 30*(r.Float64()-.5)
	}
	return x
}

func TestOutliersAreWinsorised(t *testing.T) {
	for _, c := range []struct {
		name  string
		bend  func(x []float64)
		drawn []int // the weeks drawn in
	}{
		{"none", func([]float64) {}, nil},
		{"a week ten times the usual", func(x []float64) { x[100] *= 10 }, []int{100}},
		{"the last week a hundred times the usual", func(x []float64) { x[129] *= 100 }, []int{129}},
		{"far below", func(x []float64) { x[120] = -900 }, []int{120}},
		{"a level that stays", func(x []float64) {
			for i := 100; i < 130; i++ {
				x[i] *= 10
			}
		}, nil},
		{"the same weeks of two years", func(x []float64) { x[60], x[113] = 1000, 900 }, nil},
		{"a series that jumps all the time", func(x []float64) {
			for i := 3; i < 130; i += 7 {
				x[i] *= 10
			}
		}, nil},
		{"half as much again", func(x []float64) { x[100] = 150 }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := restless(130, 1)
			c.bend(x)
			before := slices.Clone(x)
			got := winsorised(x)
			if !slices.Equal(x, before) {
				t.Fatal("the series itself changed")
			}
			var drawn []int
			for i := range x {
				if got[i] != x[i] {
					drawn = append(drawn, i)
					if got[i] < -100 || got[i] > 300 {
						t.Errorf("week %d is drawn in to %.0f", i, got[i])
					}
				}
			}
			if !slices.Equal(drawn, c.drawn) {
				t.Errorf("drawn in: %v, want %v", drawn, c.drawn)
			}
		})
	}
}

// TestOutlierDoesNotMoveForecasts: one wild week, wherever it lies, leaves the
// level where it was.
func TestOutlierDoesNotMoveForecasts(t *testing.T) {
	mid := func(x []float64) float64 {
		p := Panel{Series: []Series{{Key: "a", Values: x}}}
		sum := 0.0
		for _, q := range forecasts(t, trained(t, p, quick()), p, 12)[0].Points {
			sum += q.Value / 12
		}
		return sum
	}
	for _, back := range []int{1, 2, 5, 9} {
		for _, times := range []float64{10, 100} {
			x := restless(80, 3)
			x[len(x)-back] *= times
			if got := mid(x); got < 70 || got > 150 {
				t.Errorf("%v times the usual %d weeks back: the mean forecast is %.0f", times, back, got)
			}
		}
	}
}
