package training

import (
	"context"

	"olist/forecast"
	"olist/store"
)

// EngineVersions gives forecast.EngineVersion of the engine that trained each
// stored model, by id.
func (s *Service) EngineVersions(ctx context.Context) (map[string]int, error) {
	heads, err := s.store.PayloadHeads(ctx, forecast.EngineHead)
	if err != nil {
		return nil, err
	}
	versions := make(map[string]int, len(heads))
	for id, head := range heads {
		versions[id] = forecast.EngineVersionOf(head)
	}
	return versions, nil
}

// OfEarlierEngine reports whether an earlier engine trained the model: it goes
// on forecasting as it did, and a retraining changes its figures.
func (l *Live) OfEarlierEngine() bool { return l.Engine.EngineVersion() < forecast.EngineVersion }

// MeasuredByLater reports whether the errors that stand beside the model are
// those of a later engine than trained it: an evaluation trains anew at every
// origin.
func (l *Live) MeasuredByLater() bool {
	return l.Report != nil && l.Report.Engine > l.Engine.EngineVersion()
}

// Successor is the newest model that the present engine trained on the data
// that l is of; ok is false where there is none yet.
func (s *Service) Successor(ctx context.Context, l *Live) (m store.Model, ok bool, err error) {
	versions, err := s.EngineVersions(ctx)
	if err != nil {
		return m, false, err
	}
	models, err := s.store.Models(ctx)
	if err != nil {
		return m, false, err
	}
	for _, m := range models {
		if versions[m.ID] == forecast.EngineVersion && m.DataFingerprint == l.Data.Fingerprint {
			return m, true, nil
		}
	}
	return m, false, nil
}
