package needs

import (
	"fmt"
	"math"

	"olist/message"
	"olist/week"
)

// Promise is what a published plan says of a segment, of its weeks that are still to
// come together, beside what is forecast for them, in cents.
type Promise struct {
	Plan     int64 // its number
	Segment  string
	From     week.Week
	Weeks    int
	Cents    int64
	Estimate int64
	Misses   float64 // probability that less than Cents comes, 0..1; NaN where that is not known
}

// addPromises lists those that the forecast is below: at most so many, that lack most.
func (l *List) addPromises(all []Promise, chance float64, least int64, most int) {
	var lines []Line
	for _, p := range all {
		if line, is := p.below(chance, least); is {
			lines = append(lines, line)
		}
	}
	l.addMost(lines, most)
}

// below is the line of a promise that the forecast is below. While weeks of the plan
// pass it stays the same line.
func (p Promise) below(chance float64, least int64) (Line, bool) {
	short := p.Cents - p.Estimate
	if short < max(least, 1) {
		return Line{}, false
	}
	expected, planned := message.WholeMoney(p.Estimate), message.WholeMoney(p.Cents)
	said := message.NeedPlanOnly.With(p.Weeks, p.From, expected, planned)
	switch {
	case p.Misses >= chance:
		said = message.NeedPlanLikely.With(times(p.Misses), p.Weeks, p.From, expected, planned)
	case !math.IsNaN(p.Misses):
		said = message.NeedPlan.With(p.Weeks, p.From, expected, planned, times(p.Misses))
	}
	l := Line{Kind: Planned, Segment: p.Segment, Week: p.From, Weeks: p.Weeks, Subject: fmt.Sprint(p.Plan), Amount: short, Actual: p.Cents, Chance: p.Misses, Said: said}
	return l.Happened(number(p.Plan)).named(), true
}
