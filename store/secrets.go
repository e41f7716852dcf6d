package store

import (
	"context"
	"database/sql"
	"errors"

	"olist/secret"
)

// Secret gives the secret that belongs to the setting key, the empty one where
// there is none.
func (s *Store) Secret(ctx context.Context, key string) (secret.Text, error) {
	var value string
	err := s.read.QueryRowContext(ctx, `SELECT value FROM secrets WHERE key = $1`, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return secret.Text{}, nil
	}
	return secret.Of(value), err
}

// PutSettingWithSecret keeps v as PutSetting does and, unless the setting has a
// secret, fresh beside it; made tells whether it did. The log knows that a
// secret was made, never which. Those of hidden, by key, replace what was there
// without a word in the log, which shows what v shows of them.
func (s *Store) PutSettingWithSecret(ctx context.Context, actor, key string, v any, fresh secret.Text, hidden map[string]secret.Text) (made bool, err error) {
	return given(ctx, s.inTx, func(t *tx) (bool, error) {
		if err := t.putSetting(ctx, actor, key, v); err != nil {
			return false, err
		}
		for name, value := range hidden {
			if err := t.keepSecret(ctx, actor, name, value); err != nil {
				return false, err
			}
		}
		has, err := t.exists(ctx, `SELECT 1 FROM secrets WHERE key = $1`, key)
		if err != nil {
			return false, err
		}
		if !has {
			if err := t.putSecret(ctx, actor, "secret.make", key, fresh); err != nil {
				return false, err
			}
		}
		return !has, nil
	})
}

// ReplaceSecret puts fresh in the place of a setting's secret.
func (s *Store) ReplaceSecret(ctx context.Context, actor, key string, fresh secret.Text) error {
	return s.inTx(ctx, func(t *tx) error { return t.putSecret(ctx, actor, "secret.replace", key, fresh) })
}

func (t *tx) putSecret(ctx context.Context, actor, action, key string, fresh secret.Text) error {
	if err := t.keepSecret(ctx, actor, key, fresh); err != nil {
		return err
	}
	return t.audit(ctx, actor, action, key, nil)
}

func (t *tx) keepSecret(ctx context.Context, actor, key string, fresh secret.Text) error {
	_, err := t.ExecContext(ctx, `
		INSERT INTO secrets (key, value, actor, updated_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (key) DO UPDATE SET
			value = excluded.value, actor = excluded.actor, updated_at = excluded.updated_at`,
		key, fresh.Reveal(), actor, toMillis(t.now))
	return err
}
