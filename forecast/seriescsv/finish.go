package seriescsv

import (
	"fmt"
	"math"
	"time"

	"olist/forecast"
	"olist/table"
)

// finish makes the panel of what was gathered: all series end with the last
// week of the file, those that end earlier with weeks without a row.
func (l *long) finish() {
	p := &l.reading.Panel
	p.Dated = true
	first, last := l.gather.extent()
	whole := l.wholeWeeks(first, last)
	zero := l.options.Missing == Zero || l.options.Missing == "" && l.orderLines()
	filled := 0
	for i := range l.gather.series {
		s := &l.gather.series[i]
		out := forecast.Series{Key: s.name, Start: max(s.first, whole.first), Values: repeat(math.NaN(), int(last-max(s.first, whole.first))+1)}
		for w := out.Start; w <= min(last, whole.last); w++ {
			v := absent
			if k := int(w - s.first); k < len(s.values) {
				v = s.values[k]
			}
			switch {
			case !isAbsent(v):
				out.Values[w-out.Start] = v
			default:
				filled++
				if zero {
					out.Values[w-out.Start] = 0
				}
			}
		}
		s.values, s.days = nil, nil
		p.Series = append(p.Series, out)
	}
	l.describe(filled, zero)
}

// orderLines reports whether rows are single sales, so that a week without one
// sold nothing.
func (l *long) orderLines() bool {
	return l.days.Grain == table.Days && (l.days.Timed || l.gather.orders && len(l.over) == 0)
}

func (g *gatherer) extent() (first, last forecast.Week) {
	first, last = math.MaxInt, math.MinInt
	for i := range g.series {
		s := &g.series[i]
		first, last = min(first, s.first), max(last, s.first+forecast.Week(len(s.values))-1)
	}
	return first, last
}

// weeks are those that count, from first to last.
type weeks struct{ first, last forecast.Week }

// wholeWeeks leaves the first and the last week of daily rows away where the
// file begins or ends inside it: half a week would pass for a whole one.
func (l *long) wholeWeeks(first, last forecast.Week) weeks {
	w := weeks{first, last}
	k := l.days
	if k.Grain != table.Days || !k.Dense() || last-first < 2 {
		return w
	}
	opens, closes := k.Opens(), k.Closes()
	if day := k.First.Weekday(); day > opens {
		w.first++
		l.reading.note("the first week, of %s, begins with a %s in the file and is left out", first, weekday(day))
	}
	if day := k.Last.Weekday(); day < closes {
		w.last--
		l.reading.note("the last week, of %s, ends with a %s in the file and is left out", last, weekday(day))
	}
	return w
}

func weekday(fromMonday int) string { return time.Weekday((fromMonday + 1) % 7).String() }

// describe says what was understood.
func (l *long) describe(filled int, zero bool) {
	r, t := l.reading, l.table
	r.Form = t.Describe()
	switch {
	case l.orderLines():
		r.Form = t.DescribeAs("order lines, added up by week")
	case l.sums && l.days.Grain == table.Days:
		r.Form = t.DescribeAs("one row a day, added up by week")
	}
	r.Form += ", " + seriesBy(t, len(r.Panel.Series), l.keys)
	if l.ending {
		r.note("`%s` is taken for the last day of its week; weeks are called by their Monday", t.Columns[l.when].Title())
	}
	if filled > 0 {
		are := "left out"
		if zero {
			are = "counted as zero"
		}
		other := Zero
		if zero {
			other = Hole
		}
		r.note("%s without a row %s (--missing %s makes them %s)", plural(filled, "week"), are, other, map[string]string{Zero: "zero", Hole: "holes"}[other])
	}
	noteTotals(r, t)
}

func noteTotals(r *Reading, t *table.Table) {
	list, more := t.Totals()
	for _, x := range list {
		r.note("line %d, %q, sums up others and is passed over", x.Line, x.Text)
	}
	if more > 0 {
		r.note("and %s more like it", plural(more, "line"))
	}
	for _, s := range r.Panel.Series {
		if len(r.Panel.Series) > 1 && table.IsTotal(s.Key) {
			r.note("the series %q is called as a sum of the others would be; whoever adds the file up counts it twice", s.Key)
		}
	}
}

// seriesBy counts series and says what names them.
func seriesBy(t *table.Table, n int, keys []int) string {
	if len(keys) == 0 {
		return plural(n, "series")
	}
	return fmt.Sprintf("%s by %s", plural(n, "series"), quoted(t, keys))
}

func plural(n int, one string) string {
	if n == 1 || one == "series" {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %ss", n, one)
}
