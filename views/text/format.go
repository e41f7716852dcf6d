package text

import (
	"math"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

const (
	space = "\u00a0" // no line break between R$ and its amount
	minus = "\u2212"
)

var (
	printEN = message.NewPrinter(language.English)
	printPT = message.NewPrinter(language.BrazilianPortuguese)
)

// Number writes v with a fixed number of decimals and the language's marks;
// halves round away from zero, as people expect.
func (l Locale) Number(v float64, decimals int) string {
	p := printEN
	if l.pt {
		p = printPT
	}
	scale := math.Pow10(decimals)
	v = math.Round(v*scale) / scale
	sign := ""
	if v < 0 {
		sign, v = minus, -v
	}
	return sign + p.Sprint(number.Decimal(v, number.Scale(decimals)))
}

// Marks gives a number that a program wrote the language's decimal mark.
func (l Locale) Marks(plain string) string {
	if l.pt {
		return strings.Replace(plain, ".", ",", 1)
	}
	return plain
}

// Int writes a whole number.
func (l Locale) Int(n int) string { return l.Number(float64(n), 0) }

// Money writes cents to the cent: R$ 218,345.67.
func (l Locale) Money(cents int64) string { return money(l.Number(reais(abs(cents)), 2), cents) }

// MoneyWhole writes cents in whole reais: R$ 218,346.
func (l Locale) MoneyWhole(cents int64) string {
	return money(l.Number(reais(abs(cents)), 0), cents)
}

// Whole writes cents in whole reais without R$, for columns that say it once.
func (l Locale) Whole(cents int64) string { return l.Number(reais(cents), 0) }

// MoneyShort writes cents in three significant digits: R$ 218k, R$ 2.31M.
func (l Locale) MoneyShort(cents int64) string {
	v := reais(abs(cents))
	thousand, million := "k", "M"
	if l.pt {
		thousand, million = space+"mil", space+"mi"
	}
	switch {
	case v < 999.5:
		return money(l.Number(v, 0), cents)
	case v < 999_500:
		return money(l.significant(v/1e3)+thousand, cents)
	}
	return money(l.significant(v/1e6)+million, cents)
}

// significant writes three digits, also where the last ones are zeros: amounts
// that stand side by side are read as equally exact.
func (l Locale) significant(v float64) string {
	decimals := 0
	switch {
	case v < 9.995:
		decimals = 2
	case v < 99.95:
		decimals = 1
	}
	return l.Number(v, decimals)
}

// money lays the sign of cents on an amount that is written without one;
// one that rounded to nothing has none.
func money(amount string, cents int64) string {
	if cents < 0 && strings.ContainsAny(amount, "123456789") {
		return minus + "R$" + space + amount
	}
	return "R$" + space + amount
}

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

func reais(cents int64) float64 { return float64(cents) / 100 }

func abs(cents int64) int64 {
	if cents < 0 {
		return -cents
	}
	return cents
}

// months are the short names; English and Portuguese dates both put the day
// first here, since a week is read as a range of days.
var months = map[bool][12]string{
	false: {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	true:  {"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
}

func (l Locale) month(t time.Time) string { return months[l.pt][t.Month()-1] }

// Date writes an ISO date: 20 Aug 2018. What is not a date comes out as it is.
func (l Locale) Date(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2") + space + l.month(t) + space + t.Format("2006")
}

// DayMonth writes an ISO date without its year: 20 Aug.
func (l Locale) DayMonth(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2") + space + l.month(t)
}

// Week writes the seven days from a Monday: 20–26 Aug 2018.
func (l Locale) Week(monday string) string {
	days, year := l.WeekParts(monday)
	if year == "" {
		return days
	}
	return days + space + year
}

// WeekParts writes the days and the year of a week apart: 20–26 Aug and 2018.
// Where the week spans two years both stand in the days.
func (l Locale) WeekParts(monday string) (days, year string) {
	from, err := time.Parse(time.DateOnly, monday)
	if err != nil {
		return monday, ""
	}
	return l.parts(from, from.AddDate(0, 0, 6))
}

func (l Locale) parts(from, to time.Time) (days, year string) {
	monday, sunday := from.Format(time.DateOnly), to.Format(time.DateOnly)
	switch {
	case from.Year() != to.Year():
		return l.Date(monday) + " – " + l.Date(sunday), ""
	case from.Month() != to.Month():
		return l.DayMonth(monday) + " – " + l.DayMonth(sunday), from.Format("2006")
	}
	return from.Format("2") + "–" + l.DayMonth(sunday), from.Format("2006")
}

// WeekRange writes the days from one week's Monday to another's Sunday, in the
// form of a week.
func (l Locale) WeekRange(from, to string) string {
	first, err := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return from + " – " + to
	}
	days, year := l.parts(first, last.AddDate(0, 0, 6))
	return strings.TrimSuffix(days+space+year, space)
}

// Time writes a moment to the minute, in UTC: 24 Nov 2026, 09:30 UTC.
func (l Locale) Time(t time.Time) string {
	t = t.UTC()
	return l.Date(t.Format(time.DateOnly)) + ", " + t.Format("15:04") + " UTC"
}
