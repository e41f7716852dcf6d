package workbook

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"olist/message"
)

// Row is one row, good until the function that was given it returns.
type Row struct {
	Number int    // from 1; rows without a cell that says something are left out
	Cells  []Cell // from the left, those that say something
}

// Range is a merged one, from its first cell to its last: rows from 1, columns
// from 0.
type Range struct {
	Row, Column         int
	LastRow, LastColumn int
}

// ErrStop ends Rows early and without an error.
var ErrStop = errors.New("workbook: no further row is wanted")

// Rows calls f for each row of a sheet from the top, and gives its merged
// ranges, which stand behind the rows in the file. Errors: *Fault, those of the
// reader and of f.
func (b *Book) Rows(s Sheet, f func(*Row) error) ([]Range, error) {
	part := b.parts[s.part]
	if part == nil {
		return nil, broken(s.part)
	}
	r, done, err := b.read(part)
	if err != nil {
		return nil, err
	}
	p := &parser{book: b, each: f, d: xml.NewDecoder(r)}
	err = p.run()
	if errors.Is(err, ErrStop) {
		return nil, done()
	}
	return p.merged, errors.Join(err, done())
}

// parser reads a sheet token by token.
type parser struct {
	book   *Book
	each   func(*Row) error
	d      *xml.Decoder
	row    Row
	text   []byte // of the row's cells
	cell   rawCell
	taking bool // characters belong to the cell
	spoken int  // how a text is spoken, not what it says
	cells  int64
	merged []Range
	ended  bool // the rows are through
}

func (p *parser) run() error {
	for {
		token, err := p.d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && !p.ended:
			return fail(0, message.WorkbookCut.With())
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return xmlFault(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			err = p.start(e)
		case xml.EndElement:
			err = p.end(e.Name.Local)
		case xml.CharData:
			if p.taking {
				if p.cell.value = append(p.cell.value, e...); len(p.cell.value) > p.book.limits.Text {
					err = fail(p.row.Number, message.WorkbookText.With(p.book.limits.Text))
				}
			}
		}
		if err != nil {
			return err
		}
	}
}

func (p *parser) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		return p.startRow(e)
	case "c":
		return p.startCell(e)
	case "v":
		p.taking = true
	case "f":
		p.cell.formula = true
	case "is":
		p.cell.inline = true
	case "rPh":
		p.spoken++
	case "t":
		p.taking = p.cell.inline && p.spoken == 0
	case "mergeCell":
		return p.merge(e)
	}
	return nil
}

func (p *parser) startRow(e xml.StartElement) error {
	number := p.row.Number + 1
	for _, a := range e.Attr {
		if a.Name.Local == "r" {
			n, err := strconv.Atoi(a.Value)
			if err != nil || n < number {
				return broken(a.Value)
			}
			number = n
		}
	}
	if number > min(p.book.limits.Rows, maxRow) {
		return fail(0, message.FileTooManyRows.With(min(p.book.limits.Rows, maxRow)))
	}
	p.row.Number, p.row.Cells, p.text = number, p.row.Cells[:0], p.text[:0]
	p.cell.column = -1
	return nil
}

func (p *parser) startCell(e xml.StartElement) error {
	c := rawCell{column: p.cell.column + 1, value: p.cell.value[:0]}
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			n, ok := columnOf(a.Value)
			if !ok || n < c.column {
				return fail(p.row.Number, message.WorkbookBroken.With(string(brief([]byte(a.Value)))))
			}
			c.column = n
		case "t":
			c.kind = a.Value
		case "s":
			c.style, _ = strconv.Atoi(a.Value)
		}
	}
	if c.column >= maxColumn {
		return fail(p.row.Number, message.RowTooManyFields.With(c.column+1, maxColumn))
	}
	p.cell, p.spoken = c, 0
	return nil
}

// columnOf reads the column of a place like AB12, from 0.
func columnOf(place string) (int, bool) {
	n, i := 0, 0
	for ; i < len(place) && i < 4; i++ {
		c := place[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		n = 26*n + int(c-'a') + 1
	}
	return n - 1, i > 0
}

func (p *parser) end(name string) error {
	switch name {
	case "v", "t":
		p.taking = false
	case "rPh":
		p.spoken--
	case "is":
	case "c":
		return p.endCell()
	case "row":
		if len(p.row.Cells) > 0 {
			return p.each(&p.row)
		}
	case "sheetData":
		p.ended = true
	}
	return nil
}

func (p *parser) endCell() error {
	from := len(p.text)
	text, kind, err := p.book.text(p.text, &p.cell, p.row.Number)
	if err != nil {
		return err
	}
	said := text[from:]
	if p.text = text; len(bytes.TrimSpace(said)) == 0 {
		return nil
	}
	switch p.cells++; {
	case p.cells > p.book.limits.Cells:
		return fail(p.row.Number, message.FileTooManyFields.With(int(p.book.limits.Cells)))
	case p.cell.column >= p.book.limits.Columns:
		return fail(p.row.Number, message.RowTooManyFields.With(p.cell.column+1, p.book.limits.Columns))
	case len(p.text) > p.book.limits.Text:
		return fail(p.row.Number, message.WorkbookText.With(p.book.limits.Text))
	}
	p.row.Cells = append(p.row.Cells, Cell{p.cell.column, kind, said})
	return nil
}

func (p *parser) merge(e xml.StartElement) error {
	for _, a := range e.Attr {
		if a.Name.Local != "ref" {
			continue
		}
		first, last, ok := bytes.Cut([]byte(a.Value), []byte(":"))
		if !ok {
			return nil
		}
		column, row, err := excelize.CellNameToCoordinates(string(first))
		lastColumn, lastRow, err2 := excelize.CellNameToCoordinates(string(last))
		if err != nil || err2 != nil || lastRow < row || lastColumn < column {
			return broken(a.Value)
		}
		if p.merged = append(p.merged, Range{row, column - 1, lastRow, lastColumn - 1}); len(p.merged) > p.book.limits.Merged {
			return fail(0, message.WorkbookMerged.With(p.book.limits.Merged))
		}
	}
	return nil
}
