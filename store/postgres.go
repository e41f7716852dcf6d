package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"net"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"

	"olist/message"
	"olist/store/fault"
)

// postgres is the engine of a store that several programs share.
type postgres struct {
	url  string
	line *line // what the store's connections go over
}

// IsPostgres reports whether a database's name is the address of one on PostgreSQL.
func IsPostgres(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

const (
	connectLasts = 5 * time.Second

	// WriteLock is the number of pg_advisory_xact_lock that a program holds while it
	// writes: "olist".
	WriteLock = 0x6f6c697374
)

// whileConnected are the settings of every connection: a slow statement ends, and
// the server lets go of what a program held that is gone without a word.
var whileConnected = map[string]string{
	"application_name":                    "olist",
	"statement_timeout":                   "60s",
	"lock_timeout":                        "5s", // as long as SQLite waits
	"idle_in_transaction_session_timeout": "300s",
	"tcp_keepalives_idle":                 "10",
	"tcp_keepalives_interval":             "5",
	"tcp_keepalives_count":                "3",
	"tcp_user_timeout":                    "15000",
}

// config reads the address. Its errors name no password.
func (p postgres) config() (*pgx.ConnConfig, error) {
	c, err := pgx.ParseConfig(p.url)
	if err != nil {
		return nil, fault.Wrap(fault.CodeInvalid, err, message.PostgresAddress.With())
	}
	for name, value := range whileConnected {
		if _, said := c.RuntimeParams[name]; !said {
			c.RuntimeParams[name] = value
		}
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = connectLasts
	}
	c.DialFunc = (&net.Dialer{Timeout: c.ConnectTimeout, KeepAliveConfig: net.KeepAliveConfig{
		Enable: true, Idle: 5 * time.Second, Interval: 5 * time.Second, Count: 3}}).DialContext
	return c, nil
}

// pool is a pool of at most so many connections.
func (p postgres) pool(most int) (*sql.DB, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	c.DialFunc = p.line.through(c.DialFunc)
	db := stdlib.OpenDB(*c, stdlib.OptionAfterConnect(func(_ context.Context, conn *pgx.Conn) error {
		m := conn.TypeMap()
		m.TryWrapEncodePlanFuncs = append([]pgtype.TryWrapEncodePlanFunc{yesAsOne}, m.TryWrapEncodePlanFuncs...)
		return nil
	}))
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db, nil
}

// asOne encodes true as 1 and false as 0, as tables keep them.
type asOne struct{ next pgtype.EncodePlan }

func (p *asOne) SetNext(next pgtype.EncodePlan) { p.next = next }

func (p *asOne) Encode(value any, buf []byte) ([]byte, error) {
	return p.next.Encode(oneOf(value.(bool)), buf)
}

func yesAsOne(value any) (pgtype.WrappedEncodePlanNextSetter, any, bool) {
	yes, is := value.(bool)
	if !is {
		return nil, nil, false
	}
	return &asOne{}, oneOf(yes), true
}

func oneOf(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// openPostgres is Open for an address. Of a database that cannot be opened it says
// where it is, without the password.
func openPostgres(ctx context.Context, address string, o Options) (*Store, error) {
	p := postgres{address, &line{}}
	at := Place{address, o.Beside}
	s := &Store{place: at, path: at.Path(), clock: o.Clock, engine: p}
	if err := p.open(ctx, s, o); err != nil {
		s.Close()
		return nil, cannotOpen(at.String(), err)
	}
	return s, nil
}

// String is the address without who, a password, or settings.
func (p postgres) String() string {
	c, err := p.config()
	if err != nil {
		return "postgres://"
	}
	return fmt.Sprintf("postgres://%s:%d/%s", c.Host, c.Port, c.Database)
}

func (p postgres) open(ctx context.Context, s *Store, o Options) (err error) {
	if s.write, err = p.pool(1); err != nil {
		return err
	}
	readers := 1 + max(4, runtime.GOMAXPROCS(0))
	if s.read, err = p.pool(readers); err != nil {
		return err
	}
	return p.migrate(ctx, s, o.WithoutCopy)
}

// migrate brings the schema up to date. Of several programs that start at once one
// does, and the others wait for it.
func (p postgres) migrate(ctx context.Context, s *Store, withoutCopy bool) error {
	if behind, err := p.isBehind(ctx, s.write); err != nil || !behind {
		return err
	}
	beside, err := p.pool(2)
	if err != nil {
		return err
	}
	defer beside.Close()
	held, err := beside.Conn(ctx)
	if err != nil {
		return err
	}
	defer held.Close()
	for _, statement := range []string{`SET lock_timeout = 0`, `SET statement_timeout = 0`, fmt.Sprintf(`SELECT pg_advisory_lock(%d)`, WriteLock)} {
		if _, err := held.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if behind, err := p.isBehind(ctx, s.write); err != nil || !behind {
		return err
	}
	if !withoutCopy {
		if err := p.keepBefore(ctx, s); err != nil {
			return fault.Wrap(fault.CodeUnavailable, err, message.UpdateNoCopy.With(p.String()))
		}
	}
	provider, err := postgresMigrator(beside)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// isMade reports whether a program ever made its tables in the database.
func (postgres) isMade(ctx context.Context, db *sql.DB) (bool, error) {
	made, err := texts(ctx, db, `SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'`)
	return len(made) > 0, err
}

// isBehind reports whether the database lacks a migration, or all; one that a newer
// program brought up to date is refused.
func (p postgres) isBehind(ctx context.Context, db *sql.DB) (bool, error) {
	made, err := p.isMade(ctx, db)
	if err != nil || !made {
		return true, err
	}
	had, of, err := migrationsOf(ctx, db)
	return had < of, err
}

// commits sums up which transactions the server sees as ended: another one after
// every commit of the cluster.
func (postgres) commits(ctx context.Context, s *Store) (int64, error) {
	var seen string
	if err := s.read.QueryRowContext(ctx, `SELECT pg_current_snapshot()::text`).Scan(&seen); err != nil {
		return 0, err
	}
	sum := fnv.New64a()
	sum.Write([]byte(seen))
	return int64(sum.Sum64()), nil
}

func (postgres) tables(ctx context.Context, q queryer) ([]string, error) {
	return texts(ctx, q, `
		SELECT table_name::text COLLATE "C" FROM information_schema.tables
		WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`)
}

// columns asks the catalog itself: the views of information_schema take ten times as long.
func (postgres) columns() string {
	return `
		SELECT r.relname::text, a.attname::text, COALESCE(array_position(i.indkey::int2[], a.attnum) + 1, 0)
		FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid LEFT JOIN pg_index i ON i.indrelid = r.oid AND i.indisprimary
		WHERE r.relkind = 'r' AND r.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
		ORDER BY r.oid, a.attnum`
}

func (postgres) kinds(table string) string {
	return `SELECT column_name::text, data_type::text FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = '` + table + `' ORDER BY ordinal_position`
}

func (postgres) rowsOf(table, where string, key []string) string {
	return quoted(table) + where + ` ORDER BY ` + names(key)
}

func (p postgres) digest(ctx context.Context, t *tx) (map[string]string, error) {
	s := &side{queryer: t, engine: p}
	tables, err := s.poured(ctx)
	sums := make(map[string]string, len(tables))
	for _, table := range tables {
		if sums[table], err = s.rowsByKey(ctx, table); err != nil {
			return nil, err
		}
	}
	return sums, err
}

// inspect finds nothing: the server looks after its own pages.
func (postgres) inspect(context.Context, *Store) ([]string, error) { return nil, nil }

func (p postgres) copyTo(ctx context.Context, s *Store, file string) (string, error) {
	if err := copyOf(ctx, s.read, p, file); err != nil {
		return "", err
	}
	if err := alone(ctx, file); err != nil {
		return "", err
	}
	return RowsOf(ctx, file)
}

// alone makes a database one file, with nothing beside it.
func alone(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite3", dsn(file, "_journal_mode", "DELETE"))
	if err != nil {
		return err
	}
	return errors.Join(db.PingContext(ctx), db.Close(), os.Chmod(file, 0o600))
}

func (postgres) rulesOff(ctx context.Context, t *tx, tables []string) error {
	if _, err := t.ExecContext(ctx, `SET CONSTRAINTS ALL DEFERRED`); err != nil {
		return err
	}
	return eachTable(ctx, t, tables, ` DISABLE TRIGGER USER`)
}

func (postgres) rulesOn(ctx context.Context, t *tx, tables []string) error {
	if _, err := t.ExecContext(ctx, `SET CONSTRAINTS ALL IMMEDIATE`); err != nil { // a table with checks that wait cannot be altered
		return err
	}
	return eachTable(ctx, t, tables, ` ENABLE TRIGGER USER`)
}

func eachTable(ctx context.Context, t *tx, tables []string, what string) error {
	for _, table := range tables {
		if _, err := t.ExecContext(ctx, `ALTER TABLE `+quoted(table)+what); err != nil {
			return err
		}
	}
	return nil
}
