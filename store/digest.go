package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
)

// queryer is a database, a connection or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Digest gives the sha256 of all rows of each table, by table name: equal
// where two databases hold the same rows.
func (s *Store) Digest(ctx context.Context) (map[string]string, error) {
	return given(ctx, s.inRead, func(t *tx) (map[string]string, error) { return t.engine.digest(ctx, t) })
}

func digest(ctx context.Context, q queryer) (map[string]string, error) {
	tables, err := sqlite{}.tables(ctx, q)
	if err != nil {
		return nil, err
	}
	sums := make(map[string]string, len(tables))
	for _, table := range tables {
		if sums[table], err = digestTable(ctx, q, table); err != nil {
			return nil, fmt.Errorf("read %s: %w", table, err)
		}
	}
	return sums, nil
}

func digestTable(ctx context.Context, q queryer, table string) (string, error) {
	rows, err := q.QueryContext(ctx, `SELECT * FROM `+quoted(table)+inOrder)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	sum := sha256.New()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return "", err
		}
		for _, v := range values {
			writeValue(sum, v)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), rows.Err()
}

// writeValue writes a value of a row with its type and length, so that no two rows
// sum up alike. A restore writes every value of a database twice: the usual types
// are written without reflection.
func writeValue(sum io.Writer, v any) {
	var name string
	var text []byte
	switch v := v.(type) {
	case []byte:
		name, text = "[]uint8", v
	case string:
		name, text = "string", []byte(v)
	case int64:
		name, text = "int64", strconv.AppendInt(nil, v, 10)
	default:
		name, text = fmt.Sprintf("%T", v), fmt.Append(nil, v)
	}
	head := strconv.AppendInt(append([]byte(name), ' '), int64(len(text)), 10)
	_, _ = sum.Write(append(head, ' ')) // a sum takes all
	_, _ = sum.Write(text)
}

// texts gives the first column of every row as text.
func texts(ctx context.Context, q queryer, query string, args ...any) ([]string, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var all []string
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(sql.NullString)
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, into[0].(*sql.NullString).String)
	}
	return all, rows.Err()
}
