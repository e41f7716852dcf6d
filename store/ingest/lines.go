package ingest

import (
	"hash/maphash"
	"slices"
	"strings"

	"olist/message"
	"olist/table"
)

// line is what the next row of the same order takes over where it is silent.
type line struct {
	order  uint64 // a hash of its name; 0 where the row has none
	day    table.Day
	dated  bool
	clean  string // the region
	region string // as it stands
	unsold bool
}

// tally counts what became of rows.
type tally struct {
	unsold  int             // left out, as their orders were not sold
	blank   int             // without an amount
	rounded int             // amounts with more than two decimals
	parted  int             // units that are not whole
	words   map[string]bool // statuses of the rows left out
}

// mostUnsold is how many statuses a note names.
const mostUnsold = 5

var orderSeed = maphash.MakeSeed()

// follows tells whether the row is another line of the order of the row before,
// and gives what it is silent of.
func (r *weeklyReader) follows(t *sheet) (line, bool) {
	i, has := r.column[orderColumn]
	if !has {
		return line{}, false
	}
	name := t.row.Bytes(t.at[i])
	if len(name) == 0 {
		return line{}, false
	}
	order := maphash.Bytes(orderSeed, name) | 1
	if order == r.before.order {
		return r.before, true
	}
	return line{order: order}, false
}

// mayBeBlank reports whether a row without an amount is one of nothing.
func (r *weeklyReader) mayBeBlank() bool {
	return r.preset != nil && r.preset.blank || r.has(orderColumn)
}

// once reports whether an order's amounts count on its first row alone.
func (r *weeklyReader) once() bool { return r.preset != nil && r.preset.once && r.has(orderColumn) }

// leaves reports whether the row is one of an order that was not sold, and is
// left out.
func (r *weeklyReader) leaves(t *sheet, l *line, again bool) bool {
	i, has := r.column[statusColumn]
	if !has || r.unsold == UnsoldCount {
		return false
	}
	word := t.value(i)
	switch {
	case word == "" && again:
		return l.unsold
	case r.preset != nil && r.preset.unsold != nil:
		l.unsold = slices.Contains(r.preset.unsold, table.Fold(word))
	case r.unsold == UnsoldLeave:
		l.unsold = table.Unsold(word)
	}
	if l.unsold {
		if r.rows.words == nil {
			r.rows.words = map[string]bool{}
		}
		if word = table.Fold(word); len(r.rows.words) < mostUnsold {
			r.rows.words[word] = true
		}
	}
	return l.unsold
}

// place gives the category and state of a row their numbers.
func (r *weeklyReader) place(t *sheet, l *line, again bool) (category, state uint16, ok bool) {
	name, rawName, ok := r.name(t, categoryColumn, NoCategory, table.Clean, nameFlaw)
	code, rawCode, okCode := r.name(t, stateColumn, NoState, regionName, nameFlaw)
	if !ok || !okCode {
		return 0, 0, false
	}
	if again && code == NoState { // said on the order's first row
		code, rawCode = l.clean, l.region
	}
	if r.has(orderColumn) {
		l.clean, l.region = strings.Clone(code), strings.Clone(rawCode)
	}
	category, fits := r.sums.categories.place(rawName, name, MaxCategories)
	if !fits {
		t.broken(r.column[categoryColumn], message.CategoryTooMany.With(brief(name), MaxCategories))
		t.fatal = true
		return 0, 0, false
	}
	if state, fits = r.sums.states.place(rawCode, code, MaxRegions); !fits {
		t.broken(r.column[stateColumn], message.StateTooMany.With(brief(code), MaxRegions))
		t.fatal = true
		return 0, 0, false
	}
	return category, state, true
}

// noteRows says what became of rows that are not counted as they stand.
func (r *weeklyReader) noteRows(*sheet) {
	r.noteRecalled()
	if r.preset != nil {
		r.report.note(message.ExportKnown.With(r.preset.Said))
	}
	if r.rows.unsold > 0 {
		words := slices.Sorted(mapKeys(r.rows.words))
		r.report.note(message.UnsoldLeft.With(r.rows.unsold, words))
	}
	if r.rows.blank > 0 {
		r.report.note(message.AmountsBlank.With(r.rows.blank))
	}
	if r.rows.rounded > 0 {
		r.report.note(message.AmountsRounded.With(r.rows.rounded))
	}
	if r.rows.parted > 0 {
		r.report.note(message.UnitsRounded.With(r.rows.parted))
	}
	if !r.has(revenueColumn) && r.has(itemsColumn) {
		r.report.note(message.UnitsMeasured.With())
	}
}

// warnings are those of the table, but of rows that are left out.
func (r *weeklyReader) warnings(t *sheet) Messages {
	if r.preset != nil && r.preset.unsold != nil && r.unsold != UnsoldCount || r.unsold == UnsoldLeave && r.has(statusColumn) {
		return nil
	}
	return t.Warnings()
}
