package store

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"olist/store/ingest"
	"olist/week"
)

// What weeks and weekData can read: the weeks in force, those that one version
// brought, those in force of the versions before it, or these and its own, be it
// in force or not.
const (
	currentWeeks = `SELECT week, version FROM current_weeks`
	weeksOf      = `SELECT week, version FROM import_weeks WHERE version = $1`
	weeksBelow   = `SELECT w.week AS week, MAX(w.version) AS version
		FROM import_weeks w JOIN imports i ON i.version = w.version
		WHERE i.state = 'applied' AND w.version < $1 GROUP BY w.week`
	aWeek     = `SELECT week, version FROM import_weeks WHERE version = $1 AND week = $2`
	weeksUpTo = `SELECT w.week AS week, MAX(w.version) AS version
		FROM import_weeks w JOIN imports i ON i.version = w.version
		WHERE i.state = 'applied' AND w.version < $1 OR w.version = $1 GROUP BY w.week`
)

func versionName(version int64) string { return strconv.FormatInt(version, 10) }

// weekData reads the aggregates of the weeks that the query which selects.
func (t *tx) weekData(ctx context.Context, which string, args ...any) ([]ingest.Week, error) {
	weeks, err := collect(ctx, t, func(row scanner) (w ingest.Week, err error) {
		err = row.Scan(&w.Week)
		return w, err
	}, `SELECT week FROM (`+which+`) AS w ORDER BY week`, args...)
	if err != nil {
		return nil, err
	}
	at := make(map[week.Week]*ingest.Week, len(weeks))
	for i := range weeks {
		at[weeks[i].Week] = &weeks[i]
	}
	read := func(scan func(scanner) (struct{}, error), columns, table, order string) error {
		_, err := collect(ctx, t, scan, `
			SELECT x.week, `+columns+` FROM (`+which+`) AS w
			JOIN `+table+` x ON x.version = w.version AND x.week = w.week
			ORDER BY x.week, `+order, args...)
		return err
	}
	if err := read(func(row scanner) (_ struct{}, err error) {
		var week week.Week
		var c ingest.Cell
		if err = row.Scan(&week, &c.Category, &c.State, &c.Revenue, &c.Freight, &c.Items, &c.Money); err == nil {
			at[week].Cells = append(at[week].Cells, c)
		}
		return struct{}{}, err
	}, `x.category, x.state, x.revenue, x.freight, x.items, x.money`, `cells`, `x.category, x.state`); err != nil {
		return nil, err
	}
	if err := read(func(row scanner) (_ struct{}, err error) {
		var week week.Week
		var c ingest.Count
		if err = row.Scan(&week, &c.Segment, &c.Orders); err == nil {
			at[week].Orders = append(at[week].Orders, c)
		}
		return struct{}{}, err
	}, `x.segment, x.orders`, `order_counts`, `x.segment`); err != nil {
		return nil, err
	}
	return weeks, read(func(row scanner) (_ struct{}, err error) {
		var week week.Week
		var weekday, orders int
		if err := row.Scan(&week, &weekday, &orders); err != nil {
			return struct{}{}, err
		}
		w := at[week]
		if w.Days == nil {
			w.Days = new([7]int)
		}
		w.Days[weekday] = orders
		return struct{}{}, nil
	}, `x.weekday, x.orders`, `daily_orders`, `x.weekday`)
}

// insertWeeks writes the weeks of a new version, in their order.
func (t *tx) insertWeeks(ctx context.Context, version int64, weeks []ingest.Week, categories []ingest.Category) error {
	cells := t.newBulk("cells", "version", "week", "category", "state", "revenue", "freight", "items", "money")
	defer cells.close()
	counts := t.newBulk("order_counts", "version", "week", "segment", "orders")
	defer counts.close()
	early := t.newEarly()
	defer early.close()
	for _, w := range weeks {
		if _, err := t.ExecContext(ctx, `INSERT INTO import_weeks (version, week) VALUES ($1, $2)`, version, w.Week); err != nil {
			return err
		}
		for c := range w.All() {
			if err := cells.add(ctx, version, w.Week, c.Category, c.State, c.Revenue, c.Freight, c.Items, c.Money); err != nil {
				return err
			}
		}
		for _, c := range w.Orders {
			if err := counts.add(ctx, version, w.Week, c.Segment, c.Orders); err != nil {
				return err
			}
		}
		if err := cmp.Or(t.insertDays(ctx, version, w), t.insertDaySums(ctx, version, w), addEarly(ctx, early, version, w)); err != nil {
			return err
		}
	}
	if err := errors.Join(cells.flush(ctx), counts.flush(ctx), early.flush(ctx)); err != nil {
		return err
	}
	for _, c := range categories {
		if _, err := t.ExecContext(ctx, `INSERT INTO categories (version, slug, name_en) VALUES ($1, $2, $3)`, version, c.Slug, c.NameEN); err != nil {
			return err
		}
	}
	return t.sumUp(ctx, version)
}

func (t *tx) insertDays(ctx context.Context, version int64, w ingest.Week) error {
	if w.Days == nil {
		return nil
	}
	for weekday, orders := range w.Days {
		if _, err := t.ExecContext(ctx, `
			INSERT INTO daily_orders (version, week, weekday, orders) VALUES ($1, $2, $3, $4)`,
			version, w.Week, weekday, orders); err != nil {
			return err
		}
	}
	return nil
}
