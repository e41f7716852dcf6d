package table

import (
	"fmt"
	"strings"
)

// separatorNames are the marks between fields, for people.
var separatorNames = map[byte]string{'\t': "tab", ';': "semicolon", '|': "bar", ',': "comma"}

// SeparatorName is what stands between the fields, for people.
func (t *Table) SeparatorName() string { return separatorNames[t.Separator] }

// Describe says in one line what was understood of the form of a settled table:
// "tab-separated, 1,234.5, dates month/day, one row a week".
func (t *Table) Describe() string {
	g := t.Calendar().Grain
	switch {
	case g == NoGrain:
		return t.DescribeAs("")
	case t.When() < 0:
		return t.DescribeAs("one column " + g.String())
	}
	return t.DescribeAs("one row " + g.String())
}

// DescribeAs does so with other words for how far apart its dates lie.
func (t *Table) DescribeAs(grain string) string {
	var said []string
	if t.Encoding != UTF8 {
		said = append(said, string(t.Encoding))
	}
	said = append(said, separatorNames[t.Separator]+"-separated")
	if t.layout.lineEnd == '\r' {
		said = append(said, "lines that end with CR alone")
	}
	if t.Preceding > 0 {
		lines := "lines"
		if t.Preceding == 1 {
			lines = "line"
		}
		said = append(said, fmt.Sprintf("%d %s before the header left out", t.Preceding, lines))
	}
	if f, ok := t.numberForm(); ok {
		said = append(said, f)
	}
	if i := t.When(); i >= 0 && t.Columns[i].dates != nil {
		said = append(said, "dates "+t.Columns[i].date.String())
	} else if t.Across != nil && t.Across.Err == nil {
		said = append(said, "dates "+t.Across.Form.String())
	}
	if grain != "" {
		said = append(said, grain)
	}
	return strings.Join(said, ", ")
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
