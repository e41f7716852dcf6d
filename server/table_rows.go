package server

import (
	"slices"
	"strings"

	"olist/message"
	"olist/store/fault"
	"olist/training"
	"olist/views/text"
)

// rowsNamed is how many rows at fault of a table are told of.
const rowsNamed = 10

// rowFaults are what is wrong with the rows of a table: all are told of together.
type rowFaults struct {
	unknown []unknownName
	rest    []message.Message
	told    map[string]bool // each is told of once
	beyond  int
}

// unknownName is what no segment is called, and the row that it stands in.
type unknownName struct {
	name message.Quoted
	row  int
}

// add keeps what is wrong with a row, counted from 0.
func (f *rowFaults) add(row int, err error) {
	why := saidBy(err)
	if f.told[why.String()] {
		return
	}
	if f.told == nil {
		f.told = map[string]bool{}
	}
	f.told[why.String()] = true
	unknown := why.Key == message.SegmentUnknown.With("").Key
	switch {
	case len(f.unknown)+len(f.rest) >= rowsNamed:
		f.beyond++
	case unknown:
		f.unknown = append(f.unknown, unknownName{why.Args[0].(message.Quoted), row + 1})
	default:
		f.rest = append(f.rest, message.BudgetRow.With(row+1, why))
	}
}

// err is CodeInvalid with all of it; nil where nothing is wrong.
func (f *rowFaults) err() error {
	var said []message.Message
	switch len(f.unknown) {
	case 0:
	case 1:
		said = append(said, message.BudgetRow.With(f.unknown[0].row, message.SegmentUnknown.With(f.unknown[0].name)))
	default:
		var names message.List
		for _, u := range f.unknown {
			names = append(names, message.NameInRow.With(u.name, u.row))
		}
		said = append(said, message.SegmentsUnknown.With(names))
	}
	if said = append(said, f.rest...); len(said) == 0 {
		return nil
	}
	if f.beyond > 0 {
		said = append(said, message.RowsBeyond.With(f.beyond))
	}
	all := said[len(said)-1]
	for i := len(said) - 2; i >= 0; i-- {
		all = message.SaidAfter.With(said[i], all)
	}
	return fault.Invalid("files", all)
}

// called tells whether a column is called by one of the texts, in any language of pages.
func called(name string, by ...text.Text) bool {
	for _, in := range text.Locales {
		for _, t := range by {
			if text.Folded(in.T(t)) == text.Folded(name) {
				return true
			}
		}
	}
	return false
}

// withoutNames leaves out the column that says what segments are called, of a table
// that was exported here and comes back.
func withoutNames(rows [][]string) [][]string {
	if len(rows) == 0 {
		return rows
	}
	at := slices.IndexFunc(rows[0], func(name string) bool { return called(name, text.FileName) })
	if at < 1 {
		return rows
	}
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = slices.Concat(row[:min(at, len(row))], row[min(at+1, len(row)):])
	}
	return out
}

// columnsCalled are the places of columns by what the header calls them; nil where it
// lacks one.
func columnsCalled(head []string, names ...text.Text) (at []int) {
	for _, t := range names {
		k := slices.IndexFunc(head, func(name string) bool { return called(name, t) })
		if k < 0 {
			return nil
		}
		at = append(at, k)
	}
	return at
}

// cellAt is the cell at a place, "" where there is none.
func cellAt(row []string, at int) string {
	if at >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[at])
}

// hasDigit tells whether a cell holds figures, as a header of other things than months
// does not.
func hasDigit(cells ...string) bool {
	return strings.ContainsAny(strings.Join(cells, ""), "0123456789")
}

// inNames words what lower layers say of segments by their keys with their names.
func inNames(l text.Locale, d *training.Data, m message.Message) message.Message {
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		switch v := a.(type) {
		case string:
			a = nameOfKey(l, d, v)
		case message.Quoted:
			a = message.Quoted(nameOfKey(l, d, string(v)))
		case message.Message:
			a = inNames(l, d, v)
		}
		args[i] = a
	}
	m.Args = args
	return m
}

func nameOfKey(l text.Locale, d *training.Data, key string) string {
	if seg, err := d.Segment(key); err == nil {
		return segmentName(l, seg)
	}
	return key
}
