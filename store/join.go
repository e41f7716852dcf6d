package store

import (
	"context"
	"slices"

	"olist/message"
	"olist/store/fault"
	"olist/store/ingest"
)

// JoinSpellings takes categories of a staged import for one, as its proposals
// say; into names those to follow, JoinAll every one. Returns CodeConflict
// where the import is not staged, CodeInvalid for what is not proposed.
func (s *Store) JoinSpellings(ctx context.Context, actor string, version int64, into []string) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.importIn(ctx, version, ImportStaged); err != nil {
			return err
		}
		if err := t.joinSpellings(ctx, version, into); err != nil {
			return err
		}
		return t.audit(ctx, actor, "import.join", versionName(version), map[string]any{"into": into})
	})
}

func (t *tx) joinSpellings(ctx context.Context, version int64, into []string) error {
	if len(into) == 0 {
		return nil
	}
	brought, err := t.categorySales(ctx, weeksOf, version)
	if err != nil {
		return err
	}
	below, err := t.categorySales(ctx, weeksBelow, version)
	if err != nil {
		return err
	}
	proposals := ingest.Spellings(brought, below)
	all := slices.Contains(into, JoinAll)
	for _, name := range into {
		if name != JoinAll && !slices.ContainsFunc(proposals, func(p ingest.Spelling) bool { return p.Into == name }) {
			return fault.Invalid("join", message.ImportNotOffered.With(message.Quoted(name), listed(proposals)))
		}
	}
	for _, p := range proposals {
		if !all && !slices.Contains(into, p.Into) {
			continue
		}
		for _, name := range p.Names {
			if err := t.renameCategory(ctx, version, name, p.Into); err != nil {
				return err
			}
		}
	}
	return t.sumUp(ctx, version)
}

func listed(proposals []ingest.Spelling) (names []string) {
	if len(proposals) == 0 {
		return []string{"-"}
	}
	const most = 20
	for _, p := range proposals[:min(most, len(proposals))] {
		names = append(names, p.Into)
	}
	return names
}

// renameCategory adds a category of a version to another, and leaves none of
// it. Orders add up, too: at most, since one order may hold both. A driver keeps
// the value that it has there.
func (t *tx) renameCategory(ctx context.Context, version int64, from, to string) error {
	for _, s := range []struct {
		sql  string
		args []any
	}{
		{`
		INSERT INTO cells (version, week, category, state, revenue, freight, items, money)
		SELECT version, week, $1, state, revenue, freight, items, money FROM cells WHERE version = $2 AND category = $3
		ON CONFLICT (version, week, category, state) DO UPDATE SET
			revenue = cells.revenue + excluded.revenue, freight = cells.freight + excluded.freight, items = cells.items + excluded.items, money = cells.money + excluded.money`,
			[]any{to, version, from}},
		{`DELETE FROM cells WHERE version = $1 AND category = $2`, []any{version, from}},
		{`
		INSERT INTO order_counts (version, week, segment, orders)
		SELECT version, week, $1, orders FROM order_counts WHERE version = $2 AND segment = $3
		ON CONFLICT (version, week, segment) DO UPDATE SET orders = order_counts.orders + excluded.orders`,
			[]any{CategoryPrefix + to, version, CategoryPrefix + from}},
		{`DELETE FROM order_counts WHERE version = $1 AND segment = $2`, []any{version, CategoryPrefix + from}},
		{`
		INSERT INTO early_sums (version, week, segment, cents, items)
		SELECT version, week, $1, cents, items FROM early_sums WHERE version = $2 AND segment = $3
		ON CONFLICT (version, week, segment) DO UPDATE SET cents = early_sums.cents + excluded.cents, items = early_sums.items + excluded.items`,
			[]any{CategoryPrefix + to, version, CategoryPrefix + from}},
		{`DELETE FROM early_sums WHERE version = $1 AND segment = $2`, []any{version, CategoryPrefix + from}},
		{`
		INSERT INTO driver_values (version, driver, week, category, state, value)
		SELECT version, driver, week, $1, state, value FROM driver_values WHERE version = $2 AND category = $3
		ON CONFLICT (version, driver, week, category, state) DO NOTHING`,
			[]any{to, version, from}},
		{`DELETE FROM driver_values WHERE version = $1 AND category = $2`, []any{version, from}},
		{`DELETE FROM categories WHERE version = $1 AND slug = $2`, []any{version, from}},
	} {
		if _, err := t.ExecContext(ctx, s.sql, s.args...); err != nil {
			return err
		}
	}
	return nil
}
