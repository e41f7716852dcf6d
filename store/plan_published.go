package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// plansMost is how many published plans are kept: the earliest go.
const plansMost = 260

// Plan is a published plan without its figures.
type Plan struct {
	Number      int64     `json:"number"`
	ModelID     string    `json:"model"`
	Cutoff      week.Week `json:"cutoff"`
	Actor       string    `json:"actor"`
	PublishedAt time.Time `json:"published_at"`
	Withdrawn   bool      `json:"withdrawn"`
	Changed     int64     `json:"-"` // the latest change of an override that is in it
}

// PlanFigures are forecast and plan, frozen, in cents by segment along the weeks
// from Cutoff+1 on.
type PlanFigures struct {
	Keys     []string  `json:"keys"`
	Forecast [][]int64 `json:"forecast"`
	Plan     [][]int64 `json:"plan"`
}

// PlanWord is what one override said of a segment when its plan was published:
// week by week from From on, beside the forecast of then. The one without an
// Override is the whole plan, of all sales.
type PlanWord struct {
	Override string    `json:"override"`
	Actor    string    `json:"actor"`
	Reason   string    `json:"reason"`
	Segment  string    `json:"segment"`
	From     week.Week `json:"from"`
	Forecast []int64   `json:"forecast"`
	Change   []int64   `json:"change"`
}

// SpokenPlan is a published plan with its words.
type SpokenPlan struct {
	Plan
	Words []PlanWord
}

// PublishPlan keeps a plan under the next number; seen is the latest change that is
// in it: returns CodeConflict where an override was changed since.
func (s *Store) PublishPlan(ctx context.Context, actor string, p Plan, figures PlanFigures, words []PlanWord, seen int64) (Plan, error) {
	plain, err := json.Marshal(figures)
	if err != nil {
		return p, fmt.Errorf("store: encode the plan: %w", err)
	}
	said, err := json.Marshal(words)
	if err != nil {
		return p, fmt.Errorf("store: encode the plan: %w", err)
	}
	return given(ctx, s.inTx, func(t *tx) (Plan, error) {
		draft, err := t.planDraft(ctx)
		if err != nil {
			return p, err
		}
		for _, o := range draft.Overrides {
			if o.Changed > seen {
				return p, fault.New(fault.CodeConflict, message.OverrideChanged.With(message.Quoted(o.Actor)))
			}
		}
		shop, err := t.shop(ctx)
		if err != nil {
			return p, err
		}
		if p.Number, err = t.next(ctx, "plans"); err != nil {
			return p, err
		}
		p.Actor, p.PublishedAt, p.Changed = actor, t.now, seen
		if _, err := t.ExecContext(ctx, `
			INSERT INTO plans (id, number, measure, model_id, cutoff, changed, actor, published_at, figures, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			planID(p.Number), p.Number, shop.Measure, p.ModelID, p.Cutoff, seen, actor, toMillis(t.now), pack(plain), pack(said)); err != nil {
			return p, err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM plans WHERE id NOT IN (SELECT id FROM plans ORDER BY number DESC LIMIT $1)`, plansMost); err != nil {
			return p, err
		}
		return p, t.audit(ctx, actor, "plan.publish", planID(p.Number), map[string]any{"cutoff": p.Cutoff.String(), "model": p.ModelID, "overrides": len(words) - 1})
	})
}

// NextPlan is the number that the next plan gets, whatever shop the earlier ones were of.
func (s *Store) NextPlan(ctx context.Context) (int64, error) {
	return given(ctx, s.inRead, func(t *tx) (n int64, err error) {
		err = t.QueryRowContext(ctx, `SELECT COALESCE(MAX(value), 0) + 1 FROM sequences WHERE name = 'plans'`).Scan(&n)
		return n, err
	})
}

// planID is how the table and the log call a plan.
func planID(number int64) string { return "p" + strconv.FormatInt(number, 10) }

const (
	selectPlan = `SELECT number, model_id, cutoff, actor, published_at, deleted_at > 0, changed`
	newestPlan = ` ORDER BY number DESC LIMIT $2`
)

func scanPlan(row scanner) (p Plan, err error) { return p, p.scan(row) }

func (p *Plan) scan(row scanner, more ...any) error {
	return row.Scan(append([]any{&p.Number, &p.ModelID, &p.Cutoff, &p.Actor, millis{&p.PublishedAt}, &p.Withdrawn, &p.Changed}, more...)...)
}

// Plans gives the latest published plans of what the shop measures now, newest
// first, also those withdrawn of late.
func (s *Store) Plans(ctx context.Context, limit int) ([]Plan, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Plan, error) {
		p, err := t.shop(ctx)
		if err != nil {
			return nil, err
		}
		return collect(ctx, t, scanPlan, selectPlan+` FROM plans WHERE measure = $1`+newestPlan, p.Measure, limit)
	})
}

// PlanFigures gives the figures of a published plan. Returns CodeNotFound where
// there is none of that number.
func (s *Store) PlanFigures(ctx context.Context, number int64) (f PlanFigures, err error) {
	packed, err := given(ctx, s.inRead, func(t *tx) (packed []byte, err error) {
		err = t.QueryRowContext(ctx, `SELECT figures FROM plans WHERE id = $1`, planID(number)).Scan(&packed)
		return packed, orNotFound(err, message.NoPlan.With(message.Quoted(strconv.FormatInt(number, 10))))
	})
	if err != nil {
		return f, err
	}
	plain, err := unpack(packed)
	if err != nil {
		return f, fmt.Errorf("store: plan %d: %w", number, ErrDamaged)
	}
	return f, json.Unmarshal(plain, &f)
}

// SpokenPlans gives the plans that count, newest first: of each cutoff the last that
// was published and not withdrawn.
func (s *Store) SpokenPlans(ctx context.Context, limit int) ([]SpokenPlan, error) {
	return given(ctx, s.inRead, func(t *tx) ([]SpokenPlan, error) {
		p, err := t.shop(ctx)
		if err != nil {
			return nil, err
		}
		return collect(ctx, t, scanSpoken, selectPlan+`, words FROM plans p WHERE measure = $1 AND deleted_at = 0
			AND NOT EXISTS (SELECT 1 FROM plans l WHERE l.measure = p.measure AND l.cutoff = p.cutoff AND l.deleted_at = 0 AND l.number > p.number)`+newestPlan, p.Measure, limit)
	})
}

func scanSpoken(row scanner) (p SpokenPlan, err error) {
	var packed []byte
	if err := p.scan(row, &packed); err != nil {
		return p, err
	}
	plain, err := unpack(packed)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(plain, &p.Words)
}

// WithdrawPlan takes a published plan back: the one before it counts again.
// RestorePlan undoes that. Both return CodeNotFound where there is none to act on.
func (s *Store) WithdrawPlan(ctx context.Context, actor string, number int64) error {
	return s.setDeleted(ctx, plansTable, actor, planID(number), true)
}

// RestorePlan undoes WithdrawPlan.
func (s *Store) RestorePlan(ctx context.Context, actor string, number int64) error {
	return s.setDeleted(ctx, plansTable, actor, planID(number), false)
}
