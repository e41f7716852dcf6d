package seriescsv

import (
	"errors"
	"math"
	"slices"
	"strings"

	"olist/forecast"
	"olist/message"
	"olist/table"
	"olist/week"
)

// maxNamed is the number of weeks or series that a note names.
const maxNamed = 3

// rowCount counts rows, and keeps the line of the first.
type rowCount struct{ n, line int }

func (p *rowCount) count(line int) {
	if p.n++; p.n == 1 {
		p.line = line
	}
}

// note notes how many values are missing.
func (p *rowCount) note(r *Reading, blank message.M2[int, int64]) {
	if p.n > 0 {
		r.note(blank.With(p.n, int64(p.line)))
	}
}

// listed collects what a note lists, the first few of it.
type listed struct {
	n     int
	first message.List
}

func (l *listed) add(name string) {
	if l.n++; len(l.first) < maxNamed {
		l.first = append(l.first, message.NameQuoted.With(brief(name)))
	}
}

// words are the first few and how many more there are.
func (l *listed) words() message.Message {
	if more := l.n - len(l.first); more > 0 {
		return message.NamesAndMore.With(l.first, more)
	}
	return message.Names.With(l.first)
}

// finish adds what the panel and the table show to the notes.
func (r *Reading) finish(t *table.Table) {
	r.Notes = append(r.Notes, t.Notes()...)
	r.Warnings = append(r.Warnings, t.Warnings()...)
	r.noteSpellings()
	r.noteSums()
}

// noteSpellings notes series whose names differ by case, spaces or accents.
func (r *Reading) noteSpellings() {
	if len(r.Panel.Series) < 2 {
		return
	}
	first := make(map[string]int, len(r.Panel.Series))
	groups := map[int]*listed{}
	var order []int
	for i := range r.Panel.Series {
		key := r.Panel.Series[i].Key
		fold := table.Spelling(key)
		at, ok := first[fold]
		if !ok {
			first[fold] = i
			continue
		}
		if groups[at] == nil {
			groups[at] = &listed{}
			groups[at].add(r.Panel.Series[at].Key)
			order = append(order, at)
		}
		groups[at].add(key)
	}
	for i, at := range order {
		if i == maxNamed {
			r.note(message.SeriesSpellingsMore.With(len(order) - i))
			return
		}
		r.note(message.SeriesSpellings.With(groups[at].words(), groups[at].n))
	}
}

// brief shortens a name for a message.
func brief(name string) message.Quoted {
	const most = 60
	if len(name) > most {
		name = strings.ToValidUTF8(name[:most], "") + "..."
	}
	return message.Quoted(name)
}

// noteSums notes series whose names say that they are sums of the others, and
// whether they are.
func (r *Reading) noteSums() {
	totals := 0
	for i := range r.Panel.Series {
		s := &r.Panel.Series[i]
		if len(r.Panel.Series) == 1 || !table.IsTotal(s.Key) {
			continue
		}
		if totals++; totals > maxNamed {
			continue
		}
		r.noteSum(s)
	}
	if totals > maxNamed {
		r.note(message.SeriesTotalsMore.With(totals - maxNamed))
	}
}

func (r *Reading) noteSum(s *forecast.Series) {
	key := message.Quoted(s.Key)
	switch d := r.compare(s); {
	case d.weeks == 0:
		r.note(message.SeriesTotal.With(key))
	case d.differ == 0:
		r.note(message.SeriesTotalSum.With(key, d.weeks))
	case r.Panel.Dated:
		r.note(message.SeriesTotalDiffers.With(key, d.differ, d.weeks, s.Start+week.Week(d.first), figure(d.value), figure(d.sum)))
	default:
		r.note(message.SeriesTotalDiffersUndated.With(key, d.differ, d.weeks, int64(d.first+1), figure(d.value), figure(d.sum)))
	}
}

// figure is a number of the file, with as many decimals as it has.
func figure(v float64) message.Number { return message.Number{Value: v, Decimals: -1} }

// sumRounds is the relative difference by which a rounded sum may miss its
// parts.
const sumRounds = 1e-3

// difference is what a series that is called a sum has to do with the others:
// the weeks that it has beside them, those in which it is not their sum, and
// the first of these.
type difference struct {
	weeks, differ, first int
	value, sum           float64
}

func (r *Reading) compare(total *forecast.Series) (d difference) {
	for k, v := range total.Values {
		if math.IsNaN(v) {
			continue
		}
		sum, any := 0.0, false
		for i := range r.Panel.Series {
			s := &r.Panel.Series[i]
			at := k + int(total.Start-s.Start)
			if s == total || at < 0 || at >= len(s.Values) || math.IsNaN(s.Values[at]) || table.IsTotal(s.Key) {
				continue
			}
			sum, any = sum+s.Values[at], true
		}
		if !any {
			continue
		}
		if d.weeks++; math.Abs(sum-v) > sumRounds*math.Max(math.Abs(sum), math.Abs(v)) {
			if d.differ++; d.differ == 1 {
				d.first, d.value, d.sum = k, v, sum
			}
		}
	}
	return d
}

// noteValue notes which column was taken for the values where others have
// numbers, too.
func (l *long) noteValue(left []int) {
	var others []int
	for _, i := range left {
		if l.table.Columns[i].Countable() {
			others = append(others, i)
		}
	}
	if len(others) > 0 {
		l.reading.note(message.SeriesValuesAre.With(quoted(l.table, []int{l.value}), quoted(l.table, others)))
	}
}

// noValues is the fault of a file without a column of values; a field that was
// to be a number is named.
func noValues(t *table.Table) error {
	if err := t.NoNumber(); err != nil {
		return err
	}
	return table.Fail(1, message.SeriesNoValues.With(names(t)))
}

// another is the columns that could be the measure as well as the one with a
// usual name: money for its pieces or vice versa.
func (l *long) another(value int) (columns []int) {
	t := l.table
	if table.Usual(t.Columns[value].Name) || !table.NamedFor(t.Columns[value].Name, t.Columns[value].Role) {
		return nil
	}
	for i := range t.Columns {
		if m := t.Columns[i].Measured(); i != value && t.Columns[i].Role == table.Ignore && m != table.Ignore && m != t.Columns[value].Role {
			columns = append(columns, i)
		}
	}
	return columns
}

// warnStatus warns where series are states of orders.
func (l *long) warnStatus() {
	for _, s := range l.table.Statuses() {
		if !slices.Contains(l.keys, s.Column) {
			continue
		}
		l.reading.Warnings = append(l.reading.Warnings, message.SeriesByStatus.With(quoted(l.table, []int{s.Column}), s.Words))
	}
}

// currencies refuses amounts in several currencies, unless each is a series.
func (l *long) currencies() error {
	err := l.table.Currencies()
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	return table.Fail(e.Line, message.SeriesCurrencies.With(e.Message))
}
