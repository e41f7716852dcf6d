package table

import (
	"bytes"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// Kind is what the fields of a column are.
type Kind uint8

// The kinds of columns.
const (
	Blank Kind = iota
	Words
	Number
	Date
)

var kindNames = [...]string{"blank", "words", "number", "date"}

// String is the kind's name, as programs know it.
func (k Kind) String() string { return kindNames[k] }

// Column is one column of a table, and what all its rows show of it.
type Column struct {
	Index int
	Name  string // as the header has it, trimmed; empty where it has none
	Kind  Kind
	Role  Role

	filled     int // fields that say something
	missing    int // empty, or NA
	words      int // neither number nor date
	word       example
	long       int // bytes of the longest field
	numbers    numbers
	dates      *dates
	count      *counter
	vocabulary *vocabulary // where its name asks for one
	ordinal    int         // fields that count the rows: 0, 1, 2 or 1, 2, 3
	number     NumberForm
	date       DateForm
	settled    error
}

// tries is after how many fields without a date, or without a number, a column
// is no longer tried for more.
const tries = 1000

// mostDated is of how many columns of dates the days are kept, some KB each.
const mostDated = 64

// see takes the column's field of one row; budget is for how many columns more
// days are kept.
func (c *Column) see(b []byte, line, row int, budget *int) {
	b = trim(b)
	if isMissing(b) {
		c.missing++
		return
	}
	if isTotal(b) {
		return
	}
	c.filled++
	c.long = max(c.long, len(b))
	if c.count == nil {
		c.count = new(counter)
	}
	c.count.see(b)
	if c.vocabulary != nil {
		c.vocabulary.see(b, line)
	}
	known := false
	if c.dates != nil || c.filled < tries {
		if d, ok := dateOf(b); ok {
			if c.dates == nil {
				*budget--
				c.dates = &dates{counted: *budget >= 0}
			}
			c.dates.see(&d, b, line)
			known = true
		}
	}
	if c.numbers.n == 0 && c.words > tries {
		return
	}
	if s, ok := shapeOf(b); ok {
		c.numbers.see(&s, b, line)
		if !s.marked && s.n <= 9 {
			if n := digits(s.digits[:s.n]); n == row || n == row-1 {
				c.ordinal++
			}
		}
		known = true
	}
	if !known {
		c.words++
		c.word.note(b, line)
	}
}

// nearly is the share of fields that make a column one of numbers or dates:
// the rest are faults, to be named.
const nearly = .9

// kind decides what the column holds.
func (c *Column) kind() Kind {
	most := nearly * float64(c.filled)
	dated := 0
	if c.dates != nil {
		dated = c.dates.n
	}
	switch {
	case c.filled == 0:
		return Blank
	case float64(dated) >= most:
		return Date
	case float64(c.numbers.n) >= most:
		return Number
	}
	return Words
}

// Distinct estimates how many different fields the column has, within about
// two percent.
func (c *Column) Distinct() int {
	if c.count == nil {
		return 0
	}
	return min(c.count.estimate(), c.filled)
}

// Filled is how many rows have something in the column.
func (c *Column) Filled() int { return c.filled }

// Longest is how many bytes the longest field has.
func (c *Column) Longest() int { return c.long }

// Mail reports whether the column holds addresses of electronic mail.
func (c *Column) Mail() bool {
	at := strings.IndexByte(c.word.text, '@')
	return at > 0 && strings.IndexByte(c.word.text[at:], '.') > 0
}

// Closed reports whether the column's name says that its fields are of a closed
// list: states of orders, or currencies.
func (c *Column) Closed() (status, currency bool) {
	return c.vocabulary != nil && namedOne(c.Name, statusNames), c.vocabulary != nil && namedOne(c.Name, currencyNames)
}

// unique reports whether every row has another field.
func (c *Column) unique() bool {
	return c.filled > 1 && float64(c.Distinct()) > .95*float64(c.filled)
}

// countsRows reports whether the column numbers the rows of the file.
func (c *Column) countsRows() bool { return c.filled > 1 && c.ordinal == c.filled }

// trim takes blanks off both ends, those of Unicode, too.
func trim(b []byte) []byte {
	if n := len(b); n > 0 && b[0] > ' ' && b[0] < 0x80 && b[n-1] > ' ' && b[n-1] < 0x80 {
		return b
	}
	return bytes.TrimSpace(b)
}

// counter estimates how many different fields it saw: exactly up to a few,
// then by HyperLogLog. Equal files give equal estimates.
type counter struct {
	few  []uint64
	most []uint8
}

const (
	exact     = 32
	registers = 1 << 11
)

// hash is FNV-1a, mixed so that all bits depend on all.
func hash(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

func (c *counter) see(b []byte) {
	h := hash(b)
	if c.most != nil {
		c.register(h)
		return
	}
	if slices.Contains(c.few, h) {
		return
	}
	if c.few = append(c.few, h); len(c.few) > exact {
		c.most = make([]uint8, registers)
		for _, h := range c.few {
			c.register(h)
		}
	}
}

func (c *counter) register(h uint64) {
	i := h % registers
	c.most[i] = max(c.most[i], uint8(bits.LeadingZeros64(h|registers)+1))
}

func (c *counter) estimate() int {
	if c.most == nil {
		return len(c.few)
	}
	m := float64(registers)
	sum, empty := 0.0, 0.0
	for _, r := range c.most {
		sum += math.Ldexp(1, -int(r))
		if r == 0 {
			empty++
		}
	}
	n := .7213 / (1 + 1.079/m) * m * m / sum
	if n <= 2.5*m && empty > 0 {
		n = m * math.Log(m/empty)
	}
	return int(n)
}
