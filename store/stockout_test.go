package store_test

import (
	"strings"
	"testing"

	"olist/store"
	"olist/store/fault"
	"olist/week"
)

func TestStockouts(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	before, err := s.History(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := func(segment string, at int, note string) store.StockoutWord {
		return store.StockoutWord{Segment: segment, Week: 2500 + week.Week(at), Out: true, Note: note}
	}
	edit, err := s.PutStockouts(ctx, "ana", 0, []store.StockoutWord{out("total", 1, " the  supplier "), out("state:SP", 1, "")})
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.History(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Stockouts) != 2 || h.Stockouts[1].Note != "the supplier" || h.Stockouts[1].Actor != "ana" || edit.Count != 2 || h.Fingerprint == before.Fingerprint {
		t.Fatalf("%+v, edit %+v", h.Stockouts, edit)
	}
	if same, err := s.PutStockouts(ctx, "bo", -1, []store.StockoutWord{out("state:SP", 1, "")}); err != nil || same.ID != 0 {
		t.Errorf("a word that changes nothing: %+v, %v", same, err)
	}
	for name, c := range map[string]struct {
		seen  int64
		words []store.StockoutWord
		want  fault.Code
	}{
		"not seen":  {0, []store.StockoutWord{out("total", 2, "")}, fault.CodeConflict},
		"twice":     {-1, []store.StockoutWord{out("total", 2, ""), out("total", 2, "x")}, fault.CodeInvalid},
		"long":      {-1, []store.StockoutWord{out("total", 2, strings.Repeat("x", 281))}, fault.CodeInvalid},
		"too many":  {-1, make([]store.StockoutWord, 5_000+1), fault.CodeInvalid},
		"undo none": {-2, nil, fault.CodeNotFound},
	} {
		_, err := s.PutStockouts(ctx, "bo", c.seen, c.words)
		if c.seen == -2 {
			_, err = s.UndoStockouts(ctx, "bo", 99)
		}
		if fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = s.UndoStockouts(ctx, "bo", edit.ID)
	if err != nil {
		t.Fatal(err)
	}
	if h, err = s.History(ctx); err != nil || len(h.Stockouts) != 0 || h.Fingerprint != before.Fingerprint {
		t.Errorf("taken back: %+v, %v", h.Stockouts, err)
	}
	_, err = s.UndoStockouts(ctx, "bo", edit.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.PutStockouts(ctx, "bo", -1, []store.StockoutWord{{Segment: "total", Week: 2500 + week.Week(1)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.UndoStockouts(ctx, "bo", edit.ID); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("taken back over a later change: %v", err)
	}
	edits, err := s.StockoutEdits(ctx, 10)
	if err != nil || len(edits) != 2 || edits[0].Actor != "bo" || edits[1].Undone {
		t.Errorf("%+v, %v", edits, err)
	}
	if n, err := s.StockoutRevision(ctx); err != nil || n != 4 {
		t.Errorf("revision %d, %v", n, err)
	}
}

func TestStockoutsAreBounded(t *testing.T) {
	s, _ := open(t)
	at := 0
	put := func(n int) error {
		var words []store.StockoutWord
		for range n {
			words = append(words, store.StockoutWord{Segment: "total", Week: week.Week(at), Out: true})
			at++
		}
		_, err := s.PutStockouts(t.Context(), "ana", -1, words)
		return err
	}
	for range 20_000 / 5_000 {
		if err := put(5_000); err != nil {
			t.Fatal(err)
		}
	}
	if err := put(1); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("one more than %d: %v", 20_000, err)
	}
}
