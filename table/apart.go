package table

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
	name     string
}{{1, 1, "a week"}, {2, 2, "every two weeks"}, {4, 5, "every four weeks or every month"}, {12, 14, "a quarter"}}

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

// Step completes "one row ..." where nearly all gaps are of one kind; empty
// where they are not.
func (a *Apart) Step() string {
	for k, s := range apartSteps {
		if a.gaps >= leastGaps && float64(a.by[k]) >= nearly*float64(a.gaps) {
			return s.name
		}
	}
	return ""
}

// EachWeek is the step of a series with a row in every week.
const EachWeek = "a week"

// Steps are those that Step names, the shortest first.
func Steps() (names []string) {
	for _, s := range apartSteps {
		names = append(names, s.name)
	}
	return names
}
