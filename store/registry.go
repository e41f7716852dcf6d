package store

import (
	"context"
	"errors"
	"strings"

	"olist/message"
	"olist/store/fault"
)

// PinModel keeps a model from being deleted, by hand or by retention, or lets
// it go again.
func (s *Store) PinModel(ctx context.Context, actor, id string, pinned bool) error {
	return s.inTx(ctx, func(t *tx) error { return t.pinModel(ctx, actor, id, pinned) })
}

// remarkMost bounds a remark, in bytes.
const remarkMost = 1000

// RemarkModel keeps what a person has to say about a model; empty takes it
// back. Returns CodeInvalid for a text that is too long.
func (s *Store) RemarkModel(ctx context.Context, actor, id, remark string) error {
	remark = strings.TrimSpace(remark)
	if len(remark) > remarkMost {
		return fault.Invalid("remark", message.RemarkLength.With(remarkMost))
	}
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.model(ctx, id); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `
			INSERT INTO model_remarks (model_id, remark, actor, updated_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (model_id) DO UPDATE SET remark = excluded.remark, actor = excluded.actor, updated_at = excluded.updated_at`,
			id, remark, actor, toMillis(t.now)); err != nil {
			return err
		}
		return t.audit(ctx, actor, "model.remark", id, map[string]any{"remark": remark})
	})
}

// DeleteModel deletes a model and its evaluations. Returns CodeConflict for
// the live model and for a pinned one.
func (s *Store) DeleteModel(ctx context.Context, actor, id string) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.model(ctx, id); err != nil && !errors.Is(err, ErrDamaged) {
			return err
		}
		return t.deleteModel(ctx, actor, id)
	})
}

// RetainModels deletes the oldest models until keep are left that are neither
// live nor pinned nor the one that was live before (so that a roll back is
// always there), and gives the ids of those it deleted.
func (s *Store) RetainModels(ctx context.Context, actor string, keep int) ([]string, error) {
	return given(ctx, s.inTx, func(t *tx) ([]string, error) { return t.retainModels(ctx, actor, keep) })
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

func (t *tx) deleteModel(ctx context.Context, actor, id string) error {
	for _, bar := range []struct {
		table string
		says  message.M1[string]
	}{
		{"live", message.ModelLive},
		{"model_pins", message.ModelPinned},
	} {
		if found, err := t.exists(ctx, `SELECT 1 FROM `+bar.table+` WHERE model_id = $1`, id); err != nil {
			return err
		} else if found {
			return fault.New(fault.CodeConflict, bar.says.With(id))
		}
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM models WHERE id = $1`, id); err != nil {
		return err
	}
	return t.audit(ctx, actor, "model.delete", id, nil)
}

func (t *tx) retainModels(ctx context.Context, actor string, keep int) ([]string, error) {
	free, err := texts(ctx, t, `
		SELECT id FROM models
		WHERE id NOT IN (SELECT model_id FROM live) AND id NOT IN (SELECT model_id FROM model_pins)
			AND id NOT IN (SELECT previous FROM activations WHERE seq = (SELECT MAX(seq) FROM activations))
		ORDER BY seq DESC`)
	if err != nil {
		return nil, err
	}
	old := free[min(len(free), max(0, keep)):]
	for _, id := range old {
		if err := t.deleteModel(ctx, actor, id); err != nil {
			return nil, err
		}
	}
	return old, nil
}
