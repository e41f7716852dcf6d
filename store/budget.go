package store

import (
	"context"
	"strconv"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

const (
	budgetMost      = 1e14    // cents
	budgetsMost     = 100_000 // months of segments that are kept
	budgetWordsMost = 20_000  // that are saved at once
	firstBudgetYear = 2000
	lastBudgetYear  = 2099
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

// budgetKey is a segment's month, as 2018-10.
type budgetKey struct{ segment, month string }

// budgetsOf is the ledger of a measure's budgets, in cents.
func budgetsOf(measure string) ledger[budgetKey, int64] {
	return ledger[budgetKey, int64]{name: "budget", measure: measure, table: "budgets", counted: "months", columns: []string{"segment", "month"},
		key:     func(k *budgetKey) []any { return []any{&k.segment, &k.month} },
		segment: func(k budgetKey) string { return k.segment },
		now: func(t *tx, ctx context.Context, k budgetKey) (*int64, error) {
			return first[int64](ctx, t, `SELECT cents FROM budgets WHERE measure = $1 AND segment = $2 AND month = $3`, measure, k.segment, k.month)
		},
		set: func(t *tx, ctx context.Context, _ string, k budgetKey, cents *int64) error {
			return t.setBudget(ctx, measure, k, cents)
		},
		most: budgetsMost, field: "budgets", tooMany: message.BudgetsTooMany, changed: message.BudgetsChanged, absent: message.NoBudgetEdit}
}

// Budgets gives all of a measure (see shop.Profile).
func (s *Store) Budgets(ctx context.Context, measure string) (Budgets, error) {
	return given(ctx, s.inRead, func(t *tx) (b Budgets, err error) {
		if b.Revision, err = budgetsOf(measure).revision(ctx, t); err != nil {
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
func (s *Store) BudgetEdits(ctx context.Context, measure string, most int) ([]Edit, error) {
	return budgetsOf(measure).edits(ctx, s, most)
}

// PutBudgets saves budgets. seen is the revision that the writer saw: where they
// changed since this returns CodeConflict, so that nobody overwrites what they have not
// seen; below 0 nothing was. Words that change nothing are left out; where all are,
// nothing is kept and the edit is the zero one. Returns CodeInvalid for an amount or a
// year that cannot be, a month that is named twice, and where there are too many.
func (s *Store) PutBudgets(ctx context.Context, actor, measure string, seen int64, words []BudgetWord) (Edit, error) {
	if err := checkBudgets(words); err != nil {
		return Edit{}, err
	}
	said := make([]keyed[budgetKey, int64], len(words))
	for i, w := range words {
		said[i] = keyed[budgetKey, int64]{key: budgetKey{w.Segment, w.Month.String()}, after: w.Cents}
	}
	return given(ctx, s.inTx, func(t *tx) (Edit, error) { return budgetsOf(measure).put(ctx, t, actor, seen, said) })
}

func checkBudgets(words []BudgetWord) error {
	if len(words) > budgetWordsMost {
		return fault.Invalid("budgets", message.BudgetsTooMany.With(budgetWordsMost))
	}
	known := make(map[budgetKey]bool, len(words))
	for _, w := range words {
		k := budgetKey{w.Segment, w.Month.String()}
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

func (t *tx) setBudget(ctx context.Context, measure string, k budgetKey, cents *int64) (err error) {
	if cents == nil {
		_, err = t.ExecContext(ctx, `DELETE FROM budgets WHERE measure = $1 AND segment = $2 AND month = $3`, measure, k.segment, k.month)
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO budgets (measure, segment, month, cents) VALUES ($1, $2, $3, $4)
		ON CONFLICT (measure, segment, month) DO UPDATE SET cents = excluded.cents`, measure, k.segment, k.month, *cents)
	return err
}

// UndoBudgets takes an edit back; a second time brings it again. Returns CodeNotFound
// where there is none, and CodeConflict where what it left has been changed since.
func (s *Store) UndoBudgets(ctx context.Context, actor string, id int64) (Edit, error) {
	return given(ctx, s.inTx, func(t *tx) (Edit, error) {
		var measure string
		if err := t.QueryRowContext(ctx, `SELECT measure FROM budget_edits WHERE seq = $1`, id).Scan(&measure); err != nil {
			return Edit{}, orNotFound(err, message.NoBudgetEdit.With(message.Quoted(strconv.FormatInt(id, 10))))
		}
		return budgetsOf(measure).undo(ctx, t, actor, id)
	})
}
