package store

import (
	"context"

	"olist/message"
	"olist/store/fault"
)

// Ways are those that lead in now, as far as the settings of a start say: what is
// kept of people does not tell whether their provider is still asked.
type Ways struct {
	Spare  bool   // somebody administers who is no person
	Own    bool   // by passwords of people's own
	Issuer string // who vouches for people, "" for nobody
	Follow bool   // and gives them their roles
}

// bring reports whether the issuer of now vouches for somebody.
func (w Ways) bring(p Person) bool { return w.Issuer != "" && p.Subject != "" && p.Issuer == w.Issuer }

// administrators counts who administers and can come in: by a password of their
// own, and by any way.
type administrators struct{ own, all int }

func (t *tx) administrators(ctx context.Context, w Ways) (n administrators, err error) {
	them, err := collect(ctx, t, scanPerson, selectPerson+` WHERE role = $1 AND off_at = 0`, Admin)
	for _, p := range them {
		own := w.Own && p.Joined
		if own {
			n.own++
		}
		if own || w.bring(p) {
			n.all++
		}
	}
	return n, err
}

// keeps refuses a change (CodeConflict) after which nobody administers any more.
// Who comes by a provider alone is no replacement for the last one with a password:
// the provider may fail, or take the role away, and neither is known here.
func (w Ways) keeps(before, after administrators) error {
	switch {
	case w.Spare:
	case before.all > 0 && after.all == 0:
		return fault.New(fault.CodeConflict, message.LastAdmin.With())
	case before.own > 0 && after.own == 0:
		return fault.New(fault.CodeConflict, message.LastOwnAdmin.With())
	}
	return nil
}

// Stranded reports whether nobody could administer if who vouches for people were
// gone, though somebody can now.
func (s *Store) Stranded(ctx context.Context, w Ways) (bool, error) {
	return given(ctx, s.inRead, func(t *tx) (bool, error) {
		n, err := t.administrators(ctx, w)
		return !w.Spare && n.own == 0 && n.all > 0, err
	})
}
