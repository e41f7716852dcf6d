package source

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"olist/secret"
)

// sqlite opens the file for reading alone, with no other database at its side:
// a query reads the file that the address names and nothing else.
var sqlite = dialect{
	open: func(dsn secret.Text) (*sql.DB, error) {
		name, _, _ := strings.Cut(strings.TrimPrefix(dsn.Reveal(), "file:"), "?")
		if name == "" || strings.HasPrefix(name, ":memory:") {
			return nil, errors.New("source: no file of SQLite")
		}
		u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: name}).EscapedPath(), RawQuery: "mode=ro&_query_only=1&_busy_timeout=10000"}
		return sql.OpenDB(connector{u.String()}), nil
	},
	limit: func(context.Context, *sql.Conn, time.Duration) error { return nil }, // the context interrupts it
	says: func(err error) (string, bool) {
		e, ok := errors.AsType[sqlite3.Error](err)
		switch {
		case !ok || e.Code == sqlite3.ErrCantOpen || e.Code == sqlite3.ErrInterrupt:
			return "", false
		case e.Code == sqlite3.ErrError || e.Code == sqlite3.ErrReadonly || e.Code == sqlite3.ErrAuth:
			return e.Error(), true
		}
		return e.Code.Error(), true
	},
}

type connector struct{ dsn string }

// Connect implements driver.Connector.
func (c connector) Connect(context.Context) (driver.Conn, error) {
	return c.Driver().Open(c.dsn)
}

// Driver implements driver.Connector.
func (c connector) Driver() driver.Driver {
	return &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		conn.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
		conn.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, maxValue)
		return nil
	}}
}
