package store

import (
	"context"
	"time"

	"olist/message"
)

// Password is what the database knows of the password in force.
type Password struct {
	Hash  string    // '' where none is set; whoever made it knows how to compare
	Since time.Time // when it was first seen
}

const adminPassword = "admin"

// Password gives what was kept last. Returns CodeNotFound where nothing was.
func (s *Store) Password(ctx context.Context) (p Password, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT hash, since FROM passwords WHERE name = $1`, adminPassword).Scan(&p.Hash, millis{&p.Since})
	return p, orNotFound(err, message.NoSavedPassword.With(message.Quoted(adminPassword)))
}

// ChangePassword keeps another hash and ends all sessions that were begun with
// the password before. Tokens stay, and people.
func (s *Store) ChangePassword(ctx context.Context, actor, hash string) error {
	return s.inTx(ctx, func(t *tx) error {
		known, err := t.exists(ctx, `SELECT 1 FROM passwords WHERE name = $1`, adminPassword)
		if err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `
			INSERT INTO passwords (name, hash, since) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, since = excluded.since`,
			adminPassword, hash, toMillis(t.now)); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE person = ''`); err != nil {
			return err
		}
		if known || hash != "" { // a new database without one has nothing to tell
			if err := t.audit(ctx, actor, "password.change", "", map[string]any{"set": hash != ""}); err != nil {
				return err
			}
		}
		return nil
	})
}
