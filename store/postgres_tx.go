package store

import (
	"context"
	"database/sql"
)

func (postgres) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (p postgres) lock(ctx context.Context, t *sql.Tx) error {
	if ctx.Value(unhurried{}) != nil {
		if err := p.unhurry(ctx, t); err != nil {
			return err
		}
	}
	_, err := t.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(WriteLock))
	return err
}

func (postgres) unhurry(ctx context.Context, t *sql.Tx) error {
	_, err := t.ExecContext(ctx, `SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0`)
	return err
}

// keeping tells all programs of the changes, if there are any, once they are kept.
func (postgres) keeping(ctx context.Context, t *sql.Tx) error {
	_, err := t.ExecContext(ctx, `SELECT pg_notify('`+channel+`', '') WHERE pg_current_xact_id_if_assigned() IS NOT NULL`)
	return err
}
