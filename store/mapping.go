package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"olist/message"
	"olist/store/fault"
	"olist/store/ingest"
)

// MostMappings is how many headers are remembered; the oldest gives way.
const MostMappings = 200

// PutMapping remembers what was chosen of a file's columns, in place of what was
// chosen for the same header before. Returns CodeInvalid for roles that there
// are not.
func (s *Store) PutMapping(ctx context.Context, actor string, m ingest.Mapping) error {
	if m.Header == "" {
		return fault.Invalid("header", message.ValueEmpty.With())
	}
	if err := m.Options().Check(); err != nil {
		return err
	}
	return s.inTx(ctx, func(t *tx) error {
		m.By, m.At = actor, t.now.UTC()
		kept, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `
			INSERT INTO mappings (header, mapping, saved_at) VALUES ($1, $2, $3)
			ON CONFLICT (header) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at`, m.Header, string(kept), toMillis(t.now)); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `
			DELETE FROM mappings WHERE header NOT IN (SELECT header FROM mappings ORDER BY saved_at DESC, header LIMIT $1)`, MostMappings); err != nil {
			return err
		}
		return t.audit(ctx, actor, "mapping.put", m.Header[:min(len(m.Header), 12)], nil)
	})
}

// MappingFor gives what was chosen for a header, nil where nothing was.
func (s *Store) MappingFor(ctx context.Context, header string) (*ingest.Mapping, error) {
	return given(ctx, s.inRead, func(t *tx) (*ingest.Mapping, error) {
		var kept []byte
		err := t.QueryRowContext(ctx, `SELECT mapping FROM mappings WHERE header = $1`, header).Scan(&kept)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		var m ingest.Mapping
		if err := json.Unmarshal(kept, &m); err != nil {
			return nil, err
		}
		return &m, nil
	})
}

// ReadingOptions completes what a person decided about a file by the shop's: the
// first day of its weeks, and what is remembered of the file's header. What
// cannot be read of it is taken for nothing remembered.
func (s *Store) ReadingOptions(ctx context.Context, o ingest.Options) (ingest.Options, error) {
	p, err := s.Shop(ctx)
	if err != nil {
		return o, err
	}
	if o.WeekStart == "" {
		o.WeekStart = p.Start.String()
	}
	if o.Remembered == nil {
		o.Remembered = func(header string) *ingest.Mapping {
			m, err := s.MappingFor(ctx, header)
			if err != nil {
				return nil
			}
			return m
		}
	}
	return o, nil
}
