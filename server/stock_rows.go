package server

import (
	"slices"
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
// Of assumed segments,
// which are new, it was not said how they are ordered. Returns CodeInvalid that names
// all rows at fault.
func stockWords(l text.Locale, d *training.Data, kept []store.Stock, rows [][]string) (words []store.StockWord, assumed int, err error) {
	if len(rows) == 0 || len(rows[0]) < 2 {
		return nil, 0, fault.Invalid("files", message.StockColumns.With())
	}
	columns, first, err := stockColumns(l, d, rows[0])
	if err != nil {
		return nil, 0, err
	}
	var faults rowFaults
	known := map[string]bool{}
	for i, row := range rows[first:] {
		if len(filledCells(row)) == 0 {
			continue
		}
		w, whole, err := stockRow(l, d, kept, columns, row)
		if err == nil && known[w.Segment] {
			err = fault.Invalid("files", message.StockTwice.With(message.Quoted(nameOfKey(l, d, w.Segment))))
		}
		if err != nil {
			faults.add(i+first, err)
			continue
		}
		known[w.Segment] = true
		words = append(words, w)
		if !whole && !slices.ContainsFunc(kept, func(k store.Stock) bool { return k.Segment == w.Segment }) {
			assumed++
		}
	}
	if err := faults.err(); err != nil {
		return nil, 0, err
	}
	if len(words) == 0 {
		return nil, 0, fault.Invalid("files", message.StockColumns.With())
	}
	return words, assumed, nil
}

// stockColumns are the fields by the columns after the first, nil where one says
// nothing; first is the row that they begin in: 1 below a header. A first row with
// figures is data, also where nobody knows its segment.
func stockColumns(l text.Locale, d *training.Data, head []string) (fields []*stockField, first int, err error) {
	var unknown []message.Quoted
	for _, name := range head[1:] {
		f, known := stockColumn(name)
		if !known && strings.TrimSpace(name) != "" {
			unknown = append(unknown, message.Quoted(name))
		}
		fields = append(fields, f)
	}
	_, _, absent := findSegment(l, d, strings.TrimSpace(head[0]))
	if len(unknown) > 0 && (absent == nil || len(unknown) == len(filledCells(head[1:])) && hasDigit(head[1:]...)) {
		fields = nil
		for i := range min(len(head)-1, len(stockFields)) {
			fields = append(fields, &stockFields[i])
		}
		return fields, 0, nil
	}
	if len(unknown) > 0 {
		return nil, 0, fault.Invalid("files", message.StockColumn.With(unknown[:min(len(unknown), rowsNamed)]))
	}
	return fields, 1, nil
}

// stockColumn finds a field by what a column is called, in any language of pages; nil
// and true for a result.
func stockColumn(name string) (*stockField, bool) {
	for i, f := range stockFields {
		if name == f.name || called(name, f.file, f.label) {
			return &stockFields[i], true
		}
	}
	return nil, called(name, stockResults...)
}

// stockRow reads a row; whole tells whether it says how the segment is ordered.
func stockRow(l text.Locale, d *training.Data, known []store.Stock, columns []*stockField, row []string) (w store.StockWord, whole bool, err error) {
	seg, _, err := findSegment(l, d, strings.TrimSpace(row[0]))
	if err != nil {
		return w, false, err
	}
	rule, said := ruleOf(known, seg.Key), 0
	for i, written := range row[1:] {
		if i >= len(columns) || columns[i] == nil || strings.TrimSpace(written) == "" {
			continue
		}
		if err := columns[i].read(l, &rule, written); err != nil {
			return w, false, err
		}
		if slices.Contains([]string{"lead_days", "review_days", "service"}, columns[i].name) {
			said++
		}
	}
	return store.StockWord{Segment: seg.Key, Rule: &rule}, said == 3, nil
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
