package store

import (
	"cmp"
	"context"
	"database/sql"
	"time"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// SessionIdle is how long a session lasts that nobody uses.
const SessionIdle = 2 * time.Hour

// Uses are noted to the minute.
const sessionGrain = time.Minute

// Session is one that lasts, of a person or, where that is "", of the server's
// own password or the desk.
type Session struct {
	ID      string    `json:"id"` // not the secret one
	Person  string    `json:"person,omitempty"`
	BegunAt time.Time `json:"begun_at"`
	UsedAt  time.Time `json:"used_at"` // to the minute
	EndsAt  time.Time `json:"ends_at"`
}

// StartSession keeps a session under a secret id until it expires or is not
// used for SessionIdle, ends the one called old, if any, and forgets those that
// are over.
func (s *Store) StartSession(ctx context.Context, actor string, id, old secret.Text, expires time.Time) error {
	return s.inTx(ctx, func(t *tx) error { return t.startSession(ctx, actor, "", id, old, expires) })
}

// StartSessionOf is StartSession for a person whose password has been checked
// against p.Hash. Returns CodeUnauthorized where they may not log in any more, or
// have another password by now.
func (s *Store) StartSessionOf(ctx context.Context, p Person, id, old secret.Text, expires time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		is, err := t.exists(ctx, `SELECT 1 FROM people WHERE name = $1 AND hash = $2 AND hash <> '' AND off_at = 0`, p.Name, p.Hash)
		if err != nil {
			return err
		}
		if !is {
			return fault.New(fault.CodeUnauthorized, message.WrongPassword.With())
		}
		return t.startSession(ctx, p.Name, p.Name, id, old, expires)
	})
}

// Join keeps the password that a person has chosen by their link, which is used
// up, ends their sessions and starts one. Returns CodeUnauthorized for a link that
// is none, used, or at its end.
func (s *Store) Join(ctx context.Context, link secret.Text, hash string, id, old secret.Text, expires time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		p, err := t.invited(ctx, link)
		if err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `UPDATE people SET hash = $1, link_hash = '', link_ends_at = 0 WHERE name = $2`, hash, p.Name); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE person = $1`, p.Name); err != nil {
			return err
		}
		if err := t.audit(ctx, p.Name, "person.join", p.Name, nil); err != nil {
			return err
		}
		return t.startSession(ctx, p.Name, p.Name, id, old, expires)
	})
}

// Rechoose puts another password in the place of that which was checked against
// p.Hash, and ends all of the person's sessions but the one called kept. Returns
// CodeUnauthorized as StartSessionOf does.
func (s *Store) Rechoose(ctx context.Context, p Person, hash string, kept secret.Text) error {
	return s.inTx(ctx, func(t *tx) error {
		done, err := t.ExecContext(ctx, `UPDATE people SET hash = $1, link_hash = '', link_ends_at = 0 WHERE name = $2 AND hash = $3 AND hash <> '' AND off_at = 0`, hash, p.Name, p.Hash)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return cmp.Or(err, error(fault.New(fault.CodeUnauthorized, message.WrongPassword.With())))
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE person = $1 AND hash <> $2`, p.Name, hashSecret(kept)); err != nil {
			return err
		}
		return t.audit(ctx, p.Name, "person.password", p.Name, nil)
	})
}

// Invited is whose link this is. Returns CodeUnauthorized as Join does.
func (s *Store) Invited(ctx context.Context, link secret.Text) (Person, error) {
	return given(ctx, s.inRead, func(t *tx) (Person, error) { return t.invited(ctx, link) })
}

func (t *tx) invited(ctx context.Context, link secret.Text) (Person, error) {
	p, err := scanPerson(t.QueryRowContext(ctx, selectPerson+` WHERE link_hash = $1 AND link_ends_at > $2 AND off_at = 0`, hashSecret(link), toMillis(t.now)))
	if err = orNotFound(err, message.LinkOver.With()); fault.CodeOf(err) == fault.CodeNotFound {
		return p, fault.New(fault.CodeUnauthorized, message.LinkOver.With())
	}
	return p, err
}

func (t *tx) startSession(ctx context.Context, actor, person string, id, old secret.Text, expires time.Time) error {
	now := toMillis(t.now)
	if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE hash = $1 OR expires_at <= $2 OR used_at <= $3`,
		hashSecret(old), now, toMillis(t.now.Add(-SessionIdle))); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `INSERT INTO sessions (hash, created_at, used_at, expires_at, person) VALUES ($1, $2, $3, $4, $5)`,
		hashSecret(id), now, now, toMillis(expires), person); err != nil {
		return err
	}
	if person != "" {
		if _, err := t.ExecContext(ctx, `UPDATE people SET seen_at = $1 WHERE name = $2`, now, person); err != nil {
			return err
		}
	}
	return t.audit(ctx, actor, "login", "", nil)
}

// Session is whose session that is: a person, or the zero one for the server's
// own password or the desk. Returns CodeUnauthorized for one that is unknown or
// over: past its end, not used for too long, or used in a time to come, since a
// clock that was set back would make it last; and for that of a person who may not
// log in any more.
func (s *Store) Session(ctx context.Context, id secret.Text) (Person, error) {
	_, p, err := s.sessionUsed(ctx, id)
	return p, err
}

// UseSession is Session, and notes that it was used.
func (s *Store) UseSession(ctx context.Context, id secret.Text) (Person, error) {
	used, p, err := s.sessionUsed(ctx, id)
	now := s.clock()
	if err != nil || now.Sub(used) < sessionGrain {
		return p, err
	}
	// Where it cannot be noted (a full disk), reading goes on all the same.
	_, _ = s.write.ExecContext(ctx, `UPDATE sessions SET used_at = $1 WHERE hash = $2`, toMillis(now), hashSecret(id))
	return p, nil
}

func (s *Store) sessionUsed(ctx context.Context, id secret.Text) (used time.Time, p Person, err error) {
	var expires time.Time
	var person string
	err = s.read.QueryRowContext(ctx, `SELECT used_at, expires_at, person FROM sessions WHERE hash = $1`, hashSecret(id)).
		Scan(millis{&used}, millis{&expires}, &person)
	err = orNotFound(err, message.NoSession.With(""))
	if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return used, p, err
	}
	over := fault.New(fault.CodeUnauthorized, message.SessionOver.With())
	now := s.clock()
	if err != nil || !now.Before(expires) || now.Sub(used) >= SessionIdle || used.Sub(now) > clockSlack {
		return used, p, over
	}
	if person == "" {
		return used, p, nil
	}
	p, err = s.Person(ctx, person)
	if fault.CodeOf(err) == fault.CodeNotFound || err == nil && !p.OffAt.IsZero() {
		return used, p, over
	}
	return used, p, err
}

// sessionID is what a session is called: a part of its hash, which opens nothing.
const sessionID = `SUBSTR(hash, 1, 16)`

// SessionID is what the session with this secret id is called.
func SessionID(id secret.Text) string { return hashSecret(id)[:16] }

// Sessions are those that last, last used first.
func (s *Store) Sessions(ctx context.Context) ([]Session, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Session, error) {
		return collect(ctx, t, scanSession, `SELECT `+sessionID+`, person, created_at, used_at, expires_at FROM sessions
			WHERE expires_at > $1 AND used_at > $2 ORDER BY used_at DESC, hash`, toMillis(t.now), toMillis(t.now.Add(-SessionIdle)))
	})
}

func scanSession(row scanner) (k Session, err error) {
	err = row.Scan(&k.ID, &k.Person, millis{&k.BegunAt}, millis{&k.UsedAt}, millis{&k.EndsAt})
	return k, err
}

// EndSessionCalled ends the session of that name, of whomever or, where whose says
// so, of that person alone. Returns CodeNotFound where there is none.
func (s *Store) EndSessionCalled(ctx context.Context, actor, id string, whose *string) error {
	return s.inTx(ctx, func(t *tx) error {
		var person string
		err := t.QueryRowContext(ctx, `SELECT person FROM sessions WHERE `+sessionID+` = $1`, id).Scan(&person)
		if err == nil && whose != nil && *whose != person {
			err = sql.ErrNoRows
		}
		if err != nil {
			return orNotFound(err, message.NoSession.With(message.Quoted(id)))
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE `+sessionID+` = $1`, id); err != nil {
			return err
		}
		return t.audit(ctx, actor, "session.end", person, nil)
	})
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
