package training

import (
	"context"

	"olist/forecast"
	"olist/store"
)

// toEvaluate finds the model to evaluate: the live one, and then the one before
// it, whenever their evaluations are not of today's data, so that the two can be
// compared; else the newest that has none at all and is due, or was asked for.
func (s *Service) toEvaluate(ctx context.Context) (m store.Model, data *Data, ok bool, err error) {
	live := s.live.Load()
	if live == nil || live.Unmeasurable() != nil {
		return m, nil, false, nil
	}
	if (live.Report == nil || live.Provisional) && s.able(live.Model.ID) {
		return live.Model, live.Data, true, nil
	}
	models, err := s.store.Models(ctx)
	if err != nil {
		return m, nil, false, err
	}
	done, err := s.store.Evaluations(ctx, evaluationKind)
	if err != nil {
		return m, nil, false, err
	}
	before, err := s.before(ctx, live.Model.ID)
	if err != nil {
		return m, nil, false, err
	}
	for _, m := range models {
		if m.ID == before && done[m.ID].DataFingerprint != live.Data.Fingerprint && s.able(m.ID) {
			return m, live.Data, true, nil
		}
	}
	for k, m := range models {
		e, evaluated := done[m.ID]
		due := !evaluated && EvaluatedUnasked(k, m) || s.Pending(m.ID).Asked && e.DataFingerprint != live.Data.Fingerprint
		if due && s.able(m.ID) {
			return m, live.Data, true, nil
		}
	}
	return m, nil, false, nil
}

// evaluatedNewest is the number of newest models that are evaluated unasked.
const evaluatedNewest = 10

// EvaluatedUnasked reports whether the model at a place of the list, newest
// first, is evaluated without anybody asking: each evaluation trains two dozen
// times.
func EvaluatedUnasked(place int, m store.Model) bool {
	return place < evaluatedNewest || m.Pinned || m.Live
}

// Evaluate has a stored model evaluated on today's data in its turn, however old
// it is. Returns CodeNotFound where there is no such model.
func (s *Service) Evaluate(ctx context.Context, id string) error {
	if _, err := s.store.Model(ctx, id); err != nil {
		return err
	}
	s.mu.Lock()
	s.toMeasure[id] = true
	s.mu.Unlock()
	s.nudge()
	return nil
}

// Pending is how far the evaluation of a model is that is not there yet.
type Pending struct {
	Progress forecast.Progress // zero while it waits for its turn
	Failed   bool              // it is not tried again before the program starts anew
	Asked    bool              // see Evaluate
}

// Pending tells about the missing evaluation of a model.
func (s *Service) Pending(id string) Pending {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Pending{Progress: s.evaluating[id], Failed: s.unable[id], Asked: s.toMeasure[id]}
}

func (s *Service) able(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.unable[id]
}

// evaluationAt keeps how far an evaluation is; nil ends it.
func (s *Service) evaluationAt(id string, p *forecast.Progress) {
	s.mu.Lock()
	if p == nil {
		delete(s.evaluating, id)
	} else {
		s.evaluating[id] = *p
	}
	s.mu.Unlock()
	s.jobs.Tick()
}
