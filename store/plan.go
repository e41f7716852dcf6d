package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// PlanOverride is what a person lays over the forecast: so many percent of it, or
// amounts to be added, for segments of one kind in weeks without a gap.
type PlanOverride struct {
	ID string `json:"id"`
	PlanSaying
	Actor     string    `json:"actor"` // who changed it last
	CreatedAt time.Time `json:"created_at"`
	ChangedAt time.Time `json:"changed_at"`
	// Changed is the number of its latest change, larger than that of any change
	// before, whatever override that was of.
	Changed int64 `json:"version"`
	// Before is what it was before the latest change; nil where it is new.
	Before *PlanSaying `json:"-"`
}

// PlanDraft is every override, also those deleted of late, at one moment.
type PlanDraft struct {
	Overrides []PlanOverride
	Changed   int64 // the number of the latest change
}

// PlanOverrides gives the overrides of what the shop measures now, by their first
// week.
func (s *Store) PlanOverrides(ctx context.Context) (PlanDraft, error) {
	return given(ctx, s.inRead, func(t *tx) (PlanDraft, error) { return t.planDraft(ctx) })
}

func (t *tx) planDraft(ctx context.Context) (d PlanDraft, err error) {
	p, err := t.shop(ctx)
	if err != nil {
		return d, err
	}
	d.Overrides, err = collect(ctx, t, scanOverride, selectOverride+` WHERE measure = $1 ORDER BY from_week, created_at, id`, p.Measure)
	for _, o := range d.Overrides {
		d.Changed = max(d.Changed, o.Changed)
	}
	return d, err
}

const selectOverride = `SELECT id, segments, from_week, to_week, percent, amounts, reason, remark, actor, created_at, changed_at, changed, before, deleted_at > 0 FROM plan_overrides`

func scanOverride(row scanner) (o PlanOverride, err error) {
	var segments, amounts, before []byte
	if err := row.Scan(&o.ID, &segments, &o.From, &o.To, &o.Percent, &amounts, &o.Reason, &o.Remark, &o.Actor,
		millis{&o.CreatedAt}, millis{&o.ChangedAt}, &o.Changed, &before, &o.Deleted); err != nil {
		return o, err
	}
	if len(before) > 0 {
		if err := json.Unmarshal(before, &o.Before); err != nil {
			return o, err
		}
	}
	if err := json.Unmarshal(segments, &o.Segments); err != nil {
		return o, err
	}
	return o, json.Unmarshal(amounts, &o.Amounts)
}

// PutPlanOverride adds an override (id "") or replaces what one says. seen is the
// number of the latest change that its author knew: returns CodeConflict where
// somebody changed this one since, or another that Meets it; CodeNotFound for an id
// that is not there. first is the first week to come.
func (s *Store) PutPlanOverride(ctx context.Context, actor, id string, says PlanSaying, seen int64, first week.Week) (PlanOverride, error) {
	says.Deleted, says.Remark = false, strings.Join(strings.Fields(says.Remark), " ")
	if err := says.validate(first); err != nil {
		return PlanOverride{}, err
	}
	return given(ctx, s.inTx, func(t *tx) (PlanOverride, error) {
		return t.putOverride(ctx, actor, "override.put", id, says, seen, first)
	})
}

// DeletePlanOverride takes an override away, as PutPlanOverride changes one.
func (s *Store) DeletePlanOverride(ctx context.Context, actor, id string, seen int64) (PlanOverride, error) {
	return s.turnOverride(ctx, actor, "override.delete", id, seen, func(o PlanOverride) (PlanSaying, bool) {
		says := o.PlanSaying
		says.Deleted = true
		return says, !o.Deleted
	})
}

// UndoPlanOverride puts what the override said before its latest change in the place
// of what it says; a second time takes that back. Of one that is new it is to
// delete it.
func (s *Store) UndoPlanOverride(ctx context.Context, actor, id string, seen int64) (PlanOverride, error) {
	return s.turnOverride(ctx, actor, "override.undo", id, seen, func(o PlanOverride) (PlanSaying, bool) {
		if o.Before != nil {
			return *o.Before, true
		}
		says := o.PlanSaying
		says.Deleted = true
		return says, true
	})
}

func (s *Store) turnOverride(ctx context.Context, actor, act, id string, seen int64, to func(PlanOverride) (PlanSaying, bool)) (PlanOverride, error) {
	return given(ctx, s.inTx, func(t *tx) (PlanOverride, error) {
		was, err := t.override(ctx, id)
		if err != nil {
			return was, err
		}
		says, ok := to(was)
		if !ok {
			return was, fault.New(fault.CodeNotFound, message.NoOverride.With(message.Quoted(id)))
		}
		return t.putOverride(ctx, actor, act, id, says, seen, says.From)
	})
}

func (t *tx) override(ctx context.Context, id string) (PlanOverride, error) {
	p, err := t.shop(ctx)
	if err != nil {
		return PlanOverride{}, err
	}
	o, err := scanOverride(t.QueryRowContext(ctx, selectOverride+` WHERE id = $1 AND measure = $2`, id, p.Measure))
	return o, orNotFound(err, message.NoOverride.With(message.Quoted(id)))
}

func (t *tx) putOverride(ctx context.Context, actor, act, id string, says PlanSaying, seen int64, first week.Week) (PlanOverride, error) {
	if _, err := t.ExecContext(ctx, `DELETE FROM plan_overrides WHERE deleted_at BETWEEN 1 AND $1 OR to_week < $2`,
		toMillis(t.now.Add(-keepDeleted)), first-planKept); err != nil {
		return PlanOverride{}, err
	}
	draft, err := t.planDraft(ctx)
	if err != nil {
		return PlanOverride{}, err
	}
	o := PlanOverride{ID: id, PlanSaying: says, Actor: actor, CreatedAt: t.now}
	var before []byte
	if id == "" {
		seq, err := t.next(ctx, "plan_overrides")
		if err != nil {
			return PlanOverride{}, err
		}
		o.ID = fmt.Sprintf("o%d", seq)
	} else {
		was, err := t.override(ctx, id)
		if err != nil {
			return PlanOverride{}, err
		}
		o.CreatedAt = was.CreatedAt
		if before, err = json.Marshal(was.PlanSaying); err != nil {
			return PlanOverride{}, err
		}
	}
	if err := draft.admits(o, seen, first); err != nil {
		return PlanOverride{}, err
	}
	if o.Changed, err = t.next(ctx, "plan_changes"); err != nil {
		return PlanOverride{}, err
	}
	if err := t.keepOverride(ctx, o, before); err != nil {
		return PlanOverride{}, err
	}
	kept, err := t.override(ctx, o.ID)
	if err != nil {
		return PlanOverride{}, err
	}
	return kept, t.audit(ctx, actor, act, kept.ID, kept.detail())
}

// admits returns CodeConflict where the author of an override does not know what it
// meets, or there are too many.
func (d PlanDraft) admits(o PlanOverride, seen int64, first week.Week) error {
	coming := 0
	for _, other := range d.Overrides {
		if other.Changed > seen && (other.ID == o.ID || other.Meets(o.PlanSaying)) {
			return fault.New(fault.CodeConflict, message.OverrideChanged.With(message.Quoted(other.Actor)))
		}
		if other.ID != o.ID && !other.Deleted && other.To >= first {
			coming++
		}
	}
	if coming >= PlanOverridesMost && !o.Deleted {
		return fault.New(fault.CodeConflict, message.OverridesMost.With(PlanOverridesMost))
	}
	return nil
}

func (t *tx) keepOverride(ctx context.Context, o PlanOverride, before []byte) error {
	p, err := t.shop(ctx)
	if err != nil {
		return err
	}
	segments, err := json.Marshal(o.Segments)
	if err != nil {
		return err
	}
	amounts, err := json.Marshal(o.Amounts)
	if err != nil {
		return err
	}
	deleted := int64(0)
	if o.Deleted {
		deleted = toMillis(t.now)
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO plan_overrides (id, measure, segments, from_week, to_week, percent, amounts, reason, remark, actor, created_at, changed_at, changed, before, deleted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (id) DO UPDATE SET segments = excluded.segments, from_week = excluded.from_week, to_week = excluded.to_week, percent = excluded.percent,
			amounts = excluded.amounts, reason = excluded.reason, remark = excluded.remark, actor = excluded.actor, changed_at = excluded.changed_at,
			changed = excluded.changed, before = excluded.before, deleted_at = excluded.deleted_at`,
		o.ID, p.Measure, string(segments), o.From, o.To, o.Percent, string(amounts), o.Reason, o.Remark, o.Actor, toMillis(o.CreatedAt), toMillis(t.now), o.Changed, string(before), deleted)
	return err
}

// detail is what the log tells of an override.
func (o PlanOverride) detail() map[string]any {
	d := map[string]any{"segments": o.Segments, "from": o.From.String(), "to": o.To.String(), "reason": o.Reason}
	if o.Amounts == nil {
		d["percent"] = float64(o.Percent) / 100
	} else {
		d["cents"] = o.Amount()
	}
	if o.Deleted {
		d["deleted"] = true
	}
	if o.Remark != "" {
		d["remark"] = o.Remark
	}
	return d
}
