package cli

import (
	"fmt"
	"math"

	"olist/forecast"
)

// heldWeeks is for how many weeks a driver may be blank for --drivers-ahead to
// continue it without a word.
const heldWeeks = 13

// tellStill says which drivers never change in weeks whose sales are known: nothing
// can be learnt of them.
func (env *Env) tellStill(p forecast.Panel) {
	var still []string
	for d, name := range p.Drivers {
		if isStill(p.Series, d) {
			still = append(still, called(name))
		}
	}
	if len(still) > 0 {
		fmt.Fprintf(env.Err, "olist: warning: drivers never change in the weeks with sales, so that nothing is learnt of them: %s\n", some(still))
	}
}

// isStill reports whether driver d has one value or none in the weeks whose sales are
// known, each series by itself.
func isStill(all []forecast.Series, d int) bool {
	for _, s := range all {
		first := math.NaN()
		for i, v := range s.Values {
			if s.Drivers == nil || math.IsNaN(v+s.Drivers[d][i]) {
				continue
			}
			if x := s.Drivers[d][i]; math.IsNaN(first) {
				first = x
			} else if x != first {
				return false
			}
		}
	}
	return true
}

// tellHeld says which drivers --drivers-ahead continues from long ago, or cannot
// continue: in p as the file has it, those whose last number lies more than heldWeeks
// before the last value.
func (env *Env) tellHeld(p forecast.Panel) {
	var held []string
	for d, name := range p.Drivers {
		series, oldest := 0, 0
		for _, s := range p.Series {
			if s.Drivers == nil {
				continue
			}
			if blank := blankWeeks(s, d); blank >= heldWeeks {
				series, oldest = series+1, max(oldest, blank)
			}
		}
		if series > 0 {
			held = append(held, fmt.Sprintf("%s, of %d series for up to %d weeks", called(name), series, oldest))
		}
	}
	if len(held) > 0 {
		fmt.Fprintf(env.Err, "olist: warning: drivers are blank at the end of the sales, so that the weeks to come go by old numbers or none: %s\n", some(held))
	}
}

// blankWeeks is the number of weeks up to the last value, that one among them, in which
// driver d of a series is not known, nor in any week after them.
func blankWeeks(s forecast.Series, d int) int {
	last := len(s.Drivers[d]) - 1
	for last >= 0 && math.IsNaN(s.Drivers[d][last]) {
		last--
	}
	return len(s.Values) - 1 - last
}
