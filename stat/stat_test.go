package stat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestStatistics(t *testing.T) {
	for _, c := range []struct {
		x            []float64
		mean, median float64
		slope        float64
	}{
		{nil, 0, 0, 0},
		{[]float64{4}, 4, 4, 0},
		{[]float64{9, 1, 2}, 4, 2, -3.5},
		{[]float64{1, 3, 5, 7}, 4, 4, 2},
	} {
		if m := Mean(c.x); m != c.mean {
			t.Errorf("mean of %v: %v", c.x, m)
		}
		if m := Median(c.x); m != c.median {
			t.Errorf("median of %v: %v", c.x, m)
		}
		if len(c.x) > 0 && Slope(c.x) != c.slope {
			t.Errorf("slope of %v: %v", c.x, Slope(c.x))
		}
	}
	x := []float64{3, 1, 2}
	if Median(x); !slices.Equal(x, []float64{3, 1, 2}) {
		t.Error("the median sorted what it was given")
	}
	if !slices.Equal(Tail(x, 2), x[1:]) || !slices.Equal(Tail(x, 9), x) {
		t.Errorf("tails %v, %v", Tail(x, 2), Tail(x, 9))
	}
	if Fill(x, 7); !slices.Equal(x, []float64{7, 7, 7}) {
		t.Errorf("filled: %v", x)
	}
}

func TestSelect(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 2000 {
		v := make([]float64, 1+r.IntN(30))
		for i := range v {
			v[i] = float64(r.IntN(12))
		}
		sorted := slices.Sorted(slices.Values(v))
		for k := range v {
			some := slices.Clone(v)
			if got := Select(some, k); got != sorted[k] {
				t.Fatalf("%v: the %d-th is %v, want %v", v, k, got, sorted[k])
			}
			if slices.Sort(some); !slices.Equal(some, sorted) {
				t.Fatalf("%v became %v", v, some)
			}
		}
	}
}

// TestNormal against tables of the standard normal distribution.
func TestNormal(t *testing.T) {
	const z = 1.959963984540054
	for name, c := range map[string][2]float64{
		"density at 0": {Density(0), .3989422804014327}, "density at 1": {Density(-1), .24197072451914337},
		"above 0": {Above(0), .5}, "above 1.96": {Above(z), .025}, "below 1.96": {Above(-z), .975},
		"quantile": {Quantile(.975), z}, "lower quantile": {Quantile(.025), -z}, "band of 95": {BandScore(95), z}, "band of 0": {BandScore(0), 0},
	} {
		if math.Abs(c[0]-c[1]) > 1e-12 {
			t.Errorf("%s: %v, want %v", name, c[0], c[1])
		}
	}
}
