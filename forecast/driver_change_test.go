package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// runsOfPromotion is shops with promotions of one to four weeks, which sell
// twice as much in the first and 1.4 times in the others.
func runsOfPromotion(series, weeks, ahead int) Panel {
	r := rand.New(rand.NewPCG(3, 4))
	p := Panel{Dated: true, Drivers: []string{"promo"}}
	for k := range series {
		s := Series{Key: fmt.Sprint("shop ", k), Start: 2600, Drivers: matrix(1, weeks+ahead)}
		for i, left := 0, 0; i < weeks+ahead; i++ {
			times := 1.
			if left > 0 {
				left, s.Drivers[0][i], times = left-1, 7, 1.4
			} else if i > 0 && s.Drivers[0][i-1] == 0 && r.IntN(3) == 0 {
				left, s.Drivers[0][i], times = r.IntN(4), 7, 2
			}
			if i < weeks {
				s.Values = append(s.Values, 100*times*math.Exp(.08*r.NormFloat64()))
			}
		}
		p.Series = append(p.Series, s)
	}
	return p
}

// TestTheFirstWeekOfAPromotionIsItsOwn: it is forecast at its own height, and
// one more week of promotion changes what the week after it is.
func TestTheFirstWeekOfAPromotionIsItsOwn(t *testing.T) {
	const weeks = 110
	p := runsOfPromotion(5, weeks, 10)
	copy(p.Series[1].Drivers[0][weeks-1:], []float64{0, 0, 0, 7, 7, 0})
	m := promotedModel(t, p)
	fs, err := m.Forecast(t.Context(), p, 5, []float64{80})
	must(t, err)
	for k, want := range []float64{1, 1, 2, 1.4, 1} {
		if got := fs[1].Points[k].Drivers[0].Factor / fs[1].Points[0].Drivers[0].Factor; math.Abs(got/want-1) > .1 {
			t.Errorf("step %d: %.2f times, want %.1f", k+1, got, want)
		}
	}
	change := DriverChange{Key: "shop 1", Driver: "promo", Week: p.Series[1].End() + 1, Value: 7}
	out, err := m.WhatIf(t.Context(), p, []DriverChange{change}, 5, []float64{80})
	must(t, err)
	if len(out[1].Effects) != 2 {
		t.Fatalf("effects %+v, want two weeks", out[1].Effects)
	}
	for i, want := range []float64{2, 1.4 / 2} {
		e := out[1].Effects[i]
		gain := e.After - e.Before
		if e.Step != i+2 || math.Abs(e.After/e.Before/want-1) > .1 || !(e.Bands[0].Lower < gain && gain < e.Bands[0].Upper) {
			t.Errorf("%+v: %.2f times, want %.2f", e, e.After/e.Before, want)
		}
	}
}
