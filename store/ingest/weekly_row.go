package ingest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"olist/message"
	"olist/week"
)

// row takes a row into its week, or spoils the week.
func (r *weeklyReader) row(t *sheet) {
	day, ok, err := t.row.Day(t.at[r.column[weekColumn]])
	if err == nil && !ok && len(t.row.Bytes(t.at[r.column[weekColumn]])) == 0 {
		t.broken(r.column[weekColumn], message.ValueEmpty.With())
		r.lost = true
		return
	}
	if err == nil && (!ok || day < firstDay || day > lastDay) {
		t.broken(r.column[weekColumn], message.ValueDate.With(t.quoted(r.column[weekColumn])))
		r.lost = true
		return
	}
	if err != nil {
		t.noteErr(err)
		r.lost = true
		return
	}
	if r.isAhead(t, week.Week(r.days.Week(day))) {
		return
	}
	w := r.sums.week(week.Week(r.days.Week(day)))
	row, ok := r.cell(t)
	if !ok {
		w.spoilt = true
		return
	}
	if w.back == 0 && (row.revenue < 0 || row.freight < 0 || row.items < 0) {
		w.back = t.row.Line
	}
	r.report.Read += row.revenue
	r.drive(t, week.Week(r.days.Week(day)), row.category, row.state)
	switch r.sums.add(w, row, day.Weekday(), r.daily) {
	case addedTwice:
		r.twiceInWeek(t)
		w.spoilt = true
	case addedAgain:
		r.twice = true
	case addedTooMany:
		t.broken(r.column[weekColumn], message.CellTooMany.With(MaxCells))
		t.fatal = true
	}
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
		var sum weekRow
		for i := range w.rows {
			sum.revenue += w.rows[i].revenue
			sum.freight += w.rows[i].freight
			sum.items += w.rows[i].items
		}
		if sum.revenue >= 0 && sum.freight >= 0 && sum.items >= 0 {
			continue
		}
		w.spoilt = true
		what, m := revenueColumn, message.WeekNegative.With(at, message.Cents(sum.revenue))
		switch {
		case sum.revenue < 0:
		case sum.freight < 0:
			what, m = freightColumn, message.WeekNegative.With(at, message.Cents(sum.freight))
		default:
			what, m = itemsColumn, message.WeekNegativeItems.With(at, int(sum.items))
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
func (r *weeklyReader) cell(t *sheet) (row weekRow, ok bool) {
	ok = true
	number := func(column string, parse parser) (n int64, has bool) {
		n, has, valid := r.number(t, column, parse)
		ok = ok && valid
		return n, has
	}
	row.revenue, _ = number(revenueColumn, signedCents)
	row.freight, _ = number(freightColumn, signedCents)
	row.items, _ = number(itemsColumn, signedCount)
	var counted bool
	row.orders, counted = number(ordersColumn, parseCount)
	row.uncounted = !counted
	var placed bool
	row.category, row.state, placed = r.place(t)
	return row, ok && placed
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

// number reads a number. Only the revenue must be there: has is false without.
func (r *weeklyReader) number(t *sheet, column string, parse parser) (n int64, has, ok bool) {
	i, known := r.column[column]
	if !known {
		return 0, false, true
	}
	plain, filled, err := t.row.Plain(t.at[i])
	switch {
	case err != nil:
		t.noteErr(err)
		return 0, true, false
	case !filled && column != revenueColumn:
		r.empty[column]++
		return 0, false, true
	case !filled:
		plain = t.value(i)
	}
	n, wrong := parse(plain)
	if wrong != nil {
		t.broken(i, wrong(t.quoted(i)))
		return 0, true, false
	}
	return n, true, true
}

// parser reads a whole number of a unit.
type parser func(string) (int64, flaw)

// signedCents reads an amount, below zero for what came back, that may have
// further zeros behind its cents.
func signedCents(s string) (int64, flaw) {
	s, back := strings.CutPrefix(s, "-")
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s) > i+3 {
		s = s[:i+3] + strings.TrimRight(s[i+3:], "0")
	}
	n, wrong := parseCents(s)
	if wrong != nil {
		return 0, message.ValueSignedAmount.With
	}
	if back {
		n = -n
	}
	return n, nil
}

// signedCount reads a whole number, below zero for what came back.
func signedCount(s string) (int64, flaw) {
	s, back := strings.CutPrefix(s, "-")
	n, wrong := parseCount(s)
	if wrong != nil {
		return 0, message.ValueWhole.With
	}
	if back {
		n = -n
	}
	return n, nil
}

// parseCount reads a whole number from 0; programs write it as 1.0, too.
func parseCount(s string) (int64, flaw) {
	if i := strings.IndexByte(s, '.'); i > 0 && strings.Trim(s[i+1:], "0") == "" {
		s = s[:i]
	}
	n, err := strconv.ParseUint(s, 10, 40)
	if err != nil {
		return 0, message.ValueCount.With
	}
	return int64(n), nil
}
