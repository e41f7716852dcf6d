package cli

import (
	"fmt"
	"math"
	"slices"

	"olist/forecast"
	"olist/week"
)

// tellUnseen says which drivers take values in weeks to come that no week with
// sales had: their effect is not known there, and not extrapolated.
func (env *Env) tellUnseen(p forecast.Panel, horizon int) {
	var unseen []string
	for d, name := range p.Drivers {
		if low, high, n := unseenAhead(p.Series, d, horizon); n > 0 {
			unseen = append(unseen, fmt.Sprintf("%s, known from %g to %g, in %d rows", called(name), low, high, n))
		}
	}
	if len(unseen) > 0 {
		fmt.Fprintf(env.Err, "olist: warning: drivers are lower or higher in weeks to come than in any week with sales, whose nearest is forecast with: %s\n", some(unseen))
	}
}

// unseenAhead counts the values to come of driver d below the least or above the
// most of weeks whose sales are known; none where no week has both.
func unseenAhead(all []forecast.Series, d, horizon int) (low, high float64, n int) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range all {
		for i, v := range s.Values {
			if s.Drivers != nil && !math.IsNaN(v+s.Drivers[d][i]) {
				low, high = min(low, s.Drivers[d][i]), max(high, s.Drivers[d][i])
			}
		}
	}
	if low > high {
		return low, high, 0
	}
	for _, s := range all {
		if s.Drivers == nil {
			continue
		}
		for _, v := range s.Drivers[d][len(s.Values):min(len(s.Drivers[d]), len(s.Values)+horizon)] {
			if v < low || v > high {
				n++
			}
		}
	}
	return low, high, n
}

// tellChristmas says that Christmas is assumed where it is: the file cannot know
// whether its shop has any.
func (env *Env) tellChristmas(p forecast.Panel, all []forecast.Forecast) {
	var weeks []week.Week
	for _, f := range all {
		for _, point := range f.Points {
			if f.Short == nil && !slices.Contains(weeks, point.Week) {
				weeks = append(weeks, point.Week)
			}
		}
	}
	if p.AssumesChristmas(weeks) {
		fmt.Fprintln(env.Err, "olist: how much the four weeks up to Christmas stand out is assumed from what other shops sell then, as no series has two years: expect less of a shop without Christmas")
	}
}
