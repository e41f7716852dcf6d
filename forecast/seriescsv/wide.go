package seriescsv

import (
	"context"
	"math"
	"slices"
	"strings"

	"olist/forecast"
	"olist/message"
	"olist/table"
	"olist/week"
)

// wide reads a file with one row a series.
type wide struct {
	options   Options
	table     *table.Table
	reading   *Reading
	keys      []int
	columns   []int       // of values
	weeks     []week.Week // of those, where the header names dates
	start     week.Week   // the first of them
	length    int         // from first to last
	sums      bool        // several columns are of one week
	out       map[week.Week]bool
	whole     weeks
	irregular irregularities
	empty     rowCount       // cells that say that there is no value
	holes     int            // weeks of series without one
	seen      map[string]int // lines of keys
	first     map[string]int // lines of what the first column says, which may do
	names     []string       // by the first column alone
	numbers   int
	values    int
}

func readWide(ctx context.Context, t *table.Table, o Options) (*Reading, error) {
	w := &wide{options: o, table: t, reading: &Reading{}, seen: map[string]int{}, first: map[string]int{}, out: map[week.Week]bool{}}
	if err := w.header(); err != nil {
		return nil, err
	}
	if err := only(t, w.columns, table.Amount, table.Amount, table.Units, table.Driver, table.When); err != nil {
		return nil, err
	}
	if err := t.Settle(); err != nil {
		return nil, w.hint(err)
	}
	if err := w.calendar(); err != nil {
		return nil, err
	}
	first := 0
	if err := t.Each(ctx, func(r *table.Row) error {
		if first == 0 {
			first = r.Line
		}
		return w.row(r)
	}); err != nil {
		return nil, w.hint(err)
	}
	if w.numbers == 0 && t.Width() == 1 {
		return nil, table.Fail(first, message.SeriesOneColumn.With())
	}
	if w.numbers == 0 {
		return nil, table.Fail(first, message.SeriesNoNumberWide.With())
	}
	w.finish()
	return w.reading, nil
}

// header parts the columns into those that name a series and those of values.
func (w *wide) header() error {
	t := w.table
	if a := t.Across; a != nil {
		if a.Err != nil {
			return a.Err
		}
		w.columns = a.Columns
		for i := range t.Columns[:a.Columns[0]] {
			if c := &t.Columns[i]; c.Kind == table.Number && table.IsTotal(c.Name) && a.Columns[0] > 1 {
				w.reading.note(message.SeriesNotUsedSum.With(quoted(t, []int{i})))
				continue
			}
			if t.Columns[i].Kind != table.Blank || len(w.keys) == 0 {
				w.keys = append(w.keys, i)
			}
		}
		if len(w.keys) == 0 {
			return table.Fail(1, message.SeriesHeaderDate.With())
		}
		return nil
	}
	switch years, example := t.Periods(); {
	case example == "":
	case years:
		return table.Fail(1, message.SeriesHeaderYears.With(example))
	default:
		return table.Fail(1, message.SeriesHeaderPeriods.With(example))
	}
	w.keys = []int{0}
	for i := 1; i < len(t.Columns); i++ {
		c := &t.Columns[i]
		named := table.NamedFor(c.Name, table.Series) || table.NamedFor(c.Name, table.Category) || table.NamedFor(c.Name, table.Region)
		if c.Kind != table.Words && !(named && c.Kind == table.Number) || len(w.columns) > 0 || t.Rows < 2 && !named || i == len(t.Columns)-1 {
			if t.Header && table.IsTotal(c.Name) {
				return table.Fail(1, message.ColumnSumsUp.With(int64(i+1), message.Quoted(c.Name)))
			}
			w.columns = append(w.columns, i)
		} else {
			w.keys = append(w.keys, i)
		}
	}
	if len(w.columns) == 1 {
		if name := t.Columns[w.columns[0]].Name; table.NamedFor(name, table.Amount) || table.NamedFor(name, table.Units) {
			return noWeeks(t) // a row a value, whose weeks are in a form that is not known
		}
	}
	return nil
}

// calendar finds the weeks of the columns.
func (w *wide) calendar() error {
	a := w.table.Across
	if a == nil {
		return nil
	}
	k := w.table.Calendar()
	switch a.Coarser {
	case table.Months:
		return table.Fail(1, message.SeriesHeaderCoarse.With(message.NounMonth.With()))
	case table.Quarters:
		return table.Fail(1, message.SeriesHeaderCoarse.With(message.NounQuarter.With()))
	}
	if err := refuseGrain(k, message.SeriesColumnsCoarse); err != nil {
		return err
	}
	w.sums = k.Grain == table.Days
	column := map[week.Week]int{}
	for i, d := range a.Days {
		if !d.Likely() || k.Gap > 0 && d == k.Odd {
			return table.Fail(1, message.SeriesColumnFar.With(int64(a.Columns[i]+1), message.Day(d.String())))
		}
		week := week.Week(k.Week(d))
		if at, twice := column[week]; twice && !w.sums {
			return table.Fail(1, message.SeriesColumnsOneWeek.With(int64(at+1), int64(a.Columns[i]+1), week))
		}
		column[week] = a.Columns[i]
		w.weeks = append(w.weeks, week)
	}
	w.start = slices.Min(w.weeks)
	w.length = int(slices.Max(w.weeks)-w.start) + 1
	l := &long{days: k, reading: w.reading}
	whole := l.wholeWeeks(w.start, slices.Max(w.weeks))
	w.whole, w.irregular = whole, irregularities{dense: k.Dense()}
	for week := range column {
		w.out[week] = week < whole.first || week > whole.last
	}
	return nil
}

func (w *wide) row(r *table.Row) error {
	key, name, err := w.key(r)
	if err != nil {
		return err
	}
	if at, ok := w.seen[key]; ok {
		return table.Fail(r.Line, message.SeriesRowTwice.With(message.Quoted(name), int64(at)))
	}
	if len(w.seen) == MaxSeries {
		return table.Fail(r.Line, message.SeriesTooMany.With(MaxSeries))
	}
	w.seen[key] = r.Line
	var s forecast.Series
	if w.weeks != nil {
		s, err = w.dated(r, name)
	} else {
		s, err = w.undated(r)
	}
	if err != nil {
		return err
	}
	if w.values += len(s.Values); w.values > MaxValues {
		return table.Fail(r.Line, message.SeriesTooLong.With(MaxValues))
	}
	s.Key = name
	w.reading.Panel.Series = append(w.reading.Panel.Series, s)
	return nil
}

func (w *wide) key(r *table.Row) (key, name string, err error) {
	var parts []string
	for _, i := range w.keys {
		parts = append(parts, table.Clean(r.Text(i)))
	}
	if parts[0] == "" {
		return "", "", table.Fail(r.Line, message.SeriesFirstEmpty.With())
	}
	w.first[parts[0]] = r.Line
	w.names = append(w.names, parts[0])
	return strings.Join(parts, "\x00"), strings.Join(parts, " / "), nil
}

// undated takes the values as they stand, to the last that is there.
func (w *wide) undated(r *table.Row) (forecast.Series, error) {
	n := len(w.columns)
	for n > 0 && len(r.Bytes(w.columns[n-1])) == 0 {
		n--
	}
	s := forecast.Series{Values: make([]float64, n)}
	for i, c := range w.columns[:n] {
		v, ok, err := r.Number(c)
		if err != nil {
			return s, err
		}
		if s.Values[i] = v; !ok {
			s.Values[i] = math.NaN()
			w.holes++
			if len(r.Bytes(c)) > 0 {
				w.empty.count(r.Line)
			}
		} else {
			w.numbers++
		}
	}
	return s, nil
}

// dated puts values where the header's dates say: from the first that there is
// to the last week of the header, as a long file's.
func (w *wide) dated(r *table.Row, name string) (forecast.Series, error) {
	s := forecast.Series{Start: w.start, Values: repeat(absent, w.length)}
	if !r.Sound() {
		n := r.Len()
		for n > 0 && len(r.Bytes(n-1)) == 0 {
			n--
		}
		return s, table.Fail(r.Line, message.SeriesRowValues.With(n-len(w.keys), len(w.columns)))
	}
	from := w.length
	var days []uint8
	if w.sums {
		days = make([]uint8, w.length)
	}
	for i, c := range w.columns {
		v, ok, err := r.Number(c)
		if err != nil {
			return s, err
		}
		at := int(w.weeks[i] - w.start)
		if !ok && len(r.Bytes(c)) > 0 {
			w.empty.count(r.Line)
		}
		if !ok || w.out[w.weeks[i]] {
			continue
		}
		w.numbers++
		if w.sums {
			days[at] |= 1 << w.table.Across.Days[i].Weekday()
		}
		if from = min(from, at); isAbsent(s.Values[at]) {
			s.Values[at] = v
		} else {
			s.Values[at] += v
		}
	}
	from = min(from, w.length-1)
	w.irregular.inspect(&gathered{name: name, first: w.start, values: s.Values, days: days}, w.whole)
	s.Start, s.Values = w.start+week.Week(from), s.Values[from:]
	for i, v := range s.Values {
		if isAbsent(v) {
			s.Values[i] = math.NaN()
			if w.out[s.Start+week.Week(i)] {
				continue
			}
			if w.holes++; w.options.Missing == Zero {
				s.Values[i] = 0
			}
		}
	}
	return s, nil
}
