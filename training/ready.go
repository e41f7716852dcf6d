package training

import (
	"context"

	"olist/store/fault"
)

// keepReady computes what the first readers of new data would wait for, also while this
// program works on something else. Who reads before it is done waits for it, and computes
// nothing.
func (s *Service) keepReady(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.swapped:
		}
		l := s.live.Load()
		if l == nil {
			continue
		}
		if _, err := s.cells(ctx, l.Data); s.tolerate(ctx, err) != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "sales by category and region cannot be added up; it is tried again when somebody reads", "error", err)
		}
		if err := s.orderReady(ctx, l); s.tolerate(ctx, err) != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "what to order cannot be computed; it is tried again", "error", err)
		}
	}
}

// orderReady learns demand where stock is kept. Of a big shop that goes on when it returns,
// and what needs somebody asks again.
func (s *Service) orderReady(ctx context.Context, l *Live) error {
	stocks, err := s.store.Stocks(ctx)
	if err != nil || len(stocks.All) == 0 {
		return err
	}
	if _, err = s.Demand(ctx, l); fault.CodeOf(err) == fault.CodeUnavailable {
		return nil
	}
	return err
}

// ready tells keepReady that something else serves.
func (s *Service) ready() {
	select {
	case s.swapped <- struct{}{}:
	default: // it is told already
	}
}
