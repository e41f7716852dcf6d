package table

import (
	"slices"
	"strconv"
	"strings"

	"olist/message"
)

// Across are the weeks that a header names, in a file with one row a series.
type Across struct {
	Columns []int // that have a date for a name, in the order of the file
	Days    []Day
	Form    DateForm
	Coarser Grain // Months or Quarters where the header names no days, else NoGrain
	Err     error // its dates cannot be read, or in two ways
}

// isHeader reports whether the first row names the columns. It is data where
// it has a date above dates, or numbers above numbers that do not count the
// columns.
func (t *Table) isHeader(first []string) bool {
	dates, numbers := 0, 0
	for i, f := range first {
		c := &t.Columns[i]
		if _, ok := dateOf([]byte(f)); ok {
			if dates++; c.Kind == Date && !c.numeric() {
				return false
			}
			continue
		}
		if s, ok := shapeOf([]byte(f)); ok && s.n > 0 && (c.Kind == Number || c.Kind == Blank) {
			numbers++
		}
	}
	if _, text := periods(first); text != "" && t.Rows > 0 {
		return true
	}
	return dates > 0 || numbers == 0 || t.countsColumns(first)
}

// numeric reports whether a column of dates could as well be one of numbers.
func (c *Column) numeric() bool { return c.numbers.n == c.dates.n }

// countsColumns tells a header that numbers its columns, series,1,2,3 or
// store,2015,2016, from a series that happens to count.
func (t *Table) countsColumns(first []string) bool {
	if len(first) < 2 {
		return false
	}
	from, err := strconv.Atoi(first[1])
	if err != nil {
		return false
	}
	for i, f := range first[1:] {
		if n, err := strconv.Atoi(f); err != nil || n != from+i {
			return false
		}
	}
	if first[0] == "" || from <= 1 && NamedFor(first[0], Series) && t.named(first[0]) {
		return true
	}
	if n, err := strconv.Atoi(first[0]); err == nil && n == from-1 && t.Rows > 0 && t.Columns[0].Kind == Words {
		return true // 0,1,2,3
	}
	return len(first) > 2 && t.Rows > 0 && !t.othersCount() && (NamedFor(first[0], Series) || from <= 1 && t.Rows > 1)
}

// named reports whether a name is that of a key and not, as shop, as likely
// that of a series.
func (t *Table) named(name string) bool {
	return t.Rows > 0 || slices.Contains([]string{"series", "unique id", "id", "key", "name", "item", "item id", "v1", "serie", "loja", "produto", "nome"}, Fold(name))
}

// othersCount reports whether the rows below count as well.
func (t *Table) othersCount() bool {
	for _, row := range t.Preview {
		if len(row) > 2 {
			a, err := strconv.Atoi(row[1])
			b, err2 := strconv.Atoi(row[2])
			if err == nil && err2 == nil && b == a+1 {
				return true
			}
		}
	}
	return false
}

// across finds the dates of a header.
func (t *Table) across() {
	if !t.Header {
		return
	}
	s := dates{counted: true}
	a := &Across{}
	odd := -1
	for i := range t.Columns {
		c := &t.Columns[i]
		name := []byte(c.Name)
		d, ok := dateOf(name)
		switch {
		case ok:
			s.see(&d, name, t.header)
			a.Columns = append(a.Columns, i)
		case len(a.Columns) > 0 && odd < 0 && i < t.width && (c.Name != "" || c.filled > 0):
			odd = i
		}
	}
	if len(a.Columns) == 0 || len(a.Columns) == 1 && t.hasDates(a.Columns[0]) {
		return
	}
	t.Across = a
	if odd >= 0 {
		a.Err = t.oddHeader(odd)
		return
	}
	if a.Form, a.Err = s.decide("", t.options.Dates); a.Err != nil {
		return
	}
	switch {
	case a.Form.order == orderYW:
	case s.coarse[aMonth] > 0:
		a.Coarser = Months
	case s.coarse[aQuarter] > 0:
		a.Coarser = Quarters
	}
	for _, i := range a.Columns {
		d, _ := dateOf([]byte(t.Columns[i].Name))
		a.Days = append(a.Days, d.days[a.Form.order])
	}
}

func (t *Table) oddHeader(i int) error {
	name := t.Columns[i].Name
	if totalWords[strings.ToLower(name)] > 0 {
		return Fail(t.header, message.ColumnSumsUp.With(int64(i+1), message.Quoted(name)))
	}
	return Fail(t.header, message.ColumnNoDate.With(int64(i+1), message.Quoted(name)))
}

// hasDates reports whether a column but this one holds dates.
func (t *Table) hasDates(but int) bool {
	for i := range t.Columns {
		if c := &t.Columns[i]; i != but && c.Kind == Date && !c.numeric() {
			return true
		}
	}
	return false
}

// Periods tells a header that names years, or months or weeks as 202301, from
// one that counts: whether it names years, and an example; empty where it names
// neither.
func (t *Table) Periods() (years bool, example string) {
	if !t.Header || t.Across != nil || len(t.Columns) < 3 {
		return false, ""
	}
	names := make([]string, len(t.Columns))
	for i := range t.Columns {
		names[i] = t.Columns[i].Name
	}
	return periods(trimRight(names))
}

// periods looks at the names behind the first.
func periods(names []string) (years bool, example string) {
	if len(names) < 3 {
		return false, ""
	}
	before, step := 0, 0
	for i, name := range names[1:] {
		n, err := strconv.Atoi(name)
		if err != nil || len(name) != len(names[1]) {
			return false, ""
		}
		year, part := n, 1
		if len(name) == 6 {
			year, part = n/100, n%100
		}
		if len(name) != 4 && len(name) != 6 || year < 1990 || year > 2100 || part < 1 || part > 53 {
			return false, ""
		}
		switch way := n - before; {
		case i > 0 && (way == 0 || step != 0 && (way > 0) != (step > 0)):
			return false, ""
		case i > 0:
			step = way
		}
		before = n
	}
	return len(names[1]) == 4, names[1] + ", " + names[2]
}
