package training

import (
	"testing"

	"olist/shop"
	"olist/store"
	"olist/week"
)

// taught is forty weeks of two parts, as change leaves them.
func taught(change func(*store.History)) *Data {
	total, tea := store.Segment{Key: store.TotalKey}, store.Segment{Key: store.CategoryPrefix + "tea"}
	h := &store.History{Shop: shop.Olist()}
	for i := range 40 {
		w := store.WeekInfo{Override: &store.Override{Usable: true}}
		w.Week = week.Week(2500 + i)
		h.Weeks = append(h.Weeks, w)
		total.Revenue = append(total.Revenue, int64(1000+i))
		tea.Revenue = append(tea.Revenue, int64(500+i))
	}
	h.Segments = []store.Segment{total, tea}
	change(h)
	h.Fingerprint = "another"
	return NewData(h)
}

// A model is foreign to data of which more than a tenth came later or are others
// since, whatever of them changed, and not to those that it has learnt from.
func TestForeign(t *testing.T) {
	revise := func(n, segment int) func(*store.History) {
		return func(h *store.History) {
			for i := range n {
				h.Segments[segment].Revenue[i] += 7
			}
		}
	}
	leaveOut := func(h *store.History) {
		for i := range 10 {
			h.Weeks[i+5].Override = &store.Override{}
		}
	}
	as := func(*store.History) {}
	for name, c := range map[string]struct {
		change          func(*store.History)
		marked, without bool // foreign to a model with marks, and to one without
	}{
		"the same":       {as, false, false},
		"four revised":   {revise(4, 0), false, false},
		"five revised":   {revise(5, 0), true, false},
		"other shares":   {revise(5, 1), true, false},
		"weeks left out": {leaveOut, false, false},
		"an empty part more": {func(h *store.History) {
			h.Segments = append(h.Segments, store.Segment{Key: store.StatePrefix + "SP", Revenue: make([]int64, 40)})
		}, false, false},
		"another measure": {func(h *store.History) { h.Shop.Measure = shop.Units }, true, true},
		"weeks that came later": {func(h *store.History) {
			for i := range h.Weeks {
				h.Weeks[i].Week += 5
			}
		}, true, true},
	} {
		was := taught(as)
		m := store.Model{DataFingerprint: "of then", TrainFrom: was.From, TrainTo: was.To, Learnt: was.marks()}
		now := taught(c.change)
		if got := isForeign(m, now); got != c.marked {
			t.Errorf("%s: foreign %v to a model with marks", name, got)
		}
		m.Learnt = ""
		if got := isForeign(m, now); got != c.without {
			t.Errorf("%s: foreign %v to a model without marks", name, got)
		}
		if m.DataFingerprint = now.Fingerprint; isForeign(m, now) {
			t.Errorf("%s: foreign to what it was trained on", name)
		}
	}
}
