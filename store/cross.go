package store

import (
	"context"

	"olist/forecast"
)

// Cell is what a category sold in a state over some weeks, in cents.
type Cell struct {
	Category, State string
	Cents           int64
}

// Cells adds up the weeks from..to (inclusive) by category and state.
func (s *Store) Cells(ctx context.Context, from, to forecast.Week) ([]Cell, error) {
	t, err := s.beginRead(ctx)
	if err != nil {
		return nil, err
	}
	defer t.Rollback()
	return collect(ctx, t, func(row scanner) (c Cell, err error) {
		err = row.Scan(&c.Category, &c.State, &c.Cents)
		return c, err
	}, `
		SELECT c.category, c.state, SUM(c.revenue)
		FROM current_weeks cw JOIN cells c ON c.version = cw.version AND c.week = cw.week
		WHERE cw.week BETWEEN $1 AND $2
		GROUP BY c.category, c.state ORDER BY c.category, c.state`, from, to)
}
