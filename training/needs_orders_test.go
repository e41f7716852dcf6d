package training

import (
	"math"
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/training/needs"
)

// TestOrdersDueNeedSomebody: one line for all orders that should go out today, with the
// sales that would be missed; it is found without a reader of /order, and closed with a
// word for the week; none where the stock suffices, or the data end long ago.
func TestOrdersDueNeedSomebody(t *testing.T) {
	c := &clock{}
	s := newService(t, c)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	first := (live.Data.To + 1).First()
	c.set(first.AddDate(0, 0, 2).Add(15 * time.Hour))
	if lines := s.linesOf(t, needs.Order); len(lines) != 0 {
		t.Errorf("no stock is kept: %+v", lines)
	}
	rule := store.NewStockRule()
	_, err = s.store.PutStock(ctx, "ana", -1, []store.StockWord{{Segment: store.TotalKey, Rule: &rule}, {Segment: "state:SP", Rule: &rule}})
	must(t, err)
	<-s.swapped // that it serves
	if lines := s.linesOf(t, needs.Order); len(lines) != 0 {
		t.Errorf("nothing is known of demand: %+v", lines)
	}
	<-s.swapped // the list asks for it
	if s.demand.Load() != nil {
		t.Fatal("a page learnt what takes its time")
	}
	found := func() []needs.Line {
		t.Helper()
		if lines := s.linesOf(t, needs.Order); len(lines) != 0 {
			return lines // known already
		}
		for {
			must(t, s.orderReady(ctx, live))
			if o, _, _, from, err := s.ordersFrom(ctx, live); err != nil || o.Pieces != "" {
				return nil
			} else if _, is := s.ordersKnown(from); is {
				return s.linesOf(t, needs.Order)
			}
		}
	}
	lines := found()
	all, err := s.Orders(ctx, live)
	must(t, err)
	missed := 0.
	for _, o := range all.All {
		missed += o.Missing * o.Price
	}
	if len(lines) != 1 || lines[0].Amount != int64(math.Round(missed*100)) || !(missed > 1) || !strings.HasPrefix(lines[0].Said.String(), "2 orders should go out today") {
		t.Fatalf("%+v, %v is missed", lines, missed)
	}
	_, err = s.AnswerNeed(ctx, store.NeedAnswer{Line: lines[0].ID, Answer: store.NeedClosed, Word: "ordered", Actor: "ana"}, false)
	must(t, err)
	if now := found(); len(now) != 0 {
		t.Errorf("closed: %+v", now)
	}
	c.set(first.AddDate(0, 0, 9).Add(15 * time.Hour))
	if now := found(); len(now) != 1 || now[0].ID == lines[0].ID {
		t.Errorf("another week: %+v", now)
	}
	c.set(first.AddDate(0, 0, ordersLate).Add(15 * time.Hour))
	if now := found(); len(now) != 0 {
		t.Errorf("the data end long ago: %+v", now)
	}
	c.set(first.AddDate(0, 0, 9).Add(15 * time.Hour))
	rule.OnHand = 10_000_000
	must(t, put(t, s, rule))
	if now := found(); len(now) != 1 || !strings.HasPrefix(now[0].Said.String(), "1 order should") {
		t.Errorf("one suffices: %+v", now)
	}
	_, err = s.store.PutStock(ctx, "ana", -1, []store.StockWord{{Segment: "state:SP"}})
	must(t, err)
	if now := found(); len(now) != 0 {
		t.Errorf("all suffice: %+v", now)
	}
}
