package dashboard

import (
	"net/url"
	"strings"

	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// Periods is the page's segment by month or quarter, where that is asked for.
type Periods struct {
	Span        week.Span   // what sums are shown by; a week where there is no forecast
	Rows        []ui.Period // past ones and those that the horizon reaches; none by week
	All         ui.Period   // what is not past, together
	Daily       bool        // weeks that straddle months are divided by their days
	ByShare     int         // past ones of them that came without days of the segment
	GoalPeriods []ui.Period // to come, of the span that the target is for
}

// ByPeriod tells whether months or quarters are shown.
func (p Periods) ByPeriod() bool { return len(ui.ComingPeriods(p.Rows)) > 0 }

// PeriodsAhead are those that are not past.
func (p Periods) PeriodsAhead() []ui.Period { return ui.ComingPeriods(p.Rows) }

// shownBy is what sums are shown by.
func (p Periods) shownBy() week.Span {
	if p.ByPeriod() {
		return p.Span
	}
	return week.ByWeek
}

// spanURL leads to the same by another span.
func (d View) spanURL(s week.Span) string {
	q, _ := url.ParseQuery(d.query()) // made above
	q.Del("period")
	if s != week.ByWeek {
		q.Set("period", string(s))
	}
	if d.Goal.Written != "" && d.Goal.Cents == 0 {
		q.Set("goal", d.Goal.Written)
	}
	if len(d.Trail) > 1 {
		q.Set("from", d.Trail[1].Key)
	}
	return "/?" + q.Encode()
}

// addSpan says in an address what sums are shown by; of weeks it says nothing.
func (p Periods) addSpan(q url.Values) url.Values {
	if p.ByPeriod() {
		q.Set("period", string(p.Span))
	}
	return q
}

// PeriodGoal tells whether each month or quarter shown is held against the target.
func (d View) PeriodGoal() bool {
	return d.Goal.Cents > 0 && d.ByPeriod() && d.Goal.Each == d.Span
}

// periodChart is what the chart shows by month or quarter.
func (d View) periodChart() chart.Periods {
	p := chart.Periods{Text: d.Text, Segment: d.Segment, Rows: d.Rows}
	if d.PeriodGoal() {
		p.Goal = d.Goal.Cents
	}
	return p
}

// drawn is the chart's data, by what the page is by.
func (d View) drawn() chart.Data {
	if d.ByPeriod() {
		return d.periodChart().Data()
	}
	return d.weeks().Data()
}

// periodHeadline says how sure the period is, how much of it came already, and how it
// compares with the same a year before.
func (d View) periodHeadline() string {
	l, next := d.Text, d.PeriodsAhead()[0]
	var said []string
	if !next.Unsure {
		said = append(said, l.T(text.LikelyBetween, l.MoneyShort(next.Low), l.MoneyShort(next.High)))
	}
	if next.Partly() {
		said = append(said, l.T(text.PeriodSoFar, l.MoneyShort(next.Sold), l.Date(next.Until()), l.MoneyShort(next.Ahead)))
	}
	if ratio, ok := ui.Change(next.Cents, next.Before); ok && next.BeforeIsKnown {
		said = append(said, l.T(text.PeriodAgainst, l.Period(next.Add(-12/monthsOf(next.Span))), l.Change(ratio)))
	}
	return strings.Join(said, " ")
}

func monthsOf(s week.Span) int {
	if s == week.ByQuarter {
		return 3
	}
	return 1
}

func (d View) periodTitle() text.Text {
	if d.Span == week.ByQuarter {
		return text.PeriodQuarters
	}
	return text.PeriodMonths
}

// divided says how weeks that straddle months are.
func (d View) divided() text.Text {
	if d.Daily {
		return text.PeriodDaily
	}
	return text.PeriodEvenly
}

func (d View) before(p ui.Period) string {
	if !p.BeforeIsKnown {
		return "–"
	}
	return d.Text.Whole(p.Before)
}
