package training

import (
	"context"
	"math"

	"olist/message"
	"olist/training/needs"
)

// ordersDue is the line of the orders that should go out today, or should have gone
// before. It takes what was computed: where that is to come, the line comes once
// keepReady has computed it.
func (s *Service) ordersDue(ctx context.Context, live *Live) ([]needs.Line, error) {
	_, stocks, _, from, err := s.ordersFrom(ctx, live)
	if err != nil || len(stocks) == 0 {
		return nil, err
	}
	o, is := s.ordersKnown(from)
	if !is {
		s.ready()
		return nil, nil
	}
	return s.dueLine(live, o), nil
}

// dueLine is none where orders are not counted from today: too much has happened since
// the data end. Its amount are the sales that are expected to be missed without the orders,
// of the segments of which the price is known.
func (s *Service) dueLine(live *Live, o Orders) []needs.Line {
	due, missed, known := 0, 0., false
	for _, r := range o.All {
		if !o.Today || r.Why != "" || r.Quantity == 0 || r.By > 0 {
			continue
		}
		due++
		switch {
		case o.Pieces == PiecesMeasured:
			missed, known = missed+r.Missing, true
		case r.Price > 0:
			missed, known = missed+r.Missing*r.Price, true
		}
	}
	if due == 0 {
		return nil
	}
	l := needs.Line{Kind: needs.Order, Week: s.today(live.Data), Said: message.NeedOrders.With(due)}
	if known {
		l.Amount = max(1, int64(math.Round(missed*centsPerUnit)))
		l.Said = message.NeedOrdersMissed.With(due, message.WholeMoney(l.Amount))
	}
	return []needs.Line{l}
}
