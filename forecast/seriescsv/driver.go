package seriescsv

import (
	"math"
	"slices"

	"olist/forecast"
	"olist/message"
	"olist/table"
	"olist/week"
)

// columnsAlong are the names of the columns that go along with values: drivers,
// and behind them that of stock-outs, if any.
func (o Options) columnsAlong() []string {
	if o.Stockouts == "" {
		return o.Drivers
	}
	return append(slices.Clone(o.Drivers), o.Stockouts)
}

// nameDrivers gives the named columns the role of drivers, and no others.
func (o Options) nameDrivers(t *table.Table) error {
	var columns []int
	for k, name := range o.columnsAlong() {
		i := t.Column(name)
		if i < 0 {
			return noColumn(t, name)
		}
		switch c := &t.Columns[i]; {
		case k == len(o.Drivers) && (i == t.When() || c.Role.Keys() || o.Value != "" && i == t.Column(o.Value) || slices.Contains(columns, i)):
			return table.Fail(1, message.StockoutColumnBoth.With(quoted(t, []int{i})))
		case k == len(o.Drivers) && c.Kind != table.Number && c.Kind != table.Blank:
			return table.Fail(1, message.StockoutNotMarks.With(quoted(t, []int{i})))
		case i == t.When() || c.Role.Keys() || o.Value != "" && i == t.Column(o.Value):
			return table.Fail(1, message.DriverColumnBoth.With(quoted(t, []int{i})))
		case c.Kind != table.Number && c.Kind != table.Blank:
			return table.Fail(1, message.DriverNotNumbers.With(quoted(t, []int{i})))
		}
		columns = append(columns, i)
	}
	if len(columns) == 0 {
		return nil
	}
	return only(t, columns, table.Driver, table.Driver)
}

func (o Options) driverColumns(t *table.Table) (columns []int) {
	for _, name := range o.columnsAlong() {
		columns = append(columns, t.Column(name))
	}
	return columns
}

// addDrivers keeps the drivers of a row, and whether it ran out of stock; known
// is whether it has any driver. Of several rows of a week one that ran out
// counts, so only these are kept.
func (l *long) addDrivers(key int, w week.Week, r *table.Row) (known bool, err error) {
	s := &l.gather.series[key]
	at := int(w-s.first) * len(l.drivers)
	for d, column := range l.drivers {
		v, ok, err := r.Number(column)
		switch {
		case err != nil:
			return known, err
		case d == len(l.options.Drivers): // whether it ran out
			if ok && v != 0 && v != 1 {
				return known, r.Fail(column, message.StockoutMark.With())
			}
			if ok && v == 1 {
				s.driver[at+d] = 1
			}
		case ok && math.Abs(v) > forecast.MaxDriver:
			return known, r.Fail(column, message.DriverNumberLarge.With())
		case ok:
			s.driver[at+d], known = v, true
		}
	}
	return known, nil
}

// takeDrivers fills in the numbers of week k that are not known yet.
func (s *gathered) takeDrivers(k int, numbers []float64) {
	for d, v := range numbers {
		if at := k*len(numbers) + d; math.IsNaN(s.driver[at]) {
			s.driver[at] = v
		}
	}
}

// lastValue is the last week in which any series has a number: rows after it
// carry drivers of weeks to come.
func (g *gatherer) lastValue() week.Week {
	last := week.Week(math.MinInt)
	for i := range g.series {
		s := &g.series[i]
		for k := len(s.values) - 1; k >= 0; k-- {
			if !math.IsNaN(s.values[k]) {
				last = max(last, s.first+week.Week(k))
				break
			}
		}
	}
	return last
}

// driversFrom are the first of a week's drivers, of all that are kept, from a
// week to another, [driver][week]; nil for none.
func (s *gathered) driversFrom(start, last week.Week, drivers, kept int) [][]float64 {
	if drivers == 0 {
		return nil
	}
	out := make([][]float64, drivers)
	for d := range out {
		out[d] = s.along(start, last, d, kept)
	}
	return out
}

// along is one of the numbers that are kept beside values, from a week to
// another; NaN where it is not known.
func (s *gathered) along(start, last week.Week, d, kept int) []float64 {
	out := repeat(math.NaN(), int(last-start)+1)
	for w := max(start, s.first); w <= last; w++ {
		if k := int(w - s.first); k < len(s.values) {
			out[w-start] = s.driver[k*kept+d]
		}
	}
	return out
}

// stockouts are the weeks of a series that ran out of stock, and how many; nil
// where there are none.
func (l *long) stockouts(s *gathered, start, last week.Week) (marks []bool, n int) {
	if l.options.Stockouts == "" {
		return nil, 0
	}
	for i, v := range s.along(start, last, len(l.options.Drivers), len(l.drivers)) {
		if v == 1 {
			if marks == nil {
				marks = make([]bool, int(last-start)+1)
			}
			marks[i] = true
			n++
		}
	}
	return marks, n
}
