package forecast

import (
	"math"
	"slices"
	"testing"
)

func pointsOf(values ...float64) (points []Point) {
	for i, v := range values {
		points = append(points, Point{Step: i + 1, Value: v, Mean: 1.1 * v, Bands: []Band{{80, .9 * v, 1.2 * v}}})
	}
	return points
}

// TestFiguresAreRoundedByOneRule: money to cents, as the pages do it; what is
// small keeps seven digits, and what has no such place stays.
func TestFiguresAreRoundedByOneRule(t *testing.T) {
	for _, c := range []struct{ scale, place float64 }{{123_456.789, .01}, {20_000.123_456, .01}, {8.123_456_789, 1e-6}, {.012_345_678_9, 1e-8}, {3.123e13, 0}, {1e300, 0}, {1e-13, 0}, {0, .01}} {
		was := pointsOf(c.scale/3, c.scale/7, c.scale)
		fs := []Forecast{{Points: slices.Clone(was), Totals: pointsOf(c.scale/3, 10*c.scale/21, 31*c.scale/21)}}
		for i := range fs[0].Points {
			fs[0].Points[i].Bands = slices.Clone(was[i].Bands)
		}
		RoundFigures(fs)
		mean := 0.0
		for i, p := range fs[0].Points {
			for _, pair := range [][2]float64{{p.Value, was[i].Value}, {p.Mean, was[i].Mean}, {p.Bands[0].Lower, was[i].Bands[0].Lower}, {p.Bands[0].Upper, was[i].Bands[0].Upper}} {
				got, places := pair[0], pair[0]/max(c.place, math.SmallestNonzeroFloat64)
				switch {
				case c.place == 0 && got != pair[1]:
					t.Errorf("scale %g: %v becomes %v", c.scale, pair[1], got)
				case c.place > 0 && (math.Abs(got-pair[1]) > .5001*c.place || math.Abs(places-math.Round(places)) > 1e-4):
					t.Errorf("scale %g: %v becomes %v, not rounded to %g", c.scale, pair[1], got, c.place)
				}
			}
			mean += p.Mean
		}
		if total := fs[0].Totals[2].Mean; c.place > 0 && math.Abs(total-mean) > 1e-9*total {
			t.Errorf("scale %g: the means come to %v, their total is %v", c.scale, mean, total)
		}
	}
}

// TestCommandLineAndPagesRoundAlike: a series that sells ten thousand or more is
// the same to the cent by either way.
func TestCommandLineAndPagesRoundAlike(t *testing.T) {
	p := shop(3, 80, 5)
	m := trained(t, p, quick())
	one, other := forecasts(t, m, p, 6), forecasts(t, m, p, 6)
	for _, fs := range [][]Forecast{one, other} {
		for i := range fs {
			for k := range fs[i].Points {
				fs[i].Points[k].Value, fs[i].Points[k].Mean = fs[i].Points[k].Value+20_000, fs[i].Points[k].Mean+20_000
			}
		}
	}
	RoundFigures(one)
	RoundForecasts(other, nil, 100)
	for i := range one {
		for k := range one[i].Points {
			if a, b := one[i].Points[k], other[i].Points[k]; a.Value != b.Value || a.Mean != b.Mean || one[i].Totals[k].Mean != other[i].Totals[k].Mean {
				t.Errorf("%s, step %d: %v and %v", one[i].Key, k+1, a, b)
			}
		}
	}
}
