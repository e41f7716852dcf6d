package ingest

import (
	"slices"

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
	category := nameOf{&r.sums.categories, func(row *weekRow) uint16 { return row.category }}
	state := nameOf{&r.sums.states, func(row *weekRow) uint16 { return row.state }}
	seen := map[string]bool{} // spellings that are added up are one
	for _, name := range r.sums.categories.clean {
		if !seen[name] && (name == NoCategory || table.IsTotal(name)) {
			seen[name] = true
			dropped += r.dropSum(name, name == NoCategory, category)
		}
	}
	if slices.Contains(r.sums.states.clean, NoState) {
		dropped += r.dropSum(NoState, true, state)
	}
	return dropped
}

// nameOf is the category or the state of rows.
type nameOf struct {
	spelled *spelled
	place   func(*weekRow) uint16
}

// dropSum does so for one name, where its sales of every week are those of all
// others together.
func (r *weeklyReader) dropSum(name string, blank bool, of nameOf) (dropped int64) {
	weeks, differ := 0, 0
	clean := of.spelled.clean
	parts, others := make([]bool, len(clean)), 0
	for _, w := range r.sums.weeks {
		own, rest, has := int64(0), int64(0), false
		for i := range w.rows {
			row := &w.rows[i]
			if p := of.place(row); clean[p] == name {
				own, has = own+row.revenue, true
			} else {
				rest += row.revenue
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
		r.report.note(message.CategorySumOdd.With(brief(name), differ, weeks))
		return 0
	case !blank:
		r.report.note(message.CategorySum.With(brief(name), weeks))
	case of.spelled == &r.sums.categories:
		r.report.note(message.RowsSumCategories.With(weeks))
	default:
		r.report.note(message.RowsSumStates.With(weeks))
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
