package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"

	"olist/shop"
)

// sign stands in texts for what the shop counts in: R$, €, units. (CLDR writes
// currencies of patterns so.)
const sign = "¤"

// For is the language with the amounts, words, clocks and habits of a shop.
func (l Locale) For(p shop.Profile) Locale {
	l.shop, l.country = &p, countryHabits(p)
	return l.In(p.Zone())
}

// Shop is the shop whose amounts and words these are.
func (l Locale) Shop() shop.Profile {
	if l.shop == nil {
		return shop.Olist()
	}
	return *l.shop
}

// Unit is what the shop counts in: R$, €, units; "" where amounts have no sign.
func (l Locale) Unit() string {
	p := l.Shop()
	if p.Measure == shop.Units {
		return l.pick("units", "unidades")
	}
	return l.currency(p.Currency)
}

// unsigned takes from texts what would lead to a sign that amounts do not have.
var unsigned = strings.NewReplacer(", in "+sign, "", ", em "+sign, "", " in "+sign, "", " em "+sign, "", sign+" ", "", sign, "")

// counted puts what the shop counts in into a text.
func (l Locale) counted(worded string) string {
	if unit := l.Unit(); unit != "" {
		return strings.ReplaceAll(worded, sign, unit)
	}
	return unsigned.Replace(worded)
}

// currency is a currency's sign as readers of the language know it.
func (l Locale) currency(code string) string {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return code
	}
	return l.printer.Sprint(currency.Symbol(unit))
}

// Money writes cents to the least amount of the currency: R$ 218,345.67.
func (l Locale) Money(cents int64) string {
	decimals := l.Shop().Decimals()
	if l.Shop().Measure == shop.Units && cents%100 == 0 {
		decimals = 0
	}
	return l.money(l.Number(units(abs(cents)), decimals), cents)
}

// MoneyWhole writes cents in whole units: R$ 218,346.
func (l Locale) MoneyWhole(cents int64) string {
	return l.money(l.Number(units(abs(cents)), 0), cents)
}

// Whole writes cents in whole units without a sign, for columns that say it once.
func (l Locale) Whole(cents int64) string { return l.Number(units(cents), 0) }

// MoneyShort writes cents in three significant digits: R$ 218k, R$ 2.31M.
func (l Locale) MoneyShort(cents int64) string {
	v := units(abs(cents))
	switch {
	case v < 999.5:
		return l.money(l.Number(v, 0), cents)
	case v < 999_500:
		return l.money(l.significant(v/1e3)+l.thousand, cents)
	}
	return l.money(l.significant(v/1e6)+l.million, cents)
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

// money lays the sign of cents and what the shop counts in on an amount that is
// written without; one that rounded to nothing has no sign.
func (l Locale) money(amount string, cents int64) string {
	before := l.Before()
	if cents < 0 && strings.ContainsAny(amount, "123456789") {
		before = minus + before
	}
	if l.Shop().Measure == shop.Units {
		return before + amount + space + l.pick("units", "un")
	}
	return before + amount
}

// Before is what stands before an amount: the currency's sign, and a space
// where the language writes one.
func (l Locale) Before() string {
	p := l.Shop()
	if p.Measure == shop.Units || p.Currency == "" {
		return ""
	}
	of := l.currency(p.Currency)
	last, _ := utf8.DecodeLastRuneInString(of)
	if l.wording == wordedEnglish && p.Currency != "BRL" && !unicode.IsLetter(last) {
		return of
	}
	return of + space
}

// MoneyFormat is the format code by which a spreadsheet shows amounts as the
// shop does: "R$"\ #,##0.00. The marks are those of whoever opens it.
func (l Locale) MoneyFormat() string {
	code := "#,##0"
	if d := l.Shop().Decimals(); d > 0 {
		code += "." + strings.Repeat("0", d)
	}
	before := l.Before()
	if of := strings.TrimSuffix(before, space); of != before {
		return `"` + of + `"\ ` + code
	}
	if before == "" {
		return code
	}
	return `"` + before + `"` + code
}

func units(cents int64) float64 { return float64(cents) / 100 }

func abs(cents int64) int64 {
	if cents < 0 {
		return -cents
	}
	return cents
}
