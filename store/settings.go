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

// ChangeSetting keeps what change makes of a setting, in one transaction; of one that
// was never put, or that cannot be read, that is made of def. Errors: those of change.
func ChangeSetting[T any](ctx context.Context, s *Store, actor, key string, def T, change func(T) (T, error)) (T, error) {
	return given(ctx, s.inTx, func(t *tx) (T, error) {
		was := def
		all, err := collect(ctx, t, func(row scanner) (value []byte, err error) { return value, row.Scan(&value) }, `SELECT value FROM settings WHERE key = $1`, key)
		if err != nil {
			return was, err
		}
		if len(all) > 0 && json.Unmarshal(all[0], &was) != nil {
			was = def
		}
		now, err := change(was)
		if err != nil {
			return now, err
		}
		return now, t.putSetting(ctx, actor, key, now)
	})
}

// SettingsFrom gives the settings whose keys begin with start, by key, as JSON.
func (s *Store) SettingsFrom(ctx context.Context, start string) (map[string]json.RawMessage, error) {
	type setting struct {
		key   string
		value json.RawMessage
	}
	all, err := given(ctx, s.inRead, func(t *tx) ([]setting, error) {
		return collect(ctx, t, func(row scanner) (x setting, err error) { return x, row.Scan(&x.key, (*[]byte)(&x.value)) },
			`SELECT key, value FROM settings WHERE SUBSTR(key, 1, $1) = $2`, len(start), start)
	})
	out := make(map[string]json.RawMessage, len(all))
	for _, x := range all {
		out[x.key] = x.value
	}
	return out, err
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
