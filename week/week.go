// Package week has calendar weeks as numbers, written as the ISO dates of their
// first days.
//
// It imports nothing of this module; every package may import it.
package week

import (
	"fmt"
	"time"
)

// Week numbers the weeks that begin on one day of the week: 0 is the week of
// Monday 1970-01-05, and the next weeks follow. Weeks that begin on a Sunday or
// a Saturday are numbered likewise, each in a range of its own, so that a week
// knows its first day and w+1 follows w. It is written as the ISO date of its
// first day, in text and in JSON. Weeks of different first days are not compared.
type Week int

// PerYear is a year in weeks, as seasons are counted; one in five or six has a
// week more.
const PerYear = 52

const (
	// epoch is Monday of week 0, in days since 1970-01-01.
	epoch = 4
	// apart is how far the ranges of two first days are from each other: years
	// enough, and whole ones, so that week % PerYear is the same in all.
	apart = 20_000 * PerYear
)

// Firsts are the days on which weeks may begin, in the order of their ranges:
// each lies as many days before Monday as it stands behind it.
var Firsts = []time.Weekday{time.Monday, time.Sunday, time.Saturday}

// Of is the week from Monday to Sunday of t's calendar day, in t's own zone.
func Of(t time.Time) Week { return OfFirst(t, time.Monday) }

// OfFirst is the week of t's calendar day where weeks begin on first, one of
// Firsts.
func OfFirst(t time.Time, first time.Weekday) Week {
	y, m, d := t.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
	before := (int(time.Monday) - int(first) + 7) % 7
	return Week(floorDiv(int(days)-epoch+before, 7) + before*apart)
}

// Parse reads an ISO date (2018-08-13) and gives the week from Monday to Sunday
// that it lies in.
func Parse(s string) (Week, error) { return ParseFirst(s, time.Monday) }

// ParseFirst is Parse where weeks begin on first, one of Firsts.
func ParseFirst(s string, first time.Weekday) (Week, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date like 2018-08-13", s)
	}
	return OfFirst(t, first), nil
}

// before is how many days before Monday the week begins.
func (w Week) before() int {
	return max(0, floorDiv(int(w)+apart/2, apart))
}

// FirstDay is the day of the week on which the week begins, one of Firsts.
func (w Week) FirstDay() time.Weekday {
	return time.Weekday((int(time.Monday) - w.before() + 7) % 7)
}

// First is the first day of the week, midnight UTC.
func (w Week) First() time.Time {
	before := w.before()
	return time.Unix((int64(int(w)-before*apart)*7+int64(epoch-before))*86400, 0).UTC()
}

// Last is the last day of the week, midnight UTC.
func (w Week) Last() time.Time { return w.First().AddDate(0, 0, 6) }

// Late is how many weeks, from first on, have ended before today without coming; 0
// while the latest of them may be on its way.
func Late(first, today Week) int {
	if first+2 < today {
		return int(today - first)
	}
	return 0
}

// Containing is the week, beginning on the same day of the week as w, of t's
// calendar day, in t's own zone.
func (w Week) Containing(t time.Time) Week { return OfFirst(t, w.FirstDay()) }

// Beginning is the week of w's first day where weeks begin on first, one of
// Firsts.
func (w Week) Beginning(first time.Weekday) Week { return OfFirst(w.First(), first) }

// String is the ISO date of the week's first day.
func (w Week) String() string { return w.First().Format(time.DateOnly) }

// ISO gives the ISO 8601 year and number of the week that holds most of its
// days: the Monday's, for a week that begins on one.
func (w Week) ISO() (year, week int) { return w.First().AddDate(0, 0, w.before()).ISOWeek() }

// MarshalText writes the week as its first day's ISO date.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what MarshalText writes. A date that is no Sunday and no
// Saturday gives the week from Monday to Sunday.
func (w *Week) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return fmt.Errorf("%q is not a date like 2018-08-13", b)
	}
	first := time.Monday
	if day := t.Weekday(); day == time.Sunday || day == time.Saturday {
		first = day
	}
	*w = OfFirst(t, first)
	return nil
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && a < 0 {
		q--
	}
	return q
}
