package training

import (
	"context"
	"fmt"

	"olist/message"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/costly"
)

// HeldBytes is what a byte of an encoded model takes, decoded and ready.
const HeldBytes = 4

// segmentBytes is what a segment takes in a snapshot: its forecast, its
// explanation and its part of the evaluation.
const segmentBytes = 80 << 10

// held is how many bytes a snapshot takes, without the data that it shares.
func (l *Live) held() int {
	return HeldBytes*int(l.Model.Size) + segmentBytes*len(l.Data.Segments)
}

// Snapshot is what a stored model says about the data as they are now, without
// making it live. Returns CodeNotFound where there is no such model.
func (s *Service) Snapshot(ctx context.Context, id string) (*Live, error) {
	live := s.live.Load()
	if live != nil && live.Model.ID == id {
		return live, nil
	}
	m, err := s.store.Model(ctx, id)
	if err != nil {
		return nil, err
	}
	var data *Data
	if live != nil {
		data = live.Data
	} else if data, err = s.loadData(ctx); err != nil {
		return nil, err
	}
	evaluated, err := s.store.Evaluated(ctx, id, evaluationKind)
	if err != nil && !isNotFound(err) {
		return nil, err
	}
	key := fmt.Sprintf("snapshot %s %s %t", id, data.Fingerprint, evaluated.DataFingerprint == data.Fingerprint)
	l, err := costly.Do(ctx, s.costly, key, (*Live).held, func(ctx context.Context) (*Live, error) {
		m, payload, err := s.store.Payload(ctx, id)
		if err != nil {
			return nil, err
		}
		return s.prepare(ctx, m, payload, data)
	})
	if err != nil {
		return nil, err
	}
	out := *l
	out.Model = m // its remark and pin may have changed since it was kept
	return &out, nil
}

// Delete deletes a model. Returns CodeConflict for the one that answers, also
// where it does so in place of a damaged one, and for a pinned one.
func (s *Service) Delete(ctx context.Context, actor, id string) error {
	s.swap.Lock()
	defer s.swap.Unlock()
	if l := s.live.Load(); l != nil && l.Model.ID == id {
		return fault.New(fault.CodeConflict, message.ModelServes.With(id))
	}
	return s.store.DeleteModel(ctx, actor, id)
}

// SetRetention stores a setting and deletes what it does not keep. It gives
// the ids of those deleted.
func (s *Service) SetRetention(ctx context.Context, actor string, r automation.Retention) ([]string, error) {
	if err := s.automation.PutRetention(ctx, actor, r); err != nil {
		return nil, err
	}
	return s.retain(ctx, actor)
}

// retain deletes the models that the setting does not keep.
func (s *Service) retain(ctx context.Context, actor string) ([]string, error) {
	r, err := s.automation.Retention(ctx)
	if err != nil || r.Keep == 0 {
		return nil, err
	}
	s.swap.Lock()
	defer s.swap.Unlock()
	if l := s.live.Load(); l != nil && l.Intended != l.Model.ID {
		return nil, nil // the live model is damaged: nothing goes while an earlier one stands in
	}
	gone, err := s.store.RetainModels(ctx, actor, r.Keep)
	if err != nil {
		return nil, fmt.Errorf("training: delete old models: %w", err)
	}
	if len(gone) > 0 {
		s.log.InfoContext(ctx, "old models deleted", "models", gone, "keep", r.Keep)
	}
	return gone, nil
}

// retainAfter applies the retention once a job has brought a model. The model
// is stored: a failure here is only logged.
func (s *Service) retainAfter(ctx context.Context) {
	if _, err := s.retain(ctx, "system"); err != nil {
		s.log.ErrorContext(ctx, "the retention could not be applied", "error", err)
	}
}
