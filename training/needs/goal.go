package needs

import (
	"math"

	"olist/message"
	"olist/week"
)

// addGoals lists the goals that the forecast is below: of each month and quarter at most
// so many, those that lack most.
func (l *List) addGoals(all []Goal, chance float64, least int64, most int) {
	periods := map[week.Period][]Line{}
	for _, g := range all {
		line, is := g.missed(chance, least)
		switch {
		case is && g.Period == week.Period{}:
			l.Lines = append(l.Lines, line)
		case is:
			periods[g.Period] = append(periods[g.Period], line)
		}
	}
	for _, lines := range periods {
		l.addMost(lines, most)
	}
}

// missed is the line of a goal that the forecast is below.
func (g Goal) missed(chance float64, least int64) (Line, bool) {
	short, misses := g.Cents-g.Range.Cents, g.Range.Misses(g.Cents)
	if short < max(least, 1) {
		return Line{}, false
	}
	l := Line{Kind: Below, Segment: g.Segment, Week: g.From, Weeks: g.Weeks, Amount: short, Range: g.Range, Actual: g.Cents, Chance: misses}
	if misses >= chance {
		l.Kind = Likely
	}
	expected, target := message.WholeMoney(g.Range.Cents), message.WholeMoney(g.Cents)
	switch {
	case g.Period == week.Period{}:
		l.Said = message.NeedChance.With(g.Weeks, g.From, expected, target, times(misses))
	case l.Kind == Likely:
		l.Said = message.NeedPeriodLikely.With(message.PeriodOf(g.Period), times(misses), expected, target)
	default:
		l.Said = message.NeedPeriod.With(message.PeriodOf(g.Period), expected, target, times(misses))
	}
	if g.Period != (week.Period{}) {
		l.Subject = g.Period.String()
	}
	return l.Happened(g.ID, number(g.Cents)).named(), true
}

// times is how many times in 100.
func times(chance float64) int { return int(math.Round(100 * chance)) }
