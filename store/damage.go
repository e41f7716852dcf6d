package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"olist/message"
	"olist/store/fault"
)

// damage is what of the database cannot be read, as of the latest look.
type damage struct {
	mu     sync.Mutex
	tables []string
	looked time.Time
}

// lookAgain is how long after one look at all tables the next may follow, where
// errors ask for it.
const lookAgain = time.Minute

// Examine reads every table and gives those that cannot be read, damaged on
// disk; indexes stands for those of sound tables. It is called at the start and
// after a restore; Suspect and Inspect do it in between.
func (s *Store) Examine(ctx context.Context) ([]string, error) {
	tables, err := s.engine.inspect(ctx, s)
	if err != nil {
		return nil, err
	}
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	s.damage.tables, s.damage.looked = tables, s.clock()
	return tables, nil
}

// Lost gives the tables that could not be read at the latest look.
func (s *Store) Lost() []string {
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	return s.damage.tables
}

// Suspect looks at all tables where err tells of damage, unless that was done
// just now, and reports whether it does.
func (s *Store) Suspect(ctx context.Context, err error) bool {
	if !corrupt(err) {
		return errors.Is(err, ErrDamaged) // what does not fit its seal can be read all the same
	}
	s.damage.mu.Lock()
	soon := s.clock().Sub(s.damage.looked).Abs() < lookAgain
	s.damage.mu.Unlock()
	if !soon {
		_, _ = s.Examine(ctx) // what it finds is in Lost; that it fails is no news
	}
	return true
}

// LostMessage says which tables are damaged, and what to do.
func LostMessage(tables []string) *fault.Error {
	if canRemake(tables) {
		return fault.New(fault.CodeUnavailable, message.TablesRemade.With(tables))
	}
	return fault.New(fault.CodeUnavailable, message.TablesDamaged.With(tables))
}

// unreadable gives the tables of which some page cannot be read.
func unreadable(ctx context.Context, db *sql.DB) (lost []string, err error) {
	names, err := texts(ctx, db, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		switch err := readThrough(ctx, db, name); {
		case corrupt(err):
			lost = append(lost, name)
		case err != nil:
			return nil, err
		}
	}
	return lost, nil
}

// readThrough reads every row of a table, long values too, and the structure of
// its pages, not of its indexes.
func readThrough(ctx context.Context, db *sql.DB, name string) error {
	columns, err := texts(ctx, db, `SELECT name FROM pragma_table_info('`+strings.ReplaceAll(name, `'`, `''`)+`')`)
	if err != nil {
		return err
	}
	sizes := make([]string, len(columns))
	for i, c := range columns {
		sizes[i] = `COALESCE(LENGTH(HEX(` + quoted(c) + `)), 0)` // the length alone would not be read
	}
	var sum sql.NullFloat64
	return db.QueryRowContext(ctx, `SELECT TOTAL(`+strings.Join(sizes, `+`)+`) FROM `+quoted(name)+` NOT INDEXED`).Scan(&sum)
}

// sound reports whether SQLite finds every page and index in order.
func sound(ctx context.Context, q queryer) bool {
	found, err := texts(ctx, q, `PRAGMA quick_check(1)`)
	return err == nil && slices.Equal(found, []string{"ok"})
}
