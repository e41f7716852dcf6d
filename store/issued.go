package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"olist/forecast"
	"olist/week"
)

// Issued is a forecast as it was given when Cutoff was the last week known.
type Issued struct {
	ModelID   string
	Cutoff    week.Week
	IssuedAt  time.Time
	Forecasts []forecast.Forecast
}

// KeepIssued archives a forecast of what the shop measures; one that is kept already
// stays as it is.
func (s *Store) KeepIssued(ctx context.Context, i Issued) error {
	plain, err := json.Marshal(i.Forecasts)
	if err != nil {
		return fmt.Errorf("store: encode the forecasts: %w", err)
	}
	return s.inTx(ctx, func(t *tx) error {
		p, err := t.shop(ctx)
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `
			INSERT INTO issued (model_id, cutoff, issued_at, forecasts, measure) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (cutoff, model_id) DO NOTHING`, i.ModelID, i.Cutoff, toMillis(t.now), pack(plain), p.Measure)
		return err
	})
}

// IssuedBefore gives, for each of the latest cutoffs before a week, the
// forecast that was issued last of what the shop measures now, newest cutoff first.
func (s *Store) IssuedBefore(ctx context.Context, week week.Week, limit int) ([]Issued, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Issued, error) {
		p, err := t.shop(ctx)
		if err != nil {
			return nil, err
		}
		return collect(ctx, t, scanIssued, `
			SELECT i.model_id, i.cutoff, i.issued_at, i.forecasts FROM issued i
			WHERE i.cutoff < $1 AND i.measure = $2 AND NOT EXISTS (SELECT 1 FROM issued l WHERE l.cutoff = i.cutoff AND l.measure = i.measure
				AND (l.issued_at > i.issued_at OR l.issued_at = i.issued_at AND l.model_id > i.model_id))
			ORDER BY i.cutoff DESC LIMIT $3`, week, p.Measure, limit)
	})
}

func scanIssued(row scanner) (i Issued, err error) {
	var packed []byte
	if err := row.Scan(&i.ModelID, &i.Cutoff, millis{&i.IssuedAt}, &packed); err != nil {
		return i, err
	}
	plain, err := unpack(packed)
	if err != nil {
		return i, err
	}
	return i, json.Unmarshal(plain, &i.Forecasts)
}
