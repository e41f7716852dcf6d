package table

import (
	"archive/zip"
	"errors"
	"slices"

	"olist/message"
	"olist/table/workbook"
)

// openBook takes the one sheet of a workbook that holds a table, or the one
// that was chosen; prefix stands before the names of sheets where they are
// asked for.
func (t *Table) openBook(z *zip.Reader, wanted, prefix string) error {
	l := workbook.DefaultLimits()
	l.Rows, l.Columns, l.Cells, l.Text = min(l.Rows, t.source.limits.Rows), min(l.Columns, t.source.limits.Columns), min(l.Cells, t.source.limits.Cells), min(l.Text, t.source.limits.Line)
	b, err := workbook.Open(z, t.source.open, l)
	if err != nil {
		return bookFault(err)
	}
	sheet, err := t.chooseSheet(b, wanted, prefix)
	if err != nil {
		return bookFault(err)
	}
	s := &spool{limits: t.source.limits}
	w := newCellWriter(s)
	merged, err := b.Rows(sheet, w.row)
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		s.drop()
		return bookFault(err)
	}
	t.put(s)
	t.Sheet = sheet.Name
	t.layout = w.layout()
	t.typed(w)
	return t.unmerge(merged)
}

// typed lets cells that are numbers decide how numbers are written, where no
// text looks like a number with marks; the choice of a mark is one about text.
func (t *Table) typed(w *cellWriter) {
	if w.fraction && !w.marked {
		t.options.Decimal = '.'
	}
}

// bookFault makes a fault of the workbook one of the file.
func bookFault(err error) error {
	if f, ok := errors.AsType[*workbook.Fault](err); ok {
		return Fail(f.Row, f.Message)
	}
	return one(err)
}

// looked is how many rows of a sheet show whether it holds a table.
const looked = 100

// chooseSheet finds the sheet that is meant: among those that are seen the one
// with two rows of two cells or more; else the one with anything in it.
func (t *Table) chooseSheet(b *workbook.Book, wanted, prefix string) (workbook.Sheet, error) {
	if wanted != "" {
		var names []string
		for _, s := range b.Sheets {
			if s.Name == wanted {
				return s, nil
			}
			names = append(names, prefix+s.Name)
		}
		i := slices.IndexFunc(b.Sheets, func(s workbook.Sheet) bool { return Fold(s.Name) == Fold(wanted) })
		if i >= 0 {
			return b.Sheets[i], nil
		}
		return workbook.Sheet{}, Fail(0, message.SheetMissing.With(brief(wanted), listed(names))).choosable("sheet").of(names)
	}
	var tables, others []workbook.Sheet
	for _, s := range b.Sheets {
		if s.Hidden {
			continue
		}
		rows, wide := 0, 0
		_, err := b.Rows(s, func(r *workbook.Row) error {
			if rows++; len(r.Cells) > 1 {
				wide++
			}
			if wide >= 2 || rows >= looked {
				return workbook.ErrStop
			}
			return nil
		})
		switch {
		case err != nil:
			return s, err
		case wide >= 2:
			tables = append(tables, s)
		case rows > 0:
			others = append(others, s)
		}
	}
	if len(tables) == 0 {
		tables = others
	}
	switch {
	case len(tables) == 1:
		return tables[0], nil
	case len(tables) == 0:
		return workbook.Sheet{}, Fail(0, message.SheetNone.With()).choosable("sheet")
	}
	var names []string
	for _, s := range tables {
		names = append(names, prefix+s.Name)
	}
	return workbook.Sheet{}, Fail(0, message.SheetUnclear.With(listed(names))).choosable("sheet").of(names)
}
