package seriescsv

import (
	"math"

	"olist/forecast"
	"olist/message"
	"olist/table"
	"olist/week"
)

// nameDrivers gives the named columns the role of drivers, and no others.
func (o Options) nameDrivers(t *table.Table) error {
	columns := make([]int, 0, len(o.Drivers))
	for _, name := range o.Drivers {
		i := t.Column(name)
		if i < 0 {
			return noColumn(t, name)
		}
		switch c := &t.Columns[i]; {
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
	for _, name := range o.Drivers {
		columns = append(columns, t.Column(name))
	}
	return columns
}

// addDrivers keeps the drivers of a row; known is whether it has any.
func (l *long) addDrivers(key int, w week.Week, r *table.Row) (known bool, err error) {
	s := &l.gather.series[key]
	at := int(w-s.first) * len(l.drivers)
	for d, column := range l.drivers {
		v, ok, err := r.Number(column)
		switch {
		case err != nil:
			return known, err
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

// driversFrom are the drivers from a week to another, [driver][week]; nil for
// no drivers.
func (s *gathered) driversFrom(start, last week.Week, drivers int) [][]float64 {
	if drivers == 0 {
		return nil
	}
	out := make([][]float64, drivers)
	for d := range out {
		out[d] = repeat(math.NaN(), int(last-start)+1)
		for w := max(start, s.first); w <= last; w++ {
			if k := int(w - s.first); k < len(s.values) {
				out[d][w-start] = s.driver[k*drivers+d]
			}
		}
	}
	return out
}
