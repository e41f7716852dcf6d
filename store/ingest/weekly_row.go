package ingest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"olist/table"
	"olist/week"
)

// row takes a row into its week, or spoils the week.
func (r *weeklyReader) row(t *sheet) {
	day, ok, err := t.row.Day(t.at[r.column[weekColumn]])
	if err == nil && (!ok || day < firstDay || day > lastDay) {
		t.broken(r.column[weekColumn], "%q is not a date like 2018-08-13", t.value(r.column[weekColumn]))
		r.lost = true
		return
	}
	if err != nil {
		t.noteErr(err)
		r.lost = true
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
	switch r.sums.add(w, row, day.Weekday(), r.daily) {
	case addedTwice:
		r.twiceInWeek(t)
		w.spoilt = true
	case addedAgain:
		r.twice = true
	case addedTooMany:
		t.broken(r.column[weekColumn], "is one row of a week, category and state too many; there can be %d", MaxCells)
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
		t.broken(week, "this week, category and state appear a second time")
	case named:
		t.broken(week, "this week, category and state appear a second time, and %s is not read: if it tells the rows apart, add them up, or make one name of it and the category", t.listed(r.apart))
	default:
		t.broken(week, "this week appears a second time, and %s is not read: if it tells the rows apart, call it category, or add the rows of each week up", t.listed(r.apart))
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
		what, amount := revenueColumn, Amount(sum.revenue)
		switch {
		case sum.revenue < 0:
		case sum.freight < 0:
			what, amount = freightColumn, Amount(sum.freight)
		default:
			what, amount = itemsColumn, count(sum.items)
		}
		t.note(w.back, "%s: the rows of the week of %s sum up to %s, and a week cannot have sold less than nothing: put what came back into the weeks in which it was sold, or leave it out", t.names[r.column[what]], at, amount)
	}
}

// noteEmpty says what cells without a number were taken for.
func (r *weeklyReader) noteEmpty() {
	for _, c := range []string{freightColumn, itemsColumn} {
		if n := r.empty[c]; n > 0 {
			r.report.say("cells of %s without a number count as 0; there are %d", c, n)
		}
	}
	if n := r.empty[ordersColumn]; n > 0 {
		r.report.say("of weeks with a row whose orders are not given no number of orders is known; there are %d such rows", n)
	}
}

// cell reads a row's names and numbers.
func (r *weeklyReader) cell(t *sheet) (row weekRow, ok bool) {
	category, rawCategory, ok := r.name(t, categoryColumn, NoCategory, table.Clean, checkName)
	state, rawState, okState := r.name(t, stateColumn, NoState, stateCode, checkState)
	ok = ok && okState
	number := func(column string, parse func(string) (int64, error)) (n int64, has bool) {
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
	if !ok {
		return row, false
	}
	var fits bool
	if row.category, fits = r.sums.categories.place(rawCategory, category, MaxCategories); !fits {
		t.broken(r.column[categoryColumn], "%q is one category too many; there can be %d", category, MaxCategories)
		t.fatal = true
		return row, false
	}
	if row.state, fits = r.sums.states.place(rawState, state, MaxRegions); !fits {
		t.broken(r.column[stateColumn], "%q is one state too many; there can be %d", state, MaxRegions)
		t.fatal = true
		return row, false
	}
	return row, true
}

// name reads a name, clean and as it stands; without one it is missing.
func (r *weeklyReader) name(t *sheet, column, missing string, tidy func(string) string, check func(string) error) (clean, raw string, ok bool) {
	i, has := r.column[column]
	if !has {
		return missing, missing, true
	}
	raw = t.raw(i)
	clean = tidy(raw)
	if clean == "" {
		return missing, raw, true
	}
	if err := check(clean); err != nil && clean != missing {
		t.broken(i, "%q %v", t.value(i), err)
		return clean, raw, false
	}
	return clean, raw, true
}

// number reads a number. Only the revenue must be there: has is false without.
func (r *weeklyReader) number(t *sheet, column string, parse func(string) (int64, error)) (n int64, has, ok bool) {
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
	if n, err = parse(plain); err != nil {
		t.broken(i, "%q %v", t.value(i), err)
		return 0, true, false
	}
	return n, true, true
}

// signedCents reads an amount, below zero for what came back, that may have
// further zeros behind its cents.
func signedCents(s string) (int64, error) {
	s, back := strings.CutPrefix(s, "-")
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s) > i+3 {
		s = s[:i+3] + strings.TrimRight(s[i+3:], "0")
	}
	n, err := parseCents(s)
	if err != nil {
		return 0, errSigned
	}
	if back {
		n = -n
	}
	return n, nil
}

// signedCount reads a whole number, below zero for what came back.
func signedCount(s string) (int64, error) {
	s, back := strings.CutPrefix(s, "-")
	n, err := parseCount(s)
	if err != nil {
		return 0, errWhole
	}
	if back {
		n = -n
	}
	return n, nil
}

// parseCount reads a whole number from 0; programs write it as 1.0, too.
func parseCount(s string) (int64, error) {
	if i := strings.IndexByte(s, '.'); i > 0 && strings.Trim(s[i+1:], "0") == "" {
		s = s[:i]
	}
	n, err := strconv.ParseUint(s, 10, 40)
	if err != nil {
		return 0, errCount
	}
	return int64(n), nil
}
