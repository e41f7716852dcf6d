package store

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"runtime"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// sqlite is the engine of a store in one file.
type sqlite struct{}

func (sqlite) open(ctx context.Context, s *Store, o Options) (err error) {
	file, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600) // sessions are in it
	if err != nil {
		return err
	}
	file.Close()
	if s.write, err = sql.Open(o.Driver, dsn(s.path, "_txlock", "immediate")); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(ctx, s.write, func(ctx context.Context) error { return s.keepBefore(ctx, o.WithoutCopy) }); err != nil {
		return err
	}
	if err := raiseSequences(ctx, s.write, s.clock()); err != nil {
		return err
	}
	if s.read, err = sql.Open(o.Driver, dsn(s.path, "_query_only", "on", "_cache_size", "-256")); err != nil {
		return err
	}
	readers := 1 + max(4, runtime.GOMAXPROCS(0)) // one is kept for Latest
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	return s.read.PingContext(ctx)
}

// dsn is the data source name of path with the pragmas that every connection
// needs, and pairs of further ones.
func dsn(path string, pairs ...string) string {
	q := url.Values{
		"_journal_mode":  {"WAL"},
		"_busy_timeout":  {"5000"},
		"_foreign_keys":  {"on"},
		"_synchronous":   {"FULL"},
		"_secure_delete": {"fast"},  // what is replaced is not left in a page's free space
		"_cache_size":    {"-1000"}, // KiB, of a reader less; the operating system caches the rest
	}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

func (sqlite) snapshot() *sql.TxOptions { return nil }

// lock has nothing to do: transactions begin with it, see dsn.
func (sqlite) lock(context.Context, *sql.Tx) error { return nil }

func (sqlite) unhurry(context.Context, *sql.Tx) error { return nil }

func (sqlite) keeping(context.Context, *sql.Tx) error { return nil }

func (sqlite) marked(err error) error { return err }

func (sqlite) commits(ctx context.Context, s *Store) (version int64, err error) {
	l := &s.latest
	if l.conn == nil {
		if l.conn, err = s.read.Conn(ctx); err != nil {
			return 0, err
		}
	}
	err = l.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version)
	return version, err
}

func (sqlite) tables(ctx context.Context, q queryer) ([]string, error) {
	return texts(ctx, q, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
}

func (sqlite) columns() string {
	return `
		SELECT t.name, c.name, c.pk FROM sqlite_schema t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid`
}

func (sqlite) copyTo(ctx context.Context, s *Store, file string) (string, error) {
	return copyVerified(ctx, s.read, file)
}

func (sqlite) kinds(table string) string {
	return `SELECT name, type FROM pragma_table_info('` + table + `') ORDER BY cid`
}

func (sqlite) rowsOf(table, where string, _ []string) string { return quoted(table) + inOrder + where }

func (sqlite) digest(ctx context.Context, t *tx) (map[string]string, error) { return digest(ctx, t) }

func (sqlite) inspect(ctx context.Context, s *Store) ([]string, error) {
	tables, err := unreadable(ctx, s.read)
	if err == nil && len(tables) == 0 && !sound(ctx, s.read) {
		tables, err = []string{indexes}, ctx.Err()
	}
	if err == nil && len(tables) > 0 {
		mark(s.path)
	}
	return tables, err
}

// rulesOff drops the triggers of the tables, and looks at references in the end.
func (sqlite) rulesOff(ctx context.Context, t *tx, tables []string) error {
	for _, table := range tables {
		of := ` FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '` + table + `' ORDER BY name`
		names, err := texts(ctx, t, `SELECT name`+of)
		if err != nil {
			return err
		}
		made, err := texts(ctx, t, `SELECT sql`+of)
		if err != nil {
			return err
		}
		t.rules = append(t.rules, made...)
		for _, name := range names {
			if _, err := t.ExecContext(ctx, `DROP TRIGGER `+quoted(name)); err != nil {
				return err
			}
		}
	}
	_, err := t.ExecContext(ctx, `PRAGMA defer_foreign_keys = ON`)
	return err
}

// rulesOn makes the triggers anew.
func (sqlite) rulesOn(ctx context.Context, t *tx, _ []string) error {
	for _, made := range t.rules {
		if _, err := t.ExecContext(ctx, made); err != nil {
			return err
		}
	}
	t.rules = nil
	return nil
}
