package text

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"olist/shop"
)

// Locale is a language that the pages speak, with all that sets it apart. The
// zero value is not valid; use English, Portuguese or Match. Locales are
// compared by their Code.
type Locale struct {
	code    string // of the html lang attribute
	short   string // what it is called on a small button
	wording int    // which argument of Choose is in it
	tag     language.Tag
	printer *message.Printer // of signs of currencies
	months  *[12]string      // short names
	// what follows thousands and millions
	thousand, million string
	language          *habits // how its readers write numbers and dates, where no country says

	pseudo  bool           // every text longer and accented, see Pseudo
	zone    *time.Location // in which times are written; nil is UTC
	shop    *shop.Profile  // whose amounts and words these are; nil is the sample's
	country *habits        // of the shop; nil where it has none
}

// The wordings, in the order of Choose.
const (
	wordedEnglish = iota
	wordedPortuguese
)

// The languages there are.
var (
	English = Locale{
		code: "en", short: "EN", wording: wordedEnglish,
		tag: language.English, printer: message.NewPrinter(language.English),
		months:   &[12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		thousand: "k", million: "M", language: habitsOf(language.English),
	}
	Portuguese = Locale{
		code: "pt-BR", short: "PT", wording: wordedPortuguese,
		tag: language.BrazilianPortuguese, printer: message.NewPrinter(language.BrazilianPortuguese),
		months:   &[12]string{"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
		thousand: space + "mil", million: space + "mi", language: habitsOf(language.BrazilianPortuguese),
	}
)

// Locales lists every language that can be chosen, the default first.
var Locales = []Locale{English, Portuguese}

// Codes are those of all languages that can be chosen.
func Codes() []string {
	var codes []string
	for _, l := range Locales {
		codes = append(codes, l.code)
	}
	return codes
}

// In is the language with times written as the clocks of zone show them.
func (l Locale) In(zone *time.Location) Locale {
	l.zone = zone
	return l
}

// Code is the BCP 47 tag, for the lang attribute.
func (l Locale) Code() string { return l.code }

// Short is what the language is called on a small button.
func (l Locale) Short() string { return l.short }

// Next is the language that follows, so that one button leads through all.
func (l Locale) Next() Locale {
	at := slices.IndexFunc(Locales, func(other Locale) bool { return other.code == l.code })
	return Locales[(at+1)%len(Locales)]
}

// Choose picks the wording in this language.
func (l Locale) Choose(en, pt string) string {
	worded := l.pick(en, pt)
	if strings.Contains(worded, sign) {
		worded = l.counted(worded)
	}
	if l.pseudo {
		return dress(worded)
	}
	return worded
}

// pick is Choose for what nobody translates, such as names out of the data.
func (l Locale) pick(en, pt string) string {
	return [...]string{wordedEnglish: en, wordedPortuguese: pt}[l.wording]
}
