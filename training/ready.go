package training

import (
	"context"
	"errors"

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
		_, err := s.cells(ctx, l.Data)
		err = errors.Join(err, s.changesReady(ctx), s.orderReady(ctx, l))
		if s.tolerate(ctx, err) != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "what readers ask for first cannot be computed; it is tried again when somebody asks", "error", err)
		}
	}
}

// changesReady compares what is forecast with what was forecast before, where there is any.
func (s *Service) changesReady(ctx context.Context) error {
	_, err := s.Change(ctx, "", "")
	if code := fault.CodeOf(err); code == fault.CodeUnavailable || code == fault.CodeNotFound { // it goes on, or something else serves already
		return nil
	}
	return err
}

// orderReady computes what to order where stock is kept. Of a big shop that goes on when it
// returns, and what needs somebody asks again.
func (s *Service) orderReady(ctx context.Context, l *Live) error {
	_, err := s.Orders(ctx, l)
	if fault.CodeOf(err) == fault.CodeUnavailable {
		return nil
	}
	return err
}

// ready tells keepReady that something else serves, or that orders are to be computed.
func (s *Service) ready() {
	select {
	case s.swapped <- struct{}{}:
	default: // it is told already
	}
}
