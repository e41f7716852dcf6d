package training

import (
	"context"
	"fmt"
	"slices"

	"olist/store"
	"olist/training/needs"
	"olist/week"
)

// budgetMonths are the months from the first that is not past that are held against
// their budgets and targets: about as far as a target for each week is.
const budgetMonths = 3

// budgetsAhead holds the coming months against their budgets. They are computed once
// for a snapshot and what was budgeted.
func (s *Service) budgetsAhead(ctx context.Context, live *Live) ([]needs.Budget, error) {
	kept, err := s.store.Budgets(ctx, live.Data.Shop.Measure)
	if err != nil {
		return nil, err
	}
	return s.needs.budgets.of(fmt.Sprint(live.PlanVersion(), " ", kept.Revision), func() []needs.Budget { return live.budgetsAhead(kept.All) }), nil
}

func (l *Live) budgetsAhead(all []store.Budget) (coming []needs.Budget) {
	first := week.MonthOf((l.Data.To + 1).First())
	all = slices.DeleteFunc(all, func(b store.Budget) bool { return b.Month < first || b.Month >= first+budgetMonths })
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(b store.Budget) bool { return b.Segment != all[0].Segment })
		if n < 0 {
			n = len(all)
		}
		coming = append(coming, l.budgeted(all[:n])...)
		all = all[n:]
	}
	return coming
}

// budgeted are the months of one segment; none of one that is gone.
func (l *Live) budgeted(months []store.Budget) (out []needs.Budget) {
	planned, err := l.Planned(months[0].Segment)
	if err != nil {
		return nil
	}
	for _, b := range months {
		if sum, ok := planned.Month(b.Month); ok && !sum.Past() && sum.Whole() {
			out = append(out, needs.Budget{Segment: b.Segment, Month: b.Month, Cents: b.Cents, Estimate: sum.Cents(), Misses: 1 - sum.Reaches(b.Cents)})
		}
	}
	return out
}
