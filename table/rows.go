package table

import (
	"context"
	"errors"
	"io"
	"math"
	"strconv"
	"unsafe"

	"olist/message"
)

// Row is one row, good until the function that was given it returns.
type Row struct {
	Line   int
	table  *Table
	fields [][]byte
	plain  []byte
}

// Each calls f for every row in the order of the file; an error of f ends it.
// The forms must be settled before fields are read as numbers or dates; Each
// does it where it was not done. Blank rows and lines of totals are passed
// over.
func (t *Table) Each(ctx context.Context, f func(*Row) error) error {
	if err := t.Settle(); err != nil {
		return err
	}
	rows, err := t.scan(ctx)
	if err != nil {
		return err
	}
	t.totals, t.moreTotals = nil, 0
	when := t.When()
	r := &Row{table: t}
	for {
		r.fields, err = rows.read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		r.Line = rows.line
		if r.Line < t.header || r.Line == t.header && t.Header || isBlank(r.fields) {
			continue
		}
		t.tell(1)
		if when >= 0 && t.isTotal(r, when) {
			continue
		}
		if err := f(r); err != nil {
			return err
		}
	}
}

// mostTotals is how many lines of totals are named.
const mostTotals = 5

// isTotal passes a row over that has no date but a word that says it is a sum.
func (t *Table) isTotal(r *Row, when int) bool {
	date := r.Bytes(when)
	if len(date) > 0 && isDigit(date[0]) {
		return false
	}
	text := ""
	if isTotal(date) {
		text = string(date)
	} else if isMissing(date) {
		for _, f := range r.fields {
			if f = trim(f); isTotal(f) {
				text = string(f)
			}
		}
	}
	if text == "" {
		return false
	}
	if len(t.totals) < mostTotals {
		t.totals = append(t.totals, Total{r.Line, text})
	} else {
		t.moreTotals++
	}
	return true
}

// Len is how many fields the row has.
func (r *Row) Len() int { return len(r.fields) }

// Sound reports whether the row says nothing behind the last column that the
// header names.
func (r *Row) Sound() bool {
	for i := r.table.width; i < len(r.fields); i++ {
		if len(trim(r.fields[i])) > 0 {
			return false
		}
	}
	return true
}

// Bytes is a field without the blanks around it, empty where the row is too
// short. It is good until the next row.
func (r *Row) Bytes(column int) []byte {
	if column >= len(r.fields) {
		return nil
	}
	return trim(r.fields[column])
}

// Raw is a field as it stands, with the blanks around it; good until the next row.
func (r *Row) Raw(column int) []byte {
	if column >= len(r.fields) {
		return nil
	}
	return r.fields[column]
}

// Text is a field as words.
func (r *Row) Text(column int) string { return string(r.Bytes(column)) }

// Missing reports whether a field says that there is no value: empty, NA, a dash.
func (r *Row) Missing(column int) bool { return isMissing(r.Bytes(column)) }

// Number reads a field in the form of its column; ok is false where there is
// no value. An error is an *Error.
func (r *Row) Number(column int) (v float64, ok bool, err error) {
	b := r.Bytes(column)
	if isMissing(b) {
		return 0, false, nil
	}
	form := &r.table.Columns[column].number
	if form.Decimal == '.' && simple(b) {
		v, err = strconv.ParseFloat(unsafe.String(&b[0], len(b)), 64) // the field is not kept
		if err == nil {
			return v, true, nil
		}
	}
	if b, err = r.rewrite(column, b); err != nil {
		return 0, false, err
	}
	v, err = strconv.ParseFloat(string(b), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, false, r.Fail(column, message.NumberInfinite.With(brief(r.Text(column))))
	}
	return v, true, nil
}

// simple reports whether strconv reads b as it is.
func simple(b []byte) bool {
	points := 0
	for i, c := range b {
		switch {
		case isDigit(c), c == '-' && i == 0:
		case c == '.':
			points++
		default:
			return false
		}
	}
	return points <= 1
}

// Plain reads a number as strconv writes it, -1234.56, without rounding it; ok
// is false where there is no value.
func (r *Row) Plain(column int) (text string, ok bool, err error) {
	b := r.Bytes(column)
	if isMissing(b) {
		return "", false, nil
	}
	b, err = r.rewrite(column, b)
	return string(b), err == nil, err
}

func (r *Row) rewrite(column int, b []byte) ([]byte, error) {
	s, ok := shapeOf(b)
	form := r.table.Columns[column].number
	decimal := form.Decimal
	if decimal == 0 {
		decimal = '.'
	}
	switch {
	case !ok:
		return nil, r.Fail(column, message.NumberWrong.With(brief(string(b)), NumberForm{Decimal: decimal}.String()))
	case s.percent:
		return nil, r.Fail(column, message.NumberPercent.With(brief(string(b))))
	case s.readings&asPoint == 0 && decimal == '.', s.readings&asComma == 0 && decimal == ',':
		return nil, r.Fail(column, message.NumberOtherForm.With(brief(string(b)), form.String()))
	}
	r.plain = s.plain(r.plain[:0], decimal)
	return r.plain, nil
}

// Day reads a date in the form of its column; ok is false where there is none.
// A week is given by its Monday.
func (r *Row) Day(column int) (day Day, ok bool, err error) {
	b := r.Bytes(column)
	if isMissing(b) {
		return 0, false, nil
	}
	d, ok := dateOf(b)
	form := r.table.Columns[column].date
	switch n := digits(b); {
	case ok:
	case n >= 1 && n <= 53:
		return 0, false, r.Fail(column, message.DateNumber.With(message.Quoted(b)))
	case len(b) == 6 && n/100 >= 1900 && n/100 < 2200 && n%100 >= 1 && n%100 <= 53:
		return 0, false, r.Fail(column, message.DateYearPart.With(message.Quoted(b)))
	case n > 20_000 && n < 100_000:
		return 0, false, r.Fail(column, message.DateSpreadsheet.With(message.Quoted(b)))
	case isEpoch(b):
		return 0, false, r.Fail(column, message.DateEpoch.With(brief(string(b))))
	}
	if !ok || !d.ok[form.order] {
		return 0, false, r.Fail(column, message.DateWrong.With(brief(string(b)), form.example()))
	}
	return d.days[form.order], true, nil
}

// Fail makes a fault of a column of the row.
func (r *Row) Fail(column int, m message.Message) error {
	if column < len(r.table.Columns) {
		return Fail(r.Line, m).in(&r.table.Columns[column])
	}
	return &Error{Line: r.Line, Column: strconv.Itoa(column + 1), Number: column + 1, Message: m}
}
