package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"olist/week"
)

// seasonalPanel is series of n weeks whose logarithm is a level, what
// the week of the year adds, and noise; each knows the truth for a year more.
func seasonalPanel(series, n int, noise float64, yearly func(series, week int) float64) (Panel, [][]float64) {
	r := rand.New(rand.NewPCG(uint64(n), uint64(series)))
	p, truth := Panel{Dated: true}, make([][]float64, series)
	for s := range series {
		level := math.Exp(3 + 3*r.Float64())
		x := make([]float64, n)
		for i := range n + MaxHorizon {
			v := level * math.Exp(yearly(s, i))
			if i < n {
				x[i] = v * math.Exp(noise*r.NormFloat64())
			} else {
				truth[s] = append(truth[s], v)
			}
		}
		p.Series = append(p.Series, Series{Key: fmt.Sprintf("s%02d", s), Start: 2400, Values: x})
	}
	return p, truth
}

// TestAMovingEventComesAtItsDate, as Easter does: at its own height, and no more
// where it was in other years.
func TestAMovingEventComesAtItsDate(t *testing.T) {
	easters := []int{12, 12 + 52 + 4, 12 + 2*52 - 1, 12 + 3*52 + 3, 12 + 4*52 + 1}
	for _, years := range []int{2, 3, 4}[:scaled(3, 1)] {
		for _, series := range []int{1, 10} {
			weeks := years * week.PerYear
			p, truth := seasonalPanel(series, weeks, .05, func(_, i int) float64 {
				if slices.Contains(easters, i) {
					return math.Log(1.8)
				}
				return 0
			})
			for _, w := range easters {
				p.Events = append(p.Events, Event{Name: "Easter", Week: 2400 + week.Week(w), Kind: KindRetail})
			}
			coming := easters[years] - weeks
			last := easters[years-1] + week.PerYear - weeks
			var at, where float64
			for s, f := range forecasts(t, trained(t, p, few()), p, 26) {
				level := truth[s][25]
				at, where = at+f.Points[coming].Value/level/float64(series), where+f.Points[last].Value/level/float64(series)
			}
			if math.Abs(at/1.8-1) > .12 || math.Abs(where-1) > .1 {
				t.Errorf("%d years, %d series: %.2f times the level at its date, want 1.8; %.2f where it was last", years, series, at, where)
			}
		}
	}
}
