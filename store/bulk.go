package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// bulkRows are inserted by one statement: a million cells one by one cost twice
// the processor time.
const bulkRows = 64

// bulk inserts rows into a table, many by one statement. What was added last is
// written by flush.
type bulk struct {
	t       *tx
	into    string // "table (columns)"
	columns int
	full    *sql.Stmt
	args    []any
}

// newBulk is for a table and its columns, both of the program's own making.
func (t *tx) newBulk(table string, columns ...string) *bulk {
	return &bulk{t: t, into: table + ` (` + strings.Join(columns, `, `) + `)`, columns: len(columns)}
}

// statement inserts so many rows.
func (b *bulk) statement(rows int) string {
	var s strings.Builder
	s.WriteString(`INSERT INTO ` + b.into + ` VALUES `)
	for i := range rows * b.columns {
		switch {
		case i == 0:
			s.WriteString("(")
		case i%b.columns == 0:
			s.WriteString("), (")
		default:
			s.WriteString(", ")
		}
		fmt.Fprintf(&s, "$%d", i+1)
	}
	s.WriteString(")")
	return s.String()
}

// add adds a row, a value for each column.
func (b *bulk) add(ctx context.Context, row ...any) (err error) {
	b.args = append(b.args, row...)
	if len(b.args) < bulkRows*b.columns {
		return nil
	}
	if b.full == nil {
		if b.full, err = b.t.PrepareContext(ctx, b.statement(bulkRows)); err != nil {
			return err
		}
	}
	_, err = b.full.ExecContext(ctx, b.args...)
	b.args = b.args[:0]
	return err
}

// flush writes what is left, and ends the bulk.
func (b *bulk) flush(ctx context.Context) (err error) {
	if len(b.args) > 0 {
		_, err = b.t.ExecContext(ctx, b.statement(len(b.args)/b.columns), b.args...)
		b.args = nil
	}
	b.close()
	return err
}

// close lets go of the statement, be everything written or not.
func (b *bulk) close() {
	if b.full != nil {
		b.full.Close()
		b.full = nil
	}
}
