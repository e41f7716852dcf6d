package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// ownTables are those whose rows each database has for itself: which migrations it
// had, files that are in no backup, and who tried to log in lately.
var ownTables = []string{"goose_db_version", "files", "attempts"}

// side is a database that rows are copied from or compared in.
type side struct {
	queryer
	engine engine
	shapes map[string]shape // of its tables, once they were asked for
}

// shape has the names of a table's columns and of those of its key, in their order.
type shape struct{ columns, key []string }

// shape gives that of a table. Those of all are asked for at once: there are many.
func (s *side) shape(ctx context.Context, table string) (shape, error) {
	if s.shapes != nil {
		return s.shapes[table], nil
	}
	rows, err := s.QueryContext(ctx, s.engine.columns())
	if err != nil {
		return shape{}, err
	}
	defer rows.Close()
	all, places := map[string]shape{}, map[string][]int{}
	for rows.Next() {
		var in, column string
		var place int
		if err := rows.Scan(&in, &column, &place); err != nil {
			return shape{}, err
		}
		of := all[in]
		of.columns = append(of.columns, column)
		if place > 0 {
			at, _ := slices.BinarySearch(places[in], place)
			of.key, places[in] = slices.Insert(of.key, at, column), slices.Insert(places[in], at, place)
		}
		all[in] = of
	}
	if err := rows.Err(); err != nil {
		return shape{}, err
	}
	s.shapes = all
	return all[table], nil
}

// side is the transaction's database.
func (t *tx) side() *side { return &side{queryer: t, engine: t.engine} }

// poured are the tables of a database whose rows go into another one.
func (s *side) poured(ctx context.Context) ([]string, error) {
	all, err := s.engine.tables(ctx, s)
	return slices.DeleteFunc(all, func(name string) bool { return slices.Contains(ownTables, name) }), err
}

// allColumns are all columns of all tables, as table.column.
func (s *side) allColumns(ctx context.Context) (all []string, err error) {
	tables, err := s.engine.tables(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, table := range tables {
		of, err := s.shape(ctx, table)
		if err != nil {
			return nil, err
		}
		for _, c := range of.columns {
			all = append(all, table+"."+c)
		}
	}
	return all, nil
}

// inKeyOrder is a query of all rows of a table, in the order of its key.
func (s *side) inKeyOrder(ctx context.Context, table, where string) (columns []string, query string, err error) {
	of, err := s.shape(ctx, table)
	if err != nil {
		return nil, "", err
	}
	if len(of.key) == 0 {
		return nil, "", fmt.Errorf("table %s has no key", table)
	}
	return of.columns, `SELECT ` + names(of.columns) + ` FROM ` + quoted(table) + where + ` ORDER BY ` + names(of.key), nil
}

func names(columns []string) string { return strings.Join(allQuoted(columns), ", ") }

func allQuoted(columns []string) []string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = quoted(c)
	}
	return all
}

// each hands every row of a query over; the values are those of the next row
// afterwards.
func each(ctx context.Context, q queryer, query string, columns int, do func([]any) error) error {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	values, into := make([]any, columns), make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := do(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// pour replaces the rows of every table by those of another database of the same
// schema, and compares them row by row in the end. Both see one state.
func (t *tx) pour(ctx context.Context, from *side) error {
	tables, err := from.poured(ctx)
	if err != nil {
		return err
	}
	own := t.side()
	have, err := own.poured(ctx)
	if err != nil {
		return err
	}
	if !slices.Equal(have, tables) {
		return fmt.Errorf("the tables are others: %v and %v", tables, have)
	}
	if err := t.engine.rulesOff(ctx, t, tables); err != nil {
		return err
	}
	for _, table := range tables {
		if _, err := t.ExecContext(ctx, `DELETE FROM `+quoted(table)); err != nil {
			return fmt.Errorf("empty %s: %w", table, err)
		}
	}
	for _, table := range tables {
		if err := t.pourTable(ctx, from, table, ``); err != nil {
			return fmt.Errorf("fill %s: %w", table, err)
		}
	}
	if err := t.engine.rulesOn(ctx, t, tables); err != nil {
		return err
	}
	return sameRows(ctx, from, own, tables)
}

// pourTable adds the rows of a table of another database that where selects.
func (t *tx) pourTable(ctx context.Context, from *side, table, where string) error {
	columns, query, err := from.inKeyOrder(ctx, table, where)
	if err != nil {
		return err
	}
	into := t.newBulk(quoted(table), allQuoted(columns)...)
	defer into.close()
	if err := each(ctx, from, query, len(columns), func(row []any) error { return into.add(ctx, row...) }); err != nil {
		return err
	}
	return into.flush(ctx)
}

// sameRows compares every row of the tables.
func sameRows(ctx context.Context, a, b *side, tables []string) error {
	for _, table := range tables {
		one, err := a.rowsByKey(ctx, table)
		if err != nil {
			return fmt.Errorf("read %s: %w", table, err)
		}
		other, err := b.rowsByKey(ctx, table)
		if err != nil {
			return fmt.Errorf("read %s: %w", table, err)
		}
		if one != other {
			return fmt.Errorf("the rows of %s are not those that were copied", table)
		}
	}
	return nil
}

// rowsByKey sums up the rows of a table in the order of their key: equal where two
// databases, of whatever kind, hold the same.
func (s *side) rowsByKey(ctx context.Context, table string) (string, error) {
	columns, query, err := s.inKeyOrder(ctx, table, ``)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	rows := 0
	err = each(ctx, s, query, len(columns), func(row []any) error {
		rows++
		for i, v := range row {
			fmt.Fprintf(sum, "%s ", columns[i])
			writeValue(sum, v)
		}
		return nil
	})
	fmt.Fprint(sum, rows)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// copyOf fills the new database at path, a file, with what a store's database holds
// in one state.
func copyOf(ctx context.Context, from *sql.DB, e engine, path string) error {
	to, err := Open(ctx, path, Options{WithoutCopy: true})
	if err != nil {
		return err
	}
	defer to.Close()
	if err := inOneState(ctx, from, e, func(one *side) error {
		return to.inTx(ctx, func(t *tx) error { return t.pour(ctx, one) })
	}); err != nil {
		return err
	}
	return to.Close()
}

// inOneState hands over a database as it is at one moment.
func inOneState(ctx context.Context, db *sql.DB, e engine, do func(*side) error) error {
	snapshot, err := db.BeginTx(ctx, e.snapshot())
	if err != nil {
		return err
	}
	defer snapshot.Rollback()
	if err := e.unhurry(ctx, snapshot); err != nil {
		return err
	}
	return do(&side{queryer: snapshot, engine: e})
}
