// Package store keeps everything that must survive the process in one database, a
// file of SQLite or one on PostgreSQL that several programs share: weekly aggregates as versions, models and their evaluations, the live
// model, jobs, settings and the logs of who did what.
//
// Every public method is one transaction: inTx (or inRead) around an unexported
// helper that takes the transaction. Helpers compose, with one "now" for all
// that happens inside one transaction. Errors that people can act on are
// *fault.Error.
package store

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"time"

	"olist/message"
	"olist/store/fault"
)

// Options of Open. The zero value is ready to use.
type Options struct {
	// Clock gives the time that rows are stamped with; time.Now if nil.
	Clock func() time.Time

	// Mend looks at the whole file first: what is damaged and can be made again
	// is made again, and what else is damaged is in Lost. A large file that was
	// closed in order is left to Inspect. Without it, an error tells of damage when
	// it is met.
	Mend bool

	// LookLater is the size in bytes from which a file is large for Mend; 32 MiB if 0.
	LookLater int64

	// WithoutCopy lets a database of an older program be brought up to date without
	// a copy of it beside.
	WithoutCopy bool

	// Driver names another registered SQLite driver; "sqlite3" if "".
	Driver string

	// Beside is the folder for what lies beside a database that is no file: copies,
	// and files that are being read. It is the file's own folder otherwise.
	Beside string
}

// Store is an open database: one connection writes, a pool reads. It is safe
// for concurrent use. path is its file, or what its file would be: what lies
// beside the database is named after it.
type Store struct {
	place Place
	path  string
	write *sql.DB
	read  *sql.DB
	clock func() time.Time

	engine engine

	latest   latest
	epoch    atomic.Int64 // of a shared database: another number after each change that is known of
	paged    atomic.Pointer[page]
	damage   damage
	mended   Mended
	before   string      // see KeptBefore
	unseen   bool        // Open left the look at the whole file to Inspect
	doubtful atomic.Bool // a change was given up since one was last tried: see Writable
}

// Open opens the database at path, or at an address of PostgreSQL, making it where there is none, and brings
// its schema up to date: what was there before is kept beside it first. Returns
// CodeUnavailable where the file cannot be opened, is no database, was written by a
// newer program, or where nothing can be kept.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Driver == "" {
		o.Driver = "sqlite3"
	}
	if IsPostgres(path) {
		return openPostgres(ctx, path, o)
	}
	s := &Store{place: Place{Name: path}, path: path, clock: o.Clock, engine: sqlite{}}
	if o.Mend {
		if s.unseen = mayLookLater(path, o.LookLater); !s.unseen {
			s.mended = mend(ctx, path)
		}
	}
	err := s.engine.open(ctx, s, o)
	if err == nil && s.mended.Damaged {
		_, err = s.Examine(ctx)
	}
	if err != nil && unsound(ctx, path) {
		s.Close()
		return nil, fault.Wrap(fault.CodeUnavailable, err, message.CannotOpenBroken.With(path))
	}
	if err != nil {
		s.Close()
		return nil, cannotOpen(path, err)
	}
	return s, nil
}

// cannotOpen words why a database that is whole cannot be opened.
func cannotOpen(path string, err error) error {
	if _, said := errors.AsType[*fault.Error](err); said {
		return err
	}
	if _, newer := errors.AsType[*newerError](err); newer {
		return fault.Wrap(fault.CodeUnavailable, err, message.DatabaseNewer.With(path))
	}
	words := message.CannotOpen
	if IsPostgres(path) {
		words = message.CannotOpenShared
	}
	return fault.Wrap(fault.CodeUnavailable, err, words.With(path))
}

// Path is the file that the store lives in, or what it would be on PostgreSQL.
func (s *Store) Path() string { return s.path }

// IsShared reports whether several programs use the database over a network.
func (s *Store) IsShared() bool { return IsPostgres(s.place.Name) }

// Epoch is another number after every change of a shared database that this program
// made or was told of. What others changed is told at once, or not at all while the
// line is lost: what goes by it holds for a second at most.
func (s *Store) Epoch() int64 { return s.epoch.Load() }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.read.QueryRowContext(ctx, `SELECT 1`).Scan(&one)
}

// Close closes all connections; the last one folds the write-ahead log into
// the file.
func (s *Store) Close() error {
	var errs []error
	if s.latest.conn != nil {
		errs = append(errs, s.latest.conn.Close())
	}
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}
