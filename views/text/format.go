package text

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/number"

	"olist/week"
)

const (
	space = "\u00a0" // no line break between a sign and its amount
	minus = "\u2212"
)

// Number writes v with a fixed number of decimals and the marks of the shop's country;
// halves round away from zero, as people expect.
func (l Locale) Number(v float64, decimals int) string {
	scale := math.Pow10(decimals)
	v = math.Round(v*scale) / scale
	sign := ""
	if v < 0 {
		sign, v = minus, -v
	}
	return sign + l.habits().printer.Sprint(number.Decimal(v, number.Scale(decimals)))
}

// Marks gives a number that a program wrote the decimal mark that pages have.
func (l Locale) Marks(plain string) string {
	return strings.Replace(plain, ".", l.Decimal(), 1)
}

// Int writes a whole number.
func (l Locale) Int(n int) string { return l.Number(float64(n), 0) }

// Percent writes a ratio: 0.124 is 12.4%.
func (l Locale) Percent(ratio float64, decimals int) string {
	return l.Number(ratio*100, decimals) + "%"
}

// Change writes a ratio with its sign: +4.2%.
func (l Locale) Change(ratio float64) string {
	s := l.Percent(ratio, 1)
	if math.Round(ratio*1000) > 0 {
		return "+" + s
	}
	return s
}

func (l Locale) month(t time.Time) string {
	name := l.months[t.Month()-1]
	if l.pseudo {
		return accents.Replace(name)
	}
	return name
}

// Date writes a day: 20 Aug 2018, or Aug 20, 2018.
func (l Locale) Date(day time.Time) string { return l.DayMonth(day) + l.year(day) }

// DayMonth writes a day without its year: 20 Aug, or Aug 20.
func (l Locale) DayMonth(day time.Time) string { return l.days(day, day.Format("2")) }

// days writes one or some days of a month.
func (l Locale) days(in time.Time, days string) string {
	if l.monthFirst() {
		return l.month(in) + space + days
	}
	return days + space + l.month(in)
}

// year writes a year behind a day.
func (l Locale) year(of time.Time) string {
	if l.monthFirst() {
		return ", " + of.Format("2006")
	}
	return space + of.Format("2006")
}

// Week writes the seven days of a week: 20–26 Aug 2018, or Aug 20–26, 2018.
func (l Locale) Week(w week.Week) string { return l.WeekRange(w, w) }

// WeekParts writes the days of a week, and what is laid on them where there is room for
// its year: 20–26 Aug and " 2018", at which a line may break. Where the week spans two
// years both stand in the days.
func (l Locale) WeekParts(w week.Week) (days, year string) {
	days, year = l.parts(w, w)
	return days, strings.ReplaceAll(year, space, " ")
}

// WeekRange writes the days from the first of one week to the last of another, in the
// form of a week.
func (l Locale) WeekRange(from, to week.Week) string {
	days, year := l.parts(from, to)
	return days + year
}

func (l Locale) parts(first, last week.Week) (days, year string) {
	from, to := first.First(), last.Last()
	switch {
	case from.Year() != to.Year():
		return l.Date(from) + " – " + l.Date(to), ""
	case from.Month() != to.Month():
		return l.DayMonth(from) + " – " + l.DayMonth(to), l.year(from)
	}
	return l.days(from, from.Format("2")+"–"+to.Format("2")), l.year(from)
}

// Time writes a moment to the minute, in the data's zone, and says which:
// 24 Nov 2026, 06:30 UTC−3.
func (l Locale) Time(t time.Time) string {
	t = l.local(t)
	return l.Date(t) + ", " + t.Format("15:04") + " " + zoneName(t)
}

// Day writes the day of a moment, in the data's zone.
func (l Locale) Day(t time.Time) string { return l.Date(l.local(t)) }

// Clock writes the time of the day to the second, in the data's zone.
func (l Locale) Clock(t time.Time) string { return l.local(t).Format("15:04:05") }

func (l Locale) local(t time.Time) time.Time {
	if l.zone == nil {
		return t.UTC()
	}
	return t.In(l.zone)
}

// zoneName is how far the clocks are from UTC, which every reader understands,
// unlike the zones' many abbreviations.
func zoneName(t time.Time) string {
	_, seconds := t.Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = minus, -seconds
	}
	name := "UTC" + sign + strconv.Itoa(seconds/3600)
	if minutes := seconds % 3600 / 60; minutes > 0 {
		name += fmt.Sprintf(":%02d", minutes)
	}
	return name
}
