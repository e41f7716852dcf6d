package table

import "olist/message"

// separators are the marks between fields: their names, and what a file is that
// they part.
var separators = map[byte]struct{ name, parted message.M0 }{
	'\t': {message.MarkTab, message.PartedByTab}, ';': {message.MarkSemicolon, message.PartedBySemicolon},
	'|': {message.MarkBar, message.PartedByBar}, ',': {message.MarkComma, message.PartedByComma}, 0: {message.MarkCell, message.Cells},
}

// SeparatorName is what stands between the fields, for people.
func (t *Table) SeparatorName() message.Message { return separators[t.Separator].name.With() }

// Mark is what stands between the fields; empty for the cells of a workbook.
func (t *Table) Mark() string {
	if t.Separator == 0 {
		return ""
	}
	return string(t.Separator)
}

// Describe says in a few words each what was understood of the form of a
// settled table: "tab-separated, numbers 1,234.5, dates month/day, one row a week".
func (t *Table) Describe() message.List {
	g := t.Calendar().Grain
	switch {
	case g == NoGrain:
		return t.DescribeAs(message.Message{})
	case t.When() < 0:
		return t.DescribeAs(message.ColumnEvery.With(g.Words()))
	}
	return t.DescribeAs(message.RowEvery.With(g.Words()))
}

// DescribeAs does so with other words for how far apart its dates lie.
func (t *Table) DescribeAs(grain message.Message) message.List {
	var said message.List
	if t.Encoding != UTF8 {
		said = append(said, message.Prose(string(t.Encoding)))
	}
	if t.Member != "" {
		said = append(said, message.FromMember.With(t.Member))
	}
	if t.Sheet != "" {
		said = append(said, message.FromSheet.With(t.Sheet))
	} else {
		said = append(said, separators[t.Separator].parted.With())
	}
	if t.layout.lineEnd == '\r' {
		said = append(said, message.LinesEndWithCR.With())
	}
	if t.Preceding > 0 {
		said = append(said, message.TitleLeftOut.With(t.Preceding))
	}
	if f, ok := t.numberForm(); ok {
		said = append(said, message.NumbersAre.With(f))
	}
	if i := t.When(); i >= 0 && t.Columns[i].dates != nil {
		said = append(said, message.DatesAre.With(t.Columns[i].date.Words()))
	} else if t.Across != nil && t.Across.Err == nil {
		said = append(said, message.DatesAre.With(t.Across.Form.Words()))
	}
	if !grain.IsZero() {
		said = append(said, grain)
	}
	return said
}

// numberForm writes the form of the numbers in use.
func (t *Table) numberForm() (string, bool) {
	for i := range t.Columns {
		if c := &t.Columns[i]; t.counts(c) && c.numbers.n > 0 {
			return c.number.String(), true
		}
	}
	return "", false
}
