package server

import (
	"strings"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/text"
)

// stockResults are the columns of an exported table that are no input: a table that
// comes back may have them.
var stockResults = []text.Text{text.FileName, text.FileQuantity, text.FileBy, text.FileLevel, text.FileCover, text.FileRisk, text.FileOrdered, text.FileLoss}

// stockWords reads a table of stock over what is known: below a header any of the
// fields, without one a segment, what is on hand and on order. Empty cells say nothing.
// Returns CodeInvalid that names the row.
func stockWords(l text.Locale, d *training.Data, known []store.Stock, rows [][]string) (words []store.StockWord, err error) {
	if len(rows) == 0 || len(rows[0]) < 2 {
		return nil, fault.Invalid("files", message.StockColumns.With())
	}
	columns, first, err := stockColumns(l, d, rows[0])
	if err != nil {
		return nil, err
	}
	if first > 0 {
		rows = rows[1:]
	}
	for i, row := range rows {
		if len(filledCells(row)) == 0 {
			continue
		}
		w, err := stockRow(l, d, known, columns, row)
		if err != nil {
			return nil, inRow(i+first, saidBy(err))
		}
		words = append(words, w)
	}
	if len(words) == 0 {
		return nil, fault.Invalid("files", message.StockColumns.With())
	}
	return words, nil
}

// stockColumns are the fields by the columns after the first, nil where one says
// nothing; first is the row that they begin in: 1 below a header.
func stockColumns(l text.Locale, d *training.Data, head []string) (fields []*stockField, first int, err error) {
	if _, _, err := findSegment(l, d, strings.TrimSpace(head[0])); err == nil {
		for i := range min(len(head)-1, len(stockFields)) {
			fields = append(fields, &stockFields[i])
		}
		return fields, 0, nil
	}
	for _, name := range head[1:] {
		f, known := stockColumn(name)
		if !known && strings.TrimSpace(name) != "" {
			return nil, 0, fault.Invalid("files", message.StockColumn.With(message.Quoted(name)))
		}
		fields = append(fields, f)
	}
	return fields, 1, nil
}

// stockColumn finds a field by what a column is called, in any language of pages; nil
// and true for a result.
func stockColumn(name string) (*stockField, bool) {
	named := func(t ...text.Text) bool {
		for _, in := range text.Locales {
			for _, t := range t {
				if text.Folded(in.T(t)) == text.Folded(name) {
					return true
				}
			}
		}
		return false
	}
	for i, f := range stockFields {
		if name == f.name || named(f.file, f.label) {
			return &stockFields[i], true
		}
	}
	return nil, named(stockResults...)
}

func stockRow(l text.Locale, d *training.Data, known []store.Stock, columns []*stockField, row []string) (w store.StockWord, err error) {
	seg, _, err := findSegment(l, d, strings.TrimSpace(row[0]))
	if err != nil {
		return w, err
	}
	rule := ruleOf(known, seg.Key)
	for i, written := range row[1:] {
		if i >= len(columns) || columns[i] == nil || strings.TrimSpace(written) == "" {
			continue
		}
		if err := columns[i].read(l, &rule, written); err != nil {
			return w, err
		}
	}
	return store.StockWord{Segment: seg.Key, Rule: &rule}, nil
}

// ruleOf is the rule of a segment, or what one begins with.
func ruleOf(known []store.Stock, segment string) store.StockRule {
	for _, k := range known {
		if k.Segment == segment {
			return k.StockRule
		}
	}
	return store.NewStockRule()
}
