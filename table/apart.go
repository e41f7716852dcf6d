package table

import "olist/message"

// Apart counts how far apart the weeks of one series lie, whatever those of
// its file do.
type Apart struct {
	gaps int
	by   [len(apartSteps)]int
}

// apartSteps are the gaps, in weeks, that make a series one of other rows than
// the weekly ones of its file.
var apartSteps = [...]struct {
	from, to int
	words    message.M0
}{{1, 1, message.EveryWeek}, {2, 2, message.EveryTwoWeeks}, {4, 5, message.EveryFourWeeksOrMonth}, {12, 14, message.EveryQuarter}}

// Step is how far apart the weeks of a series lie.
type Step int

// The steps that are asked for: NoStep where gaps are of several kinds.
const (
	NoStep   Step = -1
	EachWeek Step = 0
)

// Words complete "one row ...".
func (s Step) Words() message.Message { return apartSteps[s].words.With() }

// leastGaps is how many gaps it takes to say so.
const leastGaps = 4

// Gap counts one, in weeks.
func (a *Apart) Gap(weeks int) {
	a.gaps++
	for k, s := range apartSteps {
		if weeks >= s.from && weeks <= s.to {
			a.by[k]++
		}
	}
}

// Step is that of nearly all gaps, NoStep where they are not of one kind.
func (a *Apart) Step() Step {
	for k := range apartSteps {
		if a.gaps >= leastGaps && float64(a.by[k]) >= nearly*float64(a.gaps) {
			return Step(k)
		}
	}
	return NoStep
}

// Steps are all but NoStep, the shortest first.
func Steps() (steps []Step) {
	for k := range apartSteps {
		steps = append(steps, Step(k))
	}
	return steps
}
