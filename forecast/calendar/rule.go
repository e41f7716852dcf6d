package calendar

import (
	"time"

	"olist/forecast"
	"olist/week"
)

// rule says on which day of a year something happens.
type rule struct {
	name  string
	kind  string // forecast.KindHoliday or KindRetail
	day   func(year int) time.Time
	moved func(time.Time) time.Time // to the substitute by law; nil: it never moves
	first int                       // the first year in which it holds; 0: always did
	last  int                       // the last year; 0: still does
	not   map[int]bool              // years in which it did not
}

// observed is the day of a year's holiday that is free from work, which may lie
// in another year; zero where it does not happen.
func (r rule) observed(year int) time.Time {
	if year < r.first || r.last != 0 && year > r.last || r.not[year] {
		return time.Time{}
	}
	day := r.day(year)
	if r.moved != nil && !day.IsZero() {
		return r.moved(day)
	}
	return day
}

// date is midnight UTC of a day.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// nth weekday of a month; the last one where n is -1.
func nth(year int, month time.Month, day time.Weekday, n int) time.Time {
	if n < 0 {
		last := date(year, month+1, 0)
		return last.AddDate(0, 0, -(int(last.Weekday())-int(day)+7)%7+7*(n+1))
	}
	return onOrAfter(date(year, month, 1), day).AddDate(0, 0, 7*(n-1))
}

// onOrAfter is the first such weekday from a day on.
func onOrAfter(t time.Time, day time.Weekday) time.Time {
	return t.AddDate(0, 0, (int(day)-int(t.Weekday())+7)%7)
}

// orthodoxEaster is Easter Sunday of the Orthodox churches as a Gregorian date of
// 1900 to 2099, by Meeus (Astronomical Algorithms, 1991, chapter 8).
func orthodoxEaster(year int) time.Time {
	a, b, c := year%4, year%7, year%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	n := d + e + 114
	return date(year, time.Month(n/31), n%31+1+13)
}

// fixed is a holiday on the same date every year.
func fixed(name string, month time.Month, day int) rule {
	return holiday(name, func(year int) time.Time { return date(year, month, day) })
}

// easter is a holiday so many days after Easter Sunday.
func easter(name string, days int) rule {
	return holiday(name, func(year int) time.Time { return week.EasterSunday(year).AddDate(0, 0, days) })
}

// orthodox is a holiday so many days after the Orthodox Easter Sunday.
func orthodox(name string, days int) rule {
	return holiday(name, func(year int) time.Time { return orthodoxEaster(year).AddDate(0, 0, days) })
}

// nthOf is a holiday on the nth weekday of a month, or the last (-1).
func nthOf(name string, month time.Month, day time.Weekday, n int) rule {
	return holiday(name, func(year int) time.Time { return nth(year, month, day, n) })
}

// weekdayFrom is a holiday on the first such weekday from a date on.
func weekdayFrom(name string, month time.Month, day int, on time.Weekday) rule {
	return holiday(name, func(year int) time.Time { return onOrAfter(date(year, month, day), on) })
}

// on is a holiday on the given dates alone, at most one a year.
func on(name string, days ...time.Time) rule {
	return holiday(name, func(year int) time.Time {
		for _, d := range days {
			if d.Year() == year {
				return d
			}
		}
		return time.Time{}
	})
}

func holiday(name string, day func(int) time.Time) rule {
	return rule{name: name, kind: forecast.KindHoliday, day: day}
}

func (r rule) since(year int) rule { r.first = year; return r }
func (r rule) until(year int) rule { r.last = year; return r }

func (r rule) moving(how func(time.Time) time.Time) rule { r.moved = how; return r }

func (r rule) except(years ...int) rule {
	r.not = map[int]bool{}
	for _, y := range years {
		r.not[y] = true
	}
	return r
}

// by moves what falls on a Saturday or a Sunday by so many days.
func by(saturday, sunday int) func(time.Time) time.Time {
	return func(t time.Time) time.Time {
		switch t.Weekday() {
		case time.Saturday:
			return t.AddDate(0, 0, saturday)
		case time.Sunday:
			return t.AddDate(0, 0, sunday)
		}
		return t
	}
}

// How weekends move.
var (
	toMonday       = by(2, 1)  // the next Monday
	sundayToMonday = by(0, 1)  // of a Sunday alone
	pastWeekend    = by(2, 2)  // of two days in a row: neither takes the other's substitute
	toNearest      = by(-1, 1) // the nearer of Friday and Monday
)

// allMondays moves any other day to the Monday after it.
func allMondays(t time.Time) time.Time { return onOrAfter(t, time.Monday) }
