package sheet

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Formats of cells, by the numbers that excelize gives built-in ones.
const (
	percentFormat = 10 // 0.00%
	dateFormat    = `yyyy\-mm\-dd`
	columnWidth   = 16 // characters
)

// WriteXLSX writes a workbook whose one sheet, called name, is the table with its
// heads in bold and in view; money is the format code of amounts, as
// "R$"\ #,##0.00. Texts are texts there: none is taken for a formula. Errors:
// those of out, and of a name that no sheet may have.
func (t Table) WriteXLSX(out io.Writer, name, money string) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := t.stream(f, w, money); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = f.WriteTo(out)
	return err
}

// stream writes heads and rows.
func (t Table) stream(f *excelize.File, w *excelize.StreamWriter, money string) error {
	styles, err := newStyles(f, money)
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if len(t.Heads) > 0 {
		if err := w.SetColWidth(1, len(t.Heads), columnWidth); err != nil {
			return err
		}
	}
	var row []any
	for _, h := range t.Heads {
		row = append(row, excelize.Cell{StyleID: styles.head, Value: h})
	}
	if err := w.SetRow("A1", row); err != nil {
		return err
	}
	for i, cells := range t.Rows {
		row = row[:0]
		for _, c := range cells {
			v, err := styles.cell(c)
			if err != nil {
				return err
			}
			row = append(row, v)
		}
		if err := w.SetRow("A"+strconv.Itoa(i+2), row); err != nil {
			return err
		}
	}
	return nil
}

// styles are the numbers of a workbook's formats.
type styles struct{ head, money, date, percent int }

func newStyles(f *excelize.File, money string) (s styles, err error) {
	date := dateFormat
	for _, want := range []struct {
		id    *int
		style excelize.Style
	}{{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}}}, {&s.money, excelize.Style{CustomNumFmt: &money}},
		{&s.date, excelize.Style{CustomNumFmt: &date}}, {&s.percent, excelize.Style{NumFmt: percentFormat}}} {
		if *want.id, err = f.NewStyle(&want.style); err != nil {
			return s, fmt.Errorf("sheet: a format: %w", err)
		}
	}
	return s, nil
}

// cell is a cell as the library takes it; nil for an empty one.
func (s styles) cell(c Cell) (any, error) {
	switch c.kind {
	case 0:
		return nil, nil
	case 'n', 'r':
		v, err := strconv.ParseFloat(c.text, 64)
		if err != nil {
			return nil, fmt.Errorf("sheet: %q is no number: %w", c.text, err)
		}
		if c.kind == 'n' {
			return v, nil
		}
		return excelize.Cell{StyleID: s.percent, Value: v}, nil
	case 'm':
		return excelize.Cell{StyleID: s.money, Value: float64(c.money) / 100}, nil
	case 'd':
		return excelize.Cell{StyleID: s.date, Value: c.week.First()}, nil
	}
	return c.text, nil
}
