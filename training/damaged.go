package training

import (
	"context"

	"olist/forecast/backtest"
	"olist/message"
	"olist/store"
	"olist/store/fault"
)

// tolerate takes an error that tells of a damaged database for a state to work
// in: what cannot be read is said once, and what is whole serves. It gives back
// every other error.
func (s *Service) tolerate(ctx context.Context, err error) error {
	if !s.store.Suspect(ctx, err) {
		return err
	}
	lost := s.store.Lost()
	damage := err.Error()
	if len(lost) > 0 {
		damage = store.LostMessage(lost).Message.String()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.logged != damage {
		s.logged = damage
		s.log.ErrorContext(ctx, "the database is damaged; what is whole works", "tables", lost, "error", err)
	}
	return nil
}

// errNoSales says why no model answers where no import is in force.
var errNoSales = fault.New(fault.CodeUnavailable, message.NoSales.With())

// noLive says why there is no model that answers.
func (s *Service) noLive() error {
	s.mu.Lock()
	unread, unsold := s.unread, s.unsold
	s.mu.Unlock()
	if lost := s.store.Lost(); len(lost) > 0 {
		return store.LostMessage(lost)
	}
	if unsold {
		return errNoSales
	}
	if unread {
		return fault.New(fault.CodeUnavailable, message.NoModelReadable.With())
	}
	return fault.New(fault.CodeUnavailable, message.NoModelYet.With())
}

// Unsold reports whether no model answers since there are no sales.
func (s *Service) Unsold() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unsold
}

// setIdle notes why no model answers, or that one does.
func (s *Service) setIdle(unread, unsold bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unread, s.unsold = unread, unsold
}

// reportOf is the stored evaluation, or none where it cannot be read: the model
// serves without.
func (s *Service) reportOf(ctx context.Context, modelID, data string) (*backtest.Report, error) {
	r, err := s.storedReport(ctx, modelID, data)
	return r, s.tolerate(ctx, err)
}
