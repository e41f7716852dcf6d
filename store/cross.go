package store

import (
	"cmp"
	"context"
	"slices"

	"olist/week"
)

// Cell is what a category sold in a state over some weeks, in cents.
type Cell struct {
	Category, State string
	Cents           int64
}

// Cells adds up the weeks from..to (inclusive) by category and state.
func (s *Store) Cells(ctx context.Context, from, to week.Week) ([]Cell, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Cell, error) {
		weeks, err := t.weeks(ctx, currentWeeks)
		if err != nil {
			return nil, err
		}
		vague, err := t.vagueWeeks(ctx)
		if err != nil {
			return nil, err
		}
		split, err := t.spread(ctx, weeks, vague)
		if err != nil {
			return nil, err
		}
		var apart []week.Week
		var cells []Cell
		for _, c := range split {
			if c.week < from || c.week > to {
				continue
			}
			apart = append(apart, c.week)
			cells = append(cells, Cell{c.Category, c.State, c.Revenue})
		}
		known, err := collect(ctx, t, func(row scanner) (c Cell, err error) {
			err = row.Scan(&c.Category, &c.State, &c.Cents)
			return c, err
		}, `
			SELECT c.category, c.state, SUM(c.revenue)
			FROM current_weeks cw JOIN cells c ON c.version = cw.version AND c.week = cw.week
			WHERE cw.week BETWEEN $1 AND $2 AND cw.week NOT IN (`+weekList(slices.Compact(apart))+`)
			GROUP BY c.category, c.state ORDER BY c.category, c.state`, from, to)
		return merged(append(known, cells...)), err
	})
}

// merged adds up the cells of the same category and state.
func merged(cells []Cell) []Cell {
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.State, b.State))
	})
	var out []Cell
	for _, c := range cells {
		if n := len(out); n > 0 && out[n-1].Category == c.Category && out[n-1].State == c.State {
			out[n-1].Cents += c.Cents
		} else {
			out = append(out, c)
		}
	}
	return out
}
