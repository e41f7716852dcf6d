package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"olist/store/fault"
)

// tx is a transaction with the one time that all its rows are stamped with.
type tx struct {
	*sql.Tx
	now time.Time
}

// begin starts a transaction that may write; it holds the write lock at once.
func (s *Store) begin(ctx context.Context) (*tx, error) { return s.beginOn(ctx, s.write) }

// beginRead starts a transaction that sees one state of the database.
func (s *Store) beginRead(ctx context.Context) (*tx, error) { return s.beginOn(ctx, s.read) }

func (s *Store) beginOn(ctx context.Context, db *sql.DB) (*tx, error) {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &tx{Tx: t, now: s.clock()}, nil
}

// next gives the following number of a named sequence, from 1. Numbers are
// never given twice, even where the row that had one was deleted.
func (t *tx) next(ctx context.Context, name string) (int64, error) {
	var n int64
	err := t.QueryRowContext(ctx, `
		INSERT INTO sequences (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = sequences.value + 1
		RETURNING value`, name).Scan(&n)
	return n, err
}

// exists reports whether query, which takes arg, finds a row.
func (t *tx) exists(ctx context.Context, query string, args ...any) (bool, error) {
	var one int
	err := t.QueryRowContext(ctx, query, args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// scanner is a row or rows.
type scanner interface{ Scan(dest ...any) error }

// collect runs a query and scans every row of it.
func collect[T any](ctx context.Context, t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{} // JSON lists are never null
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// orNotFound turns "no rows" into an error that says what is not there.
func orNotFound(err error, what, id string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.CodeNotFound, "there is no %s %q", what, id)
	}
	return err
}

// toMillis gives epoch milliseconds, 0 for the zero time.
func toMillis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// millis scans epoch milliseconds into a time in UTC.
type millis struct{ t *time.Time }

func (m millis) Scan(v any) error {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		return err
	}
	*m.t = time.Time{}
	if n.Int64 != 0 {
		*m.t = time.UnixMilli(n.Int64).UTC()
	}
	return nil
}
