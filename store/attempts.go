package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"olist/secret"
)

// Limit is how often somebody may try: Burst times at once, and then once in Every.
type Limit struct {
	Who   string // kept by its hash
	Every time.Duration
	Burst int
}

// latest is the last moment in ms that the next attempt may be due at for one more at now.
func (l Limit) latest(now int64) int64 { return now + int64(l.Burst-1)*l.Every.Milliseconds() }

// Attempt counts an attempt at a time against all limits together, or against none where one of
// them is reached: ok is false then. It is the generic cell rate algorithm (ITU-T
// I.371), one row for each who tried lately.
func (s *Store) Attempt(ctx context.Context, at time.Time, limits ...Limit) (ok bool, err error) {
	ok = true
	err = s.inTx(ctx, func(t *tx) error {
		now := toMillis(at)
		for _, l := range limits {
			every := l.Every.Milliseconds()
			var next int64
			err := t.QueryRowContext(ctx, `
				INSERT INTO attempts (who, next) VALUES ($1, $2)
				ON CONFLICT (who) DO UPDATE SET next = $3 + CASE WHEN attempts.next > $4 THEN attempts.next ELSE $4 END
				WHERE attempts.next <= $5
				RETURNING next`, secret.Of(l.Who).Sum(), now+every, every, now, l.latest(now)).Scan(&next)
			if errors.Is(err, sql.ErrNoRows) {
				ok = false
				return errUnkept
			}
			if err != nil {
				return err
			}
		}
		_, err := t.ExecContext(ctx, `DELETE FROM attempts WHERE next <= $1`, now)
		return err
	})
	return ok && err == nil, err
}

// MayAttempt reports whether an attempt would be counted against a limit, and counts none.
func (s *Store) MayAttempt(ctx context.Context, at time.Time, l Limit) (ok bool, err error) {
	return given(ctx, s.inRead, func(t *tx) (bool, error) {
		var next int64
		err := t.QueryRowContext(ctx, `SELECT next FROM attempts WHERE who = $1`, secret.Of(l.Who).Sum()).Scan(&next)
		if errors.Is(err, sql.ErrNoRows) {
			return true, nil
		}
		return err == nil && next <= l.latest(toMillis(at)), err
	})
}

// SharedKey gives the random key of a name that all programs on the database have,
// making it where there is none yet.
func (s *Store) SharedKey(ctx context.Context, name string) (secret.Text, error) {
	var key string
	err := s.inTx(ctx, func(t *tx) error {
		if _, err := t.ExecContext(ctx, `
			INSERT INTO secrets (key, value, actor, updated_at) VALUES ($1, $2, 'system', $3) ON CONFLICT (key) DO NOTHING`,
			"shared:"+name, secret.New("").Reveal(), toMillis(t.now)); err != nil {
			return err
		}
		return t.QueryRowContext(ctx, `SELECT value FROM secrets WHERE key = $1`, "shared:"+name).Scan(&key)
	})
	return secret.Of(key), err
}
