package needs

import (
	"math"
	"slices"

	"olist/message"
	"olist/week"
)

// Budget is what a segment should come to in a month that is not past, beside what
// came of it and is still expected, in cents.
type Budget struct {
	Segment  string
	Month    week.Month
	Cents    int64
	Estimate int64
	Misses   float64 // probability that less than Cents comes, 0..1; NaN where that is not known
}

// addBudgets lists the budgets that the estimate is below: of each month at most so
// many, those that miss most.
func (l *List) addBudgets(all []Budget, chance float64, least int64, most int) {
	months := map[week.Month][]Line{}
	for _, b := range all {
		if line, is := b.below(chance, least); is {
			months[b.Month] = append(months[b.Month], line)
		}
	}
	for _, lines := range months {
		l.addMost(lines, most)
	}
}

// addMost lists the lines with most money, at most so many.
func (l *List) addMost(lines []Line, most int) {
	slices.SortFunc(lines, order)
	listed := min(len(lines), most)
	l.Lines, l.Left = append(l.Lines, lines[:listed]...), l.Left+len(lines)-listed
}

// below is the line of a budget that the estimate is below: an alarm in words where it
// is missed with a chance.
func (b Budget) below(chance float64, least int64) (Line, bool) {
	short := b.Cents - b.Estimate
	if short < max(least, 1) {
		return Line{}, false
	}
	first, last := message.DayOf(b.Month.First()), message.DayOf((b.Month+1).First().AddDate(0, 0, -1))
	said := message.NeedBudgetOnly.With(first, last, message.WholeMoney(b.Estimate), message.WholeMoney(b.Cents))
	switch {
	case b.Misses >= chance:
		month := message.PeriodOf(week.Period{Month: b.Month, Span: week.ByMonth})
		said = message.NeedBudgetLikely.With(month, times(b.Misses), message.WholeMoney(b.Estimate), message.WholeMoney(b.Cents))
	case !math.IsNaN(b.Misses):
		said = message.NeedBudget.With(first, last, message.WholeMoney(b.Estimate), message.WholeMoney(b.Cents), times(b.Misses))
	}
	l := Line{Kind: Unmet, Segment: b.Segment, Subject: b.Month.String(), Amount: short, Actual: b.Cents, Chance: b.Misses, Said: said}
	return l.Happened(b.Month.String(), number(b.Cents)).named(), true
}
