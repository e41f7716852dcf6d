package forecast

import (
	"math"
	"testing"

	"olist/week"
)

func sine(_, i int) float64 { return .4 * math.Sin(2*math.Pi*float64(i)/week.PerYear) }

// wapeOf is the WAPE of the forecasts' first so many steps.
func wapeOf(fs []Forecast, truth [][]float64, steps int) float64 {
	abs, sum := 0.0, 0.0
	for s, f := range fs {
		for k := range steps {
			abs, sum = abs+math.Abs(f.Points[k].Value-truth[s][k]), sum+truth[s][k]
		}
	}
	return abs / sum
}

// TestAYearGoesOn: what two, three and five years did alike is done again, by a
// series alone nearly, by twenty together well. The last value would be off by
// a quarter.
func TestAYearGoesOn(t *testing.T) {
	for _, years := range []int{2, 3, 5}[:scaled(3, 1)] {
		for series, most := range map[int]float64{1: .12, 20: .05} {
			for _, off := range []int{0, 39} {
				p, truth := seasonalPanel(series, years*week.PerYear+off, .03, sine)
				f := forecasts(t, trained(t, p, few()), p, MaxHorizon)
				if got := wapeOf(f, truth, MaxHorizon); got > most {
					t.Errorf("%d years and %d weeks, %d series: the WAPE of a year is %.3f, more than %.2f", years, off, series, got, most)
				}
			}
		}
	}
}

// TestAWeekOfTheYearComesAgain at its height, a sharp peak or dip, and the
// weeks beside it as they are.
func TestAWeekOfTheYearComesAgain(t *testing.T) {
	for _, times := range []float64{2, .6} {
		for _, weeks := range []int{104, 180}[:scaled(2, 1)] {
			for _, series := range []int{1, 20} {
				p, truth := seasonalPanel(series, weeks, .05, func(_, i int) float64 {
					if i%week.PerYear == 47 {
						return math.Log(times)
					}
					return 0
				})
				k := (47 - weeks%week.PerYear + week.PerYear) % week.PerYear
				var got [3]float64 // the week before, the week, the week after, over the level
				for s, f := range forecasts(t, trained(t, p, few()), p, MaxHorizon) {
					level := truth[s][(k+10)%week.PerYear]
					for i := range got {
						got[i] += f.Points[k-1+i].Value / level / float64(series)
					}
				}
				for i, want := range []float64{1, times, 1} {
					if math.Abs(got[i]/want-1) > .12 {
						t.Errorf("a week of %.1f, %d weeks, %d series: %.2f in step %d, want %.1f", times, weeks, series, got[i], k+i, want)
					}
				}
			}
		}
	}
}
