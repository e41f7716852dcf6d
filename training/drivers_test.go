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
