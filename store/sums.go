package store

import "context"

// sums are the tables that hold the cells of each week added up by one of their
// names. Figures are read from there: cells are too many to be added up whenever
// somebody asks.
var sums = []sum{{"category_sums", "category"}, {"state_sums", "state"}}

type sum struct{ table, name string }

// fill is the statement that adds up the cells which where selects.
func (s sum) fill(where string) string {
	return `INSERT INTO ` + s.table + ` (version, week, ` + s.name + `, revenue, freight, items)
		SELECT version, week, ` + s.name + `, SUM(revenue), SUM(freight), SUM(items) FROM cells ` + where + `
		GROUP BY version, week, ` + s.name
}

// differ is a query that finds a row where a week's sums are not those of its
// cells.
func (s sum) differ() string {
	const week = `SELECT version, week, SUM(revenue), SUM(freight), SUM(items) FROM `
	const grouped = ` GROUP BY version, week`
	cells, added := week+`cells`+grouped, week+s.table+grouped
	return `SELECT 1 FROM (SELECT * FROM (` + cells + ` EXCEPT ` + added + `) AS a UNION ALL SELECT * FROM (` + added + ` EXCEPT ` + cells + `) AS b) AS differing LIMIT 1`
}

// remake adds up all cells, where no sums are left.
func (s sum) remake(ctx context.Context, t *tx) error {
	_, err := t.ExecContext(ctx, s.fill(``))
	return err
}

// sumUp adds up the cells of a version anew. It goes by the week: what one holds
// is sorted in memory.
func (t *tx) sumUp(ctx context.Context, version int64) error {
	weeks, err := t.versionsByWeek(ctx, weeksOf, version)
	if err != nil {
		return err
	}
	for _, s := range sums {
		if _, err := t.ExecContext(ctx, `DELETE FROM `+s.table+` WHERE version = $1`, version); err != nil {
			return err
		}
		for _, w := range weeks {
			if _, err := t.ExecContext(ctx, s.fill(`WHERE version = $1 AND week = $2`), version, w.week); err != nil {
				return err
			}
		}
	}
	return nil
}

// sumUpAll adds up the cells of every version anew.
func (t *tx) sumUpAll(ctx context.Context) error {
	for _, s := range sums {
		if _, err := t.ExecContext(ctx, `DELETE FROM `+s.table); err != nil {
			return err
		}
		if err := s.remake(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
