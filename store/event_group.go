package store

import (
	"context"
	"strings"

	"olist/forecast"
	"olist/message"
	"olist/store/fault"
)

// EventGroup names events of the calendar that are left out together: those of a
// kind (forecast.KindHoliday, forecast.KindRetail), or, after NamePrefix, those
// of a name in all years.
type EventGroup string

// NamePrefix begins a group of one name.
const NamePrefix = "name:"

// groupsMost bounds the groups that are left out: a calendar has some forty names.
const groupsMost = 200

// Holds reports whether an event of the calendar is in the group.
func (g EventGroup) Holds(e forecast.Event) bool {
	if name, is := strings.CutPrefix(string(g), NamePrefix); is {
		return e.Name == name
	}
	return e.Kind == string(g)
}

// LeaveOutEvents leaves the calendar's events of a group out of what teaches and
// is forecast. What a person entered stays. Returns CodeInvalid for what is no
// group.
func (s *Store) LeaveOutEvents(ctx context.Context, actor string, g EventGroup) error {
	name, named := strings.CutPrefix(string(g), NamePrefix)
	if named && (name == "" || len(name) > 100) || !named && g != forecast.KindHoliday && g != forecast.KindRetail {
		return fault.Invalid("group", message.EventGroup.With(forecast.KindHoliday, forecast.KindRetail, NamePrefix))
	}
	return s.inTx(ctx, func(t *tx) error {
		known, err := t.eventGroups(ctx)
		if err != nil {
			return err
		}
		if len(known) >= groupsMost {
			return fault.Invalid("group", message.EventGroupsMost.With(groupsMost))
		}
		if _, err := t.ExecContext(ctx, `INSERT INTO event_groups (name, actor, created_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING`,
			string(g), actor, toMillis(t.now)); err != nil {
			return err
		}
		return t.audit(ctx, actor, "event.leave", string(g), nil)
	})
}

// BringBackEvents takes back LeaveOutEvents. Returns CodeNotFound where the group
// is not left out.
func (s *Store) BringBackEvents(ctx context.Context, actor string, g EventGroup) error {
	return s.inTx(ctx, func(t *tx) error {
		var name string
		err := t.QueryRowContext(ctx, `DELETE FROM event_groups WHERE name = $1 RETURNING name`, string(g)).Scan(&name)
		if err != nil {
			return orNotFound(err, message.NoEventGroup.With(message.Quoted(g)))
		}
		return t.audit(ctx, actor, "event.keep", name, nil)
	})
}

func (t *tx) eventGroups(ctx context.Context) ([]EventGroup, error) {
	return collect(ctx, t, func(row scanner) (g EventGroup, err error) {
		err = row.Scan(&g)
		return g, err
	}, `SELECT name FROM event_groups ORDER BY name`)
}
