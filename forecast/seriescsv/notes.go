package seriescsv

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"olist/forecast"
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
func (p *rowCount) note(r *Reading, what, meaning string) {
	switch {
	case p.n == 1:
		r.note("1 %s has no value (empty, NA, NULL or the like), in line %d: %s", what, p.line, meaning)
	case p.n > 1:
		r.note("%d %ss have no value (empty, NA, NULL or the like), the first in line %d: %s", p.n, what, p.line, meaning)
	}
}

// named collects names, the first few of them.
type named struct {
	n     int
	first []string
}

func (l *named) add(name string) {
	if l.n++; len(l.first) < maxNamed {
		l.first = append(l.first, name)
	}
}

func (l *named) String() string {
	list := strings.Join(l.first, ", ")
	if more := l.n - len(l.first); more > 0 {
		return fmt.Sprintf("%s and %d more", list, more)
	}
	return list
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
	groups := map[int]*named{}
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
			groups[at] = &named{}
			groups[at].add(quote(r.Panel.Series[at].Key))
			order = append(order, at)
		}
		groups[at].add(quote(key))
	}
	for i, at := range order {
		if i == maxNamed {
			r.note("and %s more in several spellings", plural(len(order)-i, "name"))
			return
		}
		r.note("%s look like one series in %d spellings; they stay series of their own", groups[at], groups[at].n)
	}
}

// quote shortens a name for a message.
func quote(name string) string {
	const most = 60
	if len(name) > most {
		name = strings.ToValidUTF8(name[:most], "") + "..."
	}
	return fmt.Sprintf("%q", name)
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
		weeks, differ, first := r.compare(s)
		switch {
		case weeks == 0:
			r.note("the series %q is called as a sum of the others would be; whoever adds the file up counts it twice", s.Key)
		case differ == 0:
			r.note("the series %q is the sum of the others, in all %s; it is forecast as they are, and whoever adds the file up counts it twice", s.Key, plural(weeks, "week"))
		default:
			r.note("the series %q is called as a sum of the others, and is not their sum in %d of %s, first in %s; it is forecast as it stands: is a series missing, or one too many?", s.Key, differ, plural(weeks, "week"), first)
		}
	}
	if totals > maxNamed {
		r.note("and %d more series called so", totals-maxNamed)
	}
}

// sumRounds is the relative difference by which a rounded sum may miss its
// parts.
const sumRounds = 1e-3

// compare counts the weeks that a series has beside the others, and those in
// which it is not their sum.
func (r *Reading) compare(total *forecast.Series) (weeks, differ int, first string) {
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
		if weeks++; math.Abs(sum-v) > sumRounds*math.Max(math.Abs(sum), math.Abs(v)) {
			if differ++; differ == 1 {
				first = fmt.Sprintf("week %d (%g against %g)", k+1, v, sum)
				if r.Panel.Dated {
					first = fmt.Sprintf("%s (%g against %g)", total.Start+week.Week(k), v, sum)
				}
			}
		}
	}
	return weeks, differ, first
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
		l.reading.note("the values are those of %s; --value-column takes another: %s", quoted(l.table, []int{l.value}), quoted(l.table, others))
	}
}

// noValues is the fault of a file without a column of values; a field that was
// to be a number is named.
func noValues(t *table.Table) error {
	if err := t.NoNumber(); err != nil {
		return err
	}
	return table.Fail(1, "there is no column for the values; name it with --value-column, or call it \"value\"; there are: %s", names(t))
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
		l.reading.Warnings = append(l.reading.Warnings, fmt.Sprintf("%s tells the state of orders, and each of its words is forecast as a series of its own, those of what was not sold or came back among them: %s; take such rows out of the file, and with --series-column - the rest is one series",
			quoted(l.table, []int{s.Column}), s.Words))
	}
}

// currencies refuses amounts in several currencies, unless each is a series.
func (l *long) currencies() error {
	err := l.table.Currencies()
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	return table.Fail(e.Line, "%s, or name the column with --series-column to forecast each currency by itself", e.Message())
}
