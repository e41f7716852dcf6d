package training

import (
	"context"
	"encoding/json"
	"fmt"

	"olist/store"
)

// Trained reports whether the model has learnt from the data that are shown
// beside it: an import, a week taken in by hand or an event since then is new
// to it.
func (l *Live) Trained() bool { return l.Model.DataFingerprint == l.Data.Fingerprint }

// Worse is a model that was further off than the one before it, in percent of
// what was sold, both measured on the same weeks of the same data.
type Worse struct {
	Before    store.Model
	Now, Then float64 // WAPE of the total, 0.1 is ten percent
}

// Worse tells whether what answers turned out worse than the model that
// answered before it, by more than the policy takes. ok is false as well where
// the two were not measured on the same data.
func (s *Service) Worse(ctx context.Context, l *Live) (w Worse, ok bool, err error) {
	if l.Report == nil || l.Provisional {
		return w, false, nil
	}
	before, err := s.before(ctx, l.Model.ID)
	if before == "" || err != nil {
		return w, false, err
	}
	e, err := s.store.Evaluated(ctx, before, evaluationKind)
	if isNotFound(err) || err == nil && e.DataFingerprint != l.Data.Fingerprint {
		return w, false, nil
	}
	if err != nil {
		return w, false, err
	}
	var then Summary
	if err := json.Unmarshal(e.Summary, &then); err != nil {
		return w, false, fmt.Errorf("training: read the summary of model %s: %w", before, err)
	}
	policy, err := s.automation.Policy(ctx)
	if err != nil {
		return w, false, err
	}
	w.Now, w.Then = totalWAPE(l.Report), float64(then.Total.WAPE)
	if !(w.Now > w.Then*(1+policy.MaxWorse/100)) { // where either is unknown, too
		return w, false, nil
	}
	w.Before, err = s.store.Model(ctx, before)
	if isNotFound(err) {
		return w, false, nil
	}
	return w, err == nil, err
}

// before is the model that answered before the live one, "" where none did or
// it was deleted since.
func (s *Service) before(ctx context.Context, live string) (string, error) {
	last, err := s.activated.Get(s.store, func() ([]store.Activation, error) { return s.store.Activations(ctx, 1) })
	if err != nil || len(last) == 0 || last[0].ModelID != live || last[0].Previous == live {
		return "", err
	}
	return last[0].Previous, nil
}
