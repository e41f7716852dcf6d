package store

import (
	"context"
	"database/sql"
)

// engine is the database that a store lives in, as far as SQLite and PostgreSQL
// differ: all else of the store is SQL that both take.
type engine interface {
	besides

	// open sets the store's connections and brings the schema up to date.
	open(ctx context.Context, s *Store, o Options) error

	// snapshot are the options of a transaction that sees one state.
	snapshot() *sql.TxOptions

	// lock holds what a transaction that writes needs, before all else: no two of
	// them go on at once, in whatever process.
	lock(ctx context.Context, t *sql.Tx) error

	// unhurry has a transaction's statements last, and wait for others, as long as it takes.
	unhurry(ctx context.Context, t *sql.Tx) error

	// keeping is called before the changes of a transaction are kept.
	keeping(ctx context.Context, t *sql.Tx) error

	// marked marks an error of a transaction whose line was cut, for IsAway.
	marked(err error) error

	// commits is another number once anything was committed, by whomever.
	commits(ctx context.Context, s *Store) (int64, error)

	// tables are the names of all tables.
	tables(ctx context.Context, q queryer) ([]string, error)

	// columns is a query of the columns of all tables in their order: table, column, and
	// its place in the key, from 1, or 0.
	columns() string

	// kinds is a query of a table's columns, in their order, and their types.
	kinds(table string) string

	// rowsOf is what follows FROM for the rows of a table that where selects: as they
	// lie there, or by their key where they lie in no order.
	rowsOf(table, where string, key []string) string

	// copyTo writes what the database holds to a new file of SQLite, row by row
	// compared, and gives the hash of the rows as RowsOf does.
	copyTo(ctx context.Context, s *Store, file string) (rows string, err error)

	// digest gives the sha256 of all rows of each table.
	digest(ctx context.Context, t *tx) (map[string]string, error)

	// inspect reports why the database is not whole, and which tables cannot be read.
	inspect(ctx context.Context, s *Store) (lost []string, err error)

	// rulesOff lets rows be put into tables as they were elsewhere; rulesOn ends that.
	rulesOff(ctx context.Context, t *tx, tables []string) error
	rulesOn(ctx context.Context, t *tx, tables []string) error
}
