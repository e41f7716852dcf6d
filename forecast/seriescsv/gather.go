package seriescsv

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"olist/message"
	"olist/table"
	"olist/week"
)

var errFound = errors.New("found")

// absent marks a week without a row; NaN marks one without a value.
var absent = math.Float64frombits(0x7ff8_0000_dead_0001)

func isAbsent(v float64) bool { return math.Float64bits(v) == 0x7ff8_0000_dead_0001 }

// gathered is one series while it is read: its values from week first on.
type gathered struct {
	name   string
	first  week.Week
	values []float64
	days   []uint8   // of each week that have a row, where rows are added up
	driver []float64 // numbers known ahead, driver by driver within a week; NaN where none is given
}

// gatherer collects rows by series, in any order of weeks. What it keeps grows
// with the number of series and weeks, not with that of rows.
type gatherer struct {
	series  []gathered
	byKey   map[string]int
	last    int // the series of the row before
	lastKey []byte
	buf     []byte
	sums    bool // rows of a week are added up
	orders  bool // a day has several rows
	values  int
	numbers int
	drivers int // number of them
}

func newGatherer(sums bool) *gatherer {
	return &gatherer{byKey: map[string]int{}, sums: sums, last: -1}
}

// repeated is the fault of a week that a series has twice.
type repeated struct {
	key  int
	week week.Week
	line int
}

func (e *repeated) Error() string { return fmt.Sprintf("line %d: a week twice", e.line) }

// key gives the series of a row.
func (g *gatherer) key(r *table.Row, columns []int) (int, error) {
	g.buf = g.buf[:0]
	for i, c := range columns {
		b := r.Bytes(c)
		if len(b) == 0 {
			return 0, r.Fail(c, message.SeriesNameEmpty.With())
		}
		if i > 0 {
			g.buf = append(g.buf, 0)
		}
		g.buf = append(g.buf, b...)
	}
	if g.last >= 0 && string(g.buf) == string(g.lastKey) {
		return g.last, nil
	}
	at, ok := g.byKey[string(g.buf)]
	if !ok {
		name := "series"
		for i, c := range columns {
			part := table.Clean(r.Text(c))
			if part == "" {
				return 0, r.Fail(c, message.SeriesNameEmpty.With())
			}
			if name = name + " / " + part; i == 0 {
				name = part
			}
		}
		if len(g.series) == MaxSeries {
			return 0, table.Fail(r.Line, message.SeriesTooManyKeys.With(MaxSeries))
		}
		at = len(g.series)
		g.series = append(g.series, gathered{name: name})
		g.byKey[string(g.buf)] = at
	}
	g.last, g.lastKey = at, append(g.lastKey[:0], g.buf...)
	return at, nil
}

// add puts a value to its week; ok is false where the row has none.
func (g *gatherer) add(key int, week week.Week, day table.Day, v float64, ok bool, line int) error {
	s := &g.series[key]
	i, grown := s.at(week, g.sums, g.drivers)
	if g.values += grown * (1 + g.drivers); g.values > MaxValues {
		return table.Fail(line, message.SeriesTooLong.With(MaxValues))
	}
	if ok {
		g.numbers++
	} else {
		v = math.NaN()
	}
	old := s.values[i]
	if g.sums {
		if mark := uint8(1) << day.Weekday(); ok {
			g.orders = g.orders || s.days[i]&mark != 0
			s.days[i] |= mark
		}
		switch {
		case isAbsent(old), math.IsNaN(old):
			s.values[i] = v
		case ok:
			s.values[i] = old + v
		}
		return nil
	}
	if !isAbsent(old) {
		return &repeated{key, week, line}
	}
	s.values[i] = v
	return nil
}

// at makes room for a week and gives its place, and by how many weeks the
// series grew.
func (s *gathered) at(w week.Week, days bool, drivers int) (int, int) {
	if len(s.values) == 0 {
		s.first = w
	}
	before := len(s.values)
	if w < s.first { // room in front, more than asked for, as weeks may run backwards
		n := max(int(s.first-w), min(before, 512))
		s.values = append(repeat(absent, n), s.values...)
		if days {
			s.days = append(make([]uint8, n), s.days...)
		}
		s.driver = append(repeat(math.NaN(), n*drivers), s.driver...)
		s.first -= week.Week(n)
	}
	i := int(w - s.first)
	for i >= len(s.values) {
		s.values = append(s.values, absent)
		if days {
			s.days = append(s.days, 0)
		}
		for range drivers {
			s.driver = append(s.driver, math.NaN())
		}
	}
	return i, len(s.values) - before
}

func repeat(v float64, n int) []float64 { return slices.Repeat([]float64{v}, n) }

// trim leaves the weeks in front and behind that no row names away.
func (s *gathered) trim() {
	from, to := 0, len(s.values)
	for from < to && isAbsent(s.values[from]) {
		from++
	}
	for to > from && isAbsent(s.values[to-1]) {
		to--
	}
	drivers := len(s.driver) / max(1, len(s.values))
	s.driver = s.driver[from*drivers : to*drivers]
	s.values = s.values[from:to]
	if s.days != nil {
		s.days = s.days[from:to]
	}
	s.first += week.Week(from)
}

// spans trims all series and refuses those whose weeks are unlikely.
func (g *gatherer) spans() error {
	for i := range g.series {
		s := &g.series[i]
		s.trim()
		if odd := s.span(); odd.implausible() {
			odd.key = i
			return odd
		}
	}
	return nil
}

// join adds series up whose names differ by nothing but spaces and characters
// that nobody sees, and gives their names.
func (g *gatherer) join() (joined listed) {
	at := make(map[string]int, len(g.series))
	twice := map[int]bool{}
	kept := g.series[:0]
	for i := range g.series {
		s := g.series[i]
		if to, ok := at[s.name]; !ok {
			at[s.name] = len(kept)
			kept = append(kept, s)
		} else {
			kept[to].add(&s)
			if !twice[to] {
				twice[to] = true
				joined.add(s.name)
			}
		}
	}
	g.series = kept
	return joined
}

// add adds the weeks of another series.
func (s *gathered) add(o *gathered) {
	from := min(s.first, o.first)
	n := int(max(s.first+week.Week(len(s.values)), o.first+week.Week(len(o.values))) - from)
	sum := gathered{name: s.name, first: from, values: repeat(absent, n)}
	if s.days != nil {
		sum.days = make([]uint8, n)
	}
	drivers := len(s.driver) / max(1, len(s.values))
	sum.driver = repeat(math.NaN(), n*drivers)
	for _, part := range []*gathered{s, o} {
		for i, v := range part.values {
			k := int(part.first-from) + i
			sum.takeDrivers(k, part.driver[i*drivers:(i+1)*drivers])
			switch old := sum.values[k]; {
			case isAbsent(v):
				continue
			case isAbsent(old), math.IsNaN(old):
				sum.values[k] = v
			case !math.IsNaN(v):
				sum.values[k] += v
			}
			if sum.days != nil {
				sum.days[k] |= part.days[i]
			}
		}
	}
	*s = sum
}
