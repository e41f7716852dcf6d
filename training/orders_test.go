package training

import (
	"math"
	"testing"

	"olist/forecast"
	"olist/quality"
	"olist/shop"
	"olist/store"
	"olist/training/order"
	"olist/week"
)

// TestPieces: those of the sample are counted and forecast beside revenue; parts make
// their total in each week, and a piece costs what revenue over pieces says.
func TestPieces(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	d := patient(t, func() (*Demand, error) { return s.Demand(t.Context(), live) })
	if d.Pieces != PiecesCounted || d.learnt == nil {
		t.Fatalf("pieces are %s, and %v was learnt", d.Pieces, d.learnt)
	}
	for _, sum := range live.Data.Panel.Sums {
		for k := range MaxHorizon {
			parts := 0.
			for _, i := range sum.Parts {
				parts += d.own[live.Data.Segments[i].Key].Points[k].Value
			}
			if whole := d.own[live.Data.Segments[sum.Total].Key].Points[k].Value; math.Abs(parts-whole) > 1e-6 {
				t.Fatalf("in week %d parts sell %v pieces, the whole %v", k, parts, whole)
			}
		}
	}
	again := patient(t, func() (*Demand, error) { return s.Demand(t.Context(), live) })
	if again.engine != d.engine {
		t.Error("what is known is learnt again")
	}
	rule := store.NewStockRule()
	rule.Cost = 5000
	must(t, put(t, s, rule))
	all := patient(t, func() (Orders, error) { return s.Orders(t.Context(), live) })
	o := all.All[0]
	revenue := live.forecasts[store.TotalKey].Totals[2].Mean
	if o.Why != "" || math.Abs(o.Price*o.Interval.Mean/revenue-1) > .001 || !o.Margin || math.Abs(o.Short-(o.Price-50)) > 1e-9 {
		t.Errorf("a piece sells for %v, %v pieces for %v", o.Price, o.Interval.Mean, revenue)
	}
	if all.Today || !all.From.Equal((live.Data.To + 1).First()) {
		t.Errorf("counted from %v", all.From)
	}
}

func put(t *testing.T, s *Service, r store.StockRule) error {
	t.Helper()
	_, err := s.store.PutStock(t.Context(), "test", -1, []store.StockWord{{Segment: store.TotalKey, Rule: &r}})
	return err
}

// TestOrdersCountFromToday where today lies in the first weeks ahead: half a week later
// half a week less is left of it, and the same demand is expected of later days.
func TestOrdersCountFromToday(t *testing.T) {
	c := &clock{}
	s := newService(t, c)
	live, err := s.Live()
	must(t, err)
	must(t, put(t, s, store.NewStockRule()))
	first := (live.Data.To + 1).First()
	for days, today := range map[int]bool{-1: false, 0: true, 3: true, 27: true, 28: false, 400: false} {
		c.set(first.AddDate(0, 0, days).Add(15 * 3600e9))
		o := patient(t, func() (Orders, error) { return s.Orders(t.Context(), live) })
		want := first
		if today {
			want = first.AddDate(0, 0, days)
		}
		if o.Today != today || !o.From.Equal(want) || !(o.All[0].Interval.Mean > 0) {
			t.Errorf("on day %d orders count from %v", days, o.From)
		}
	}
}

// TestOrdersByPlan: a published plan moves the demand by its part of the forecast.
func TestOrdersByPlan(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	must(t, put(t, s, store.NewStockRule()))
	before := patient(t, func() (Orders, error) { return s.Orders(t.Context(), live) })
	d, err := s.PlanDraft(t.Context(), live)
	must(t, err)
	first := live.Data.To + 1
	_, err = s.PutPlanOverride(t.Context(), "ana", d, "", PlanAsked{Segments: []string{store.TotalKey}, From: first, To: first + 9, Kind: PlanPercent, Percent: 50, Reason: "promotion"}, 0)
	must(t, err)
	d, err = s.PlanDraft(t.Context(), live)
	must(t, err)
	_, err = s.PublishPlan(t.Context(), "ana", live.PlanVersion(), d.Changed)
	must(t, err)
	after := patient(t, func() (Orders, error) { return s.Orders(t.Context(), live) })
	a, b := before.All[0], after.All[0]
	if a.Planned || !b.Planned || math.Abs(b.Interval.Mean/a.Interval.Mean-1.5) > .001 || math.Abs(float64(b.Level)/float64(a.Level)-1.5) > .001 || math.Abs(b.Price/a.Price-1) > .001 {
		t.Errorf("up to %d of %v by the forecast, up to %d of %v by the plan", a.Level, a.Interval.Mean, b.Level, b.Interval.Mean)
	}
}

// TestOrdersByPrice: where files have no pieces a typed price makes them of revenue, and
// without one nothing is said; a segment that is gone is told.
func TestOrdersByPrice(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	for i := range live.Data.Segments {
		clear(live.Data.Segments[i].Items)
	}
	d := patient(t, func() (*Demand, error) { return s.Demand(t.Context(), live) })
	k := store.Stock{Segment: store.TotalKey, StockRule: store.NewStockRule()}
	if o := d.order(k, 0, nil); d.Pieces != PiecesByPrice || o.Why != OrderNoPrice {
		t.Errorf("pieces are %s, the order %+v", d.Pieces, o)
	}
	k.StockRule.Price, k.StockRule.Cost = 12000, 5000
	o := d.order(k, 0, nil)
	if want := live.forecasts[store.TotalKey].Totals[2].Mean / 120; o.Why != "" || math.Abs(o.Interval.Mean-want) > 1e-6*want || o.Short != 70 {
		t.Errorf("%v pieces at 120, want %v; one too few loses %v", o.Interval.Mean, want, o.Short)
	}
	k.Segment = "state:ZZ"
	if o := d.order(k, 0, nil); o.Why != OrderNoSegment {
		t.Errorf("a segment that is gone: %+v", o)
	}
}

// TestCountedPieces: weeks with revenue and without pieces are not known; where they are
// many, or the last is one, pieces are not.
func TestCountedPieces(t *testing.T) {
	data := func(items func(week int) int64) *Data {
		h := &store.History{Shop: shop.New()}
		seg := store.Segment{Key: store.TotalKey}
		for w := range 60 {
			h.Weeks = append(h.Weeks, store.WeekInfo{WeekStatus: quality.WeekStatus{Week: week.Week(2500 + w)}, Override: &store.Override{Usable: true}})
			seg.Revenue, seg.Items = append(seg.Revenue, 1000), append(seg.Items, items(w))
		}
		h.Segments = []store.Segment{seg}
		return NewData(h)
	}
	for name, c := range map[string]struct {
		items func(int) int64
		ok    bool
	}{
		"all": {func(int) int64 { return 3 }, true}, "none": {func(int) int64 { return 0 }, false},
		"from the middle on": {func(w int) int64 { return int64(max(0, min(1, w-30))) }, true},
		"every second":       {func(w int) int64 { return int64(w % 2) }, false},
		"not the last":       {func(w int) int64 { return int64(max(0, min(1, 59-w))) }, true},
	} {
		p, ok := data(c.items).piecesPanel()
		if ok != c.ok {
			t.Errorf("%s: %v", name, ok)
		}
		if name == "from the middle on" && (!math.IsNaN(p.Series[0].Values[5]) || p.Series[0].Values[50] != 1) {
			t.Errorf("%s: %v", name, p.Series[0].Values)
		}
	}
	if got := thinned(forecast.Panel{Series: make([]forecast.Series, 1000), Sums: []forecast.Sum{{}}}, demandSeries); len(got.Series) != demandSeries || got.Sums != nil {
		t.Errorf("thinned to %d series", len(got.Series))
	}
	if order.Spans[0] != 1 {
		t.Error("sums of one week are not measured")
	}
}
