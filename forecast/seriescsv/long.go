package seriescsv

import (
	"context"
	"slices"

	"olist/message"
	"olist/table"
	"olist/week"
)

// long reads a file with one row a value.
type long struct {
	options   Options
	table     *table.Table
	reading   *Reading
	when      int
	value     int
	keys      []int
	drivers   []int
	over      []int // columns whose rows are added up, as keys were named and these are not among them
	days      table.Calendar
	sums      bool
	empty     rowCount // rows without a value
	irregular irregularities
	gather    *gatherer
}

func readLong(ctx context.Context, t *table.Table, o Options) (*Reading, error) {
	l := &long{options: o, table: t, reading: &Reading{}, when: t.When(), drivers: o.driverColumns(t)}
	if err := l.roles(); err != nil {
		return nil, err
	}
	if err := only(t, l.keys, table.Series, table.Series, table.Category, table.Region); err != nil {
		return nil, err
	}
	if err := l.currencies(); err != nil {
		return nil, err
	}
	l.warnStatus()
	if err := t.Settle(); err != nil {
		return nil, err
	}
	l.days = t.Calendar()
	if err := refuseGrain(l.days, message.SeriesRowsCoarse); err != nil {
		return nil, err
	}
	l.sums = l.days.Grain == table.Days || len(l.over) > 0
	if drivers := l.drivers[:len(o.Drivers)]; l.sums && len(drivers) > 0 {
		return nil, table.Fail(1, message.DriversWeekly.With(quoted(t, drivers)))
	}
	l.gather = newGatherer(l.sums)
	l.gather.drivers = len(l.drivers)
	first := 0
	if err := t.Each(ctx, func(r *table.Row) error {
		if first == 0 {
			first = r.Line
		}
		return l.row(r)
	}); err != nil {
		return nil, l.twice(ctx, err)
	}
	switch {
	case len(l.gather.series) == 0:
		return nil, table.Fail(0, message.FileHeaderOnly.With())
	case l.gather.numbers == 0:
		return nil, table.Fail(first, message.SeriesNoNumberLong.With())
	}
	if err := l.gather.spans(); err != nil {
		return nil, l.line(ctx, err)
	}
	if joined := l.gather.join(); joined.n > 0 {
		l.reading.note(message.SeriesJoined.With(joined.words()))
	}
	l.finish()
	return l.reading, nil
}

// roles finds the columns of values and keys.
func (l *long) roles() error {
	if err := l.findValue(); err != nil {
		return err
	}
	if err := l.findKeys(); err != nil {
		return err
	}
	var left []int
	for i := range l.table.Columns {
		c := &l.table.Columns[i]
		used := i == l.when || i == l.value || slices.Contains(l.drivers, i)
		for _, k := range append(l.keys, l.over...) {
			used = used || i == k
		}
		if !used && c.Kind != table.Blank {
			left = append(left, i)
		}
	}
	l.noteValue(left)
	if len(left) > 0 {
		l.reading.note(message.SeriesNotUsed.With(quoted(l.table, left)))
	}
	return nil
}

// findValue takes the one column that measures; of several, one with the name
// that values usually have.
func (l *long) findValue() error {
	t := l.table
	all := t.With(table.Amount, table.Units)
	if len(all) > 1 && l.options.Value == "" {
		var usual []int
		for _, i := range all {
			if table.Usual(t.Columns[i].Name) {
				usual = append(usual, i)
			}
		}
		if len(usual) != 1 {
			return table.Fail(1, message.SeriesManyValues.With(len(all), quoted(t, all)))
		}
		all = usual
	}
	if len(all) == 1 && l.options.Value == "" {
		if other := l.another(all[0]); len(other) > 0 {
			return table.Fail(1, message.SeriesMoneyOrPieces.With(quoted(t, all), quoted(t, other)))
		}
	}
	if len(all) == 0 {
		var numbers []int
		for i := range t.Columns {
			if c := &t.Columns[i]; c.Kind == table.Number && i != l.when && !slices.Contains(l.drivers, i) {
				numbers = append(numbers, i)
			}
		}
		if len(numbers) > 1 {
			return table.Fail(1, message.SeriesManyNumbers.With(len(numbers), quoted(t, numbers)))
		}
		return noValues(t)
	}
	l.value = all[0]
	return only(t, all[:1], t.Columns[l.value].Role, table.Amount, table.Units)
}

// findKeys takes the columns that name series: those with such a name, all of
// them together; else the only one of words that repeat.
func (l *long) findKeys() error {
	t := l.table
	var free []int
	named := t.With(table.Series, table.Category, table.Region)
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Role == table.Ignore && c.Names() {
			free = append(free, i)
		}
	}
	switch {
	case l.options.Series != "":
		l.keys = named
		for _, i := range free {
			if c := &t.Columns[i]; table.NamedFor(c.Name, table.Series) || table.NamedFor(c.Name, table.Category) || table.NamedFor(c.Name, table.Region) {
				l.over = append(l.over, i)
			}
		}
		if len(l.over) > 0 {
			l.reading.note(message.SeriesAddedUpOver.With(quoted(t, l.over)))
		}
	case len(named) > 0:
		for _, i := range named {
			if len(named) == 1 || t.Columns[i].Distinct() > 1 {
				l.keys = append(l.keys, i)
			}
		}
	case len(free) == 1:
		l.keys = free
	case len(free) > 1:
		return table.Fail(1, message.SeriesManyKeys.With(quoted(t, free)))
	}
	return nil
}

func (l *long) row(r *table.Row) error {
	if n := r.Len(); !r.Sound() {
		return table.Fail(r.Line, message.SeriesRowFields.With(n, l.table.Width(), l.table.SeparatorName()))
	}
	if need := max(l.when, l.value, most(l.keys), most(l.drivers)); need >= r.Len() {
		return table.Fail(r.Line, message.SeriesRowShort.With(r.Len(), need+1))
	}
	key, err := l.gather.key(r, l.keys)
	if err != nil {
		return err
	}
	day, ok, err := r.Day(l.when)
	if err == nil && !ok {
		err = r.Fail(l.when, message.SeriesDateMissing.With())
	}
	if err != nil {
		return err
	}
	if err := l.plausible(r, key, day); err != nil {
		return err
	}
	v, ok, err := r.Number(l.value)
	if err != nil {
		return err
	}
	if err := l.gather.add(key, l.week(day), day, v, ok, r.Line); err != nil {
		return err
	}
	known, err := l.addDrivers(key, l.week(day), r)
	if !ok && !known {
		l.empty.count(r.Line)
	}
	return err
}

func (l *long) week(d table.Day) week.Week { return week.Week(l.days.Week(d)) }

func most(columns []int) int {
	n := -1
	for _, i := range columns {
		n = max(n, i)
	}
	return n
}

// plausible refuses a date whose year is likely mistyped.
func (l *long) plausible(r *table.Row, key int, day table.Day) error {
	name := message.Quoted(l.gather.series[key].name)
	switch k := l.days; {
	case !day.Likely():
		return r.Fail(l.when, message.SeriesDateOdd.With(l.week(day), name))
	case k.Gap > 0 && day == k.Odd:
		return r.Fail(l.when, message.SeriesDateFar.With(l.week(day), name, k.Gap/7))
	}
	return nil
}

// twice adds the line of the first row to the error of a repeated week; it was
// not kept, so the file is read again.
func (l *long) twice(ctx context.Context, err error) error {
	again, ok := err.(*repeated)
	if !ok {
		return err
	}
	line := l.find(ctx, again.key, again.week)
	name := message.Quoted(l.gather.series[again.key].name)
	if free := l.left(); len(free) > 0 {
		return table.Fail(again.line, message.SeriesWeekTwiceApart.With(again.week, name, int64(line), free))
	}
	return table.Fail(again.line, message.SeriesWeekTwice.With(again.week, name, int64(line)))
}

// left are the columns of words that play no part.
func (l *long) left() message.List {
	var free []int
	for i := range l.table.Columns {
		if c := &l.table.Columns[i]; c.Role == table.Ignore && c.Kind == table.Words && c.Distinct() > 1 {
			free = append(free, i)
		}
	}
	return quoted(l.table, free)
}

// find gives the first line of a series' week, by reading the file once more.
func (l *long) find(ctx context.Context, key int, week week.Week) int {
	line := 0
	_ = l.table.Each(ctx, func(r *table.Row) error {
		k, err := l.gather.key(r, l.keys)
		if err != nil || k != key {
			return err
		}
		if day, ok, err := r.Day(l.when); err != nil || ok && l.week(day) == week {
			line = r.Line
			return errFound
		}
		return nil
	})
	return line
}

// line adds the line to the error of a series' span.
func (l *long) line(ctx context.Context, err error) error {
	odd, ok := err.(*weekSpan)
	if !ok {
		return err
	}
	return odd.refuse(l.find(ctx, odd.key, odd.outlier), l.gather.series[odd.key].name)
}
