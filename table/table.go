package table

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"olist/message"
)

// Options say what is not to be guessed. The zero value guesses all.
type Options struct {
	Decimal byte   // '.' or ','; 0 finds it
	Dates   string // ymd, dmy or mdy; empty finds it
	Days    string // FirstDay or LastDay: which of its week the date of a weekly row is; empty finds it
	Sheet   string // of a workbook, or the file of a zip archive, or file/sheet; empty finds the only one with a table
	Empty   bool   // a header without rows is a table, too
	Limits  Limits
	Rows    func(int) // is told now and then how many rows have been read, in all passes
}

// PreviewRows is how many rows a table shows.
const PreviewRows = 20

// Table is a file whose form is known.
type Table struct {
	Encoding  Encoding
	Separator byte   // between fields; 0 for the cells of a workbook
	Sheet     string // of the workbook; empty where the file is none
	Member    string // of the zip archive; empty where the file is none
	Header    bool   // the file has one; else columns have no names
	Columns   []Column
	Preview   [][]string // the first rows behind the header
	Rows      int        // that say something, without the header
	Blank     int        // rows of nothing but blanks
	Preceding int        // lines of a title before the header
	Across    *Across    // the header's dates, where the file has one row a series

	options    Options
	source     *source
	layout     layout
	header     int // line of it
	width      int // fields of it
	told       int
	dated      int // columns of dates whose days may still be kept
	totals     []Total
	moreTotals int
	settled    bool
}

// Total is a line that sums up others and is passed over.
type Total struct {
	Line int
	Text string
}

// Open reads all of r and finds its form: text, the sheet of an XLSX workbook,
// either in gzip or zip. An error of the file is an *Error.
// Where r can seek it must stay open until the table is closed.
func Open(ctx context.Context, r io.Reader, o Options) (*Table, error) {
	o.Limits = o.Limits.orDefault()
	s, err := newSource(ctx, r, o.Limits)
	if err != nil {
		return nil, err
	}
	t := &Table{options: o, source: s, dated: mostDated}
	if err := t.survey(ctx); err != nil {
		t.source.remove()
		return nil, err
	}
	return t, nil
}

// Close removes what was kept of the file.
func (t *Table) Close() error {
	t.source.remove()
	return nil
}

func (t *Table) survey(ctx context.Context) error {
	if err := t.unpack(); err != nil {
		return err
	}
	var err error
	if t.Sheet == "" {
		if t.layout, err = look(t.source); err != nil {
			return err
		}
		t.Separator = t.layout.comma
	}
	t.Encoding = t.layout.encoding
	rows, err := t.scan(ctx)
	if err != nil {
		return err
	}
	first, line, err := t.findHeader(rows)
	if err != nil {
		return err
	}
	for i, name := range first {
		t.Columns = append(t.Columns, Column{Index: i, Name: name, vocabulary: vocabularyFor(name)})
	}
	if err := t.look(rows); err != nil {
		return err
	}
	t.header, t.width = line, len(first)
	for i := range t.Columns {
		t.Columns[i].Kind = t.Columns[i].kind()
	}
	if t.Header = t.isHeader(first); !t.Header {
		t.asData(first, line)
	}
	if t.Rows == 0 && !t.options.Empty {
		return Fail(0, message.FileHeaderOnly.With())
	}
	t.across()
	t.guess()
	return nil
}

// scan begins a pass over the rows.
func (t *Table) scan(ctx context.Context) (*scanner, error) {
	t.source.restart(ctx)
	r, err := t.source.plain()
	if err != nil {
		return nil, err
	}
	s := newScanner(decode(r, t.layout.encoding), t.layout, t.options.Limits)
	if t.layout.declared {
		_, err = s.read() // sep=;
	}
	return s, err
}

// mostPreceding is how many lines of a title are passed over.
const mostPreceding = 20

// findHeader gives the first row that says something, and its line; lines with
// but one field before rows with more are a title.
func (t *Table) findHeader(rows *scanner) ([]string, int, error) {
	for {
		fields, err := rows.read()
		switch {
		case errors.Is(err, io.EOF):
			return nil, 0, Fail(0, message.FileEmpty.With())
		case err != nil:
			return nil, 0, err
		case isBlank(fields):
			t.Blank++
			continue
		case t.Preceding < mostPreceding && t.layout.titled && filled(fields) == 1:
			t.Preceding++
			continue
		}
		names := make([]string, len(fields))
		for i, f := range fields {
			names[i] = string(trim(f))
		}
		return trimRight(names), rows.line, nil
	}
}

func isBlank(fields [][]byte) bool {
	for _, f := range fields {
		if len(trim(f)) > 0 {
			return false
		}
	}
	return true
}

func filled(fields [][]byte) int {
	n := 0
	for _, f := range fields {
		if len(trim(f)) > 0 {
			n++
		}
	}
	return n
}

// trimRight leaves blank fields at the end away.
func trimRight(fields []string) []string {
	for len(fields) > 1 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	return fields
}

// look sees all rows behind the header.
func (t *Table) look(rows *scanner) error {
	for {
		fields, err := rows.read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if isBlank(fields) {
			t.Blank++
			continue
		}
		t.row(fields, rows.line)
		t.tell(1)
	}
}

func (t *Table) tell(n int) {
	if t.told += n; t.options.Rows != nil && t.told%1024 == 0 {
		t.options.Rows(t.told)
	}
}

func (t *Table) row(fields [][]byte, line int) {
	t.Rows++
	for i, f := range fields {
		if i >= len(t.Columns) {
			if len(trim(f)) == 0 {
				continue
			}
			for len(t.Columns) <= i {
				t.Columns = append(t.Columns, Column{Index: len(t.Columns)})
			}
		}
		t.Columns[i].see(f, line, t.Rows, &t.dated)
	}
	if len(t.Preview) < PreviewRows {
		t.Preview = append(t.Preview, copyRow(fields))
	}
}

func copyRow(fields [][]byte) []string {
	row := make([]string, len(fields))
	for i, f := range fields {
		row[i] = string(trim(f))
	}
	return row
}

// asData takes the first row for data, as the file has no header.
func (t *Table) asData(first []string, line int) {
	t.Rows++
	for i, f := range first {
		c := &t.Columns[i]
		c.Name, c.vocabulary = "", nil
		c.see([]byte(f), line, 0, &t.dated)
		c.Kind = c.kind()
	}
	t.Preview = slices.Insert(t.Preview, 0, first)
	t.Preview = t.Preview[:min(len(t.Preview), PreviewRows)]
}

// totalWords stand where a row sums up others.
var totalWords = list("total,totals,grand total,sum,summe,gesamt,gesamtsumme,gesamtergebnis,total geral,total general,soma,suma,subtotal,sub total,overall,total gener,somme")

// IsTotal reports whether a name says that what it names is a sum of others.
func IsTotal(name string) bool { return isTotal([]byte(name)) }

// isTotal reports whether a field says that its row is a sum.
func isTotal(b []byte) bool {
	if len(b) < 3 || len(b) > 16 || isDigit(b[len(b)-1]) || isDigit(b[0]) {
		return false
	}
	switch b[0] | 0x20 {
	case 't', 'g', 's', 'o':
		return totalWords[strings.ToLower(string(bytes.TrimRight(b, ": ")))] > 0
	}
	return false
}

// Width is how many columns the header names; rows may have more.
func (t *Table) Width() int { return t.width }

// Totals are the lines passed over so far by Each as sums of others, the first
// few, and how many more there are.
func (t *Table) Totals() (list []Total, more int) { return t.totals, t.moreTotals }
