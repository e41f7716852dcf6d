package sheet

import (
	"encoding/csv"
	"io"
	"strings"
	"time"

	"olist/forecast"
)

// ByteOrderMark tells a spreadsheet that what follows is UTF-8; without it Excel
// reads accents wrong.
const ByteOrderMark = "\ufeff"

// Marks are how a language writes a file for its spreadsheets.
type Marks struct {
	Decimal string // between units and tenths
	Comma   rune   // between fields
}

// WriteCSV writes the table for a spreadsheet: with a byte order mark, in the
// language's marks, and no text that would be taken for a formula. Errors:
// those of out.
func (t Table) WriteCSV(out io.Writer, m Marks) error {
	if _, err := io.WriteString(out, ByteOrderMark); err != nil {
		return err
	}
	return t.writeSeparated(out, m)
}

// WriteTSV writes the table for the clipboard, from which a spreadsheet takes it
// cell by cell. Errors: those of out.
func (t Table) WriteTSV(out io.Writer, m Marks) error {
	m.Comma = '\t'
	return t.writeSeparated(out, m)
}

func (t Table) writeSeparated(out io.Writer, m Marks) error {
	w := csv.NewWriter(out)
	w.Comma = m.Comma
	if err := w.Write(t.Heads); err != nil {
		return err
	}
	for _, row := range t.Rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = c.plain(m.Decimal)
		}
		if err := w.Write(fields); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// plain is the cell as text: numbers with the decimal mark, ISO dates, and
// nothing that a spreadsheet would take for a formula.
func (c Cell) plain(decimalMark string) string {
	switch c.kind {
	case 'n', 'r':
		return strings.Replace(c.text, ".", decimalMark, 1)
	case 'm':
		return strings.Replace(decimal(c.money), ".", decimalMark, 1)
	case 'd':
		return c.day.Format(time.DateOnly)
	}
	return forecast.CSVText(c.text)
}
