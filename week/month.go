package week

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Month numbers calendar months from January of year 0: m+1 follows m. It is
// written as 2018-10.
type Month int

// MonthOf is the month of t's calendar day, in t's own zone.
func MonthOf(t time.Time) Month { return Month(12*t.Year() + int(t.Month()) - 1) }

// ParseMonth reads what String writes, of the years 1 to 9999.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("%q is not a month like 2018-10", s)
	}
	return MonthOf(t), nil
}

// First is the first day of the month, midnight UTC.
func (m Month) First() time.Time {
	return time.Date(int(m)/12, time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC)
}

// Year and Number are those of the calendar: January is 1.
func (m Month) Year() int   { return int(m) / 12 }
func (m Month) Number() int { return int(m)%12 + 1 }

func (m Month) String() string { return m.First().Format("2006-01") }

// Span is how long the stretches of time are that sums are given for.
type Span string

// The spans, as addresses name them.
const (
	ByWeek    Span = "week"
	ByMonth   Span = "month"
	ByQuarter Span = "quarter"
)

// Spans are all, the shortest first.
var Spans = []Span{ByWeek, ByMonth, ByQuarter}

// months is how many the span has; 0 for weeks.
func (s Span) months() int {
	switch s {
	case ByMonth:
		return 1
	case ByQuarter:
		return 3
	}
	return 0
}

// Period is a month, or a quarter of a calendar year.
type Period struct {
	Month Month // its first
	Span  Span  // ByMonth or ByQuarter
}

// Of is the period of a span that a month lies in.
func (s Span) Of(m Month) Period {
	return Period{m - m%Month(max(1, s.months())), s}
}

// First and Last are its first and last day, midnight UTC.
func (p Period) First() time.Time { return p.Month.First() }
func (p Period) Last() time.Time  { return p.Add(1).First().AddDate(0, 0, -1) }

// Add is the period so many after p.
func (p Period) Add(n int) Period {
	return Period{p.Month + Month(n*p.Span.months()), p.Span}
}

// Holds tells whether a month lies in it.
func (p Period) Holds(m Month) bool { return p.Span.Of(m) == p }

// String writes 2018-10, and 2018-Q4 for a quarter.
func (p Period) String() string {
	if p.Span == ByQuarter {
		return fmt.Sprintf("%d-Q%d", p.Month.Year(), (p.Month.Number()+2)/3)
	}
	return p.Month.String()
}

// ParsePeriod reads what String writes, of the years 1 to 9999.
func ParsePeriod(s string) (Period, error) {
	year, quarter, is := strings.Cut(s, "-Q")
	if !is {
		m, err := ParseMonth(s)
		return Period{m, ByMonth}, err
	}
	q, err := strconv.Atoi(quarter)
	if err != nil || q < 1 || q > 4 || len(quarter) > 1 {
		return Period{}, fmt.Errorf("%q is not a quarter like 2018-Q4", s)
	}
	m, err := ParseMonth(year + "-01")
	return Period{m + Month(3*(q-1)), ByQuarter}, err
}

// Turn is how many of the week's days lie in the month of its first day: 7 where
// all do.
func (w Week) Turn() int {
	first := w.First()
	next := (MonthOf(first) + 1).First()
	return min(7, int(next.Sub(first)/(24*time.Hour)))
}
