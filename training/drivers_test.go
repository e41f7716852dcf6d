package training

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"olist/forecast"
)

// TestUsualDrivers: what is not known of coming weeks is as in the same weeks of
// earlier years, else as in all weeks; what is known stays.
func TestUsualDrivers(t *testing.T) {
	nan := math.NaN()
	year := slices.Repeat([]float64{1}, 104)
	year[0], year[1], year[52], year[53], year[54] = 4, nan, 6, 9, nan
	short := []float64{2, nan, 4, 7}
	for name, c := range map[string]struct {
		values []float64
		weeks  int
		want   string
	}{
		"years":         {year, 104, "[5 9 1]"},
		"short":         {short, 3, "[7 4.333333333333333 4.333333333333333]"},
		"never":         {[]float64{nan, nan}, 2, "[NaN NaN NaN]"},
		"known further": {[]float64{1, 2, 3, 4, 5, 6, 7}, 2, "[3 4 5]"},
	} {
		p := coming(forecast.Panel{Drivers: []string{"x"}, Series: []forecast.Series{
			{Values: make([]float64, c.weeks), Drivers: [][]float64{c.values}},
			{Values: make([]float64, c.weeks), Drivers: [][]float64{c.values}},
		}}, nil, 3)
		if got := fmt.Sprint(p.Series[1].Drivers[0][c.weeks:]); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestModelsOutliveTheirDrivers: an import that is undone takes drivers along
// that the model which serves has learnt from.
func TestModelsOutliveTheirDrivers(t *testing.T) {
	p := coming(forecast.Panel{Drivers: []string{"x"}, Series: []forecast.Series{{Values: []float64{1, 2}, Drivers: [][]float64{{3, 3, 4}}}}}, []string{"y", "x"}, 2)
	if got := fmt.Sprint(p.Drivers, p.Series[0].Drivers); got != "[x y] [[3 3 4 3.3333333333333335] [NaN NaN NaN NaN]]" {
		t.Error(got)
	}
	if p := coming(forecast.Panel{Series: []forecast.Series{{Values: []float64{1}}}}, []string{"y"}, 1); len(p.Series[0].Drivers[0]) != 2 {
		t.Error(p)
	}
}

// TestBacktestsKnowDriversAsFarAheadAsTheyAreNow: what a driver became later
// moves no forecast from an origin that could not know it.
func TestBacktestsKnowDriversAsFarAheadAsTheyAreNow(t *testing.T) {
	const weeks, back = 60, 8
	panel := func(later float64) forecast.Panel {
		s := forecast.Series{Key: "a", Values: make([]float64, weeks), Drivers: [][]float64{make([]float64, weeks+2)}}
		for i := range s.Values {
			s.Values[i] = 100 + 10*float64(i%3)
			s.Drivers[0][i] = float64(i % 3)
			if i >= weeks-back+2 { // two weeks ahead are known today
				s.Drivers[0][i] = later
			}
		}
		return forecast.Panel{Drivers: []string{"x"}, Series: []forecast.Series{s}}
	}
	a, b := knownBefore(panel(0), back), knownBefore(panel(5), back)
	if fmt.Sprint(a) != fmt.Sprint(b) || len(a.Series[0].Values) != weeks-back || len(a.Series[0].Drivers[0]) != weeks-back+MaxHorizon {
		t.Errorf("%v\n%v", a.Series[0].Drivers, b.Series[0].Drivers)
	}
}
