package workbook

import (
	"bytes"
	"math"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"olist/message"
)

// Kind is what a cell is.
type Kind uint8

// The kinds of cells.
const (
	Text    Kind = iota
	Number       // written with a point: -1234.5
	Date         // 2018-08-20, or 2018-08-20 13:45:00
	Boolean      // 1 or 0
	Wrong        // an error: #DIV/0!
)

// Cell is one that says something.
type Cell struct {
	Column int // from 0
	Kind   Kind
	Text   []byte // good until the next row
}

// rawCell is a cell as the file has it.
type rawCell struct {
	column  int
	kind    string // the attribute t
	style   int
	value   []byte // of v, or of the texts of is
	inline  bool
	formula bool
}

// text appends what the cell says to b.
func (b *Book) text(to []byte, c *rawCell, row int) ([]byte, Kind, error) {
	value := bytes.TrimSpace(c.value)
	switch c.kind {
	case "s":
		i, err := strconv.Atoi(string(value))
		if err != nil && len(value) > 0 {
			return to, Text, fail(row, message.WorkbookBroken.With(string(brief(value))))
		}
		shared, ok := b.shared.at(i)
		if !ok && len(value) > 0 {
			return to, Text, fail(row, message.WorkbookBroken.With(string(brief(value))))
		}
		return append(to, shared...), Text, nil
	case "str", "inlineStr":
		return append(to, c.value...), Text, nil
	case "b":
		return append(to, value...), Boolean, nil
	case "e":
		return append(to, value...), Wrong, nil
	case "d":
		return appendISO(to, value), Date, nil
	}
	if c.inline {
		return append(to, c.value...), Text, nil
	}
	if len(value) == 0 {
		if c.formula {
			return to, Text, fail(row, message.WorkbookFormula.With(column(c.column)))
		}
		return to, Text, nil
	}
	v, err := strconv.ParseFloat(string(value), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return append(to, value...), Text, nil // as it stands: whoever reads the column says what is wrong
	}
	to, kind := b.number(to, v, c.style)
	return to, kind, nil
}

// brief is the start of a value for a message.
func brief(b []byte) []byte { return b[:min(len(b), 40)] }

// column is the name of a column for people: A, B, AA.
func column(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		return strconv.Itoa(i + 1)
	}
	return name
}

// number writes a number as its format says what it is.
func (b *Book) number(to []byte, v float64, style int) ([]byte, Kind) {
	var f format
	if style >= 0 && style < len(b.formats) {
		f = b.formats[style]
	}
	if f.date || f.clock {
		if out, ok := b.day(to, v, f); ok {
			return out, Date
		}
	}
	return appendNumber(to, v, f.decimals), Number
}

// lastSerial is 9999-12-31, the last day that a spreadsheet shows.
const lastSerial = 2_958_465

// day writes a serial date, to the second.
func (b *Book) day(to []byte, v float64, f format) ([]byte, bool) {
	if v < 0 || v >= lastSerial+1 {
		return to, false
	}
	t, err := excelize.ExcelDateToTime(v, b.since04)
	if err != nil {
		return to, false
	}
	t = t.Round(time.Second)
	switch h, m, s := t.Clock(); {
	case f.clock && v < 1:
		return t.AppendFormat(to, time.TimeOnly), true
	case h == 0 && m == 0 && s == 0:
		return t.AppendFormat(to, time.DateOnly), true
	}
	return t.AppendFormat(to, time.DateTime), true
}

// appendISO writes the day that strict files have as text, without a midnight.
func appendISO(to, value []byte) []byte {
	day, clock, ok := bytes.Cut(value, []byte("T"))
	if to = append(to, day...); !ok || len(bytes.Trim(clock, "0:.Z")) == 0 {
		return to
	}
	return append(append(to, ' '), clock...)
}

// Numbers beyond these are written with an exponent.
const (
	longest  = 1e18
	shortest = 1e-9
)

// appendNumber writes a number in the 15 digits that spreadsheets have, so that
// 19.989999999999998 is 19.99; and in the decimals that are shown, where those
// are two or more: a sum of cents has no more to say.
func appendNumber(to []byte, v float64, decimals int) []byte {
	a := math.Abs(v)
	if a >= longest || a < shortest && a > 0 {
		return strconv.AppendFloat(to, v, 'e', -1, 64)
	}
	if decimals >= 2 && decimals <= 9 && a < 1e9 {
		unit := math.Pow10(decimals)
		v = math.Round(v*unit*(1+1e-15)) / unit // 2.675 is shown as 2.68
	}
	var digits [32]byte
	if short, err := strconv.ParseFloat(string(strconv.AppendFloat(digits[:0], v, 'e', 14, 64)), 64); err == nil {
		v = short
	}
	if v == 0 {
		v = 0 // no -0
	}
	return strconv.AppendFloat(to, v, 'f', -1, 64)
}
