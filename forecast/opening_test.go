package forecast

import (
	"math"
	"slices"
	"testing"

	"olist/week"
)

// openingPanel is grown series of 130 weeks, five that began later, and one of
// the last weeks alone. What begins sells half as much again at first, and is at
// its level after ten weeks.
func openingPanel(weeks int) Panel {
	p, _ := seasonalPanel(14, 130, .03, func(_, i int) float64 { return wave(phase(week.Week(2400 + i))) })
	for k := range 6 {
		began := 30 + 15*k
		if k == 5 {
			began = 130 - weeks
		}
		s := &p.Series[k]
		s.Start, s.Values = s.Start+week.Week(began), slices.Clone(s.Values[began:])
		for i := range s.Values {
			s.Values[i] *= 1 + .5*math.Max(0, 1-float64(i)/10)
		}
	}
	return p
}

// TestWhatHasJustBegunComesDownAsOthersDid: to its level on the year of the
// panel, where the mean of its few weeks is a third above.
func TestWhatHasJustBegunComesDownAsOthersDid(t *testing.T) {
	for _, weeks := range []int{4, 7, 12} {
		p := openingPanel(weeks)
		young, x := 5, p.Series[5].Values
		level := 0.0
		for i, v := range x {
			level += v / (1 + .5*math.Max(0, 1-float64(i)/10)) / math.Exp(wave(phase(p.Series[young].Start+week.Week(i)))) / float64(len(x))
		}
		f := forecasts(t, trained(t, p, few()), p, 26)[young]
		off := 0.0
		for k := 13; k < 26; k++ {
			truth := level * math.Exp(wave(phase(p.Series[young].Start+week.Week(len(x)+k))))
			off += (f.Points[k].Value/truth - 1) / 13
		}
		if math.Abs(off) > .2 {
			t.Errorf("%d weeks known: %+.2f off a quarter later", weeks, off)
		}
		for _, q := range f.Points {
			b := q.Bands[slices.IndexFunc(q.Bands, func(b Band) bool { return b.Level == 80 })]
			if reach := youngReach * q.Value; weeks < MinWeeks && !(b.Upper-b.Lower > 1.9*reach) {
				t.Errorf("%d weeks known, step %d: 80%% band %g to %g around %g", weeks, q.Step, b.Lower, b.Upper, q.Value)
			}
		}
	}
}

// TestAModelBeforeOpeningsForecastsTheMean of a series of few weeks, as it did,
// also after a round trip.
func TestAModelBeforeOpeningsForecastsTheMean(t *testing.T) {
	p := openingPanel(4)
	m := trained(t, p, few())
	m.young = false
	b, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if m, err = UnmarshalModel(b); err != nil {
		t.Fatal(err)
	}
	x, mean := p.Series[5].Values, 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, q := range forecasts(t, m, p, 12)[5].Points {
		if math.Abs(q.Value/mean-1) > 1e-9 {
			t.Errorf("step %d: %g, want the mean %g", q.Step, q.Value, mean)
		}
	}
}

// TestNothingBeganLate: series that begin together have no opening.
func TestNothingBeganLate(t *testing.T) {
	hs := yearlyPanel(6, 140, .1, wave)
	adjusted := make([][]float64, len(hs))
	for i, h := range hs {
		adjusted[i] = h.adjusted()
	}
	for _, s := range (&Model{young: true}).pools(hs, adjusted)[0].series {
		if s.opening != nil {
			t.Errorf("opening %v", s.opening)
		}
	}
}
