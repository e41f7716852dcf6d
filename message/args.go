package message

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"olist/week"
)

// Language words arguments and picks between wordings. One more language is one
// more argument of Choose: whatever lacks it does not compile.
type Language interface {
	Choose(en, pt string) string
	Singular(n int) bool // whether a count takes the singular (CLDR plural rules)
	Number(v float64, decimals int) string
	Date(day time.Time) string
	Period(p week.Period) string
	Money(cents int64) string
	MoneyWhole(cents int64) string
	Quote(words string) string
	Who(actor string) string
	Splits() (first, second string) // what the shop calls its splits; "" for the sample
}

// Shop is what the messages to a shop's programs call its currency and its splits.
type Shop struct {
	Currency      string // stands before amounts; "" where they have no sign
	First, Second string // "" for the sample
}

// Sample are the words that programs have read from the beginning.
var Sample = Shop{Currency: "R$"}

// Arg lists what a message can hold.
type Arg interface {
	string | Quoted | int | int64 | Number | Percent | Cents | WholeMoney | week.Week | Day | Period | Actor | Elapsed | Message | []string | []Quoted | []Message | List
}

// The arguments that are more than their Go type says.
type (
	// Quoted is what a person or a file wrote; it is shown in quotation marks.
	Quoted string
	// Number is written with its count of decimals, -1 for as many as it has.
	Number struct {
		Value    float64 `json:"value"`
		Decimals int     `json:"decimals"`
	}
	// Percent is a ratio, written as a percentage with its count of decimals.
	Percent struct {
		Ratio    float64 `json:"ratio"`
		Decimals int     `json:"decimals"`
	}
	// Cents is an amount of money.
	Cents int64
	// WholeMoney is an amount in cents that is shown without them.
	WholeMoney int64
	// Day is a calendar day, as 2018-08-13.
	Day string
	// Period is a month or a quarter, as 2018-10 or 2018-Q4.
	Period string
	// Actor is who did something, by the name that the log has.
	Actor string
	// Elapsed is a time taken, as time.Duration writes it.
	Elapsed string
	// List holds the parts of an enumeration, written with commas between; of
	// []Message each is a sentence.
	List []Message
)

// DayOf gives the day of a time.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// PeriodOf gives a period.
func PeriodOf(p week.Period) Period { return Period(p.String()) }

// word words one argument. An int is a count, with the language's marks; an
// int64 is a number that names something, without.
func word(l Language, arg any) string {
	switch v := arg.(type) {
	case string:
		return v
	case Quoted:
		return l.Quote(string(v))
	case int:
		return l.Number(float64(v), 0)
	case int64:
		return strconv.FormatInt(v, 10)
	case Number:
		return number(l, v.Value, v.Decimals)
	case Percent:
		return number(l, v.Ratio*100, v.Decimals) + "%"
	case Cents:
		return l.Money(int64(v))
	case WholeMoney:
		return l.MoneyWhole(int64(v))
	case week.Week:
		return l.Date(v.First())
	case Day:
		if day, err := time.Parse(time.DateOnly, string(v)); err == nil {
			return l.Date(day)
		}
		return string(v)
	case Period:
		if p, err := week.ParsePeriod(string(v)); err == nil {
			return l.Period(p)
		}
		return string(v)
	case Elapsed:
		_, plain := l.(plainly)
		if took, err := time.ParseDuration(string(v)); err == nil && !plain {
			return number(l, took.Seconds(), 1) + "\u00a0s"
		}
		return string(v)
	case Actor:
		return l.Who(string(v))
	case Message:
		return v.word(l)
	case []string:
		return strings.Join(v, ", ")
	case []Quoted:
		quoted := make([]string, len(v))
		for i, name := range v {
			quoted[i] = l.Quote(string(name))
		}
		return strings.Join(quoted, ", ")
	case []Message:
		return strings.Join(wordAll(l, v), "; ")
	case List:
		return strings.Join(wordAll(l, v), ", ")
	}
	return fmt.Sprint(arg)
}

func wordAll(l Language, all []Message) []string {
	said := make([]string, len(all))
	for i, m := range all {
		said[i] = m.word(l)
	}
	return said
}

// String writes the parts in plain English.
func (v List) String() string { return word(plainly(Sample), v) }

// number words what may be no number at all: a mean of nothing has no figure.
func number(l Language, v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	if decimals < 0 {
		if _, after, found := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), "."); found {
			decimals = len(after)
		} else {
			decimals = 0
		}
	}
	return l.Number(v, decimals)
}

// plainly is the English of the log and the command line: numbers and dates as
// programs write them.
type plainly Shop

func (plainly) Choose(en, _ string) string { return en }
func (plainly) Singular(n int) bool        { return n == 1 }
func (plainly) Number(v float64, decimals int) string {
	return strconv.FormatFloat(v, 'f', decimals, 64)
}
func (plainly) Date(day time.Time) string   { return day.Format(time.DateOnly) }
func (plainly) Period(p week.Period) string { return p.String() }
func (plainly) Money(cents int64) string    { return grouped(float64(cents)/100, 2) }

// MoneyWhole writes R$ 2,300,000, as the answers of programs always have, or EUR
// 2,300,000.
func (p plainly) MoneyWhole(cents int64) string {
	amount, negative := strings.CutPrefix(grouped(float64(cents)/100, 0), "-")
	if p.Currency != "" {
		amount = p.Currency + " " + amount
	}
	if negative {
		return "-" + amount
	}
	return amount
}

func (p plainly) Splits() (first, second string) { return p.First, p.Second }
func (plainly) Quote(words string) string        { return strconv.Quote(words) }
func (plainly) Who(actor string) string          { return actor }

// grouped writes an amount with marks of thousands: -13,494,400.74.
func grouped(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction := s, ""
	if decimals > 0 {
		whole, fraction = s[:len(s)-decimals-1], s[len(s)-decimals-1:]
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if v < 0 {
		return "-" + whole + fraction
	}
	return whole + fraction
}
