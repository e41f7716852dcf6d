package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

// look reports why the database in file is not one of this program's, or not
// whole. It changes nothing.
func look(ctx context.Context, file string) error {
	if err := lookAtHead(file); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", dsn(file, "_query_only", "on"))
	if err != nil {
		return err
	}
	defer db.Close()
	if err = integrity(ctx, db); err == nil {
		err = lookAtSchema(ctx, db)
	}
	return inWords(err, errNotOurs.Error())
}

// inWords says that a file is what it should not be where SQLite cannot do with
// it what it can do with ours: what it says of that is for programmers. What is
// damaged, full or locked keeps SQLite's words, without those of others.
func inWords(err error, foreign string) error {
	e, ok := errors.AsType[sqlite3.Error](err)
	switch {
	case !ok || e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB:
		return err
	case e.Code == sqlite3.ErrError || e.Code == sqlite3.ErrConstraint || e.Code == sqlite3.ErrMismatch:
		return &plainError{foreign, err}
	}
	return &plainError{e.Error(), err}
}

// lookAtHead tells what a file is that is no SQLite database.
func lookAtHead(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(f, head)
	switch head = head[:n]; {
	case n == 0:
		return errors.New("it is empty")
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return errors.New("it is packed by gzip; unpack it first")
	case err != nil || string(head) != "SQLite format 3\x00":
		return errors.New("it is no SQLite database")
	}
	return nil
}

// lookAtSchema compares the tables with those that the migrations make which
// the database says it has had.
func lookAtSchema(ctx context.Context, db *sql.DB) error {
	have, err := columns(ctx, db)
	if err != nil {
		return err
	}
	for _, column := range []string{"id", "version_id", "is_applied"} {
		if !slices.Contains(have, "goose_db_version."+column) {
			return errNotOurs
		}
	}
	applied, err := appliedVersions(ctx, db)
	if err != nil {
		return err
	}
	want, known, err := schemaOf(ctx, applied)
	if err != nil {
		return err
	}
	for _, column := range want.columns {
		if !slices.Contains(have, column) {
			table, name, _ := strings.Cut(column, ".")
			return fmt.Errorf("%w: its table %s has no %s", errNotOurs, table, name)
		}
	}
	rules, err := rules(ctx, db)
	if err != nil {
		return err
	}
	if !slices.Equal(rules, want.rules) {
		return fmt.Errorf("%w: its triggers or views are others", errNotOurs)
	}
	return refuseNewer(applied, known)
}

// plainError says one thing to people and another one to programs.
type plainError struct {
	says  string
	cause error
}

func (e *plainError) Error() string { return e.says }

// Unwrap gives the cause.
func (e *plainError) Unwrap() error { return e.cause }

var errNotOurs = errors.New("it is a SQLite database, but none of olist")

func appliedVersions(ctx context.Context, db queryer) (all []int64, err error) {
	rows, err := db.QueryContext(ctx, `SELECT DISTINCT version_id FROM goose_db_version WHERE is_applied AND version_id > 0 ORDER BY version_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var version int64
		if err := rows.Scan(&version); err != nil {
			return nil, &plainError{errNotOurs.Error(), err} // a version that is no number
		}
		all = append(all, version)
	}
	return all, rows.Err()
}

// schema is what makes a database ours, beside its rows.
type schema struct {
	columns []string // as table.column
	rules   []string // triggers and views
}

// schemaOf gives the schema of a database to which those migrations were
// applied, the first one at least, and the numbers of all migrations that there
// are.
func schemaOf(ctx context.Context, applied []int64) (want schema, known []int64, err error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return want, nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection would have a database of its own
	provider, err := migrator(db)
	if err != nil {
		return want, nil, err
	}
	for i, source := range provider.ListSources() {
		known = append(known, source.Version)
		if i > 0 && !slices.Contains(applied, source.Version) {
			continue
		}
		if _, err := provider.ApplyVersion(ctx, source.Version, true); err != nil && !errors.Is(err, goose.ErrAlreadyApplied) {
			return want, nil, err
		}
	}
	if want.columns, err = columns(ctx, db); err == nil {
		want.rules, err = rules(ctx, db)
	}
	return want, known, err
}

// rules are what triggers and views do: a log without its own could be changed,
// and somebody else's could do anything.
func rules(ctx context.Context, q queryer) ([]string, error) {
	return texts(ctx, q, `SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name`)
}

// columns are all columns of all tables, as table.column.
func columns(ctx context.Context, q queryer) ([]string, error) {
	return texts(ctx, q, `
		SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1`)
}
