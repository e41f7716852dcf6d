// Package week has calendar weeks as numbers, written as the ISO dates of their
// Mondays.
//
// It imports nothing of this module; every package may import it.
package week

import (
	"fmt"
	"time"
)

// Week numbers ISO weeks: 0 is the week of Monday 1970-01-05. It is written
// as the ISO date of its Monday, in text and in JSON.
type Week int

// PerYear is a year in weeks, as seasons are counted; one in five or six has a
// week more.
const PerYear = 52

// epoch is Monday of week 0, in days since 1970-01-01.
const epoch = 4

// Of is the week of t's calendar day, in t's own zone.
func Of(t time.Time) Week {
	y, m, d := t.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
	return Week(floorDiv(int(days)-epoch, 7))
}

// Parse reads an ISO date (2018-08-13) and gives the week that it lies in.
func Parse(s string) (Week, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date like 2018-08-13", s)
	}
	return Of(t), nil
}

// Monday is the first day of the week, midnight UTC.
func (w Week) Monday() time.Time {
	return time.Unix((int64(w)*7+epoch)*86400, 0).UTC()
}

// Sunday is the last day of the week, midnight UTC.
func (w Week) Sunday() time.Time { return w.Monday().AddDate(0, 0, 6) }

// String is the ISO date of the week's Monday.
func (w Week) String() string { return w.Monday().Format(time.DateOnly) }

// ISO gives the ISO 8601 year and week number.
func (w Week) ISO() (year, week int) { return w.Monday().ISOWeek() }

// MarshalText writes the week as its Monday's ISO date.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (w *Week) UnmarshalText(b []byte) (err error) {
	*w, err = Parse(string(b))
	return err
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && a < 0 {
		q--
	}
	return q
}
