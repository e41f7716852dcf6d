package store_test

import (
	"errors"
	"testing"

	"olist/store"
	"olist/store/fault"
)

// stockOf is a word on a segment with so many pieces; below 0 it is not ordered.
func stockOf(segment string, onHand int64) store.StockWord {
	if onHand < 0 {
		return store.StockWord{Segment: segment}
	}
	r := store.NewStockRule()
	r.OnHand = onHand
	return store.StockWord{Segment: segment, Rule: &r}
}

// TestStock is saved, replaced, taken away and taken back, one revision after another;
// who has not seen what another saved overwrites nothing.
func TestStock(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	list := func() (out store.Stocks) {
		t.Helper()
		out, err := s.Stocks(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first, err := s.PutStock(ctx, "ana", 0, []store.StockWord{stockOf("total", 100), stockOf("state:SP", 40)})
	if err != nil {
		t.Fatal(err)
	}
	if k := list(); first.Count != 2 || k.Revision != first.Revision || len(k.All) != 2 || k.All[1].OnHand != 100 || k.All[1].Service != 950 || k.All[1].Actor != "ana" {
		t.Fatalf("saved %+v, there is %+v", first, k)
	}
	if _, err := s.PutStock(ctx, "bea", 0, []store.StockWord{stockOf("total", 7)}); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("who had not seen the stock overwrote it: %v", err)
	}
	second, err := s.PutStock(ctx, "bea", first.Revision, []store.StockWord{stockOf("total", -1), stockOf("state:SP", 40)})
	if err != nil {
		t.Fatal(err)
	}
	if k := list(); second.Count != 1 || len(k.All) != 1 || k.All[0].Actor != "ana" {
		t.Errorf("taken away %+v, there is %+v", second, k)
	}
	if none, err := s.PutStock(ctx, "bea", -1, []store.StockWord{stockOf("state:SP", 40)}); err != nil || none.ID != 0 {
		t.Errorf("the same again is the edit %+v, %v", none, err)
	}
	if _, err := s.UndoStock(ctx, "ana", first.ID); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("an edit was taken back over a later one: %v", err)
	}
	for _, want := range []int{2, 1} {
		if e, err := s.UndoStock(ctx, "ana", second.ID); err != nil || e.Undone != (want == 2) || len(list().All) != want {
			t.Fatalf("undone %+v, %v: %+v", e, err, list())
		}
	}
	if _, err := s.UndoStock(ctx, "ana", 99); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("no edit: %v", err)
	}
	if edits, err := s.StockEdits(ctx, 5); err != nil || len(edits) != 2 || edits[0].ID != second.ID || edits[0].Actor != "bea" {
		t.Errorf("edits are %+v, %v", edits, err)
	}
}

// TestStockIsBounded in every figure, in segments and in edits that can be taken back.
func TestStockIsBounded(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	for name, change := range map[string]func(*store.StockRule){
		"on_hand": func(r *store.StockRule) { r.OnHand = -1 }, "on_order": func(r *store.StockRule) { r.OnOrder = store.StockPieces + 1 },
		"lead_days": func(r *store.StockRule) { r.Lead = 241 }, "review_days": func(r *store.StockRule) { r.Review = 0 },
		"pack": func(r *store.StockRule) { r.Pack = 0 }, "minimum": func(r *store.StockRule) { r.Minimum = -1 },
		"service": func(r *store.StockRule) { r.Service = 996 }, "unit_cost": func(r *store.StockRule) { r.Cost = -1 },
		"short_cost": func(r *store.StockRule) { r.Short = store.StockMoney + 1 }, "price": func(r *store.StockRule) { r.Price = -1 },
	} {
		w := stockOf("total", 1)
		change(w.Rule)
		if _, err := s.PutStock(ctx, "ana", -1, []store.StockWord{w}); fault.CodeOf(err) != fault.CodeInvalid || faultField(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, words := range map[string][]store.StockWord{"twice": {stockOf("total", 1), stockOf("total", 2)}, "too many": make([]store.StockWord, store.StockMost+1)} {
		if _, err := s.PutStock(ctx, "ana", -1, words); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range int64(103) {
		if _, err := s.PutStock(ctx, "ana", -1, []store.StockWord{stockOf("total", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if edits, err := s.StockEdits(ctx, 1000); err != nil || len(edits) != 100 {
		t.Errorf("%d edits are kept, %v", len(edits), err)
	}
}

func faultField(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Field
	}
	return ""
}
