package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

const (
	budgetMost      = 1e14    // cents
	budgetsMost     = 100_000 // months of segments that are kept
	budgetWordsMost = 20_000  // that are saved at once
	budgetEditsKept = 100     // that can be taken back
	firstBudgetYear = 2000
	lastBudgetYear  = 2099
	budgetRevision  = "budget_revision" // sequence: a number more with each change
)

// Budget is what a segment is planned to sell in a month.
type Budget struct {
	Segment string
	Month   week.Month
	Cents   int64
}

// Budgets are those of what a shop measures, and their revision, which changes with
// them.
type Budgets struct {
	Revision int64
	All      []Budget // by segment, then month
}

// BudgetWord is what a person says of a segment's month; nil: it has no budget.
type BudgetWord struct {
	Segment string     `json:"segment"`
	Month   week.Month `json:"-"`
	Cents   *int64     `json:"cents"`
}

// BudgetEdit is what a person saved at once.
type BudgetEdit struct {
	ID       int64
	Months   int // of segments, that it changed
	Undone   bool
	Revision int64
	Actor    string
	At       time.Time
}

// Budgets gives all of a measure (see shop.Profile).
func (s *Store) Budgets(ctx context.Context, measure string) (Budgets, error) {
	return given(ctx, s.inRead, func(t *tx) (b Budgets, err error) {
		if b.Revision, err = t.budgetRevision(ctx); err != nil {
			return b, err
		}
		b.All, err = collect(ctx, t, func(row scanner) (w Budget, err error) {
			var month string
			if err = row.Scan(&w.Segment, &month, &w.Cents); err == nil {
				w.Month, err = week.ParseMonth(month)
			}
			return w, err
		}, `SELECT segment, month, cents FROM budgets WHERE measure = $1 ORDER BY segment, month`, measure)
		return b, err
	})
}

// BudgetEdits gives the latest edits of a measure, the newest first.
func (s *Store) BudgetEdits(ctx context.Context, measure string, most int) ([]BudgetEdit, error) {
	return given(ctx, s.inRead, func(t *tx) ([]BudgetEdit, error) {
		return collect(ctx, t, func(row scanner) (e BudgetEdit, err error) {
			err = row.Scan(&e.ID, &e.Actor, millis{&e.At}, &e.Undone, &e.Months)
			return e, err
		}, `SELECT e.seq, e.actor, e.created_at, e.undone_at > 0, (SELECT COUNT(*) FROM budget_edit_values v WHERE v.seq = e.seq)
			FROM budget_edits e WHERE e.measure = $1 ORDER BY e.seq DESC LIMIT $2`, measure, most)
	})
}

func (t *tx) budgetRevision(ctx context.Context) (n int64, err error) {
	err = t.QueryRowContext(ctx, `SELECT COALESCE(MAX(value), 0) FROM sequences WHERE name = $1`, budgetRevision).Scan(&n)
	return n, err
}

// PutBudgets saves budgets. seen is the revision that the writer saw: where they
// changed since this returns CodeConflict, so that nobody overwrites what they have not
// seen; below 0 nothing was. Words that change nothing are left out; where all are,
// nothing is kept and the edit is the zero one. Returns CodeInvalid for an amount or a
// year that cannot be, a month that is named twice, and where there are too many.
func (s *Store) PutBudgets(ctx context.Context, actor, measure string, seen int64, words []BudgetWord) (BudgetEdit, error) {
	if err := checkBudgets(words); err != nil {
		return BudgetEdit{}, err
	}
	return given(ctx, s.inTx, func(t *tx) (BudgetEdit, error) {
		now, err := t.budgetRevision(ctx)
		if err != nil {
			return BudgetEdit{}, err
		}
		if seen >= 0 && seen != now {
			return BudgetEdit{}, fault.New(fault.CodeConflict, message.BudgetsChanged.With())
		}
		return t.putBudgets(ctx, actor, measure, words)
	})
}

func checkBudgets(words []BudgetWord) error {
	if len(words) > budgetWordsMost {
		return fault.Invalid("budgets", message.BudgetsTooMany.With(budgetWordsMost))
	}
	type key struct {
		segment string
		month   week.Month
	}
	known := make(map[key]bool, len(words))
	for _, w := range words {
		k := key{w.Segment, w.Month}
		switch {
		case w.Month.Year() < firstBudgetYear || w.Month.Year() > lastBudgetYear:
			return fault.Invalid("budgets", message.BudgetYear.With(strconv.Itoa(firstBudgetYear), strconv.Itoa(lastBudgetYear)))
		case w.Cents != nil && (*w.Cents < 0 || *w.Cents > budgetMost):
			return fault.Invalid("budgets", message.BudgetAmount.With())
		case known[k]:
			return fault.Invalid("budgets", message.BudgetTwice.With(message.Quoted(w.Segment), message.Quoted(w.Month.String())))
		}
		known[k] = true
	}
	return nil
}

// budgetChange is a month of a segment that an edit changes.
type budgetChange struct {
	segment, month string
	before, after  *int64
}

func (t *tx) putBudgets(ctx context.Context, actor, measure string, words []BudgetWord) (e BudgetEdit, err error) {
	var fresh []budgetChange
	for _, w := range words {
		now, err := t.budget(ctx, measure, w.Segment, w.Month.String())
		if err != nil {
			return e, err
		}
		if !same(now, w.Cents) {
			fresh = append(fresh, budgetChange{w.Segment, w.Month.String(), now, w.Cents})
		}
	}
	if len(fresh) == 0 {
		return e, errUnkept
	}
	if e.ID, err = t.next(ctx, "budget_edits"); err != nil {
		return e, err
	}
	if _, err = t.ExecContext(ctx, `INSERT INTO budget_edits (seq, measure, actor, created_at) VALUES ($1, $2, $3, $4)`, e.ID, measure, actor, toMillis(t.now)); err != nil {
		return e, err
	}
	for _, c := range fresh {
		if _, err = t.ExecContext(ctx, `INSERT INTO budget_edit_values (seq, segment, month, before, after) VALUES ($1, $2, $3, $4, $5)`, e.ID, c.segment, c.month, c.before, c.after); err != nil {
			return e, err
		}
		if err = t.setBudget(ctx, measure, c.segment, c.month, c.after); err != nil {
			return e, err
		}
	}
	if _, err = t.ExecContext(ctx, `DELETE FROM budget_edits WHERE seq <= $1`, e.ID-budgetEditsKept); err != nil {
		return e, err
	}
	full, err := t.exists(ctx, `SELECT 1 FROM budgets LIMIT 1 OFFSET $1`, budgetsMost)
	if err != nil {
		return e, err
	}
	if full {
		return e, fault.Invalid("budgets", message.BudgetsTooMany.With(budgetsMost))
	}
	e.Months, e.Actor, e.At = len(fresh), actor, t.now
	return e, t.changedBudgets(ctx, &e, "budget.put", fresh)
}

// changedBudgets gives the budgets a new revision and logs why.
func (t *tx) changedBudgets(ctx context.Context, e *BudgetEdit, act string, changes []budgetChange) (err error) {
	if e.Revision, err = t.next(ctx, budgetRevision); err != nil {
		return err
	}
	return t.audit(ctx, e.Actor, act, strconv.FormatInt(e.ID, 10), budgetDetail(changes))
}

// budgetDetail is what the log tells of an edit: the segments, and how many months.
func budgetDetail(changes []budgetChange) map[string]any {
	const named = 20
	var segments []string
	for _, c := range changes {
		if !slices.Contains(segments, c.segment) && len(segments) < named {
			segments = append(segments, c.segment)
		}
	}
	return map[string]any{"segments": segments, "months": len(changes)}
}

func (t *tx) budget(ctx context.Context, measure, segment, month string) (cents *int64, err error) {
	found, err := collect(ctx, t, func(row scanner) (v int64, err error) { err = row.Scan(&v); return v, err },
		`SELECT cents FROM budgets WHERE measure = $1 AND segment = $2 AND month = $3`, measure, segment, month)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (t *tx) setBudget(ctx context.Context, measure, segment, month string, cents *int64) (err error) {
	if cents == nil {
		_, err = t.ExecContext(ctx, `DELETE FROM budgets WHERE measure = $1 AND segment = $2 AND month = $3`, measure, segment, month)
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO budgets (measure, segment, month, cents) VALUES ($1, $2, $3, $4)
		ON CONFLICT (measure, segment, month) DO UPDATE SET cents = excluded.cents`, measure, segment, month, *cents)
	return err
}

func same(a, b *int64) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// UndoBudgets takes an edit back; a second time brings it again. Returns CodeNotFound
// where there is none, and CodeConflict where what it left has been changed since.
func (s *Store) UndoBudgets(ctx context.Context, actor string, id int64) (BudgetEdit, error) {
	return given(ctx, s.inTx, func(t *tx) (e BudgetEdit, err error) {
		var measure string
		var undone int64
		err = t.QueryRowContext(ctx, `
			UPDATE budget_edits SET undone_at = CASE WHEN undone_at = 0 THEN $1 ELSE 0 END WHERE seq = $2
			RETURNING measure, undone_at`, toMillis(t.now), id).Scan(&measure, &undone)
		if err != nil {
			return e, orNotFound(err, message.NoBudgetEdit.With(message.Quoted(strconv.FormatInt(id, 10))))
		}
		changes, err := collect(ctx, t, func(row scanner) (c budgetChange, err error) {
			err = row.Scan(&c.segment, &c.month, &c.before, &c.after)
			return c, err
		}, `SELECT segment, month, before, after FROM budget_edit_values WHERE seq = $1 ORDER BY segment, month`, id)
		if err != nil {
			return e, err
		}
		for _, c := range changes {
			from, to := c.before, c.after
			if undone > 0 {
				from, to = to, from
			}
			now, err := t.budget(ctx, measure, c.segment, c.month)
			if err != nil {
				return e, err
			}
			if !same(now, from) {
				return e, fault.New(fault.CodeConflict, message.BudgetsChanged.With())
			}
			if err := t.setBudget(ctx, measure, c.segment, c.month, to); err != nil {
				return e, err
			}
		}
		e = BudgetEdit{ID: id, Months: len(changes), Undone: undone > 0, Actor: actor, At: t.now}
		act := "budget.redo"
		if e.Undone {
			act = "budget.undo"
		}
		return e, t.changedBudgets(ctx, &e, act, changes)
	})
}
