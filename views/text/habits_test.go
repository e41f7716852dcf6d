package text

import (
	"strings"
	"testing"
	"time"

	"olist/shop"
)

// Numbers are the country's in every language, days before the names of months where
// the language or the country has them; the sample's are its readers'. Expected is what
// CLDR has, by Intl of Chromium 156.
func TestHabits(t *testing.T) {
	olist := shop.Olist()
	day := time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		l       Locale
		shop    shop.Profile
		want    string
		decimal string
		comma   rune
	}{
		{English, olist, "1,234,567.89 12.5% 2 Jan 2023", ".", ','},
		{Portuguese, olist, "1.234.567,89 12,5% 2 jan 2023", ",", ';'},
		{English, shop.Profile{}, "1,234,567.89 12.5% 2 Jan 2023", ".", ','},
		{Portuguese, shop.Profile{Country: "??"}, "1.234.567,89 12,5% 2 jan 2023", ",", ';'},
		{English, shop.Profile{Country: "BR"}, "1.234.567,89 12,5% 2 Jan 2023", ",", ';'},
		{English, shop.Profile{Country: "DE"}, "1.234.567,89 12,5% 2 Jan 2023", ",", ';'},
		{Portuguese, shop.Profile{Country: "DE"}, "1.234.567,89 12,5% 2 jan 2023", ",", ';'},
		{English, shop.Profile{Country: "FR"}, "1 234 567,89 12,5% 2 Jan 2023", ",", ';'},
		{English, shop.Profile{Country: "US"}, "1,234,567.89 12.5% Jan 2, 2023", ".", ','},
		{Portuguese, shop.Profile{Country: "US"}, "1,234,567.89 12.5% 2 jan 2023", ".", ','},
		{English, shop.Profile{Country: "GB"}, "1,234,567.89 12.5% 2 Jan 2023", ".", ','},
		{English, shop.Profile{Country: "CH"}, "1’234’567.89 12.5% 2 Jan 2023", ".", ','},
		{English, shop.Profile{Country: "IN"}, "12,34,567.89 12.5% 2 Jan 2023", ".", ','},
		{English, shop.Profile{Country: "JP"}, "1,234,567.89 12.5% Jan 2, 2023", ".", ','},
		{English, shop.Profile{Country: "ZA"}, "1 234 567,89 12,5% 2 Jan 2023", ",", ';'},
		{English, shop.Profile{Country: "EG"}, "1,234,567.89 12.5% 2 Jan 2023", ".", ','},
		{English, shop.Profile{Country: "PT"}, "1 234 567,89 12,5% 2 Jan 2023", ",", ';'},
	} {
		// A language that has served another shop before keeps nothing of it.
		l := c.l.For(shop.Profile{Country: "CH"}).For(c.shop)
		got := strings.ReplaceAll(l.Number(1234567.89, 2)+" "+l.Percent(.125, 1)+" "+l.Date(day), space, " ")
		if got != c.want || l.Decimal() != c.decimal || l.Comma() != c.comma {
			t.Errorf("%s in %s: %q, %q, %q; want %q", c.shop.Country, l.Code(), got, l.Decimal(), l.Comma(), c.want)
		}
	}
}

// Weeks are written in both orders of their days.
func TestWeeksOfAmericans(t *testing.T) {
	l := English.For(shop.Profile{Country: "US"})
	for date, want := range map[string][2]string{
		"2018-08-20": {"Aug 20–26, 2018", "Aug 20–26"}, "2018-08-27": {"Aug 27 – Sep 2, 2018", "Aug 27 – Sep 2"},
		"2018-12-31": {"Dec 31, 2018 – Jan 6, 2019", "Dec 31, 2018 – Jan 6, 2019"},
	} {
		days, year := l.WeekParts(weekOf(date))
		if got := l.Week(weekOf(date)); strings.ReplaceAll(got, space, " ") != want[0] || strings.ReplaceAll(days, space, " ") != want[1] || strings.ReplaceAll(days+year, space, " ") != want[0] {
			t.Errorf("%q, %q, %q", got, days, year)
		}
	}
}
