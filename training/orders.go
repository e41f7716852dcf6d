package training

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"time"

	"olist/store"
	"olist/training/order"
	"olist/week"
)

// Why nothing is said of an order.
const (
	OrderNoSegment = "segment" // it is sold no more, or is of another shop
	OrderNoPrice   = "price"   // files have no pieces, and no price was typed
	OrderNoBands   = "bands"   // the model that serves is not of these data
)

// ordersLate is how many days after the first one forecast orders still count from
// today: later, data are late, and nothing is known of the weeks between.
const ordersLate = 28

// Ordered is a segment with what to order of it.
type Ordered struct {
	store.Stock
	order.Order
	Why     string  // nothing is said; OrderNoSegment ...; "" where the order stands
	Price   float64 // of a piece over the interval, in money; 0 where it is not known
	Short   float64 // what a piece too few loses; 0 where it is not known
	Margin  bool    // Short is the price less the cost
	Planned bool    // a published plan counts
}

// Orders are what to order, the most urgent first.
type Orders struct {
	Pieces   string    // PiecesMeasured ...
	From     time.Time // the day that they are counted from
	Today    bool      // which is today
	Revision int64     // of the stock
	All      []Ordered
}

// keptOrders are the orders that were computed last, beside what they were computed from:
// those of a big shop take their time, and each page of them shows all.
type keptOrders struct {
	from   string
	orders Orders
}

// Orders says what to order of all that stock is kept of; nobody changes what it gives.
// Returns what Demand does.
func (s *Service) Orders(ctx context.Context, l *Live) (Orders, error) {
	o, stocks, adopted, from, err := s.ordersFrom(ctx, l)
	if err != nil || len(stocks) == 0 {
		return o, err
	}
	if known, is := s.ordersKnown(from); is {
		return known, nil
	}
	d, err := s.Demand(ctx, l)
	if err != nil {
		return o, err
	}
	o.Pieces = d.Pieces
	days := daysFrom((l.Data.To + 1).First(), o.From)
	for _, k := range stocks {
		o.All = append(o.All, d.order(k, days, adopted))
	}
	slices.SortStableFunc(o.All, byUrgency)
	s.ordered.Store(&keptOrders{from, o})
	return o, nil
}

// ordersFrom is what orders are computed from, and a name of all of it.
func (s *Service) ordersFrom(ctx context.Context, l *Live) (o Orders, stocks []store.Stock, adopted *Adopted, from string, err error) {
	all, err := s.store.Stocks(ctx)
	if err != nil {
		return o, nil, nil, "", err
	}
	o.Revision = all.Revision
	o.From = (l.Data.To + 1).First()
	if today := l.Data.Shop.Today(s.opt.Clock()); !today.Before(o.From) && today.Before(o.From.AddDate(0, 0, ordersLate)) {
		o.From, o.Today = o.From.AddDate(0, 0, daysFrom(o.From, today)), true
	}
	if len(all.All) == 0 {
		o.Pieces, _ = l.Data.pieces()
		return o, nil, nil, "", nil
	}
	if adopted, err = s.Adopted(ctx); err != nil {
		return o, nil, nil, "", err
	}
	plan := ""
	if adopted != nil {
		plan = planKey(adopted.Plan)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %v", all.Revision, all.All))
	return o, all.All, adopted, fmt.Sprint(l.PlanVersion(), plan, o.From, o.Today, sum), nil
}

// daysFrom counts whole days, whatever the clocks did on one of them.
func daysFrom(first, day time.Time) int { return int(day.Sub(first).Hours()/24 + .5) }

// ordersKnown are those that were computed last, where they were from the same.
func (s *Service) ordersKnown(from string) (o Orders, is bool) {
	if k := s.ordered.Load(); k != nil && k.from == from {
		return k.orders, true
	}
	return o, false
}

// byUrgency has what is to be ordered now first, of these what should have been ordered
// longest ago, and last what nothing is said of.
func byUrgency(a, b Ordered) int {
	rank := func(r Ordered) int {
		switch {
		case r.Why != "":
			return 2
		case r.Quantity == 0:
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.By, b.By), cmp.Compare(b.Loss, a.Loss), cmp.Compare(a.Segment, b.Segment))
}

// order is what to order of a segment, days after the first day forecast.
func (d *Demand) order(k store.Stock, days int, plan *Adopted) Ordered {
	out := Ordered{Stock: k}
	of, ok, err := d.Of(k.Segment, float64(k.StockRule.Price)/centsPerUnit)
	switch {
	case err != nil:
		out.Why = OrderNoSegment
	case !ok && d.Pieces == PiecesByPrice && k.StockRule.Price == 0:
		out.Why = OrderNoPrice
	case !ok:
		out.Why = OrderNoBands
	}
	if out.Why != "" {
		return out
	}
	of.From = days
	of.Scale, out.Planned = d.planned(k.Segment, plan)
	rule := order.Rule{OnHand: k.OnHand, OnOrder: k.OnOrder, Lead: int(k.Lead), Review: int(k.Review), Pack: k.Pack, Minimum: k.Minimum,
		Service: float64(k.Service) / 1000, Cost: float64(k.StockRule.Cost) / centsPerUnit, Short: float64(k.StockRule.Short) / centsPerUnit}
	out.Price = d.price(k, of, rule)
	if rule.Short == 0 && rule.Cost > 0 && out.Price > rule.Cost {
		rule.Short, out.Margin = out.Price-rule.Cost, true
	}
	out.Short = rule.Short
	out.Order, ok = order.Decide(of, rule)
	if !ok {
		out.Why = OrderNoBands
	}
	return out
}

// price is what a piece is sold for over the interval: revenue forecast over pieces
// forecast, where both are; else what was typed.
func (d *Demand) price(k store.Stock, of order.Demand, rule order.Rule) float64 {
	if d.Pieces != PiecesCounted {
		return float64(k.StockRule.Price) / centsPerUnit
	}
	revenue := of
	revenue.Forecast, revenue.Learnt = d.live.forecasts[k.Segment], nil
	sold, pieces := revenue.Over(rule.Lead+rule.Review).Mean, of.Over(rule.Lead+rule.Review).Mean
	if !(sold > 0 && pieces > 0) {
		return 0
	}
	return math.Round(centsPerUnit*sold/pieces) / centsPerUnit
}

// planned are factors by week that make the plan of the forecast, where one is published.
func (d *Demand) planned(segment string, plan *Adopted) (scale []float64, ok bool) {
	const most = 10 // times the forecast
	for k, p := range d.live.forecasts[segment].Points {
		factor := 1.
		if cents, _, there := plan.Of(segment, d.live.Data.To+1+week.Week(k)); there && p.Value > 0 {
			factor = max(0, min(most, float64(cents)/centsPerUnit/p.Value))
			ok = ok || math.Abs(factor-1) > 1e-6
		}
		scale = append(scale, factor)
	}
	if !ok {
		return nil, false
	}
	return scale, true
}
