package dashboard

import (
	"cmp"
	"slices"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Goal is the target that a team wants to reach.
type Goal struct {
	Cents   int64     // 0 for none
	Each    week.Span // in every week, month or quarter; "" in all weeks of the horizon together
	KeptBy  string    // who kept it for the team; "" where it comes from the address
	Plan    int64     // number of the published plan that it comes from; 0 for none
	Written string    // as typed
	Problem string    // what is wrong with what was typed

	Doubted, Meant int64    // cents: typed, but so little that rather the other was meant; 0 where not
	Elsewhere      KeptGoal // what the team keeps for another number of weeks
}

// KeptGoal is a target for so many weeks together; no cents where there is none.
type KeptGoal struct {
	Cents   int64
	Horizon int
}

// The way to set a target, as the address says it.
const GoalPerHorizon = "horizon" // else a span

// GoalPers are all; the first where the address says nothing.
var GoalPers = []string{GoalPerHorizon, string(week.ByWeek), string(week.ByMonth), string(week.ByQuarter)}

// Per is how the address says what the target is for.
func (g Goal) Per() string {
	return cmp.Or(string(g.Each), GoalPerHorizon)
}

// EachOf reads what the address says of it.
func EachOf(per string) week.Span {
	if i := slices.Index(week.Spans, week.Span(per)); i >= 0 {
		return week.Spans[i]
	}
	return ""
}

// byPeriod tells whether the target is for every month or quarter.
func (g Goal) byPeriod() bool { return g.Each == week.ByMonth || g.Each == week.ByQuarter }

// weeklyGoal tells whether each week is held against a target.
func (d View) weeklyGoal() bool { return d.Goal.Cents > 0 && d.Goal.Each == week.ByWeek }

var goalTitles = map[week.Span]text.Text{week.ByWeek: text.GoalTitleWeek, week.ByMonth: text.GoalTitleMonth, week.ByQuarter: text.GoalTitleQuarter}

func (d View) goalTitle() string {
	l := d.Text
	if title, is := goalTitles[d.Goal.Each]; is {
		return l.T(title, l.MoneyShort(d.Goal.Cents))
	}
	return l.T(text.GoalTitle, l.MoneyShort(d.Goal.Cents), l.N(text.InComing, d.Horizon))
}

// goalKept says who kept the target.
func (d View) goalKept() string {
	if d.Text.Here(d.Goal.KeptBy) {
		return d.Text.T(text.GoalKeptHere)
	}
	return d.Text.T(text.GoalKeptBy, d.Goal.KeptBy)
}

// doubtURL leads to the target that was rather meant.
func (d View) doubtURL() string {
	d.Goal.Cents = d.Goal.Meant
	return "/?" + d.query()
}

// GoalRange is what the target is held against first: the next week, month or
// quarter, or all weeks.
func (d View) GoalRange() ui.Range {
	switch {
	case d.Goal.Each == week.ByWeek:
		return d.Targets[0].Range
	case d.Goal.byPeriod() && len(d.GoalPeriods) > 0:
		return d.GoalPeriods[0].Range
	}
	return d.Together
}

// goalText says how the forecast stands to the target.
func (d View) goalText() string {
	l, r := d.Text, d.GoalRange()
	gap, t := r.Cents-d.Goal.Cents, text.GoalAbove
	if gap < 0 {
		gap, t = -gap, text.GoalBelow
	}
	said := l.T(t, l.MoneyShort(gap), l.Percent(float64(gap)/float64(d.Goal.Cents), 1))
	if !r.Unsure {
		said += " " + l.T(text.GoalChance, ui.Chance(l, r.Chance(d.Goal.Cents)))
	}
	switch {
	case d.Goal.byPeriod() && len(d.GoalPeriods) > 0:
		return l.T(text.GoalPeriods, d.periodsReached(), l.Spans(d.Goal.Each, len(d.GoalPeriods)), l.Period(d.GoalPeriods[0].Period), said)
	case d.Goal.Each != week.ByWeek:
		return said
	}
	return l.T(text.GoalWeeksReached, d.weeksReached(), l.N(text.Weeks, d.Horizon)) + " " + l.T(text.GoalNextWeek, said)
}

func (d View) weeksReached() (n int) {
	for _, t := range d.Targets {
		if t.Cents >= d.Goal.Cents {
			n++
		}
	}
	return n
}

func (d View) periodsReached() (n int) {
	for _, p := range d.GoalPeriods {
		if p.Cents >= d.Goal.Cents {
			n++
		}
	}
	return n
}
