package table

import "olist/message"

// Title names a column for people: its name, or its number.
func (c *Column) Title() message.Message {
	if c.Name != "" {
		return message.Prose(c.Name)
	}
	return message.ColumnUnnamed.With(int64(c.Index + 1))
}

// Form writes how a column's numbers or dates are written, once settled.
func (c *Column) Form() string {
	switch c.Kind {
	case Number:
		return c.number.String()
	case Date:
		return c.date.String()
	}
	return ""
}

// Numbers is the form of a number column, once settled.
func (c *Column) Numbers() NumberForm { return c.number }

// Dates is the form of a date column, once settled.
func (c *Column) Dates() DateForm { return c.date }

// Problem is what keeps a column from being read in its role, nil where
// nothing does. Settle finds it.
func (c *Column) Problem() error { return c.settled }

// SetRole changes the part that a column plays. There is one column of dates:
// it takes the place of another.
func (t *Table) SetRole(column int, r Role) error {
	if column < 0 || column >= len(t.Columns) {
		return Fail(0, message.ColumnNotHere.With(int64(column+1)))
	}
	if r == When {
		for i := range t.Columns {
			if t.Columns[i].Role == When {
				t.Columns[i].Role = Ignore
			}
		}
	}
	t.Columns[column].Role, t.settled = r, false
	return nil
}

// Choose decides what Open left to be found, before the table is settled: only
// what is not empty is taken.
func (t *Table) Choose(o Options) {
	if o.Decimal != 0 {
		t.options.Decimal = o.Decimal
	}
	if o.Dates != "" {
		t.options.Dates = o.Dates
	}
	if o.Days != "" {
		t.options.Days = o.Days
	}
	t.settled = false
}

// Column finds a column by name, whatever its capitals, accents and blanks; -1
// where there is none.
func (t *Table) Column(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	for i := range t.Columns {
		if t.Columns[i].Name != "" && Fold(t.Columns[i].Name) == Fold(name) {
			return i
		}
	}
	return -1
}

// When is the column of dates, -1 where there is none.
func (t *Table) When() int {
	if all := t.With(When); len(all) > 0 {
		return all[0]
	}
	return -1
}

// Years is a column that gives years alone, nil where there is none.
func (t *Table) Years() *Column {
	for i := range t.Columns {
		switch Fold(t.Columns[i].Name) {
		case "year", "ano", "jahr", "annee", "anno":
			if t.Columns[i].Kind == Number {
				return &t.Columns[i]
			}
		}
	}
	return nil
}

// Settle decides how the dates and numbers of all columns with a role are
// written. The first that stays open or contradicts itself is an *Error with
// both readings and the flag that chooses; each column's is its Problem.
func (t *Table) Settle() error {
	if t.settled {
		return t.problem()
	}
	t.settled = true
	t.settleNumbers()
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Role != When || c.dates == nil {
			continue
		}
		form, err := c.dates.decide(c.Name, t.options.Dates)
		c.date, c.settled = form, inColumn(err, c)
	}
	return t.problem()
}

func (t *Table) problem() error {
	for i := range t.Columns {
		if err := t.Columns[i].settled; err != nil {
			return err
		}
	}
	return nil
}

// settleNumbers decides one form for all numbers of the file, by the columns
// in use, or by all columns of numbers where those leave it open.
func (t *Table) settleNumbers() {
	var used, all numbers
	u := usage{commas: t.Separator == ','}
	for i := range t.Columns {
		c := &t.Columns[i]
		c.settled = nil
		if c.numbers.n == 0 || c.dates != nil && c.dates.n == c.filled {
			continue
		}
		if t.counts(c) {
			used.merge(&c.numbers)
		} else if c.Kind != Number {
			continue // words, one of which looks like a number, prove nothing
		}
		all.merge(&c.numbers)
		u.measured = u.measured || c.Role.Measures() && c.numbers.eitherPoint > 0
	}
	form, err := used.form(t.options.Decimal, u)
	if err != nil && used.point+used.comma == 0 && used.percent.line == 0 && t.options.Decimal == 0 {
		all.percent = example{} // of a column that is not used
		if other, e := all.form(0, u); e == nil {
			form, err = other, nil
		}
	}
	for i := range t.Columns {
		if c := &t.Columns[i]; c.numbers.n > 0 {
			c.number = form
			if err != nil && t.counts(c) {
				c.settled = err
			}
		}
		if t.Columns[i].number.Decimal == 0 {
			t.Columns[i].number.Decimal = '.'
		}
	}
}

// counts reports whether a column's numbers are used.
func (t *Table) counts(c *Column) bool {
	return c.Role.Measures() || c.Role == Driver
}

// example is a date in the form.
func (f DateForm) example() string {
	switch f.order {
	case orderYW:
		return "2018-33"
	case orderDMY:
		return "13/08/2018"
	case orderMDY:
		return "08/13/2018"
	}
	if f.Mark == 'w' {
		return "2018-W33"
	}
	return "2018-08-13"
}
