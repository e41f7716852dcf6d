package training

import (
	"math"
	"testing"

	"olist/shop"
	"olist/store"
	"olist/training/needs"
	"olist/week"
)

// TestBudgetsNeedSomebody: of the coming months that the estimate is below, with what
// is lacking and the chance that /budgets has; none that is reached, is far or past, or
// is of a segment that is gone; what is taken back is off the list.
func TestBudgetsNeedSomebody(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	planned, err := live.Planned(store.TotalKey)
	must(t, err)
	first := week.MonthOf((live.Data.To + 1).First())
	word := func(segment string, m week.Month, cents int64) store.BudgetWord {
		return store.BudgetWord{Segment: segment, Month: m, Cents: &cents}
	}
	next, ok := planned.Month(first + 1)
	if !ok {
		t.Fatal("no forecast of the month after")
	}
	const lacks = 12_345_678
	edit, err := s.store.PutBudgets(ctx, "ana", shop.Revenue, -1, []store.BudgetWord{
		word(store.TotalKey, first-1, 1e12), word(store.TotalKey, first, 1), word(store.TotalKey, first+1, next.Cents()+lacks),
		word(store.TotalKey, first+budgetMonths, 1e12), word("state:ZZ", first+1, 1e12),
	})
	must(t, err)
	found := func() (out []needs.Line) {
		n, err := s.Needs(ctx)
		must(t, err)
		for _, l := range n.Open(false) {
			if l.Kind == needs.Unmet {
				out = append(out, l.Line)
			}
		}
		return out
	}
	got := found()
	if len(got) != 1 || got[0].Amount != lacks || got[0].Subject != (first+1).String() || math.Abs(got[0].Chance-(1-next.Reaches(next.Cents()+lacks))) > 1e-12 || !(got[0].Chance > .5) {
		t.Fatalf("%+v", got)
	}
	_, err = s.store.UndoBudgets(ctx, "ana", edit.ID)
	must(t, err)
	if got := found(); len(got) != 0 {
		t.Errorf("after it was taken back: %+v", got)
	}
}
