package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestADriversSignIsNeutral: a price and its negative say the same, of few values and
// of many; but for what trees make of the last digit, which differs (at most 1e-4 in 40
// panels like these).
func TestADriversSignIsNeutral(t *testing.T) {
	kinds := map[string]func(*rand.Rand) float64{
		"few":  func(r *rand.Rand) float64 { return float64(r.IntN(5)) },
		"many": func(r *rand.Rand) float64 { return 20 * r.Float64() },
	}
	for name, value := range kinds {
		r := rand.New(rand.NewPCG(8, 9)) // of its own: the order of a map is another each time
		p := Panel{Dated: true, Drivers: []string{"x"}}
		for k := range 4 {
			s := Series{Key: string(rune('a' + k)), Drivers: matrix(1, 98)}
			for i := range s.Drivers[0] {
				x := value(r)
				s.Drivers[0][i] = x
				if i < 90 {
					s.Values = append(s.Values, 100*math.Exp(.1*r.NormFloat64()+.3*math.Sqrt(x)))
				}
			}
			p.Series = append(p.Series, s)
		}
		negative := p
		negative.Series = slices.Clone(p.Series)
		for k, s := range p.Series {
			x := slices.Clone(s.Drivers[0])
			for i := range x {
				x[i] = -x[i]
			}
			negative.Series[k].Drivers = [][]float64{x}
		}
		all, other := forecasts(t, promotedModel(t, p), p, 8), forecasts(t, promotedModel(t, negative), negative, 8)
		for i, f := range all {
			for k, q := range f.Points {
				if v := other[i].Points[k].Value; math.Abs(v/q.Value-1) > 5e-4 {
					t.Errorf("%s values, %s, step %d: %.4f, and of the negative %.4f", name, f.Key, k+1, q.Value, v)
				}
			}
		}
	}
}
