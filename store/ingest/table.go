package ingest

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"olist/forecast/csvform"
)

// table reads one CSV file row by row: gzip or plain by content, with or
// without a byte order mark, LF or CRLF. Rows that are broken are noted in
// faults and passed over.
type table struct {
	name   string
	csv    *csv.Reader
	header []string
	called []string // by which a column is known here
	names  []string // of the columns that value knows
	at     []int    // where each of them stands in a record
	record []string
	rows   int64
	budget *budget
	faults *Faults
	unread int  // rows whose fields could not be told apart
	fatal  bool // the file cannot be read on
}

// newTable reads the header of r and finds the wanted columns in it. It gives
// nil, with the reason noted, where that fails.
func newTable(name string, r io.Reader, b *budget, faults *Faults, columns ...string) *table {
	t := openTable(name, r, b, faults)
	if t == nil || !t.find(columns) {
		return nil
	}
	return t
}

// openTable reads the header of r. It gives nil, with the reason noted, where
// that fails.
func openTable(name string, r io.Reader, b *budget, faults *Faults) *table {
	t := &table{name: name, budget: b, faults: faults}
	plain, err := b.plainText(r)
	if err != nil {
		t.note(0, 0, "%s", readError(err))
		return nil
	}
	t.csv = csv.NewReader(plain)
	t.csv.ReuseRecord = true
	t.csv.Comma = csvform.Separator(plain)
	header, err := t.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		t.note(0, 0, "the file is empty; it needs a header and rows")
		return nil
	case err != nil:
		t.noteRead(err, 0)
		return nil
	}
	for _, h := range header {
		t.header = append(t.header, strings.Clone(strings.TrimSpace(h)))
	}
	t.called = t.header
	return t
}

// find looks the columns up in the header.
func (t *table) find(columns []string) bool {
	for _, name := range columns {
		if _, ok := t.also(name); !ok {
			t.note(1, 0, "the column %q is missing; the header has %s", name, shorten(strings.Join(t.header, ", ")))
		}
	}
	return len(t.faults.List) == 0
}

// also finds one more column, and gives its number for value.
func (t *table) also(name string) (int, bool) {
	i := slices.Index(t.called, name)
	if i < 0 {
		return 0, false
	}
	if slices.Contains(t.called[i+1:], name) {
		t.note(1, 0, "the column %q appears twice", name)
	}
	t.names = append(t.names, t.header[i])
	t.at = append(t.at, i)
	return len(t.at) - 1, true
}

// next goes to the next sound row; false at the end, or where the file cannot
// be read on.
func (t *table) next() bool {
	for !t.fatal {
		record, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return false
		}
		t.rows++
		if t.budget.rows++; t.budget.rows > MaxRows {
			t.note(0, 0, "the files hold more than %d rows", MaxRows)
			t.fatal = true
			return false
		}
		if t.faults.More > maxBadRows {
			t.fatal = true // the rest will be no better
			return false
		}
		if err == nil {
			t.record = record
			return true
		}
		t.noteRead(err, len(record))
	}
	return false
}

// each calls row for every sound row, and stops early where ctx ends.
func (t *table) each(ctx context.Context, row func()) error {
	for t.next() {
		if t.rows%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row()
	}
	return ctx.Err()
}

// value is the i-th column looked up of the row; good until the next one is read.
func (t *table) value(i int) string { return t.record[t.at[i]] }

// broken notes that the i-th column looked up is wrong in the row.
func (t *table) broken(i int, format string, args ...any) {
	line, column := t.csv.FieldPos(t.at[i])
	t.note(line, column, "%s: %s", t.names[i], fmt.Sprintf(format, args...))
}

func (t *table) note(line, column int, format string, args ...any) {
	t.faults.Add(Fault{File: t.name, Line: line, Column: column, Message: fmt.Sprintf(format, args...)})
}

// noteRead notes why a row, of which fields were found, could not be read.
func (t *table) noteRead(err error, fields int) {
	t.unread++
	var p *csv.ParseError
	switch {
	case errors.As(err, &p) && errors.Is(p.Err, csv.ErrFieldCount):
		t.note(p.Line, p.Column, "the row has %d fields, the header has %d", fields, t.csv.FieldsPerRecord)
	case errors.As(err, &p) && p.StartLine != p.Line:
		t.note(p.Line, p.Column, "%v; the row begins in line %d", p.Err, p.StartLine)
	case errors.As(err, &p):
		t.note(p.Line, p.Column, "%v", p.Err)
	default:
		t.fatal = true
		t.note(int(t.rows)+1, 0, "%s", readError(err))
	}
}

// readError says for people why reading stopped.
func readError(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the gzip data end in the middle: the file is truncated; copy it again"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return "the gzip data are damaged; copy the file again"
	case errors.Is(err, errLongLine), errors.Is(err, errLongFiles), errors.Is(err, errBomb):
		return err.Error()
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return "reading stopped: " + err.Error()
}

func shorten(s string) string {
	const most = 300
	if len(s) > most {
		s = s[:most] + " ..."
	}
	return fmt.Sprintf("%q", s)
}
