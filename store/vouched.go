package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// Vouched is somebody for whom another vouches.
type Vouched struct {
	Issuer  string   // who: an identity provider, or ByProxy
	Subject string   // what that calls them for good; of a proxy, their name
	Names   []string // what to call them here, best first
	Email   string   // that the issuer has verified, or ""
	Role    Role     // what the issuer's word comes to; "" where it says nothing
	Default Role     // of who is new and of whom nothing is said; "" lets them not in
}

// ByProxy is the issuer of those whom a proxy before the program names.
const ByProxy = "proxy"

// seenGrain is how often it is noted that somebody whom a proxy names was here.
const seenGrain = time.Hour

// StartSessionVouched starts a session as StartSession does, of the person that is
// meant, and gives them. Who comes for the first time is kept by a name that is free,
// or takes up an invitation to their e-mail address. Their role follows v.Role.
// Returns CodeForbidden for who is switched off or has no role, CodeConflict where
// there are too many people.
func (s *Store) StartSessionVouched(ctx context.Context, v Vouched, id, old secret.Text, expires time.Time) (Person, error) {
	return given(ctx, s.inTx, func(t *tx) (Person, error) {
		p, err := t.admit(ctx, v)
		if err != nil {
			return p, err
		}
		return p, t.startSession(ctx, p.Name, p.Name, id, old, expires)
	})
}

// ProlongSession lets a session of the person who is meant last until expires, but no
// longer than most from its begin, and gives its end. Their role follows v.Role, which
// ends sessions where it is another. The zero time says that it does not last: it is
// over, or somebody else's, which stays as it is. Returns what StartSessionVouched does.
func (s *Store) ProlongSession(ctx context.Context, v Vouched, id secret.Text, expires time.Time, most time.Duration) (time.Time, error) {
	return given(ctx, s.inTx, func(t *tx) (ends time.Time, err error) {
		p, err := t.admit(ctx, v)
		if err != nil {
			return ends, err
		}
		now := toMillis(t.now)
		err = t.QueryRowContext(ctx, `
			UPDATE sessions SET used_at = $1, expires_at = CASE WHEN created_at + $2 < $3 THEN created_at + $2 ELSE $3 END
			WHERE hash = $4 AND person = $5 AND expires_at > $1 AND used_at > $6 RETURNING expires_at`,
			now, most.Milliseconds(), toMillis(expires), hashSecret(id), p.Name, toMillis(t.now.Add(-SessionIdle))).Scan(millis{&ends})
		if errors.Is(err, sql.ErrNoRows) {
			return time.Time{}, nil
		}
		if err != nil {
			return ends, err
		}
		_, err = t.ExecContext(ctx, `UPDATE people SET seen_at = $1 WHERE name = $2`, now, p.Name)
		return ends, err
	})
}

// EndSessionsVouched ends the sessions of somebody for whom an issuer vouches no more;
// nobody is no error.
func (s *Store) EndSessionsVouched(ctx context.Context, issuer, subject string) error {
	return s.inTx(ctx, func(t *tx) error {
		p, err := t.vouched(ctx, Vouched{Issuer: issuer, Subject: subject})
		if errors.Is(err, sql.ErrNoRows) {
			return errUnkept
		}
		if err != nil {
			return err
		}
		done, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE person = $1`, p.Name)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return t.audit(ctx, "system", "session.end", p.Name, nil)
	})
}

// Admit is StartSessionVouched without a session, for who is named anew with every
// request: it writes only where something is new.
func (s *Store) Admit(ctx context.Context, v Vouched) (Person, error) {
	p, err := given(ctx, s.inRead, func(t *tx) (Person, error) { return t.vouched(ctx, v) })
	if err == nil && p.OffAt.IsZero() && p.Subject != "" && (v.Role == "" || v.Role == p.Role) {
		if now := s.clock(); now.Sub(p.SeenAt) >= seenGrain { // where it cannot be noted (a full disk), reading goes on
			_, _ = s.write.ExecContext(ctx, `UPDATE people SET seen_at = $1 WHERE name = $2`, toMillis(now), p.Name)
		}
		return p, nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return p, err
	}
	return given(ctx, s.inTx, func(t *tx) (Person, error) { return t.admit(ctx, v) })
}

// vouched is who is meant; sql.ErrNoRows where nobody is yet. A proxy means people by
// their names, whoever else vouches for them.
func (t *tx) vouched(ctx context.Context, v Vouched) (Person, error) {
	if v.Issuer == ByProxy {
		return scanPerson(t.QueryRowContext(ctx, selectPerson+` WHERE issuer = $1 AND subject = $2 OR name = $2 ORDER BY CASE WHEN issuer = $1 THEN 0 ELSE 1 END LIMIT 1`, v.Issuer, v.Subject))
	}
	p, err := scanPerson(t.QueryRowContext(ctx, selectPerson+` WHERE issuer = $1 AND subject = $2`, v.Issuer, v.Subject))
	if errors.Is(err, sql.ErrNoRows) && v.Email != "" {
		return scanPerson(t.QueryRowContext(ctx, selectPerson+` WHERE name = $1 AND hash = '' AND subject = '' AND link_ends_at > $2`, PersonName(v.Email), toMillis(t.now)))
	}
	return p, err
}

func (t *tx) admit(ctx context.Context, v Vouched) (Person, error) {
	p, err := t.vouched(ctx, v)
	if errors.Is(err, sql.ErrNoRows) {
		return t.addVouched(ctx, v)
	}
	if err != nil {
		return p, err
	}
	if !p.OffAt.IsZero() {
		return p, fault.New(fault.CodeForbidden, message.PersonShutOut.With())
	}
	if p.Subject == "" {
		if _, err := t.ExecContext(ctx, `UPDATE people SET issuer = $1, subject = $2, link_hash = '', link_ends_at = 0 WHERE name = $3`, v.Issuer, v.Subject, p.Name); err != nil {
			return p, err
		}
		if err := t.audit(ctx, p.Name, "person.vouch", p.Name, map[string]any{"issuer": v.Issuer}); err != nil {
			return p, err
		}
	}
	if v.Role == "" || v.Role == p.Role {
		return p, nil
	}
	if _, err := t.ExecContext(ctx, `UPDATE people SET role = $1 WHERE name = $2`, v.Role, p.Name); err != nil {
		return p, err
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE person = $1`, p.Name); err != nil {
		return p, err
	}
	if err := t.audit(ctx, "system", "person.role", p.Name, map[string]any{"role": v.Role, "was": p.Role, "issuer": v.Issuer}); err != nil {
		return p, err
	}
	return t.person(ctx, p.Name)
}

// addVouched keeps somebody who is new.
func (t *tx) addVouched(ctx context.Context, v Vouched) (Person, error) {
	role := cmp.Or(v.Role, v.Default)
	if role == "" {
		return Person{}, fault.New(fault.CodeForbidden, message.NoRole.With())
	}
	var n int
	if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM people`).Scan(&n); err != nil {
		return Person{}, err
	}
	if n >= peopleMost {
		return Person{}, fault.New(fault.CodeConflict, message.PeopleMost.With(peopleMost))
	}
	name, err := t.freeName(ctx, v.Names)
	if err != nil {
		return Person{}, err
	}
	if _, err := t.ExecContext(ctx, `INSERT INTO people (name, role, added_by, added_at, issuer, subject, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $4)`,
		name, role, "system", toMillis(t.now), v.Issuer, v.Subject); err != nil {
		return Person{}, err
	}
	if err := t.audit(ctx, "system", "person.admit", name, map[string]any{"role": role, "issuer": v.Issuer}); err != nil {
		return Person{}, err
	}
	return t.person(ctx, name)
}

// freeName is the first of the names that can be one and is free, else the first that
// can be one with a number.
func (t *tx) freeName(ctx context.Context, names []string) (string, error) {
	base := "person"
	for _, given := range names {
		if name := nameLike(given); isPersonName(name) {
			base = name
			break
		}
	}
	name := base
	for n := 2; ; n++ {
		taken, err := t.exists(ctx, `SELECT 1 FROM people WHERE name = $1`, name)
		if err != nil || !taken {
			return name, err
		}
		tail := "-" + strconv.Itoa(n)
		name = base[:min(len(base), 60-len(tail))] + tail
	}
}

// nameLike makes a name to log in with of one as people write it: "José da Silva"
// is jose.da.silva.
func nameLike(given string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(PersonName(given)) {
		switch {
		case r < unicode.MaxASCII && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._@-", r)):
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte('.')
		}
		if b.Len() == 60 {
			break
		}
	}
	return strings.TrimLeft(b.String(), "._@-")
}
