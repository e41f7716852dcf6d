package store

import (
	"context"
	"encoding/json"
	"fmt"

	"olist/message"
	"olist/store/fault"
)

// Setting reads the setting key into v. Returns CodeNotFound, leaving v as it
// was, where it was never put, and an error with ErrDamaged in its chain where
// what was put cannot be read.
func (s *Store) Setting(ctx context.Context, key string, v any) error {
	var text []byte
	err := s.read.QueryRowContext(ctx, `SELECT value FROM settings WHERE key = $1`, key).Scan(&text)
	if err != nil {
		return orNotFound(err, message.NoSetting.With(message.Quoted(key)))
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fault.Wrap(fault.CodeUnavailable, fmt.Errorf("%w: %w", ErrDamaged, err), message.SettingUnreadable.With(message.Quoted(key)))
	}
	return nil
}

// PutSetting keeps v as JSON under key and logs it with who did it. What is
// secret belongs in no setting: see PutSettingWithSecret.
func (s *Store) PutSetting(ctx context.Context, actor, key string, v any) error {
	return s.inTx(ctx, func(t *tx) error { return t.putSetting(ctx, actor, key, v) })
}

func (t *tx) putSetting(ctx context.Context, actor, key string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO settings (key, value, actor, updated_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (key) DO UPDATE SET
			value = excluded.value, actor = excluded.actor, updated_at = excluded.updated_at`,
		key, string(text), actor, toMillis(t.now))
	if err != nil {
		return err
	}
	return t.audit(ctx, actor, "setting.put", key, json.RawMessage(text))
}
