package forecast

import (
	"fmt"
	"time"
)

// Week numbers ISO weeks: 0 is the week of Monday 1970-01-05. It is written
// as the ISO date of its Monday, in text and in JSON.
type Week int

// yearWeeks is a year in weeks, as seasons are counted; one in five or six has a
// week more.
const yearWeeks = 52

const isoDate = "2006-01-02"

// epoch is Monday of week 0, in days since 1970-01-01.
const epoch = 4

// WeekOf gives the week that holds t's calendar day; t's zone is not
// converted.
func WeekOf(t time.Time) Week {
	y, m, d := t.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
	return Week(floorDiv(int(days)-epoch, 7))
}

// ParseWeek reads an ISO date (2018-08-13) and gives the week that it lies in.
func ParseWeek(s string) (Week, error) {
	t, err := time.Parse(isoDate, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date like 2018-08-13", s)
	}
	return WeekOf(t), nil
}

// Monday is the first day of the week, midnight UTC.
func (w Week) Monday() time.Time {
	return time.Unix((int64(w)*7+epoch)*86400, 0).UTC()
}

// String is the ISO date of the week's Monday.
func (w Week) String() string { return w.Monday().Format(isoDate) }

// ISO gives the ISO 8601 year and week number.
func (w Week) ISO() (year, week int) { return w.Monday().ISOWeek() }

// MarshalText writes the week as its Monday's ISO date.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (w *Week) UnmarshalText(b []byte) (err error) {
	*w, err = ParseWeek(string(b))
	return err
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && a < 0 {
		q--
	}
	return q
}
