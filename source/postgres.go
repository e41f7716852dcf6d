package source

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"olist/secret"
)

// postgres speaks the extended protocol whatever the address asks for: it takes
// one statement at a time, so that none can end the transaction that only reads.
var postgres = dialect{
	open: func(dsn secret.Text) (*sql.DB, error) {
		config, err := pgx.ParseConfig(dsn.Reveal())
		if err != nil {
			return nil, err
		}
		config.DefaultQueryExecMode = pgx.QueryExecModeExec
		return stdlib.OpenDB(*config), nil
	},
	limit: func(ctx context.Context, c *sql.Conn, most time.Duration) error {
		_, err := c.ExecContext(ctx, fmt.Sprintf("SET statement_timeout = %d", most.Milliseconds()))
		return err
	},
	says: func(err error) (string, bool) {
		e, ok := errors.AsType[*pgconn.PgError](err)
		switch {
		case !ok:
			return "", false
		case strings.HasPrefix(e.Code, "42") || e.Code == "25006": // the query itself, rights, and writing where one may only read
			return e.Message, true
		}
		return "SQLSTATE " + e.Code, true
	},
}
