package table

import (
	"time"
)

// Day counts days from 1970-01-01, a Thursday.
type Day int32

// String is the ISO date.
func (d Day) String() string { return d.time().Format(time.DateOnly) }

// Time is the day's midnight, UTC.
func (d Day) Time() time.Time { return d.time() }

func (d Day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Weekday is 0 for a Monday.
func (d Day) Weekday() int { return mod(int(d)+3, 7) }

// Likely reports whether sales may have happened on the day: from 1900 to 2199.
func (d Day) Likely() bool { return d >= firstDay && d <= lastDay }

// Week numbers the weeks that begin on a Monday, as package forecast does: 0
// is that of 1970-01-05.
func (d Day) Week() int { return (int(d) - 4 - mod(int(d)-4, 7)) / 7 }

func mod(a, b int) int { return (a%b + b) % b }

// dayOf gives the day of a date, false where the calendar has none such. Years
// are those that sales may have.
func dayOf(year, month, day int) (Day, bool) {
	if month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999 {
		return 0, false
	}
	if day > 28 && day > daysIn(year, month) {
		return 0, false
	}
	// Howard Hinnant's days_from_civil, as time.Date is ten times slower.
	y := year
	if month <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*((month+9)%12)+2)/5 + day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return Day(era*146097 + doe - 719468), true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// isoWeek gives the Monday of an ISO week, false where the year has none such.
func isoWeek(year, week int) (Day, bool) {
	if week < 1 || week > 53 {
		return 0, false
	}
	fourth, ok := dayOf(year, 1, 4)
	if !ok {
		return 0, false
	}
	d := fourth - Day(fourth.Weekday()) + Day(7*(week-1))
	if y, w := d.time().ISOWeek(); y != year || w != week {
		return 0, false
	}
	return d, true
}

// days is a set of days from 1900 to 2199: of constant size.
type days [(lastDay-firstDay)/64 + 1]uint64

const (
	firstDay = -25567 // 1900-01-01
	lastDay  = 84005  // 2199-12-31
)

func (s *days) add(d Day) {
	s[(d-firstDay)/64] |= 1 << ((d - firstDay) % 64)
}

// each calls f for all days, ascending.
func (s *days) each(f func(Day)) {
	for i, word := range s {
		for b := 0; word != 0; b++ {
			if word&1 != 0 {
				f(Day(i*64+b) + firstDay)
			}
			word >>= 1
		}
	}
}

func (s *days) list() []Day {
	var all []Day
	s.each(func(d Day) { all = append(all, d) })
	return all
}
