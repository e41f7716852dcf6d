package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
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
	// Inputs are what it was made from, as bytes that the store does not read; nil
	// for none. They are given to KeepIssued alone: see IssuedInputs.
	Inputs []byte
}

// KeepIssued archives a forecast of what the shop measures; one that is kept already
// stays as it is. Its inputs are kept beside it, also where it is kept without them
// and is the same.
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
		done, err := t.ExecContext(ctx, `
			INSERT INTO issued (model_id, cutoff, issued_at, forecasts, measure) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (cutoff, model_id) DO NOTHING`, i.ModelID, i.Cutoff, toMillis(t.now), pack(plain), p.Measure)
		if err != nil || len(i.Inputs) == 0 {
			return err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return err
		}
		if n == 0 {
			if fits, err := t.lacksInputs(ctx, i, plain); err != nil || !fits {
				return err
			}
		}
		return t.keepInputs(ctx, i)
	})
}

// lacksInputs reports whether the forecast that is kept is this one, and its inputs
// are not kept: a program before kept none.
func (t *tx) lacksInputs(ctx context.Context, i Issued, plain []byte) (bool, error) {
	var packed []byte
	err := t.QueryRowContext(ctx, `
		SELECT i.forecasts FROM issued i WHERE i.cutoff = $1 AND i.model_id = $2
		AND NOT EXISTS (SELECT 1 FROM issued_inputs k WHERE k.hash = i.inputs)`, i.Cutoff, i.ModelID).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	kept, err := unpack(packed)
	return err == nil && bytes.Equal(kept, plain), err
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
