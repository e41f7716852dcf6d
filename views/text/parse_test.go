package text

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"olist/message"
	"olist/shop"
)

// doubted are the readings of what has two.
func doubted(err error) string {
	var twice message.Message
	if !errors.As(err, &twice) {
		return ""
	}
	return twice.Args[1].(string) + " or " + twice.Args[2].(string)
}

func TestParseMoney(t *testing.T) {
	for _, c := range []struct {
		written string
		cents   int64
		ok      bool
	}{
		{"2500000", 250_000_000, true}, {"2.500.000,50", 250_000_050, true}, {"2,500,000.50", 250_000_050, true},
		{"R$ 2.500", 250_000, true}, {"2,500", 250_000, true}, {"2500.5", 250_050, true}, {"0,99", 99, true}, {"1 bi", 100_000_000_000, true}, {"1,5B", 150_000_000_000, true}, {"2 bilhões", 200_000_000_000, true},
		{"2.8M", 280_000_000, true}, {"R$ 218k", 21_800_000, true}, {"225 thousand", 22_500_000, true}, {"r$ 225 mil", 22_500_000, true}, {"2,31 mi", 231_000_000, true}, {"84,3 mil", 8_430_000, true}, {"3 milhões", 300_000_000, true}, {"M", 0, false},
		{"1.234.567", 123_456_700, true}, {" R$\u00a07 ", 700, true}, {"1,2.3", 0, false}, {"1.000.00", 0, false},
		{"", 0, false}, {"abc", 0, false}, {"-5", 0, false}, {"1e9", 0, false}, {"NaN", 0, false}, {"0x10", 0, false}, {"99999999999999999999", 0, false},
	} {
		for _, l := range Locales {
			if cents, err := l.ParseMoney(c.written); cents != c.cents || (err == nil) != c.ok {
				t.Errorf("%s: %q: %d, %v; want %d, %v", l.Code(), c.written, cents, err, c.cents, c.ok)
			}
		}
	}
}

// An amount that could be another in the shop's country is not taken for either.
func TestParseMoneyOfACountry(t *testing.T) {
	for _, c := range []struct {
		country, written string
		cents            int64
		doubt            string
	}{
		{"US", "2,500", 250_000, ""}, {"US", "2.500", 0, "2500 or 2.5"}, {"US", "2.500,50", 250_050, ""}, {"US", "2.50", 250, ""}, {"US", "1.234.567", 123_456_700, ""},
		{"DE", "2.500", 250_000, ""}, {"DE", "2,505", 0, "2505 or 2,51"}, {"DE", "2,500.50", 250_050, ""}, {"DE", "2,5k", 250_000, ""},
		{"FR", "1 234,56", 123_456, ""}, {"CH", "1’234.56", 123_456, ""}, {"IN", "12,34,567.89", 123_456_789, ""}, {"JP", "1,234", 123_400, ""},
	} {
		l := English.For(shop.Profile{Country: c.country, Currency: shop.CurrencyOf(c.country)})
		if cents, err := l.ParseMoney(c.written); cents != c.cents || doubted(err) != c.doubt {
			t.Errorf("%s: %q is %d, %v; want %d, %s", c.country, c.written, cents, err, c.cents, c.doubt)
		}
	}
}

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		country, written string
		want             float64
		doubt            string
	}{
		{"US", "1.234", 1.234, ""}, {"US", "1,234", 0, "1234 or 1.234"}, {"US", "12,5", 12.5, ""}, {"US", "−5", -5, ""}, {"US", "0,125", .125, ""}, {"US", "1,234.5", 1234.5, ""},
		{"DE", "1,234", 1.234, ""}, {"DE", "+1.234", 0, "1234 or 1,234"}, {"DE", "12.5", 12.5, ""}, {"DE", "-0.125", -.125, ""}, {"DE", "1.234.567", 1234567, ""},
		{"", "12,5", 12.5, ""}, {"", "12.5", 12.5, ""},
	} {
		l := English.For(shop.Profile{Country: c.country})
		if got, err := l.ParseNumber(c.written); got != c.want || doubted(err) != c.doubt {
			t.Errorf("%s: %q is %g, %v; want %g, %s", c.country, c.written, got, err, c.want, c.doubt)
		}
	}
	for _, written := range []string{"", "-", "--1", "1e3", "NaN", "1,2,3", "0x1", "1.2.3,4", "."} {
		if got, err := English.ParseNumber(written); err == nil {
			t.Errorf("%q is %g", written, got)
		}
	}
}

// What pages show can be typed back, in every country and language.
func TestShownIsReadBack(t *testing.T) {
	for _, country := range []string{"", "US", "DE", "FR", "CH", "IN", "JP", "BR", "ZA", "AT", "PT", "SE"} {
		for _, currency := range []string{"EUR", "JPY", "USD"} {
			for _, l := range Locales {
				l = l.For(shop.Profile{Country: country, Currency: currency})
				for _, cents := range []int64{0, 5, 99, 12_345, 100_000, 123_400, 1_234_567, 123_456_789_01} {
					shown, want := l.Money(cents), cents
					if currency == "JPY" {
						want = int64(math.Round(float64(cents)/100)) * 100
					}
					if got, err := l.ParseMoney(shown); err != nil || got != want {
						t.Errorf("%s in %s, %s: %q is %d, %v", country, l.Code(), currency, shown, got, err)
					}
				}
				for _, v := range []float64{0, .125, -1.5, 1.234, 1234.5, 12345, -1234567.891} {
					shown := strings.ReplaceAll(l.Marks(strconv.FormatFloat(v, 'f', -1, 64)), "-", minus)
					if got, err := l.ParseNumber(shown); err != nil || got != v {
						t.Errorf("%s in %s: %q is %g, %v", country, l.Code(), shown, got, err)
					}
				}
			}
		}
	}
}

// TestParseWithin reads the one number that can be meant, and doubts what two can.
func TestParseWithin(t *testing.T) {
	german := English.For(shop.Profile{Country: "DE", Currency: "EUR"})
	whole := func(v float64) bool { return v == math.Trunc(v) }
	percent := func(v float64) bool { return math.Abs(v) <= 1000 }
	for _, c := range []struct {
		l        Locale
		written  string
		possible func(float64) bool
		want     float64
		doubt    bool
	}{
		{german, "1.234", whole, 1234, false}, {german, "1.000", whole, 1000, false}, {german, "-1.234", whole, -1234, false}, {german, "1,234", whole, 1234, false},
		{English, "1,234", whole, 1234, false}, {English, "1.234", whole, 1234, false}, {English, "1.000", whole, 0, true}, {English, "12", whole, 12, false},
		{german, "1.000", percent, 1000, false}, {german, "1.234", percent, 1.234, false}, {german, "-5,5", percent, -5.5, false},
	} {
		if got, err := c.l.ParseWithin(c.written, c.possible); got != c.want || (doubted(err) != "") != c.doubt {
			t.Errorf("%s is read as %v, %v", c.written, got, err)
		}
	}
	if got, err := English.ParseWithin("+-1", whole); err == nil {
		t.Errorf("no number is %v", got)
	}
}

func FuzzParseNumbers(f *testing.F) {
	for _, seed := range []string{"2.500.000,50", "R$ 1", ",", "..", "1,2.3", "-0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, written string) {
		if cents, err := English.ParseMoney(written); err == nil && cents < 0 {
			t.Errorf("%q is %d cents", written, cents)
		}
		if v, err := English.ParseNumber(written); err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Errorf("%q is %g", written, v)
		}
	})
}
