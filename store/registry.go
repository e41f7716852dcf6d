package store

import (
	"context"
	"errors"

	"olist/store/fault"
)

// PinModel keeps a model from being deleted, by hand or by retention, or lets
// it go again.
func (s *Store) PinModel(ctx context.Context, actor, id string, pinned bool) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := t.pinModel(ctx, actor, id, pinned); err != nil {
		return err
	}
	return t.Commit()
}

// DeleteModel deletes a model and its evaluations. Returns CodeConflict for
// the live model and for a pinned one.
func (s *Store) DeleteModel(ctx context.Context, actor, id string) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	m, err := t.model(ctx, id)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	if err := t.deleteModel(ctx, actor, m); err != nil {
		return err
	}
	return t.Commit()
}

// RetainModels deletes the oldest models until keep are left that are neither
// live nor pinned, and gives the ids of those it deleted.
func (s *Store) RetainModels(ctx context.Context, actor string, keep int) ([]string, error) {
	t, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer t.Rollback()
	ids, err := t.retainModels(ctx, actor, keep)
	if err != nil {
		return nil, err
	}
	return ids, t.Commit()
}

func (t *tx) pinModel(ctx context.Context, actor, id string, pinned bool) error {
	if _, err := t.model(ctx, id); err != nil {
		return err
	}
	query, action := `DELETE FROM model_pins WHERE model_id = $1`, "model.unpin"
	args := []any{id}
	if pinned {
		query, action = `INSERT INTO model_pins (model_id, actor, pinned_at) VALUES ($1, $2, $3) ON CONFLICT (model_id) DO NOTHING`, "model.pin"
		args = append(args, actor, toMillis(t.now))
	}
	if _, err := t.ExecContext(ctx, query, args...); err != nil {
		return err
	}
	return t.audit(ctx, actor, action, id, nil)
}

func (t *tx) deleteModel(ctx context.Context, actor string, m Model) error {
	if m.Live {
		return fault.New(fault.CodeConflict, "the model %s is live; activate another one before deleting it", m.ID)
	}
	if m.Pinned {
		return fault.New(fault.CodeConflict, "the model %s is pinned; unpin it before deleting it", m.ID)
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM models WHERE id = $1`, m.ID); err != nil {
		return err
	}
	return t.audit(ctx, actor, "model.delete", m.ID, map[string]any{"sha256": m.SHA256})
}

func (t *tx) retainModels(ctx context.Context, actor string, keep int) ([]string, error) {
	all, err := collect(ctx, t, scanModel, selectModel+` WHERE p.model_id IS NULL AND l.model_id IS NULL ORDER BY m.seq DESC`)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, m := range all[min(len(all), max(0, keep)):] {
		if err := t.deleteModel(ctx, actor, m); err != nil {
			return nil, err
		}
		ids = append(ids, m.ID)
	}
	return ids, nil
}
