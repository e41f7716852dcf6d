package text

import (
	"math"
	"strconv"
	"strings"
)

// ParseMoney reads an amount as people write it, in either language, with the
// sign or the code of the shop's currency or without: 2500000, 2.500.000,50,
// 2,500,000.50, R$ 2.500, € 2.500, 2500 EUR. A single mark with exactly
// three digits after it separates thousands; k, mil, M, mi, B, bi and the like multiply.
// The result is in cents.
func (l Locale) ParseMoney(written string) (cents int64, ok bool) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\t':
			return -1
		}
		return r
	}, written)
	s, times := multiplied(l.bare(s))
	last := strings.LastIndexAny(s, ".,")
	whole, fraction := s, ""
	if last >= 0 && isDecimalMark(s, last) {
		whole, fraction = s[:last], s[last+1:]
	}
	whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	v, err := strconv.ParseFloat(whole+"."+fraction, 64)
	if err != nil || math.IsInf(v, 0) || strings.ContainsAny(s, "eExXnNiI+_") || v < 0 || v*times > 1e15 {
		return 0, false
	}
	return int64(math.Round(v * times * 100)), true
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

// isDecimalMark tells whether the mark at i begins the cents.
func isDecimalMark(s string, i int) bool {
	mark := s[i : i+1]
	if strings.Count(s, mark) > 1 {
		return false
	}
	other := strings.ReplaceAll(".,", mark, "")
	return len(s)-i-1 != 3 || strings.Contains(s, other)
}
