package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"olist/week"
)

// flatShops is shops of so many weeks that vary by a twentieth, up to the week
// of a day.
func flatShops(t *testing.T, weeks int, last string) Panel {
	t.Helper()
	end, err := week.Parse(last)
	must(t, err)
	r := rand.New(rand.NewPCG(5, 6))
	p := Panel{Dated: true}
	for k := range 5 {
		s := Series{Key: strconv.Itoa(k), Start: end + 1 - week.Week(weeks)}
		for range weeks {
			s.Values = append(s.Values, 100*math.Exp(.05*r.NormFloat64()))
		}
		p.Series = append(p.Series, s)
	}
	return p
}

// TestChristmasIsExpectedOfShopsThatCannotKnowIt: of those that have not seen
// it and name no retail event; one that did nothing is not expected again.
func TestChristmasIsExpectedOfShopsThatCannotKnowIt(t *testing.T) {
	undated, named := flatShops(t, 45, "2022-11-20"), flatShops(t, 45, "2022-11-20")
	undated.Dated = false
	named.Events = []Event{{Name: "Sale", Week: named.Series[0].Start + 20, Kind: KindRetail}}
	calendar := flatShops(t, 45, "2022-11-20")
	calendar.Events = calendar.withChristmas().Events
	for name, c := range map[string]struct {
		panel    Panel
		from, to float64 // of the week before Christmas, over the first
	}{
		"first year":        {flatShops(t, 45, "2022-11-20"), 1.15, 1.3},
		"by its calendar":   {calendar, 1.15, 1.3},
		"undated":           {undated, .95, 1.05},
		"events of its own": {named, .95, 1.05},
		"two years":         {flatShops(t, 110, "2022-11-20"), .9, 1.1},
		"it did nothing":    {flatShops(t, 97, "2022-11-20"), .9, 1.1},
	} {
		t.Run(name, func(t *testing.T) {
			m := promotedModel(t, c.panel)
			b, err := m.MarshalBinary()
			must(t, err)
			back, err := UnmarshalModel(b)
			must(t, err)
			fs, err := back.Forecast(t.Context(), c.panel, 5, []float64{80})
			must(t, err)
			at := fs[0].Points[4]
			if ratio := at.Value / fs[0].Points[0].Value; at.Week.String() != "2022-12-19" || ratio < c.from || ratio > c.to {
				t.Errorf("%v: %.3f times %.1f, want %.2f to %.2f", at.Week, ratio, fs[0].Points[0].Value, c.from, c.to)
			}
			told := 0.
			for _, e := range at.Events {
				told += e.Amount
			}
			if c.from > 1.1 && math.Abs(told/at.Value-(1-math.Exp(-.2))) > .02 {
				t.Errorf("events add %.1f of %.1f", told, at.Value)
			}
		})
	}
}

// TestNothingIsAssumedOfTwoYears: a calendar may leave no quiet week around Christmas
// to measure it by; who has two years shows what it does, and no other shop.
func TestNothingIsAssumedOfTwoYears(t *testing.T) {
	start, err := week.Parse("2023-01-02")
	must(t, err)
	for weeks, want := range map[int]bool{60: true, 110: false} {
		p := Panel{Dated: true, Series: []Series{{Key: "total", Start: start, Values: slices.Repeat([]float64{5, 6}, weeks/2)}}}
		for year := range 3 {
			eve := start + week.Week(50+52*year)
			for k := range week.Week(12) {
				p.Events = append(p.Events, Event{Name: "Sale", Week: eve - 6 + k, Kind: KindRetail})
			}
			p.Events = append(p.Events, Event{Name: christmas, Week: eve, Kind: KindRetail}, Event{Name: christmasShopping, Week: eve - 2, Kind: KindRetail})
		}
		hs, _ := histories(p)
		of := slices.ContainsFunc(estimateEffects(p, hs), func(e effect) bool { return e.eventWeek == eventWeek{christmas, 0} && e.Log > .1 })
		if of != want {
			t.Errorf("of %d weeks Christmas is assumed: %v", weeks, of)
		}
	}
}

// What is assumed of Christmas is told of the four weeks up to it alone, and of those
// who have less than two years.
func TestAssumesChristmas(t *testing.T) {
	on := func(day string) week.Week {
		w, err := week.Parse(day)
		must(t, err)
		return w
	}
	panel := func(weeks int, events ...Event) Panel {
		p := Panel{Dated: true, Events: events, Series: []Series{{Key: "total", Start: on("2023-01-02"), Values: slices.Repeat([]float64{5}, weeks)}}}
		p.Series[0].Values[0] = 6
		return p
	}
	still := panel(40)
	still.Series[0].Values[0] = 5
	opened := panel(40) // the same, with zeros before
	opened.Series[0].Start -= 100
	opened.Series[0].Values = slices.Concat(make([]float64, 100), opened.Series[0].Values)
	eve := on("2023-12-24")
	for _, c := range []struct {
		name string
		p    Panel
		at   week.Week
		want bool
	}{
		{"the eve", panel(40), eve, true},
		{"three weeks before", panel(40), eve - 3, true},
		{"the week after", panel(40), eve + 1, false},
		{"zeros before the first sale", opened, eve, true},
		{"what never moved", still, eve, false},
		{"summer", panel(40), on("2023-07-03"), false},
		{"two years", panel(2 * week.PerYear), eve, false},
		{"a calendar of other events", panel(40, Event{Name: "Fair", Week: eve, Kind: KindRetail}), eve, false},
	} {
		if got := c.p.AssumesChristmas([]week.Week{c.at}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// steadyShops is flatShops with more noise, that grow by so much a week.
func steadyShops(weeks int, noise, growth float64, seed uint64) Panel {
	r := rand.New(rand.NewPCG(seed, 6))
	end, _ := week.Parse("2023-11-20")
	p := Panel{Dated: true}
	for k := range 5 {
		s := Series{Key: strconv.Itoa(k), Start: end + 1 - week.Week(weeks)}
		for i := range weeks {
			s.Values = append(s.Values, 100*math.Exp(noise*r.NormFloat64()+growth*float64(i-weeks)))
		}
		p.Series = append(p.Series, s)
	}
	return p
}

// TestChristmasOfWhoShowedNone: noise does not hide for long that a shop has no
// Christmas, and growth is none. The mean effect that is laid on the week of the eve.
func TestChristmasOfWhoShowedNone(t *testing.T) {
	for name, c := range map[string]struct {
		noise, growth, most float64
	}{
		"noise":   {.3, 0, .06},
		"growth":  {.02, .02, .02},
		"decline": {.02, -.02, .02},
	} {
		t.Run(name, func(t *testing.T) {
			sum := 0.
			for seed := range uint64(100) {
				p := steadyShops(60, c.noise, c.growth, seed).withChristmas()
				hs, _ := histories(p)
				for _, e := range estimateEffects(p, hs) {
					if e.eventWeek == (eventWeek{christmas, 0}) {
						sum += e.Log / 500
					}
				}
			}
			t.Logf("%.3f", sum)
			if math.Abs(sum) > c.most {
				t.Errorf("Christmas of shops that showed none: %.3f, want %.2f at most", sum, c.most)
			}
		})
	}
}

// TestBandsHoldThatAShopHasNoChristmas: while its height is assumed; also of what has
// too few weeks for anything else, without a step at MinWeeks.
func TestBandsHoldThatAShopHasNoChristmas(t *testing.T) {
	for _, weeks := range []int{MinWeeks - 1, MinWeeks, 20, 45} {
		p := steadyShops(weeks, .05, 0, 1)
		for _, f := range forecasts(t, trained(t, p, quick()), p, 5) {
			eve, before := f.Points[3], f.Points[0]
			if ratio := eve.Value / f.Points[4].Value; ratio < 1.1 || ratio > 1.3 {
				t.Errorf("%d weeks: %v %.2f times", weeks, eve.Week, ratio)
			}
			for _, b := range eve.Bands {
				if b.Level == 80 && (b.Lower > 100 || b.Upper < 140) {
					t.Errorf("%d weeks: 80%% band of %v %.0f to %.0f, want 100 and 140 in it (%.0f to %.0f of %v)", weeks, eve.Week, b.Lower, b.Upper, before.Bands[0].Lower, before.Bands[0].Upper, before.Week)
				}
			}
		}
	}
}
