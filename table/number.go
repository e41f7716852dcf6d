package table

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A reading is what a number's marks may mean.
const (
	asPoint = 1 << iota // 1,234.5
	asComma             // 1.234,5
)

// shape is a field that is a number, before it is known which mark is the
// decimal one.
type shape struct {
	digits   [64]byte // with its points and commas, other marks left out
	n        int
	negative bool
	readings uint8 // asPoint, asComma or both
	marked   bool  // it has a point or a comma
	spaced   bool  // thousands are set off by spaces, ' or _
	percent  bool
	currency string
}

// isMissing reports whether a field says that there is no value.
func isMissing(b []byte) bool {
	switch len(b) {
	case 0:
		return true
	case 1:
		return b[0] == '-'
	case 2, 3, 4:
		switch strings.ToLower(string(b)) {
		case "na", "nan", "n/a", "#n/a", "null", "none", "\u2013", "\u2014", "--":
			return true
		}
	}
	return false
}

// shapeOf reads a number in any form: signs before or behind, brackets for a
// negative one, a currency before or behind, thousands set off by points,
// commas, spaces or apostrophes, an exponent.
func shapeOf(b []byte) (s shape, ok bool) {
	b = narrow(b)
	if len(b) == 0 || len(b) > len(s.digits) {
		return s, false
	}
	if b, ok = s.bare(b); !ok {
		return s, false
	}
	var marks, groups int
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c >= '0' && c <= '9':
		case c == '.' || c == ',':
			marks++
		case (c == 'e' || c == 'E') && i > 0 && isExponent(b[i:]):
			return s, s.scientific(b, i)
		default:
			n := groupMark(b[i:])
			if n == 0 || i == 0 || marks > 0 || groups == 0 && s.n > 3 || !groupedBy(b, i, n) {
				return s, false
			}
			groups++
			s.spaced = true
			i += n
			continue
		}
		s.digits[s.n] = c
		s.n++
		i++
	}
	return s, s.judge(marks, groups)
}

// bare takes sign, brackets, currency and percent off.
func (s *shape) bare(b []byte) ([]byte, bool) {
	if n := len(b); b[0] == '(' && b[n-1] == ')' {
		s.negative = true
		b = bytes.TrimSpace(b[1 : n-1])
	}
	signs := 0
	for range 4 { // a sign, a currency, or a sign behind one, on either side
		if len(b) == 0 {
			return b, false
		}
		switch n := len(b); {
		case isDigit(b[0]) && isDigit(b[n-1]), b[0] == '.' && isDigit(b[n-1]):
			return b, signs < 2
		case b[0] == '-' || b[0] == '+':
			signs++
			s.negative = s.negative != (b[0] == '-')
			b = b[1:]
		case bytes.HasPrefix(b, []byte("\u2212")):
			signs++
			s.negative = !s.negative
			b = b[len("\u2212"):]
		case b[n-1] == '-':
			signs++
			s.negative = !s.negative
			b = b[:n-1]
		case b[n-1] == '%':
			s.percent = true
			b = b[:n-1]
		default:
			rest := s.currencyOff(b)
			if len(rest) == n {
				return b, signs < 2
			}
			b = rest
		}
		b = bytes.TrimSpace(b)
	}
	return b, signs < 2 && len(b) > 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// symbols of currencies, the longer before those that they hold.
var symbols = []string{"CA$", "AU$", "NZ$", "HK$", "MX$", "US$", "R$", "C$", "A$", "S$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₫", "₴", "₪", "฿", "zł", "Kč", "kr.", "kr", "Fr.", "Ft", "lei", "RM", "Rp"}

// opening and closing are the symbols by their first and last bytes.
var opening, closing = func() (first, last [256][]string) {
	for _, s := range symbols {
		first[s[0]] = append(first[s[0]], s)
		last[s[len(s)-1]] = append(last[s[len(s)-1]], s)
	}
	return first, last
}()

// codes of currencies.
var codes = " AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KRW KZT MAD MXN MYR NGN NOK NZD PEN PHP PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD UYU VND ZAR "

func (s *shape) currencyOff(b []byte) []byte {
	for _, c := range opening[b[0]] {
		if rest, ok := bytes.CutPrefix(b, []byte(c)); ok {
			s.currency = c
			return rest
		}
	}
	for _, c := range closing[b[len(b)-1]] {
		if rest, ok := bytes.CutSuffix(b, []byte(c)); ok {
			s.currency = c
			return rest
		}
	}
	if len(b) > 3 && (isDigit(b[0]) || isDigit(b[len(b)-1])) {
		for _, at := range []int{0, len(b) - 3} {
			if code := b[at : at+3]; isLetters(code) && strings.Contains(codes, " "+strings.ToUpper(string(code))+" ") {
				s.currency = strings.ToUpper(string(code))
				return append(b[:at:at], b[at+3:]...)
			}
		}
	}
	return b
}

func isLetters(b []byte) bool {
	for _, c := range b {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return false
		}
	}
	return true
}

// groupMark is the length of a mark of thousands that is no point or comma: a
// space of any kind, an apostrophe, _.
func groupMark(b []byte) int {
	switch b[0] {
	case ' ', '\'', '_':
		return 1
	}
	switch r, n := utf8.DecodeRune(b); r {
	case '\u00a0', '\u202f', '\u2009', '\u2007', '\u2019':
		return n
	}
	return 0
}

// groupedBy reports whether three digits, and not four, follow a mark of n
// bytes at i.
func groupedBy(b []byte, i, n int) bool {
	rest := b[i+n:]
	return isDigit(b[i-1]) && len(rest) >= 3 && isDigit(rest[0]) && isDigit(rest[1]) && isDigit(rest[2]) && (len(rest) == 3 || !isDigit(rest[3]))
}

func isExponent(b []byte) bool {
	b = b[1:]
	if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
		b = b[1:]
	}
	return len(b) > 0 && len(b) <= 3 && len(bytes.Trim(b, "0123456789")) == 0
}

// scientific takes 1.2E+05, whose mark can only be a decimal one.
func (s *shape) scientific(b []byte, e int) bool {
	marks := bytes.Count(b[:e], []byte(".")) + bytes.Count(b[:e], []byte(","))
	if s.spaced || marks > 1 || !isDigit(b[e-1]) {
		return false
	}
	s.n = copy(s.digits[:], b)
	s.marked = marks > 0
	switch {
	case marks == 0:
		s.readings = asPoint | asComma
	case bytes.IndexByte(b, '.') >= 0:
		s.readings = asPoint
	default:
		s.readings = asComma
	}
	return true
}

// judge finds which readings the marks allow.
func (s *shape) judge(marks, groups int) bool {
	d := s.digits[:s.n]
	if marks == 0 {
		s.readings = asPoint | asComma
		return s.n > 0
	}
	s.marked = true
	if fits(d, '.', ',', groups > 0) {
		s.readings |= asPoint
	}
	if fits(d, ',', '.', groups > 0) {
		s.readings |= asComma
	}
	return s.readings != 0
}

// fits reports whether d may be a number with this decimal mark and this mark
// of thousands, which it must not have where spaces set off thousands.
func fits(d []byte, decimal, thousands byte, spaced bool) bool {
	whole, fraction, cut := bytes.Cut(d, []byte{decimal})
	if cut && (len(fraction) == 0 && len(whole) == 0 || bytes.IndexByte(fraction, decimal) >= 0 || bytes.IndexByte(fraction, thousands) >= 0) {
		return false
	}
	if bytes.IndexByte(whole, thousands) < 0 {
		return true
	}
	return !spaced && grouped(whole, thousands)
}

// grouped reports whether groups of three digits follow each mark, or, as in
// India, of two before a last one of three.
func grouped(whole []byte, mark byte) bool {
	first, rest, _ := bytes.Cut(whole, []byte{mark})
	if len(first) < 1 || len(first) > 3 || first[0] == '0' {
		return false
	}
	two := false
	for {
		group, more, cut := bytes.Cut(rest, []byte{mark})
		if !cut {
			return len(group) == 3 && (!two || len(first) <= 2)
		}
		if len(group) == 2 {
			two = true
		} else if len(group) != 3 || two {
			return false
		}
		rest = more
	}
}

// plain appends the number as strconv reads it, by one reading.
func (s *shape) plain(into []byte, decimal byte) []byte {
	if s.negative {
		into = append(into, '-')
	}
	for _, c := range s.digits[:s.n] {
		switch {
		case c == decimal:
			into = append(into, '.')
		case c != '.' && c != ',':
			into = append(into, c)
		}
	}
	return into
}
