package needs

import (
	"math"
	"slices"

	"olist/message"
	"olist/week"
)

// State is what is known at the end of a week.
type State struct {
	To    week.Week // the last week known
	Usual int64     // what the shop sells in a usual week, in cents
	Came  []Came    // the latest weeks
	Goals []Goal

	Budgets  []Budget  // of coming months
	Promises []Promise // of the published plan
	House    []Line    // what the house found by itself
}

// Came is a week that came, what it sold by segment, in cents, and what had been
// forecast for it before it came.
type Came struct {
	Week   week.Week
	Sold   func(segment string) (cents int64, known bool)
	Issued Issued
}

// Goal is an amount that a segment should come to over a stretch of coming weeks,
// and what is forecast for them; or in a month or quarter that is not past, and what
// came of it and is still expected.
type Goal struct {
	Segment string
	ID      string // tells it from the segment's other goals
	From    week.Week
	Weeks   int
	Period  week.Period // in the place of From and Weeks, or zero
	Cents   int64
	Range   Range
}

// List is what is found at the end of a week.
type List struct {
	Lines []Line // most money first
	Left  int    // weeks outside their range, budgets, targets of a month or quarter and those of the plan that are no line since Rules.Most others alike have more money
}

// Decide gives what needs somebody.
func Decide(s State, r Rules) List {
	least := int64(math.Round(float64(s.Usual) * r.Least / 100))
	var l List
	for _, c := range s.Came {
		if c.Week <= s.To-week.Week(r.Weeks) || c.Week > s.To {
			continue
		}
		l.addMost(c.outside(r.Level, least), r.Most)
	}
	l.addBudgets(s.Budgets, r.Chance/100, least, r.Most)
	l.addGoals(s.Goals, r.Chance/100, least, r.Most)
	l.addPromises(s.Promises, r.Chance/100, least, r.Most)
	for _, line := range s.House {
		if line.Amount > 0 && line.Amount < least {
			continue
		}
		l.Lines = append(l.Lines, line.named())
	}
	slices.SortFunc(l.Lines, order)
	return l
}

// outside are the segments whose week came outside the range of a level, by at
// least so much from what was expected.
func (c Came) outside(level int, least int64) (lines []Line) {
	step := int(c.Week - c.Issued.Cutoff)
	for segment, ahead := range c.Issued.Segments {
		sold, known := c.Sold(segment)
		if !known || step < 1 || step > len(ahead.Weeks) {
			continue
		}
		said := ahead.Weeks[step-1]
		low, high := said.at(level)
		off := max(sold-said.Cents, said.Cents-sold)
		if sold >= low && sold <= high || off < max(least, 1) {
			continue
		}
		lines = append(lines, Line{Kind: Missed, Segment: segment, Week: c.Week, Weeks: 1, Amount: off, Range: said, Actual: sold,
			Said: message.NeedBand.With(c.Week, message.WholeMoney(sold), message.WholeMoney(said.Cents), level, message.WholeMoney(low), message.WholeMoney(high))}.named())
	}
	return lines
}
