package watch

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"

	"olist/store"
)

// Drift is how far the recent weeks are from those before.
type Drift struct {
	Level float64 `json:"level"` // robust z-score of the total's level
	Mix   float64 `json:"mix"`   // population stability index over categories
}

// driftOf holds the last weeks against those before them.
func driftOf(d Sales) Drift {
	var out Drift
	n := int(d.To-d.From) + 1
	if d.To == 0 || n < recentWeeks+formerWeeks {
		return out
	}
	former := map[string]float64{}
	recent := map[string]float64{}
	for _, s := range d.Series {
		a, b := s.Values[n-recentWeeks-formerWeeks:n-recentWeeks], s.Values[n-recentWeeks:]
		switch {
		case s.Key == store.TotalKey:
			out.Level = levelShift(known(a), known(b))
		case strings.HasPrefix(s.Key, store.CategoryPrefix):
			former[s.Key], recent[s.Key] = sum(known(a)), sum(known(b))
		}
	}
	out.Mix = stability(former, recent)
	return out
}

// levelShift is the difference of the medians over its robust standard error
// (1.4826 MAD, and sqrt(pi/2) for a median's efficiency).
func levelShift(former, recent []float64) float64 {
	if len(former) == 0 || len(recent) == 0 {
		return 0
	}
	m := median(former)
	away := make([]float64, len(former))
	for i, v := range former {
		away[i] = math.Abs(v - m)
	}
	spread := 1.4826 * median(away) * math.Sqrt(math.Pi/2) * math.Sqrt(1/float64(len(former))+1/float64(len(recent)))
	if spread == 0 {
		return 0
	}
	return (median(recent) - m) / spread
}

// stability is the population stability index: sum of (p - q) ln(p / q), each
// share at least one in ten thousand.
func stability(former, recent map[string]float64) (index float64) {
	whole := func(m map[string]float64) (t float64) {
		for _, v := range m {
			t += v
		}
		return t
	}
	f, r := whole(former), whole(recent)
	if f <= 0 || r <= 0 {
		return 0
	}
	keys := make([]string, 0, len(former))
	for k := range former {
		keys = append(keys, k)
	}
	slices.Sort(keys) // one order, one result
	for _, k := range keys {
		p, q := max(recent[k]/r, 1e-4), max(former[k]/f, 1e-4)
		index += (p - q) * math.Log(p/q)
	}
	return index
}

func known(v []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(v), math.IsNaN)
}

func sum(v []float64) (t float64) {
	for _, x := range v {
		t += x
	}
	return t
}

func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return stat.Quantile(0.5, stat.LinInterp, s, nil)
}
