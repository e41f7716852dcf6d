package ingest

import (
	"olist/message"
	"olist/table"
)

// A sum of others among the rows would count all sales twice.
const (
	sumRounds  = 1000 // a rounded sum differs from its parts by at most one in so many
	blankWeeks = 3    // rows without a name are a sum where so many weeks say so,
	blankParts = 2    // of so many others
)

// dropSums takes the rows out that sum up others, by category or state, and
// says so: those that are called so, or have no name. It gives their revenue
// in cents.
func (r *weeklyReader) dropSums() (dropped int64) {
	for _, of := range []nameOf{
		{&r.sums.categories, func(row *weekRow) uint16 { return row.category }, NoCategory, message.CategorySum, message.CategorySumOdd, message.RowsSumCategories},
		{&r.sums.states, func(row *weekRow) uint16 { return row.state }, NoState, message.StateSum, message.StateSumOdd, message.RowsSumStates},
	} {
		seen := map[string]bool{} // spellings that are added up are one
		for _, name := range of.spelled.clean {
			if !seen[name] && (name == of.none || table.IsTotal(name)) {
				seen[name] = true
				dropped += r.dropSum(name, of)
			}
		}
	}
	return dropped
}

// nameOf is the category or the state of rows, and what is said of its sums.
type nameOf struct {
	spelled *spelled
	place   func(*weekRow) uint16
	none    string // stands for a row without a name
	sum     message.M2[message.Quoted, int]
	odd     message.M3[message.Quoted, int, int]
	unnamed message.M1[int]
}

// size is what is measured of a row: revenue in cents, or units where the file has
// no amounts.
func (r *weeklyReader) size(w *weekRows, i int) int64 {
	if r.has(revenueColumn) {
		return w.rows[i].revenue
	}
	return w.further(i).items
}

// dropSum does so for one name, where its sales of every week are those of all
// others together.
func (r *weeklyReader) dropSum(name string, of nameOf) (dropped int64) {
	blank := name == of.none
	weeks, differ := 0, 0
	clean := of.spelled.clean
	parts, others := make([]bool, len(clean)), 0
	for _, w := range r.sums.weeks {
		own, rest, has := int64(0), int64(0), false
		for i := range w.rows {
			row := &w.rows[i]
			if p := of.place(row); clean[p] == name {
				own, has = own+r.size(w, i), true
			} else {
				rest += r.size(w, i)
				if !parts[p] {
					parts[p] = true
					others++
				}
			}
		}
		if w.spoilt || !has || own == 0 && rest == 0 { // a week in which nothing was sold tells nothing
			continue
		}
		if weeks++; max(own-rest, rest-own)*sumRounds > max(own, rest) {
			differ++
		}
	}
	switch {
	case others == 0 || weeks == 0:
		return 0
	case blank && (differ > 0 || weeks < blankWeeks || others < blankParts):
		return 0
	case differ > 0:
		r.report.note(of.odd.With(brief(name), differ, weeks))
		return 0
	case !blank:
		r.report.note(of.sum.With(brief(name), weeks))
	default:
		r.report.note(of.unnamed.With(weeks))
	}
	for _, w := range r.sums.weeks {
		if w.spoilt {
			continue
		}
		w.keep(func(row *weekRow) bool {
			if clean[of.place(row)] != name {
				return true
			}
			dropped += row.revenue
			return false
		})
	}
	return dropped
}

// keep drops the rows that are not to be kept.
func (w *weekRows) keep(kept func(*weekRow) bool) {
	n := 0
	for i := range w.rows {
		if !kept(&w.rows[i]) {
			continue
		}
		w.rows[n] = w.rows[i]
		if w.more != nil {
			w.more[n] = w.more[i]
		}
		if w.early != nil {
			w.early[n] = w.early[i]
		}
		n++
	}
	if w.more != nil {
		w.more = w.more[:n]
	}
	if w.early != nil {
		w.early = w.early[:n]
	}
	if n < len(w.rows) {
		w.days = nil // of which day they were is not known
	}
	w.rows, w.seen = w.rows[:n], nil
}
