package seriescsv

import (
	"math"

	"olist/forecast"
	"olist/message"
	"olist/table"
	"olist/week"
)

// finish makes the panel of what was gathered: all series end with the last
// week of the file, those that end earlier with weeks without a row.
func (l *long) finish() {
	p := &l.reading.Panel
	p.Dated = true
	first, last := l.gather.extent()
	ahead := last
	if len(l.options.Drivers) > 0 {
		p.Drivers, last = l.options.Drivers, l.gather.lastValue()
	}
	whole := l.wholeWeeks(first, last)
	zero := l.options.Missing == Zero || l.options.Missing == "" && l.orderLines()
	filled, emptied, of := 0, 0, 0
	l.irregular = irregularities{orders: l.orderLines(), dense: l.days.Dense()}
	for i := range l.gather.series {
		s := &l.gather.series[i]
		if s.first > last {
			continue // only drivers of weeks to come
		}
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
		out.Drivers = s.driversFrom(out.Start, ahead, len(l.options.Drivers), len(l.drivers))
		marks, n := l.stockouts(s, out.Start, last)
		if out.Censored = marks; n > 0 {
			emptied, of = emptied+n, of+1
		}
		l.irregular.inspect(s, whole)
		s.values, s.days, s.driver = nil, nil, nil
		p.Series = append(p.Series, out)
	}
	if l.options.Stockouts != "" {
		l.reading.note(message.StockoutsRead.With(emptied, of))
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
		l.reading.note(message.SeriesFirstWeekCut.With(first, message.Weekdays[day].With()))
	}
	if day := k.Last.Weekday(); day < closes {
		w.last--
		l.reading.note(message.SeriesLastWeekCut.With(last, message.Weekdays[day].With()))
	}
	return w
}

// describe says what was understood.
func (l *long) describe(filled int, zero bool) {
	r, t := l.reading, l.table
	r.Form = t.Describe()
	switch {
	case l.orderLines():
		r.Form = t.DescribeAs(message.SeriesOrderLines.With())
	case l.sums && l.days.Grain == table.Days:
		r.Form = t.DescribeAs(message.SeriesDailyRows.With())
	}
	r.Form = append(r.Form, seriesBy(t, len(r.Panel.Series), l.keys))
	switch {
	case filled == 0:
	case zero:
		r.note(message.SeriesRowlessZeros.With(filled))
	default:
		r.note(message.SeriesRowlessHoles.With(filled))
	}
	blank := message.SeriesRowsBlank
	if l.days.Grain == table.Days {
		blank = message.SeriesDaysBlank
	}
	l.empty.note(r, blank)
	l.irregular.note(r)
	r.finish(t)
}

// seriesBy counts series and says what names them.
func seriesBy(t *table.Table, n int, keys []int) message.Message {
	if len(keys) == 0 {
		return message.SeriesCount.With(n)
	}
	return message.SeriesCountBy.With(n, quoted(t, keys))
}
