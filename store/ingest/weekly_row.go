package ingest

import (
	"maps"
	"slices"

	"olist/message"
	"olist/table"
)

// row takes a row into its week, or spoils the week.
func (r *weeklyReader) row(t *sheet) {
	l, again := r.follows(t)
	r.again = again
	defer func() { r.before = l }()
	day, ok := r.day(t, l, again)
	if !ok {
		return
	}
	l.day, l.dated = day, true
	if r.leaves(t, &l, again) {
		r.rows.unsold++
		return
	}
	at := r.weekOf(day)
	if r.isAhead(t, at) {
		return
	}
	w := r.sums.week(at)
	row, more, ok := r.cell(t, &l, again)
	if !ok {
		w.spoilt = true
		return
	}
	if w.back == 0 && (row.revenue < 0 || more.freight < 0 || more.items < 0) {
		w.back = t.row.Line
	}
	r.report.Read += row.revenue
	r.drive(t, at, row.category, row.state)
	was := r.sums.add(w, row, more, day.Weekday(), r.daily || r.addUp)
	if r.daily && was != addedTooMany {
		w.sell(r.weekday(day), row, more)
	}
	switch was {
	case addedTwice:
		r.twiceInWeek(t)
		w.spoilt = true
	case addedAgain:
		r.twice = r.twice || r.daily
	case addedTooMany:
		t.broken(r.column[weekColumn], message.CellTooMany.With(MaxCells))
		t.fatal = true
	}
}

// day reads the day of a row: that of the row before where it is another line of
// the same order, and has none.
func (r *weeklyReader) day(t *sheet, l line, again bool) (table.Day, bool) {
	i := r.column[weekColumn]
	day, ok, err := t.row.Day(t.at[i])
	switch empty := len(t.row.Bytes(t.at[i])) == 0; {
	case err == nil && empty && again && l.dated:
		return l.day, true
	case err == nil && !ok && empty:
		t.broken(i, message.ValueEmpty.With())
	case err == nil && (!ok || day < firstDay || day > lastDay):
		t.broken(i, message.ValueDate.With(t.quoted(i)))
	case err != nil:
		t.noteErr(err)
	default:
		return day, true
	}
	r.lost = true
	return 0, false
}

// twiceInWeek says that a row's week is there already, and which columns that
// are not read may be why.
func (r *weeklyReader) twiceInWeek(t *sheet) {
	week := r.column[weekColumn]
	_, named := r.column[categoryColumn]
	switch {
	case len(r.apart) == 0:
		t.broken(week, message.WeekTwice.With())
	case named:
		t.broken(week, message.WeekTwiceUnread.With(t.listed(r.apart)))
	default:
		t.broken(week, message.WeekTwiceUnnamed.With(t.listed(r.apart)))
	}
}

// refuseNegative refuses weeks in which more came back than was sold; lines of
// returns inside other weeks are as good as any.
func (r *weeklyReader) refuseNegative(t *sheet) {
	for _, at := range slices.Sorted(maps.Keys(r.sums.weeks)) {
		w := r.sums.weeks[at]
		if w.spoilt || w.back == 0 {
			continue
		}
		var revenue int64
		var sum further
		for i := range w.rows {
			revenue += w.rows[i].revenue
			sum.add(w.further(i))
		}
		if revenue >= 0 && sum.freight >= 0 && sum.items >= 0 {
			continue
		}
		w.spoilt = true
		what, m := revenueColumn, message.WeekNegative.With(at, message.Cents(revenue))
		switch {
		case revenue < 0:
		case sum.freight < 0:
			what, m = freightColumn, message.WeekNegative.With(at, message.Cents(sum.freight))
		default:
			what, m = itemsColumn, message.WeekNegativeItems.With(at, int(sum.items/unit))
		}
		t.note(w.back, t.in(r.column[what], m))
	}
}

// noteEmpty says what cells without a number were taken for.
func (r *weeklyReader) noteEmpty() {
	for _, blank := range []struct {
		column string
		note   message.M1[int]
	}{{freightColumn, message.FreightBlank}, {itemsColumn, message.ItemsBlank}, {ordersColumn, message.OrdersBlank}} {
		if n := r.empty[blank.column]; n > 0 {
			r.report.note(blank.note.With(n))
		}
	}
}

// cell reads a row's names and numbers.
func (r *weeklyReader) cell(t *sheet, l *line, again bool) (row weekRow, more further, ok bool) {
	ok = true
	number := func(column string, parse parser) (n int64, has bool) {
		n, has, valid := r.number(t, column, parse)
		ok = ok && valid
		return n, has
	}
	if !again || !r.once() { // an order's own amounts stand on its first row, or on each
		row.revenue, _ = number(revenueColumn, r.cents)
		more.freight, _ = number(freightColumn, r.cents)
		refund, _ := number(refundColumn, r.cents)
		row.revenue -= r.refunded(refund, row.revenue)
	}
	more.items, _ = number(itemsColumn, r.unitsOf(t))
	var counted bool
	more.orders, counted = number(ordersColumn, parseCount)
	row.uncounted = !counted
	var placed bool
	row.category, row.state, placed = r.place(t, l, again)
	return row, more, ok && placed
}

// name reads a name, clean and as it stands; without one it is missing.
func (r *weeklyReader) name(t *sheet, column, missing string, tidy func(string) string, check func(string) flaw) (clean, raw string, ok bool) {
	i, has := r.column[column]
	if !has {
		return missing, missing, true
	}
	raw = t.raw(i)
	clean = tidy(raw)
	if clean == "" {
		return missing, raw, true
	}
	if wrong := check(clean); wrong != nil && clean != missing {
		t.broken(i, wrong(t.quoted(i)))
		return clean, raw, false
	}
	return clean, raw, true
}

func nameFlaw(name string) flaw {
	_, of := checkName(name)
	return of
}
