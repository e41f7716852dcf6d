// Package seriescsv reads a panel of weekly series from a table, long or wide,
// plain or gzip. Package table finds the table's form; here is decided what its
// columns mean for a forecast.
//
// It imports forecast, table and week; cli imports it.
package seriescsv

import (
	"context"
	"io"
	"slices"
	"strings"

	"olist/forecast"
	"olist/message"
	"olist/table"
)

// Meanings of a week without a row.
const (
	Zero = "zero" // nothing was sold
	Hole = "hole" // nothing is known
)

// OneSeries as the series column makes all rows one series.
const OneSeries = "-"

// Options override what would be inferred. Series may name several columns,
// separated by commas; OneSeries names none.
type Options struct {
	Series, Week, Value string
	Decimal             byte     // '.' or ','; 0 finds it
	Dates               string   // ymd, dmy or mdy; empty finds it
	WeekDates           string   // table.FirstDay or LastDay: which of its week a date is; empty finds it
	Sheet               string   // of a workbook, or the file of a zip archive: table.Options has more
	Missing             string   // Zero or Hole; empty decides by what the file is
	Drivers             []string // columns of numbers known ahead, of a long file with one row a week
	Stockouts           string   // column of 0 and 1, of a long file: 1 where the week, or a day of it, ran out of stock
	Rows                func(int)
	Limits              table.Limits
}

// Limits of what is read, so that memory is bounded.
const (
	MaxValues = 25_000_000 // weeks of all series together, those left out among them: 200 MB
	MaxSeries = 200_000
)

// Error is a fault of the file, with its line.
type Error = table.Error

// Reading is a panel and how the file was understood.
type Reading struct {
	Panel    forecast.Panel
	Form     message.List      // a few words each
	Notes    []message.Message // what was left out, added up or filled in
	Warnings []message.Message // what makes the values wrong
}

func (r *Reading) note(m message.Message) { r.Notes = append(r.Notes, m) }

// Read reads a panel. A file with a column of dates is long: one row a value.
// Anything else is wide: one row a series, first the key, then the values,
// ragged at the right; such a panel is dated where the header names dates.
// Empty values and NA are weeks left out; a series may have no other, the file
// must not. Order lines and daily rows are added up by week. Errors are *Error
// where the file is at fault.
func Read(ctx context.Context, r io.Reader, o Options) (*Reading, error) {
	t, err := table.Open(ctx, r, table.Options{Decimal: o.Decimal, Dates: o.Dates, Days: o.WeekDates, Sheet: o.Sheet, Rows: o.Rows, Limits: o.Limits})
	if err != nil {
		return nil, err
	}
	defer t.Close()
	if err := o.name(t); err != nil {
		return nil, err
	}
	if err := o.nameDrivers(t); err != nil {
		return nil, err
	}
	wide := t.Across != nil && (len(t.Across.Columns) > 1 || t.When() < 0)
	switch {
	case o.Week == "" && (wide || t.When() < 0):
		if o.Series != "" || o.Value != "" || len(o.Drivers) > 0 || o.Stockouts != "" {
			return nil, noWeeks(t)
		}
		if c := t.Years(); c != nil && !wide {
			return nil, table.Fail(1, message.SeriesYears.With(message.Quoted(c.Name)))
		}
		return readWide(ctx, t, o)
	case !t.Header:
		return nil, table.Fail(1, message.SeriesNoHeader.With())
	}
	return readLong(ctx, t, o)
}

func noWeeks(t *table.Table) error {
	return table.Fail(1, message.SeriesNoWeeks.With(names(t)))
}

// name gives the columns named by the options their roles.
func (o Options) name(t *table.Table) error {
	if o.Week != "" {
		i := t.Column(o.Week)
		if i < 0 {
			return noColumn(t, o.Week)
		}
		if err := t.SetRole(i, table.When); err != nil {
			return err
		}
	}
	if o.Value != "" {
		i := t.Column(o.Value)
		if i < 0 {
			return noColumn(t, o.Value)
		}
		if o.Week != "" && i == t.Column(o.Week) {
			return twice(t, i, "--week-column", "--value-column")
		}
		if err := only(t, []int{i}, table.Amount, table.Amount, table.Units); err != nil {
			return err
		}
	}
	switch {
	case o.Series == "":
		return nil
	case o.Series == OneSeries && t.Column(OneSeries) < 0:
		return only(t, nil, table.Series, table.Series, table.Category, table.Region)
	}
	keys, err := o.keys(t)
	if err != nil {
		return err
	}
	if err := o.distinct(t, keys); err != nil {
		return err
	}
	return only(t, keys, table.Series, table.Series, table.Category, table.Region)
}

// distinct refuses a column of series that has another role as well.
func (o Options) distinct(t *table.Table, keys []int) error {
	for at, i := range keys {
		switch {
		case o.Week != "" && i == t.Column(o.Week):
			return twice(t, i, "--week-column", "--series-column")
		case o.Value != "" && i == t.Column(o.Value):
			return twice(t, i, "--value-column", "--series-column")
		case slices.Contains(keys[:at], i):
			return table.Fail(1, message.SeriesColumnTwice.With(quoted(t, keys[at:at+1])))
		}
	}
	return nil
}

func twice(t *table.Table, column int, a, b string) error {
	return table.Fail(1, message.SeriesColumnBoth.With(a, b, quoted(t, []int{column})))
}

func (o Options) keys(t *table.Table) ([]int, error) {
	if i := t.Column(o.Series); i >= 0 {
		return []int{i}, nil
	}
	var keys []int
	for _, name := range strings.Split(o.Series, ",") {
		i := t.Column(strings.TrimSpace(name))
		if i < 0 {
			return nil, noColumn(t, strings.TrimSpace(name))
		}
		keys = append(keys, i)
	}
	return keys, nil
}

// only gives the columns a role, and clears it and those like it from others.
func only(t *table.Table, columns []int, role table.Role, from ...table.Role) error {
	for _, i := range t.With(from...) {
		if err := t.SetRole(i, table.Ignore); err != nil {
			return err
		}
	}
	for _, i := range columns {
		if err := t.SetRole(i, role); err != nil {
			return err
		}
	}
	return nil
}

func noColumn(t *table.Table, name string) error {
	return table.Fail(1, message.SeriesNoColumn.With(message.Quoted(name), names(t)))
}

// maxNames is the number of columns that a message lists.
const maxNames = 12

// names lists the columns for a message.
func names(t *table.Table) (all message.List) {
	for i := range t.Columns {
		if len(all) == maxNames {
			return append(all, message.Prose("..."))
		}
		all = append(all, t.Columns[i].Title())
	}
	return all
}

// quoted lists some columns for a message.
func quoted(t *table.Table, columns []int) (all message.List) {
	for _, i := range columns {
		if len(all) == maxNames {
			return append(all, message.Prose("..."))
		}
		if c := &t.Columns[i]; c.Name == "" {
			all = append(all, message.ColumnNumbered.With(int64(i+1)))
		} else {
			all = append(all, message.ColumnNamed.With(c.Name))
		}
	}
	return all
}

// refuseGrain refuses rows that cover more than a week.
func refuseGrain(k table.Calendar, coarse message.M3[message.Message, message.Day, message.Day]) error {
	if !k.Grain.Coarser() {
		return nil
	}
	return table.Fail(0, coarse.With(k.Grain.Words(), message.Day(k.First.String()), message.Day(k.Last.String())))
}
