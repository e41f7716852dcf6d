package table

import (
	"bufio"
	"bytes"

	"olist/table/workbook"
)

// cellWriter writes the rows of a sheet as lines of text, each where it stands
// in the sheet: tabs between the cells, numbers with a point, dates as
// 2018-08-20. The scanner reads them as it reads any file.
type cellWriter struct {
	out      *bufio.Writer
	next     int  // line to be written
	wide     int  // cells of the widest row so far, as far as rows are filled up
	lines    int  // with something in them
	single   int  // with one cell
	fraction bool // a cell is a number with decimals
	marked   bool // a text may be a number with marks
}

// mostFilled is the columns that rows are filled up to: one cell far to the right
// must not make every row as wide.
const mostFilled = 256

func newCellWriter(s *spool) *cellWriter {
	return &cellWriter{out: bufio.NewWriterSize(s, 64<<10), next: 1}
}

func (w *cellWriter) row(r *workbook.Row) error {
	for ; w.next < r.Number; w.next++ {
		if err := w.out.WriteByte('\n'); err != nil {
			return err
		}
	}
	if w.lines++; len(r.Cells) == 1 {
		w.single++
	}
	column := 0
	for _, c := range r.Cells {
		for ; column < c.Column; column++ {
			if err := w.out.WriteByte('\t'); err != nil {
				return err
			}
		}
		if err := w.cell(c); err != nil {
			return err
		}
	}
	// A workbook leaves out the empty cells at the end of a row.
	if column+1 > w.wide {
		w.wide = min(column+1, mostFilled)
	}
	for column++; column < w.wide && len(r.Cells) > 1; column++ {
		if err := w.out.WriteByte('\t'); err != nil {
			return err
		}
	}
	w.next++
	return w.out.WriteByte('\n')
}

// cell writes one. A number with three digits behind its point gets a fourth, so
// that nobody takes the point for one of thousands.
func (w *cellWriter) cell(c workbook.Cell) error {
	text := c.Text
	switch {
	case c.Kind == workbook.Number:
		if i := bytes.IndexByte(text, '.'); i >= 0 {
			w.fraction = true
			if len(text)-i == len(".000") {
				text = append(bytes.Clone(text), '0')
			}
		}
	case c.Kind == workbook.Text && !w.marked && bytes.ContainsAny(text, ".,"):
		s, ok := shapeOf(trim(text))
		w.marked = ok && s.marked
	}
	return writeField(w.out, text)
}

// flush ends the writing.
func (w *cellWriter) flush() error { return w.out.Flush() }

// layout is that of the lines written.
func (w *cellWriter) layout() layout {
	return layout{encoding: UTF8, comma: '\t', lineEnd: '\n', titled: 2*w.single < w.lines}
}

// writeField writes a field: breaks and tabs inside are blanks, other control
// characters are left out, and one with a quote stands in quotes.
func writeField(out *bufio.Writer, text []byte) error {
	quoted := bytes.IndexByte(text, '"') >= 0
	plain := !quoted
	for i := 0; i < len(text) && plain; i++ {
		plain = text[i] >= ' '
	}
	if plain && !bytes.Contains(text, carriageReturn) {
		_, err := out.Write(text)
		return err
	}
	text = bytes.ReplaceAll(text, carriageReturn, nil)
	if quoted {
		out.WriteByte('"')
	}
	for _, c := range text {
		switch {
		case c == '\t', c == '\n', c == '\r':
			c = ' '
		case c < ' ':
			continue
		case c == '"':
			out.WriteByte('"')
		}
		out.WriteByte(c)
	}
	if quoted {
		return out.WriteByte('"')
	}
	return nil
}

// carriageReturn is how workbooks write one inside a text.
var carriageReturn = []byte("_x000D_")
