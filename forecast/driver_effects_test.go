package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// promoted is shops whose weeks vary by a tenth and which sell times as much in
// weeks of a full promotion; weeks ahead are known. It gives the drivers, too.
func promoted(series, weeks, ahead int, times float64) Panel {
	r := rand.New(rand.NewPCG(1, 2))
	p := Panel{Dated: true, Drivers: []string{"promo"}}
	for k := range series {
		s := Series{Key: fmt.Sprint("shop ", k), Drivers: matrix(1, weeks+ahead)}
		for i := range weeks + ahead {
			promo := float64(r.IntN(6))
			s.Drivers[0][i] = promo
			if v := 100 * math.Exp(.1*r.NormFloat64()+math.Log(times)*promo/5); i < weeks {
				s.Values = append(s.Values, v)
			}
		}
		p.Series = append(p.Series, s)
	}
	return p
}

func promotedModel(t *testing.T, p Panel) *Model {
	t.Helper()
	c := DefaultConfig()
	c.Params.NEstimators = 20
	m, err := Train(t.Context(), p, c, Run{})
	must(t, err)
	return m
}

// partOf is what the drivers add to a forecast in weeks of a full promotion, as
// a part of what it would be without.
func partOf(t *testing.T, p Panel) float64 {
	fs, err := promotedModel(t, p).Forecast(t.Context(), p, 8, []float64{80})
	must(t, err)
	sum, n := 0.0, 0.0
	for i, f := range fs {
		for k, point := range f.Points {
			if p.Series[i].Drivers[0][len(p.Series[i].Values)+k] == 5 {
				sum, n = sum+point.Drivers[0].Factor-1, n+1
			}
		}
	}
	return sum / n
}

func TestDoublingADriversEffectDoublesItsPart(t *testing.T) {
	once, twice := partOf(t, promoted(6, 90, 8, 1.3)), partOf(t, promoted(6, 90, 8, 1.6))
	if math.Abs(once-.3) > .06 || math.Abs(twice/once-2) > .2 {
		t.Errorf("parts %.3f and %.3f, want about .3 and .6", once, twice)
	}
}

func TestDriversStandInExplanationsAndAddUp(t *testing.T) {
	p := promoted(3, 90, 8, 1.6)
	m := promotedModel(t, p)
	fs, err := m.Forecast(t.Context(), p, 8, []float64{80})
	must(t, err)
	e, err := m.Explainer(t.Context(), p, 8)
	must(t, err)
	why, err := e.Explain(t.Context(), fs[0], 8)
	must(t, err)
	for k, x := range why {
		sum, named := 0.0, false
		for _, c := range x.Contributions {
			sum += c.Amount
			if c.Driver == "promo" && c.Group == GroupDrivers {
				named = math.Abs(c.Amount-fs[0].Points[k].Drivers[0].Amount) < 1e-6
			}
		}
		if !named || math.Abs(sum-x.Value) > 1e-6 {
			t.Errorf("step %d: %v add up to %v of %v", k+1, x.Contributions, sum, x.Value)
		}
	}
}

func TestNoiseAsADriverCostsNothing(t *testing.T) {
	p := promoted(6, 90, 8, 1)
	kept := 0
	e := promotedModel(t, p).drivers
	for _, s := range e.Shapes {
		for _, log := range s.Logs {
			if math.Abs(log) > .02 {
				kept++
			}
		}
	}
	if kept > 0 {
		t.Errorf("a driver of noise has effects %v", e.Shapes)
	}
}

// closedWeeks are zeros with no opening day, more rarely than a closure is told
// from sales by itself.
func TestWeeksThatDriversCloseAreZeroAheadAndTeachNothing(t *testing.T) {
	p := promoted(4, 90, 8, 1)
	for i := range p.Series {
		s := &p.Series[i]
		for k := range s.Drivers[0] {
			s.Drivers[0][k] = 6
			if k%9 == i || k == 92 {
				if s.Drivers[0][k] = 0; k < len(s.Values) {
					s.Values[k] = 0
				}
			}
		}
	}
	fs, err := promotedModel(t, p).Forecast(t.Context(), p, 8, []float64{80})
	must(t, err)
	for i, f := range fs {
		for k, point := range f.Points {
			closed := p.Series[i].Drivers[0][90+k] == 0
			if closed && (point.Value != 0 || point.Bands[0].Upper != 0) || !closed && math.Abs(point.Value-100) > 15 {
				t.Errorf("%s, step %d: %v, %v; closed %v", f.Key, k+1, point.Value, point.Bands, closed)
			}
		}
	}
}

func TestModelsKeepTheirDrivers(t *testing.T) {
	p := promoted(3, 90, 8, 1.6)
	m := promotedModel(t, p)
	b, err := m.MarshalBinary()
	must(t, err)
	back, err := UnmarshalModel(b)
	must(t, err)
	want, err := m.Forecast(t.Context(), p, 8, []float64{80})
	must(t, err)
	got, err := back.Forecast(t.Context(), p, 8, []float64{80})
	must(t, err)
	for i := range want {
		for k := range want[i].Points {
			if want[i].Points[k].Value != got[i].Points[k].Value {
				t.Fatalf("%s, step %d: %v, decoded %v", want[i].Key, k+1, want[i].Points[k], got[i].Points[k])
			}
		}
	}
	var fault *PanelError
	p.Drivers = []string{"other"}
	if _, err := back.Forecast(t.Context(), p, 8, nil); !errors.As(err, &fault) {
		t.Errorf("without its driver: %v, want a *PanelError", err)
	}
}

func TestModelsWithoutDriversIgnoreThem(t *testing.T) {
	p := promoted(3, 90, 8, 1.6)
	bare := promoted(3, 90, 8, 1.6)
	bare.Drivers = nil
	for i := range bare.Series {
		bare.Series[i].Drivers = nil
	}
	m := promotedModel(t, bare)
	want, err := m.Forecast(t.Context(), bare, 8, []float64{80})
	must(t, err)
	got, err := m.Forecast(t.Context(), p, 8, []float64{80})
	must(t, err)
	if want[0].Points[0].Value != got[0].Points[0].Value || got[0].Points[0].Drivers != nil {
		t.Errorf("%v, without drivers %v", got[0].Points[0], want[0].Points[0])
	}
}

func TestWhatIfAPromotionWereLonger(t *testing.T) {
	p := promoted(4, 90, 8, 1.6)
	for i := range p.Series {
		p.Series[i].Drivers[0][92] = 0
	}
	m := promotedModel(t, p)
	change := DriverChange{Key: "shop 1", Driver: "promo", Week: p.Series[1].End() + 2, Value: 5}
	out, err := m.WhatIf(t.Context(), p, []DriverChange{change}, 8, []float64{80, 95})
	must(t, err)
	if len(out[0].Effects) != 0 || len(out[1].Effects) != 1 {
		t.Fatalf("effects %v and %v, want one of the second shop", out[0].Effects, out[1].Effects)
	}
	e := out[1].Effects[0]
	if gain := e.After/e.Before - 1; e.Step != 3 || math.Abs(gain-.6) > .1 {
		t.Errorf("%+v, a gain of %.3f, want .6", e, gain)
	}
	if a, b := e.Bands[0], e.Bands[1]; !(b.Lower < a.Lower && a.Lower < e.After-e.Before && a.Upper < b.Upper && b.Lower < .6*e.Before && b.Upper > .6*e.Before) {
		t.Errorf("bands %v of an effect of %v", e.Bands, e.After-e.Before)
	}
	for _, wrong := range []DriverChange{{"none", "promo", change.Week, 1}, {"shop 1", "price", change.Week, 1}, {"shop 1", "promo", change.Week + 20, 1}} {
		if _, err := m.WhatIf(t.Context(), p, []DriverChange{wrong}, 8, nil); err == nil {
			t.Errorf("%v: no error", wrong)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestDriversDependOnNeitherOrderNorScale(t *testing.T) {
	p := promoted(5, 80, 8, 1.5)
	q := promoted(5, 80, 8, 1.5)
	slices.Reverse(q.Series)
	for i := range q.Series {
		for k := range q.Series[i].Values {
			q.Series[i].Values[k] *= 1024
		}
	}
	a, err := promotedModel(t, p).Forecast(t.Context(), p, 8, []float64{80})
	must(t, err)
	b, err := promotedModel(t, q).Forecast(t.Context(), q, 8, []float64{80})
	must(t, err)
	for i := range a {
		for k, point := range a[i].Points {
			if other := b[len(b)-1-i].Points[k]; point.Value*1024 != other.Value {
				t.Fatalf("%s, step %d: %v and %v", a[i].Key, k+1, point.Value*1024, other.Value)
			}
		}
	}
}

// TestWhatADriverDoesIsTold: five promotion days sell 60% more, so that each
// sells about a tenth more; noise does nothing, and a share has no unit.
func TestWhatADriverDoesIsTold(t *testing.T) {
	all, err := promotedModel(t, promoted(6, 90, 8, 1.6)).DriversLearnt("shop 1", []float64{80, 95})
	must(t, err)
	l, day := all[0], math.Pow(1.6, .2)
	if l.Driver != "promo" || l.From != 0 || l.To != 5 || math.Abs(l.Whole.Factor-1.6) > .08 || math.Abs(l.Unit.Factor-day) > .01 {
		t.Fatalf("%+v: whole %+v, a day %+v, want %.3f", l, l.Whole, l.Unit, day)
	}
	a, b := l.Unit.Bands[0], l.Unit.Bands[1]
	if !(b.Lower < a.Lower && a.Lower < l.Unit.Factor && l.Unit.Factor < a.Upper && a.Upper < b.Upper && b.Lower < day && b.Upper > day) {
		t.Errorf("bands %v around %v", l.Unit.Bands, l.Unit.Factor)
	}
	none, err := promotedModel(t, promoted(6, 90, 8, 1)).DriversLearnt("shop 1", nil)
	must(t, err)
	if none[0].Whole != nil || none[0].Unit != nil {
		t.Errorf("noise does %+v", none[0].Whole)
	}
	p := promoted(6, 90, 8, 1.6)
	for i := range p.Series {
		for k := range p.Series[i].Drivers[0] {
			p.Series[i].Drivers[0][k] /= 10
		}
	}
	part, err := promotedModel(t, p).DriversLearnt("shop 1", nil)
	must(t, err)
	if part[0].Unit != nil || math.Abs(part[0].Whole.Factor-1.6) > .08 {
		t.Errorf("half a unit does %+v", part[0])
	}
	if _, err := promotedModel(t, p).DriversLearnt("shop 1", []float64{100}); err == nil {
		t.Error("a band of certainty")
	}
}
