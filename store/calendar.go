package store

import (
	"context"
	"fmt"
	"strings"

	"olist/forecast"
	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// OverrideWeek decides whether a week may teach a model, whatever the detector
// says. Returns CodeInvalid for a week outside the data.
func (s *Store) OverrideWeek(ctx context.Context, actor string, week week.Week, usable bool, note string) error {
	return s.inTx(ctx, func(t *tx) error { return t.overrideWeek(ctx, actor, week, usable, note) })
}

// ClearOverride gives the week back to the detector.
func (s *Store) ClearOverride(ctx context.Context, actor string, week week.Week) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.ExecContext(ctx, `DELETE FROM week_overrides WHERE week = $1`, week); err != nil {
			return err
		}
		return t.audit(ctx, actor, "week.clear", week.String(), nil)
	})
}

// PutEvent adds an event, or changes the one whose id it has, and gives it as
// kept. Returns CodeConflict where the week has another of the same name.
func (s *Store) PutEvent(ctx context.Context, actor, id string, e forecast.Event) (StoredEvent, error) {
	return given(ctx, s.inTx, func(t *tx) (StoredEvent, error) { return t.putEvent(ctx, actor, id, e) })
}

// DeleteEvent forgets an event. Returns CodeNotFound where there is none.
func (s *Store) DeleteEvent(ctx context.Context, actor, id string) error {
	return s.inTx(ctx, func(t *tx) error { return t.deleteEvent(ctx, actor, id) })
}

func (t *tx) overrideWeek(ctx context.Context, actor string, week week.Week, usable bool, note string) error {
	var inside bool
	if err := t.QueryRowContext(ctx, `
		SELECT COALESCE(MIN(week) <= $1 AND MAX(week) >= $1, FALSE) FROM current_weeks`, week).Scan(&inside); err != nil {
		return err
	}
	if !inside {
		return fault.Invalid("week", message.WeekOutside.With(week))
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO week_overrides (week, usable, note, actor, created_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (week) DO UPDATE SET usable = excluded.usable, note = excluded.note,
			actor = excluded.actor, created_at = excluded.created_at`,
		week, toBit(usable), note, actor, toMillis(t.now)); err != nil {
		return err
	}
	return t.audit(ctx, actor, "week.override", week.String(), map[string]any{"usable": usable, "note": note})
}

func (t *tx) overrides(ctx context.Context) (map[week.Week]Override, error) {
	all, err := collect(ctx, t, func(row scanner) (o Override, err error) {
		err = row.Scan(&o.Week, &o.Usable, &o.Note, &o.Actor, millis{&o.At})
		return o, err
	}, `SELECT week, usable, note, actor, created_at FROM week_overrides`)
	byWeek := make(map[week.Week]Override, len(all))
	for _, o := range all {
		byWeek[o.Week] = o
	}
	return byWeek, err
}

func (t *tx) putEvent(ctx context.Context, actor, id string, e forecast.Event) (StoredEvent, error) {
	e.Name = strings.TrimSpace(e.Name)
	if e.Name == "" || len(e.Name) > 100 {
		return StoredEvent{}, fault.Invalid("name", message.EventName.With())
	}
	switch e.Kind {
	case forecast.KindHoliday, forecast.KindRetail, forecast.KindOneOff, forecast.KindHidden:
	default:
		return StoredEvent{}, fault.Invalid("kind", message.EventKind.With(forecast.KindHoliday, forecast.KindRetail, forecast.KindOneOff, forecast.KindHidden))
	}
	if id == "" {
		seq, err := t.next(ctx, "events")
		if err != nil {
			return StoredEvent{}, err
		}
		id = fmt.Sprintf("e%d", seq)
	} else if found, err := t.exists(ctx, `SELECT 1 FROM events WHERE id = $1`, id); err != nil {
		return StoredEvent{}, err
	} else if !found {
		return StoredEvent{}, fault.New(fault.CodeNotFound, message.NoEvent.With(message.Quoted(id)))
	}
	twice, err := t.exists(ctx, `SELECT 1 FROM events WHERE week = $1 AND name = $2 AND id <> $3`, e.Week, e.Name, id)
	if err != nil {
		return StoredEvent{}, err
	}
	if twice {
		return StoredEvent{}, fault.New(fault.CodeConflict, message.EventTwice.With())
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO events (id, week, name, kind, shock, actor, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET week = excluded.week, name = excluded.name, kind = excluded.kind,
			shock = excluded.shock, actor = excluded.actor, created_at = excluded.created_at`,
		id, e.Week, e.Name, e.Kind, toBit(e.Shock), actor, toMillis(t.now)); err != nil {
		return StoredEvent{}, err
	}
	return StoredEvent{ID: id, Event: e, Actor: actor, At: t.now}, t.audit(ctx, actor, "event.put", id, e)
}

func (t *tx) deleteEvent(ctx context.Context, actor, id string) error {
	var gone forecast.Event
	err := t.QueryRowContext(ctx, `DELETE FROM events WHERE id = $1 RETURNING week, name, kind, shock`, id).Scan(&gone.Week, &gone.Name, &gone.Kind, &gone.Shock)
	if err != nil {
		return orNotFound(err, message.NoEvent.With(message.Quoted(id)))
	}
	return t.audit(ctx, actor, "event.delete", id, gone)
}

func (t *tx) events(ctx context.Context) ([]StoredEvent, error) {
	return collect(ctx, t, func(row scanner) (e StoredEvent, err error) {
		err = row.Scan(&e.ID, &e.Week, &e.Name, &e.Kind, &e.Shock, &e.Actor, millis{&e.At})
		return e, err
	}, `SELECT id, week, name, kind, shock, actor, created_at FROM events ORDER BY week, name, id`)
}

// toBit writes a truth value as both databases keep it here: 0 or 1.
func toBit(b bool) int {
	if b {
		return 1
	}
	return 0
}
