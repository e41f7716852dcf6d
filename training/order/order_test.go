package order

import (
	"math"
	"testing"

	"olist/forecast"
	"olist/stat"
)

// even is a forecast of so many weeks alike: mean pieces a week, each week's error
// independent and normal.
func even(weeks int, mean, sd float64) (f forecast.Forecast) {
	point := func(n int) forecast.Point {
		p := forecast.Point{Step: n, Value: mean * float64(n), Mean: mean * float64(n)}
		for _, level := range Levels {
			half := math.Sqrt2 * math.Erfinv(level/100) * sd * math.Sqrt(float64(n))
			p.Bands = append(p.Bands, forecast.Band{Level: level, Lower: p.Value - half, Upper: p.Value + half})
		}
		return p
	}
	for n := 1; n <= weeks; n++ {
		f.Totals = append(f.Totals, point(n))
		p := point(1)
		p.Step = n
		f.Points = append(f.Points, p)
	}
	return f
}

// The textbook's case: demand normal and independent from week to week.
func TestOrderUpTo(t *testing.T) {
	d := Demand{Forecast: even(52, 100, 20)}
	r := Rule{OnHand: 100, OnOrder: 50, Lead: 14, Review: 7, Pack: 12, Service: .95, Cost: 2.5, Short: 4}
	o, ok := Decide(d, r)
	sd := 20 * math.Sqrt(3)
	level := int64(math.Ceil(300 + 1.6448536*sd))
	if !ok || o.Level != level || o.Position != 150 {
		t.Fatalf("up to %d of %d, want %d", o.Level, o.Position, level)
	}
	want := (level - 150 + 11) / 12 * 12
	if o.Quantity != want || o.Cost != float64(want)*2.5 {
		t.Errorf("orders %d for %v, want %d", o.Quantity, o.Cost, want)
	}
	if math.Abs(o.Cover-1.5) > 1e-9 || o.Lasting || o.By >= 0 || o.Far {
		t.Errorf("lasts %v weeks, order by day %d", o.Cover, o.By)
	}
	z := (150.5 - 200) / (20 * math.Sqrt2)
	if risk := math.Erfc(z/math.Sqrt2) / 2; math.Abs(o.Risk-risk) > 1e-9 {
		t.Errorf("the risk is %v, want %v", o.Risk, risk)
	}
	z = (150. - 300) / sd // Silver, Pyke and Thomas: sd times G(z)
	missing := sd * (math.Exp(-z*z/2)/math.Sqrt(2*math.Pi) - z*math.Erfc(z/math.Sqrt2)/2)
	if math.Abs(o.Missing-missing) > 1e-6 || math.Abs(o.Loss-4*(o.Missing-o.Before-o.Still)) > .5 || o.Still > 1.5 {
		t.Errorf("%v are missing, want %v; %v still, lost %v", o.Missing, missing, o.Still, o.Loss)
	}
	z = (150. - 200) / (20 * math.Sqrt2)
	if before := 20 * math.Sqrt2 * (math.Exp(-z*z/2)/math.Sqrt(2*math.Pi) - z*math.Erfc(z/math.Sqrt2)/2); math.Abs(o.Before-before) > 1e-6 {
		t.Errorf("%v fall short before the delivery, want %v", o.Before, before)
	}
	if !(o.Fill > .97 && o.Fill <= 1) {
		t.Errorf("the share met is %v", o.Fill)
	}
}

// What holds of every order, whatever is asked.
func TestOrdersHold(t *testing.T) {
	d := Demand{Forecast: even(52, 100, 20)}
	before := Order{}
	for _, hand := range []int64{0, 1, 99, 300, 301, 340, 357, 358, 400, 5000, 1e9} {
		o, _ := Decide(d, Rule{OnHand: hand, Lead: 14, Review: 7, Service: .95})
		if now := o.By < 7; (o.Quantity > 0) != now {
			t.Errorf("with %d the order is %d, and due on day %d", hand, o.Quantity, o.By)
		}
		if hand > 0 && (o.Quantity > before.Quantity || o.By < before.By || o.Cover < before.Cover || o.Risk > before.Risk || o.Missing > before.Missing) {
			t.Errorf("with %d more is ordered or at risk than with less: %+v after %+v", hand, o, before)
		}
		before = o
	}
	last := int64(0)
	for _, service := range []float64{.5, .8, .9, .95, .98, .995} {
		o, _ := Decide(d, Rule{Lead: 14, Review: 7, Service: service})
		if o.Level <= last {
			t.Errorf("at %v up to %d, after %d", service, o.Level, last)
		}
		last = o.Level
	}
	for _, r := range []Rule{
		{}, {Service: math.NaN(), Cost: math.NaN(), Short: math.Inf(1)}, {Lead: -5, Review: -5, Pack: -5, Minimum: -5, OnHand: math.MinInt64, OnOrder: math.MaxInt64},
		{Lead: math.MaxInt, Review: math.MaxInt, Pack: math.MaxInt64, Minimum: math.MaxInt64, Service: 2, Cost: math.MaxFloat64, Short: math.MaxFloat64},
	} {
		o, ok := Decide(d, r)
		for _, v := range []float64{o.Cover, o.Risk, o.Without, o.Missing, o.Still, o.Cost, o.Loss} {
			if !ok || math.IsNaN(v) || math.IsInf(v, 0) || v < 0 || o.Quantity < 0 || o.Quantity > 2*QuantMost {
				t.Errorf("%+v gives %+v", r, o)
			}
		}
	}
	if o, _ := Decide(d, Rule{Lead: 14, Review: 7, Service: .95, Pack: 10, Minimum: 1001}); o.Quantity != 1010 {
		t.Errorf("the least order is %d", o.Quantity)
	}
	if _, ok := Decide(Demand{}, Rule{}); ok {
		t.Error("there is an order of nothing")
	}
}

// Days within a week count by their part, from any day on; a plan and a price scale.
func TestDemandOver(t *testing.T) {
	d := Demand{Forecast: even(52, 70, 7)}
	for _, c := range []struct {
		from, days int
		want       float64
	}{{0, 7, 70}, {0, 10, 100}, {3, 7, 70}, {3, 1, 10}, {6, 15, 150}, {0, 0, 0}, {0, 1000, 3640}, {360, 10, 40}} {
		d.From = c.from
		if got := d.Over(c.days); math.Abs(got.Mean-c.want) > 1e-9 || len(got.Bands) != len(Levels) {
			t.Errorf("from day %d over %d days: %v, want %v", c.from, c.days, got.Mean, c.want)
		}
	}
	d.From, d.Scale, d.Unit = 0, []float64{2}, .5
	if p := d.Over(14); math.Abs(p.Mean-105) > 1e-9 || math.Abs(p.Bands[0].Upper/p.Mean-even(52, 70, 7).Totals[1].Bands[0].Upper/140) > 1e-9 {
		t.Errorf("a plan of the double in the first week and half a piece each: %v", p)
	}
}

// Scores that lie as the normal ones do change nothing; such as lie higher move the
// quantile there; few change less than many.
func TestCalibrate(t *testing.T) {
	p := even(4, 100, 20).Totals[3]
	past := func(n int, shift float64) (all []Past) {
		for i := range n {
			q := (float64(i*7919%n) + .5) / float64(n)
			all = append(all, Past{Span: 2, Origin: i % 20, Score: stat.Quantile(q) + shift})
		}
		return all
	}
	same := Calibrate(past(2000, 0)).apply(p, 4, 0)
	for i, b := range same.Bands {
		if math.Abs(b.Upper-p.Bands[i].Upper) > 1.5 {
			t.Errorf("the band of %v ends at %v, before at %v", b.Level, b.Upper, p.Bands[i].Upper)
		}
	}
	moved, few := Calibrate(past(2000, 1)).apply(p, 4, 0), Calibrate(past(40, 1)).apply(p, 4, 0)
	if m, f := moved.AtScore(1)-p.AtScore(1), few.AtScore(1)-p.AtScore(1); math.Abs(m-40) > 4 || !(f > 2 && f < .8*m) {
		t.Errorf("moved by %v, and by %v where little is known; want 40 and less", m, f)
	}
	if got := Calibrate(past(2000, 1)).apply(p, 4, .9); got.Bands[0] != p.Bands[0] {
		t.Error("what sells every week speaks for what sells seldom")
	}
	if Calibrate(past(20, 1)) != nil || Calibrate(nil) != nil {
		t.Error("twenty past sums say something")
	}
}
