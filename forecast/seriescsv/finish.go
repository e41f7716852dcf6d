package seriescsv

import (
	"fmt"
	"math"
	"time"

	"olist/forecast"
	"olist/table"
	"olist/week"
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
	l.irregular = irregularities{orders: l.orderLines(), dense: l.days.Dense()}
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
		l.irregular.inspect(s, whole)
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

func (g *gatherer) extent() (first, last week.Week) {
	first, last = math.MaxInt, math.MinInt
	for i := range g.series {
		s := &g.series[i]
		first, last = min(first, s.first), max(last, s.first+week.Week(len(s.values))-1)
	}
	return first, last
}

// weeks are those that count, from first to last.
type weeks struct{ first, last week.Week }

// wholeWeeks leaves the first and the last week of daily rows away where the
// file begins or ends inside it: half a week would pass for a whole one.
func (l *long) wholeWeeks(first, last week.Week) weeks {
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
	r.noteFilled(filled, zero, "row", true)
	meaning := "nothing is known of its week"
	if l.empty.n > 1 {
		meaning = "nothing is known of their weeks"
	}
	if l.days.Grain == table.Days {
		meaning = "such days count as missing"
	}
	l.empty.note(r, "row", meaning)
	l.irregular.note(r)
	r.finish(t)
}

// noteFilled says what weeks without a row or value are taken for.
func (r *Reading) noteFilled(n int, zero bool, what string, choice bool) {
	if n == 0 {
		return
	}
	are, other := "left out", "--missing zero makes them zero"
	if zero {
		are, other = "counted as zero", "--missing hole makes them holes"
	}
	if !choice {
		r.note("%s without a %s %s", plural(n, "week"), what, are)
		return
	}
	r.note("%s without a %s %s (%s)", plural(n, "week"), what, are, other)
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
