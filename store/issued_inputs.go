package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// The inputs of issued forecasts are kept as far as there is room; those of the
// latest two forecasts that differ in them always are, since one must be able to
// tell these apart.
const (
	inputsMost  = 26
	inputsRoom  = 16 << 20 // bytes, packed
	inputsLeast = 2
)

// IssuedEntry is an issued forecast without its figures.
type IssuedEntry struct {
	ModelID  string
	Cutoff   week.Week
	IssuedAt time.Time
	Inputs   string // InputsHash of what it was made from; "" where that was never kept
	Kept     bool   // it is kept still: see IssuedInputs
}

// InputsHash names inputs by their content.
func InputsHash(inputs []byte) string {
	sum := sha256.Sum256(inputs)
	return hex.EncodeToString(sum[:])
}

// IssuedEntries gives the latest issued forecasts of what the shop measures now:
// the latest cutoff first, and of one cutoff what was issued last.
func (s *Store) IssuedEntries(ctx context.Context, limit int) ([]IssuedEntry, error) {
	return given(ctx, s.inRead, func(t *tx) ([]IssuedEntry, error) {
		p, err := t.shop(ctx)
		if err != nil {
			return nil, err
		}
		return collect(ctx, t, func(row scanner) (e IssuedEntry, err error) {
			return e, row.Scan(&e.ModelID, &e.Cutoff, millis{&e.IssuedAt}, &e.Inputs, &e.Kept)
		}, `
			SELECT i.model_id, i.cutoff, i.issued_at, i.inputs, k.hash IS NOT NULL
			FROM issued i LEFT JOIN issued_inputs k ON k.hash = i.inputs
			WHERE i.measure = $1 ORDER BY i.cutoff DESC, i.issued_at DESC, i.model_id DESC LIMIT $2`, p.Measure, limit)
	})
}

// IssuedForecast gives an issued forecast. Returns CodeNotFound where there is none.
func (s *Store) IssuedForecast(ctx context.Context, modelID string, cutoff week.Week) (Issued, error) {
	all, err := given(ctx, s.inRead, func(t *tx) ([]Issued, error) {
		return collect(ctx, t, scanIssued, `SELECT model_id, cutoff, issued_at, forecasts FROM issued WHERE cutoff = $1 AND model_id = $2`, cutoff, modelID)
	})
	if err == nil && len(all) == 0 {
		err = fault.New(fault.CodeNotFound, message.NotIssued.With(message.Quoted(cutoff.String()+"."+modelID)))
	}
	if err != nil {
		return Issued{}, err
	}
	return all[0], nil
}

// IssuedInputs gives inputs by their hash, as they were given to KeepIssued. Returns
// CodeNotFound where they are not kept any more, and an error with ErrDamaged in its
// chain where they are not what was written.
func (s *Store) IssuedInputs(ctx context.Context, hash string) ([]byte, error) {
	all, err := given(ctx, s.inRead, func(t *tx) ([][]byte, error) {
		return collect(ctx, t, func(row scanner) (packed []byte, err error) { return packed, row.Scan(&packed) },
			`SELECT inputs FROM issued_inputs WHERE hash = $1`, hash)
	})
	if err == nil && len(all) == 0 {
		err = fault.New(fault.CodeNotFound, message.NotIssued.With(message.Quoted(hash)))
	}
	if err != nil {
		return nil, err
	}
	inputs, err := unpack(all[0])
	if err == nil && InputsHash(inputs) == hash {
		return inputs, nil
	}
	return nil, fmt.Errorf("store: inputs %.12s of a forecast: %w", hash, ErrDamaged)
}

// keepInputs keeps what a forecast was made from beside it, and lets go of the
// earliest for which there is no room.
func (t *tx) keepInputs(ctx context.Context, i Issued) error {
	hash, packed := InputsHash(i.Inputs), pack(i.Inputs)
	for _, statement := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO issued_inputs (hash, inputs, size) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING`, []any{hash, packed, len(packed)}},
		{`UPDATE issued SET inputs = $1 WHERE cutoff = $2 AND model_id = $3`, []any{hash, i.Cutoff, i.ModelID}},
		// newest: by the last forecast made from them
		{`DELETE FROM issued_inputs WHERE hash NOT IN (
			SELECT hash FROM (
				SELECT u.hash AS hash, ROW_NUMBER() OVER newest AS place, SUM(u.size) OVER newest AS room
				FROM (SELECT k.hash AS hash, k.size AS size, MAX(i.issued_at) AS used FROM issued_inputs k JOIN issued i ON i.inputs = k.hash GROUP BY k.hash, k.size) AS u
				WINDOW newest AS (ORDER BY u.used DESC, u.hash ROWS UNBOUNDED PRECEDING)
			) AS ranked WHERE place <= $1 OR place <= $2 AND room <= $3)`, []any{inputsLeast, inputsMost, inputsRoom}},
	} {
		if _, err := t.ExecContext(ctx, statement.sql, statement.args...); err != nil {
			return err
		}
	}
	return nil
}
