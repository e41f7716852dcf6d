package store

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// Role is what a person may do. Each holds the one before it.
type Role string

// Roles, and all of them in their order.
const (
	Viewer  Role = "viewer"
	Planner Role = "planner"
	Analyst Role = "analyst"
	Admin   Role = "admin"
)

var Roles = []Role{Viewer, Planner, Analyst, Admin}

// Person is somebody who logs in by a name of their own.
type Person struct {
	Name       string    `json:"name"`
	Role       Role      `json:"role"`
	Joined     bool      `json:"joined"` // has chosen a password
	AddedBy    string    `json:"added_by"`
	AddedAt    time.Time `json:"added_at"`
	SeenAt     time.Time `json:"seen_at,omitzero"`      // last logged in
	OffAt      time.Time `json:"off_at,omitzero"`       // may not log in since then
	LinkEndsAt time.Time `json:"link_ends_at,omitzero"` // of the link by which they choose a password

	Issuer string `json:"issuer,omitempty"` // the identity provider, or proxy, that vouches for them

	Subject string `json:"-"` // what that calls them
	Hash    string `json:"-"`
}

const (
	peopleMost = 1000
	// LinkLasts is how long a link to choose a password works.
	LinkLasts = 3 * 24 * time.Hour
)

var personName = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{0,59}$`)

// actorNames are those by which the log of acts calls who has no name.
var actorNames = []string{"admin", "local", "nobody", "schedule", "system", "token", "mend"}

// PersonName is a name as it is kept: capitals make no other person.
func PersonName(given string) string { return strings.ToLower(strings.TrimSpace(given)) }

func isPersonName(name string) bool {
	return personName.MatchString(name) && !slices.Contains(actorNames, name)
}

// AddPerson keeps a person, who chooses a password by the link. Returns
// CodeInvalid for a name that cannot be or is taken, or a role that is none;
// CodeConflict where there are too many.
func (s *Store) AddPerson(ctx context.Context, actor, name string, role Role, link secret.Text) (Person, error) {
	name = PersonName(name)
	switch {
	case !isPersonName(name):
		return Person{}, fault.Invalid("name", message.PersonName.With())
	case !slices.Contains(Roles, role):
		return Person{}, fault.Invalid("role", message.PersonRole.With())
	}
	return given(ctx, s.inTx, func(t *tx) (Person, error) {
		taken, err := t.exists(ctx, `SELECT 1 FROM people WHERE name = $1`, name)
		if err != nil {
			return Person{}, err
		}
		if taken {
			return Person{}, fault.Invalid("name", message.PersonTwice.With(message.Quoted(name)))
		}
		var n int
		if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM people`).Scan(&n); err != nil {
			return Person{}, err
		}
		if n >= peopleMost {
			return Person{}, fault.New(fault.CodeConflict, message.PeopleMost.With(peopleMost))
		}
		if _, err := t.ExecContext(ctx, `INSERT INTO people (name, role, added_by, added_at, link_hash, link_ends_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			name, role, actor, toMillis(t.now), hashSecret(link), toMillis(t.now.Add(LinkLasts))); err != nil {
			return Person{}, err
		}
		if err := t.audit(ctx, actor, "person.add", name, map[string]any{"role": role}); err != nil {
			return Person{}, err
		}
		return t.person(ctx, name)
	})
}

// SetRole gives a person another role and ends their sessions. Returns
// CodeConflict where nobody could administer any more (Ways.keeps), and for the
// role of who has it from their groups; CodeNotFound where there is none.
func (s *Store) SetRole(ctx context.Context, actor, name string, role Role, w Ways) (Person, error) {
	if !slices.Contains(Roles, role) {
		return Person{}, fault.Invalid("role", message.PersonRole.With())
	}
	return s.changePerson(ctx, name, w, func(t *tx, p Person) error {
		if p.Role == role {
			return errUnkept
		}
		if w.Follow && w.bring(p) {
			return fault.New(fault.CodeConflict, message.RoleFollows.With(message.Quoted(p.Name)))
		}
		if _, err := t.ExecContext(ctx, `UPDATE people SET role = $1 WHERE name = $2`, role, p.Name); err != nil {
			return err
		}
		return t.audit(ctx, actor, "person.role", p.Name, map[string]any{"role": role, "was": p.Role})
	})
}

// SwitchPerson lets a person log in no more, or again. Off, their link is worth
// nothing, too. Returns CodeConflict and CodeNotFound as SetRole does.
func (s *Store) SwitchPerson(ctx context.Context, actor, name string, off bool, w Ways) (Person, error) {
	return s.changePerson(ctx, name, w, func(t *tx, p Person) error {
		at, act := time.Time{}, "person.on"
		if off {
			at, act = t.now, "person.off"
		}
		if off == !p.OffAt.IsZero() {
			return errUnkept
		}
		if _, err := t.ExecContext(ctx, `UPDATE people SET off_at = $1, link_hash = '', link_ends_at = 0 WHERE name = $2`, toMillis(at), p.Name); err != nil {
			return err
		}
		return t.audit(ctx, actor, act, p.Name, nil)
	})
}

// ResetPerson takes a person's password away; they choose another by the link.
func (s *Store) ResetPerson(ctx context.Context, actor, name string, link secret.Text) (Person, error) {
	return s.changePerson(ctx, name, Ways{Spare: true}, func(t *tx, p Person) error {
		if !p.OffAt.IsZero() {
			return fault.New(fault.CodeConflict, message.PersonOff.With(message.Quoted(p.Name)))
		}
		if _, err := t.ExecContext(ctx, `UPDATE people SET hash = '', link_hash = $1, link_ends_at = $2 WHERE name = $3`,
			hashSecret(link), toMillis(t.now.Add(LinkLasts)), p.Name); err != nil {
			return err
		}
		return t.audit(ctx, actor, "person.reset", p.Name, nil)
	})
}

// changePerson changes one and ends their sessions; errUnkept leaves all as it is.
func (s *Store) changePerson(ctx context.Context, name string, w Ways, change func(*tx, Person) error) (p Person, err error) {
	name = PersonName(name)
	err = s.inTx(ctx, func(t *tx) error {
		if p, err = t.person(ctx, name); err != nil {
			return err
		}
		before, err := t.administrators(ctx, w)
		if err != nil {
			return err
		}
		if err := change(t, p); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM sessions WHERE person = $1`, name); err != nil {
			return err
		}
		after, err := t.administrators(ctx, w)
		if err != nil {
			return err
		}
		if err := w.keeps(before, after); err != nil {
			return err
		}
		p, err = t.person(ctx, name)
		return err
	})
	return p, err
}

// People lists everybody, by name.
func (s *Store) People(ctx context.Context) ([]Person, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Person, error) {
		return collect(ctx, t, scanPerson, selectPerson+` ORDER BY name`)
	})
}

// Person gives one. Returns CodeNotFound where there is none.
func (s *Store) Person(ctx context.Context, name string) (Person, error) {
	return given(ctx, s.inRead, func(t *tx) (Person, error) { return t.person(ctx, PersonName(name)) })
}

// SomebodyLogsIn reports whether there is a person with a password or a link.
func (s *Store) SomebodyLogsIn(ctx context.Context) (bool, error) {
	return given(ctx, s.inRead, func(t *tx) (bool, error) {
		return t.exists(ctx, `SELECT 1 FROM people WHERE off_at = 0 AND (hash <> '' OR link_ends_at > $1)`, toMillis(t.now))
	})
}

// SomebodyAdministers is SomebodyLogsIn for who administers.
func (s *Store) SomebodyAdministers(ctx context.Context) (bool, error) {
	return given(ctx, s.inRead, func(t *tx) (bool, error) {
		return t.exists(ctx, `SELECT 1 FROM people WHERE role = $1 AND off_at = 0 AND (hash <> '' OR link_ends_at > $2)`, Admin, toMillis(t.now))
	})
}

const selectPerson = `SELECT name, role, hash, added_by, added_at, seen_at, off_at, link_ends_at, issuer, subject FROM people`

func (t *tx) person(ctx context.Context, name string) (Person, error) {
	p, err := scanPerson(t.QueryRowContext(ctx, selectPerson+` WHERE name = $1`, name))
	return p, orNotFound(err, message.NoPerson.With(message.Quoted(name)))
}

func scanPerson(row scanner) (p Person, err error) {
	err = row.Scan(&p.Name, &p.Role, &p.Hash, &p.AddedBy, millis{&p.AddedAt}, millis{&p.SeenAt}, millis{&p.OffAt}, millis{&p.LinkEndsAt}, &p.Issuer, &p.Subject)
	p.Joined = p.Hash != ""
	return p, err
}
