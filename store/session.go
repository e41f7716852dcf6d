package store

import (
	"context"
	"time"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// SessionIdle is how long a session lasts that nobody uses.
const SessionIdle = 2 * time.Hour

// Uses are noted to the minute.
const sessionGrain = time.Minute

// StartSession keeps a session under a secret id until it expires or is not
// used for SessionIdle, ends the one called old, if any, and forgets those that
// are over.
func (s *Store) StartSession(ctx context.Context, actor string, id, old secret.Text, expires time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		now := toMillis(t.now)
		if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE hash = $1 OR expires_at <= $2 OR used_at <= $3`,
			hashSecret(old), now, toMillis(t.now.Add(-SessionIdle))); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `INSERT INTO sessions (hash, created_at, used_at, expires_at) VALUES ($1, $2, $3, $4)`,
			hashSecret(id), now, now, toMillis(expires)); err != nil {
			return err
		}
		return t.audit(ctx, actor, "login", "", nil)
	})
}

// Session says nothing of a session that lasts. Returns CodeUnauthorized for one
// that is unknown or over: past its end, not used for too long, or used in a
// time to come, since a clock that was set back would make it last.
func (s *Store) Session(ctx context.Context, id secret.Text) error {
	_, err := s.sessionUsed(ctx, id)
	return err
}

// UseSession is Session, and notes that it was used.
func (s *Store) UseSession(ctx context.Context, id secret.Text) error {
	used, err := s.sessionUsed(ctx, id)
	now := s.clock()
	if err != nil || now.Sub(used) < sessionGrain {
		return err
	}
	// Where it cannot be noted (a full disk), reading goes on all the same.
	_, _ = s.write.ExecContext(ctx, `UPDATE sessions SET used_at = $1 WHERE hash = $2`, toMillis(now), hashSecret(id))
	return nil
}

func (s *Store) sessionUsed(ctx context.Context, id secret.Text) (used time.Time, err error) {
	var expires time.Time
	err = s.read.QueryRowContext(ctx, `SELECT used_at, expires_at FROM sessions WHERE hash = $1`, hashSecret(id)).
		Scan(millis{&used}, millis{&expires})
	err = orNotFound(err, message.NoSession.With(""))
	if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return used, err
	}
	now := s.clock()
	if err != nil || !now.Before(expires) || now.Sub(used) >= SessionIdle || used.Sub(now) > clockSlack {
		return used, fault.New(fault.CodeUnauthorized, message.SessionOver.With())
	}
	return used, nil
}

// EndSession forgets a session; an unknown one is no error.
func (s *Store) EndSession(ctx context.Context, actor string, id secret.Text) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE hash = $1`, hashSecret(id)); err != nil {
			return err
		}
		return t.audit(ctx, actor, "logout", "", nil)
	})
}

// EndSessions ends all sessions.
func (s *Store) EndSessions(ctx context.Context) error {
	return s.inTx(ctx, func(t *tx) error {
		_, err := t.ExecContext(ctx, `DELETE FROM sessions`)
		return err
	})
}
