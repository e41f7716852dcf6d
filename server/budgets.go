package server

import (
	"cmp"
	"math"
	"slices"

	"olist/store"
	"olist/training"
	"olist/views/budgets"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// budgetsOf are the budgets of one year by segment, and month.
func budgetsOf(all []store.Budget, year int) map[string]map[week.Month]int64 {
	out := map[string]map[week.Month]int64{}
	for _, b := range all {
		if b.Month.Year() != year {
			continue
		}
		if out[b.Segment] == nil {
			out[b.Segment] = map[week.Month]int64{}
		}
		out[b.Segment][b.Month] = b.Cents
	}
	return out
}

// monthsOf are the twelve of a year.
func monthsOf(year int) []week.Month {
	out := make([]week.Month, 12)
	for i := range out {
		out[i] = week.Month(12*year + i)
	}
	return out
}

// budgetMonths are a segment's months of a year, as they stand to their budgets.
func budgetMonths(l text.Locale, p training.Planned, budget map[week.Month]int64, year int) []budgets.Month {
	out := make([]budgets.Month, 12)
	for i, m := range monthsOf(year) {
		row := budgets.Month{Key: m.String(), Period: ui.Period{Period: week.ByMonth.Of(m)}}
		if cents, ok := budget[m]; ok {
			row.Written = l.Marks(amountTyped(cents))
			row.Now = row.Written
		}
		if s, ok := p.Month(m); ok {
			row.Period, row.Known = periodRow(s), true
		}
		row.Stand = standOf(p, budget, []week.Month{m})
		out[i] = row
	}
	return out
}

// standOf is how months together stand to their budgets.
func standOf(p training.Planned, budget map[week.Month]int64, months []week.Month) budgets.Stand {
	s := budgets.Stand{Chance: math.NaN(), HasBefore: true}
	before := make([]week.Month, len(months))
	for i, m := range months {
		cents, ok := budget[m]
		s.Budget, s.HasBudget = s.Budget+cents, s.HasBudget || ok
		before[i] = m - 12
	}
	if sum, ok := p.Join(months...); ok && len(months) > 0 {
		s.HasRange, s.Past = true, sum.Past()
		s.Estimate = ui.Range{Cents: sum.Cents(), Unsure: true}
		if s.Chance = math.NaN(); s.HasBudget {
			s.Chance = sum.Reaches(s.Budget)
		}
	}
	last, ok := p.Join(before...)
	if s.HasBefore = ok && len(months) > 0 && last.Past() && last.Whole(); s.HasBefore {
		s.Before = last.Cents()
	}
	return s
}

// budgeted are the months of a year that have a budget.
func budgeted(budget map[week.Month]int64, year int) []week.Month {
	return slices.DeleteFunc(monthsOf(year), func(m week.Month) bool { _, ok := budget[m]; return !ok })
}

// toDate is the year up to the last week known. Of a month that is partly past the
// budget counts for its days.
func toDate(p training.Planned, budget map[week.Month]int64, year int) (d budgets.ToDate) {
	d.HasBefore = true
	for _, m := range monthsOf(year) {
		s, ok := p.Month(m)
		if !ok || s.Known == 0 {
			continue
		}
		row := periodRow(s)
		d.Sold, d.Until = d.Sold+s.Sold, row.Until()
		part := float64(s.Known) / float64(row.Days)
		if cents, ok := budget[m]; ok {
			d.Budget, d.HasBudget, d.Against = d.Budget+int64(math.Round(part*float64(cents))), true, d.Against+s.Sold
		}
		last, ok := p.Month(m - 12)
		if d.HasBefore = d.HasBefore && ok && last.Past() && last.Whole(); d.HasBefore {
			d.Before += int64(math.Round(part * float64(last.Cents())))
		}
	}
	d.HasBefore = d.HasBefore && d.Before > 0
	return d
}

// budgetSegments are the segments that have budgets in a year, all sales first, then
// in the order of their names.
func budgetSegments(l text.Locale, live *training.Live, of map[string]map[week.Month]int64, year int) []budgets.Segment {
	var out []budgets.Segment
	for key, budget := range of {
		seg, err := live.Data.Segment(key)
		if err != nil {
			continue // of another shop's file, or no longer sold
		}
		planned, err := live.Planned(key)
		if err != nil {
			continue
		}
		out = append(out, budgets.Segment{Segment: segmentView(l, seg), Stand: standOf(planned, budget, budgeted(budget, year))})
	}
	slices.SortFunc(out, func(a, b budgets.Segment) int {
		if t := cmp.Compare(b2i(b.Key == store.TotalKey), b2i(a.Key == store.TotalKey)); t != 0 {
			return t
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
