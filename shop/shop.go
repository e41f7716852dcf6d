// Package shop has the profile of a shop: what sets its figures, words and
// calendar apart from another's.
//
// It imports message, fault and week; every package may import it.
package shop

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// What a shop may measure.
const (
	Revenue = "revenue" // amounts of money
	Units   = "units"   // pieces sold
)

// Names of the two ways to split sales that every language has its own word for.
// Any other name is shown as it was written; "" is a way that the shop has not.
const (
	Category = "category"
	Region   = "region"
	State    = "state"
)

// maxName and maxLine bound what a person may write, in letters.
const (
	maxName = 60
	maxLine = 200
)

// Profile is what is known of a shop.
type Profile struct {
	Name     string `json:"name"`
	Currency string `json:"currency"`  // ISO 4217; "" where amounts have no sign
	Country  string `json:"country"`   // ISO 3166-1 alpha-2, of holidays and habits; "" for none
	TimeZone string `json:"time_zone"` // IANA name
	Category string `json:"category"`  // what the first way to split sales is called
	Region   string `json:"region"`    // what the second is called
	Start    Start  `json:"week_start"`
	Measure  string `json:"measure"` // Revenue or Units: what is forecast; the other is kept
	Source   string `json:"source"`  // where the data come from, "" where nothing is to be said
	Licence  string `json:"licence"` // under which they may be shown, "" without one
	Sample   bool   `json:"sample"`  // it is the sample that the program comes with
}

// Olist is the shop of the sample, and of every database from before there were
// profiles.
func Olist() Profile {
	return Profile{Name: "Olist", Currency: "BRL", Country: "BR", TimeZone: "America/Sao_Paulo", Category: Category, Region: State,
		Measure: Revenue, Source: "Olist", Licence: "CC BY-NC-SA 4.0", Sample: true}
}

// New is a shop of which nothing is known yet.
func New() Profile {
	return Profile{TimeZone: "UTC", Category: Category, Region: Region, Measure: Revenue}
}

// Tidy is the profile as it is kept: codes in capitals, without blanks around
// what was written.
func (p Profile) Tidy() Profile {
	for _, s := range []*string{&p.Name, &p.Currency, &p.Country, &p.TimeZone, &p.Category, &p.Region, &p.Measure, &p.Source, &p.Licence} {
		*s = strings.TrimSpace(*s)
	}
	p.Currency, p.Country = strings.ToUpper(p.Currency), strings.ToUpper(p.Country)
	if region, err := language.ParseRegion(p.Country); err == nil && len(p.Country) == 2 {
		p.Country = region.Canonicalize().String() // UK is GB
	}
	return p
}

// unprintable reports whether a letter would turn what stands beside it on a page:
// end its line, or change the direction in which it is read.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func visible(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) }

// ofMachine are names of time zones that are another one on another machine.
var ofMachine = []string{"", "Local", "localtime", "posixrules"}

// Validate returns CodeInvalid naming the field that is wrong.
func (p Profile) Validate() error {
	for _, of := range []struct {
		field, value string
		most         int
	}{{"name", p.Name, maxName}, {"category", p.Category, maxName}, {"region", p.Region, maxName}, {"source", p.Source, maxLine}, {"licence", p.Licence, maxLine}} {
		if utf8.RuneCountInString(of.value) > of.most || !utf8.ValidString(of.value) || strings.ContainsFunc(of.value, unprintable) {
			return fault.Invalid(of.field, message.ShopWords.With(of.most))
		}
	}
	if !strings.ContainsFunc(p.Name, visible) {
		return fault.Invalid("name", message.ShopName.With())
	}
	if _, err := currency.ParseISO(p.Currency); err != nil && p.Currency != "" {
		return fault.Invalid("currency", message.ShopCurrency.With(message.Quoted(p.Currency)))
	}
	if region, err := language.ParseRegion(p.Country); p.Country != "" && (err != nil || len(p.Country) != 2 || !region.IsCountry()) {
		return fault.Invalid("country", message.ShopCountry.With(message.Quoted(p.Country)))
	}
	if _, err := time.LoadLocation(p.TimeZone); err != nil || slices.Contains(ofMachine, p.TimeZone) {
		return fault.Invalid("time_zone", message.ZoneUnknown.With(message.Quoted(p.TimeZone)))
	}
	if p.Category != "" && strings.EqualFold(p.Category, p.Region) {
		return fault.Invalid("region", message.ShopSplits.With())
	}
	if p.Measure != Revenue && p.Measure != Units {
		return fault.Invalid("measure", message.OptionWrong.With(Revenue+" "+Units))
	}
	return nil
}

// Zone is the shop's time zone, UTC where this machine does not know it.
func (p Profile) Zone() *time.Location {
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Words are what messages to programs call the shop's currency and splits: a split
// that it has not by what others have.
func (p Profile) Words() message.Shop {
	if p.Sample {
		return message.Sample
	}
	w := message.Shop{First: cmp.Or(p.Category, Category), Second: cmp.Or(p.Region, Region)}
	if p.Measure == Revenue {
		w.Currency = p.Currency
	}
	return w
}

// Week is the shop's week of t's calendar day, in t's own zone.
func (p Profile) Week(t time.Time) week.Week { return week.OfFirst(t, p.Start.Weekday()) }

// ParseWeek gives the shop's week that an ISO date lies in.
func (p Profile) ParseWeek(date string) (week.Week, error) {
	return week.ParseFirst(strings.TrimSpace(date), p.Start.Weekday())
}

// Decimals is how many digits amounts have behind the mark: 0 for yen, 2 for
// most (ISO 4217; thousandths are not kept). Counts of units have 2, since a
// mean has.
func (p Profile) Decimals() int {
	unit, err := currency.ParseISO(p.Currency)
	if err != nil || p.Measure == Units {
		return 2
	}
	scale, _ := currency.Standard.Rounding(unit)
	return min(scale, 2)
}

// Least is into how many of the least amount a unit is divided: 100 cents, 1
// yen.
func (p Profile) Least() float64 {
	if p.Decimals() == 0 {
		return 1
	}
	return 100
}

// Start is the day on which the shop's weeks begin, counted back from Monday as
// week.Firsts lists them: the zero value is Monday.
type Start int

var starts = []string{"monday", "sunday", "saturday"}

// StartOn is the Start of a day of the week. Returns CodeInvalid for a day on
// which no weeks begin.
func StartOn(name string) (Start, error) {
	for i, s := range starts {
		if s == strings.ToLower(strings.TrimSpace(name)) {
			return Start(i), nil
		}
	}
	return 0, fault.Invalid("week_start", message.OptionWrong.With(strings.Join(starts, " ")))
}

// Weekday is the day of the week.
func (s Start) Weekday() time.Weekday { return week.Firsts[s] }

// String is the day's name in small letters.
func (s Start) String() string { return starts[s] }

// MarshalText writes the day's name.
func (s Start) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Start) UnmarshalText(b []byte) (err error) {
	*s, err = StartOn(string(b))
	return err
}

// Parse reads a profile as it is kept, in JSON.
func Parse(kept []byte) (Profile, error) {
	p := New()
	if err := json.Unmarshal(kept, &p); err != nil {
		return Profile{}, fmt.Errorf("shop: %w", err)
	}
	return p, nil
}

// Today is the shop's calendar day of a moment, as its midnight UTC.
func (p Profile) Today(now time.Time) time.Time {
	y, m, d := now.In(p.Zone()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
