package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestDriverChangeIsLearnt: a known effect per day of promotion lies within the
// band, two days do twice as much (as logarithms), and what was never seen is not
// extrapolated.
func TestDriverChangeIsLearnt(t *testing.T) {
	const effect = .1 // of the logarithm, for a day
	p := Panel{Dated: true, Drivers: []string{"promo_days"}}
	for k := range 20 {
		rng := rand.New(rand.NewPCG(1, uint64(k)))
		s := Series{Key: fmt.Sprint("s", k), Start: 2000, Drivers: [][]float64{nil}}
		for i := range 150 {
			days := float64(rng.IntN(6))
			if i < 130 {
				s.Values = append(s.Values, 100*math.Exp(effect*days+.05*rng.NormFloat64()))
			}
			s.Drivers[0] = append(s.Drivers[0], days)
		}
		p.Series = append(p.Series, s)
	}
	c := DefaultConfig()
	c.Params.NEstimators = 20
	m, err := Train(t.Context(), p, c, Run{})
	if err != nil {
		t.Fatal(err)
	}
	one, err := m.DriverChange("s3", "promo_days", 1, 2)
	if err != nil || math.Abs(math.Log(one.Factor)-effect) > .02 || !(one.Lower < one.Factor && one.Factor < one.Upper) {
		t.Errorf("a day: %+v, %v", one, err)
	}
	two, err := m.DriverChange("s3", "promo_days", 1, 3)
	if err != nil || math.Abs(math.Log(two.Factor)-2*effect) > .03 {
		t.Errorf("two days: %+v, %v", two, err)
	}
	five, _ := m.DriverChange("s3", "promo_days", 0, 5)
	if far, _ := m.DriverChange("s3", "promo_days", 0, 50); far != five {
		t.Errorf("fifty days do %+v, five %+v", far, five)
	}
	if _, err := m.DriverChange("s3", "price", 0, 1); err == nil {
		t.Error("an unknown driver has an effect")
	}
}
