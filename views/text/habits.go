package text

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"olist/shop"
)

// habits are how a country, or the readers of a language, write numbers and dates.
// Words are always the language's.
type habits struct {
	printer    *message.Printer
	decimal    string // mark between units and tenths
	monthFirst bool   // Aug 20, not 20 Aug
}

// habitsOf are those of a language as it is written in a country (CLDR by way of
// x/text).
func habitsOf(tag language.Tag) *habits {
	h := &habits{printer: message.NewPrinter(tag)}
	h.decimal = strings.TrimFunc(h.printer.Sprint(number.Decimal(1.5, number.Scale(1))), unicode.IsDigit)
	return h
}

// habits are the country's of the shop, in every language: whoever looks at a shop
// reads 1.234 as its people write it. The sample has its readers' language: it is
// nobody's shop, and whoever tries the program should read it as they are used to.
func (l Locale) habits() *habits {
	if l.country != nil {
		return l.country
	}
	return l.language
}

// known are the habits of countries that were asked for: there are 250 or so.
var known sync.Map

// countryHabits are those of the language that most people of a shop's country
// write, in Latin digits; nil where the shop has none, and for the sample.
func countryHabits(p shop.Profile) *habits {
	region, err := language.ParseRegion(p.Country)
	if err != nil || p.Sample {
		return nil
	}
	if h, ok := known.Load(p.Country); ok {
		return h.(*habits)
	}
	spoken, _ := language.Raw.Make("und-" + p.Country).Base()
	tag, err := language.Raw.Compose(spoken, region)
	if err == nil {
		tag, err = tag.SetTypeForKey("nu", "latn")
	}
	if err != nil {
		return nil
	}
	h := habitsOf(tag)
	h.monthFirst = monthFirst[p.Country]
	known.Store(p.Country, h)
	return h
}

// monthFirst are the countries whose English dates begin with the month, as yMMMd of
// CLDR 48 has them under en-US and its territories, en-BI, en-CA, en-JP and en-PH; and
// those of East Asia, whose own dates go from the year to the day and which have no
// English of their own there. Portuguese puts the day before the name of a month
// everywhere.
var monthFirst = map[string]bool{
	"US": true, "AS": true, "GU": true, "MH": true, "MP": true, "PR": true, "UM": true, "VI": true,
	"BI": true, "CA": true, "JP": true, "PH": true, "CN": true, "KP": true, "KR": true, "TW": true,
}

// monthFirst tells whether dates are written Aug 20, 2018.
func (l Locale) monthFirst() bool { return l.wording == wordedEnglish && l.habits().monthFirst }

// MonthFirst tells whether the shop's country writes dates in figures as 12/31/2018.
func (l Locale) MonthFirst() bool { return l.habits().monthFirst }

// Decimal is the mark between units and tenths.
func (l Locale) Decimal() string { return l.habits().decimal }

// Comma is what spreadsheets expect between fields: what is not the decimal mark.
func (l Locale) Comma() rune {
	if l.Decimal() == "," {
		return ';'
	}
	return ','
}
