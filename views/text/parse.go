package text

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"olist/message"
)

// errNoNumber is what cannot be read as a number in any way.
var errNoNumber = errors.New("text: no number")

// ParseMoney reads an amount as pages write it, or as people write it elsewhere, with
// the sign or the code of the shop's currency or without: 2500000, 2.500.000,50,
// 2,500,000.50, R$ 2.500, € 2.500, 2500 EUR; k, mil, M, mi, B, bi and the like multiply.
// The result is in cents. Returns a message.Message with both readings of what has two
// in the shop's country: 2.500 where amounts are written 2,500.00. Where no country
// says how they are, three digits behind a mark are always thousands.
func (l Locale) ParseMoney(written string) (cents int64, err error) {
	s, times := multiplied(l.bare(unspaced(written)))
	v, err := l.amount(s)
	if err != nil {
		return 0, err
	}
	if v*times > 1e15 {
		return 0, errNoNumber
	}
	return int64(math.Round(v * times * 100)), nil
}

// amount reads a number of which thousands are known by three digits behind a mark:
// amounts have at most two behind the decimal mark.
func (l Locale) amount(s string) (float64, error) {
	own, ok := read(s, l.Decimal())
	other, otherOK := read(s, l.otherMark())
	switch {
	case !ok && !otherOK:
		return 0, errNoNumber
	case !ok, otherOK && other.grouped && l.country == nil:
		return other.value, nil
	case otherOK && other.grouped && !own.grouped:
		return 0, l.twice(s, other.value, math.Round(own.value*100)/100)
	}
	return own.value, nil
}

// ParseNumber reads a number as fields show it, with the decimal mark of pages and none
// between thousands, or as people write it elsewhere. Returns a message.Message with
// both readings of what has two: 2,500 where numbers are written 2,500.5.
func (l Locale) ParseNumber(written string) (float64, error) {
	s := strings.ReplaceAll(unspaced(written), minus, "-")
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 {
		return 0, errNoNumber
	}
	own, ok := read(digits, l.Decimal())
	other, otherOK := read(digits, l.otherMark())
	switch {
	case !ok && !otherOK:
		return 0, errNoNumber
	case ok && otherOK && own.grouped && !other.grouped:
		return 0, l.twice(written, own.value, other.value)
	case !ok:
		own = other
	}
	if strings.HasPrefix(s, "-") {
		return -own.value, nil
	}
	return own.value, nil
}

// ParseWithin is ParseNumber of what only some numbers can be, as whole ones: of two
// readings the one that is possible stands; of two possible ones that with the shop's
// marks between thousands, as in amounts.
func (l Locale) ParseWithin(written string, possible func(float64) bool) (float64, error) {
	s := strings.ReplaceAll(unspaced(written), minus, "-")
	digits, times := strings.TrimLeft(s, "+-"), 1.0
	if strings.HasPrefix(s, "-") {
		times = -1
	}
	own, ok := read(digits, l.Decimal())
	other, otherOK := read(digits, l.otherMark())
	if len(s)-len(digits) > 1 || !ok || !otherOK || own.value == other.value {
		return l.ParseNumber(written)
	}
	a, b := times*own.value, times*other.value
	switch {
	case possible(a) && (own.grouped || !possible(b)):
		return a, nil
	case possible(b) && !possible(a):
		return b, nil
	}
	return 0, l.twice(written, own.value, other.value)
}

// twice says that what was written has two readings, each as it can be written without
// a doubt.
func (l Locale) twice(written string, a, b float64) message.Message {
	plainly := func(v float64) string { return l.Marks(strconv.FormatFloat(v, 'f', -1, 64)) }
	return message.NumberTwice.With(message.Quoted(written), plainly(a), plainly(b))
}

func (l Locale) otherMark() string {
	if l.Decimal() == "," {
		return "."
	}
	return ","
}

// unspaced takes blanks out, and the apostrophe between thousands of the Swiss.
func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
}

// reading is what digits are where one of point and comma is the decimal mark.
type reading struct {
	value   float64
	grouped bool // the other stands between thousands
}

var grouping = regexp.MustCompile(`^[1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3}$`) // also 12,34,567

// read reads digits without a sign whose decimal mark is the one that is given.
func read(s, decimal string) (r reading, ok bool) {
	whole, fraction, _ := strings.Cut(s, decimal)
	if strings.ContainsFunc(whole+fraction, func(c rune) bool { return !strings.ContainsRune("0123456789.,", c) }) || strings.ContainsAny(fraction, ".,") {
		return r, false
	}
	if r.grouped = strings.ContainsAny(whole, ".,"); r.grouped && !grouping.MatchString(whole) {
		return r, false
	}
	v, err := strconv.ParseFloat(strings.NewReplacer(".", "", ",", "").Replace(whole)+"."+fraction, 64)
	r.value = v
	return r, err == nil
}

// bare takes the shop's currency off an amount without blanks.
func (l Locale) bare(s string) string {
	code := l.Shop().Currency
	for _, of := range []string{code, English.currency(code), Portuguese.currency(code), l.Unit()} {
		if n := len(of); n > 0 && len(s) > n {
			if strings.EqualFold(s[:n], of) {
				return s[n:]
			}
			if strings.EqualFold(s[len(s)-n:], of) {
				return s[:len(s)-n]
			}
		}
	}
	return s
}

// HasUnit tells whether an amount says thousands, millions or the like itself.
func HasUnit(written string) bool {
	_, times := multiplied(strings.TrimSpace(written))
	return times != 1
}

// multiplied takes the word for a thousand or a million off an amount, as the
// pages write it or as people do.
func multiplied(s string) (number string, times float64) {
	lower := strings.ToLower(s)
	for _, unit := range []struct {
		word  string
		times float64
	}{
		{"bilhões", 1e9}, {"bilhoes", 1e9}, {"bilhão", 1e9}, {"bilhao", 1e9}, {"billion", 1e9}, {"bi", 1e9}, {"bn", 1e9}, {"b", 1e9},
		{"milhões", 1e6}, {"milhoes", 1e6}, {"milhão", 1e6}, {"milhao", 1e6}, {"million", 1e6}, {"thousand", 1e3}, {"mil", 1e3}, {"mi", 1e6}, {"m", 1e6}, {"k", 1e3},
	} {
		if strings.HasSuffix(lower, unit.word) {
			return s[:len(s)-len(unit.word)], unit.times
		}
	}
	return s, 1
}
