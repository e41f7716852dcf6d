package store_test

import (
	"testing"

	"olist/store"
	"olist/store/fault"
	"olist/week"
)

// budgetOf is a word on a month; below 0 it has no budget.
func budgetOf(segment, month string, cents int64) store.BudgetWord {
	m, err := week.ParseMonth(month)
	if err != nil {
		panic(err)
	}
	w := store.BudgetWord{Segment: segment, Month: m}
	if cents >= 0 {
		w.Cents = &cents
	}
	return w
}

// TestBudgets are saved, replaced, taken away and taken back, one revision after
// another; who has not seen what another saved overwrites nothing.
func TestBudgets(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	list := func() (out store.Budgets) {
		t.Helper()
		out, err := s.Budgets(ctx, "revenue")
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first, err := s.PutBudgets(ctx, "ana", "revenue", 0, []store.BudgetWord{budgetOf("total", "2026-10", 100), budgetOf("state:SP", "2026-10", 40)})
	if err != nil {
		t.Fatal(err)
	}
	if b := list(); first.Count != 2 || b.Revision != first.Revision || len(b.All) != 2 || b.All[1].Cents != 100 || b.All[1].Month.String() != "2026-10" {
		t.Fatalf("saved %+v, there is %+v", first, b)
	}
	if _, err := s.PutBudgets(ctx, "bea", "revenue", 0, []store.BudgetWord{budgetOf("total", "2026-10", 7)}); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("who had not seen the budget overwrote it: %v", err)
	}
	second, err := s.PutBudgets(ctx, "bea", "revenue", first.Revision, []store.BudgetWord{budgetOf("total", "2026-10", -1), budgetOf("state:SP", "2026-10", 40)})
	if err != nil {
		t.Fatal(err)
	}
	if b := list(); second.Count != 1 || len(b.All) != 1 {
		t.Errorf("taken away %+v, there is %+v", second, b)
	}
	if none, err := s.PutBudgets(ctx, "bea", "revenue", -1, []store.BudgetWord{budgetOf("state:SP", "2026-10", 40)}); err != nil || none.ID != 0 {
		t.Errorf("the same again is the edit %+v, %v", none, err)
	}
	if _, err := s.UndoBudgets(ctx, "ana", first.ID); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("an edit was taken back over a later one: %v", err)
	}
	for _, want := range []int{2, 1} {
		if e, err := s.UndoBudgets(ctx, "ana", second.ID); err != nil || e.Undone != (want == 2) || len(list().All) != want {
			t.Fatalf("undone %+v, %v: %+v", e, err, list())
		}
	}
	if _, err := s.UndoBudgets(ctx, "ana", 99); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("no edit: %v", err)
	}
	if units, err := s.Budgets(ctx, "units"); err != nil || len(units.All) != 0 {
		t.Errorf("budgets of units are %+v, %v", units, err)
	}
	if edits, err := s.BudgetEdits(ctx, "revenue", 5); err != nil || len(edits) != 2 || edits[0].ID != second.ID || edits[0].Actor != "bea" {
		t.Errorf("edits are %+v, %v", edits, err)
	}
	for name, words := range map[string][]store.BudgetWord{
		"twice": {budgetOf("total", "2026-10", 1), budgetOf("total", "2026-10", 2)},
		"year":  {budgetOf("total", "1999-10", 1)}, "too much": {budgetOf("total", "2026-10", 1e14+1)},
		"too many": make([]store.BudgetWord, 20_001),
	} {
		if _, err := s.PutBudgets(ctx, "ana", "revenue", -1, words); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBudgetEditsAreBounded: the latest can be taken back, no more are kept.
func TestBudgetEditsAreBounded(t *testing.T) {
	s, _ := open(t)
	for i := range int64(103) {
		_, err := s.PutBudgets(t.Context(), "ana", "revenue", -1, []store.BudgetWord{budgetOf("total", "2026-10", i)})
		if err != nil {
			t.Fatal(err)
		}
	}
	if edits, err := s.BudgetEdits(t.Context(), "revenue", 1000); err != nil || len(edits) != 100 {
		t.Errorf("%d edits are kept, %v", len(edits), err)
	}
}
