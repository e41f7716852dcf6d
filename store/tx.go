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

// tx is a transaction with the one time that all its rows are stamped with.
type tx struct {
	*sql.Tx
	engine engine
	now    time.Time
	end    func(kept bool)         // of one that may write; nil once it was called
	known  *atomic.Pointer[marked] // the store's
	epoch  *atomic.Int64           // the store's, nil of one that may not write
	rules  []string                // triggers that are off, see engine.rulesOff
	after  *marked                 // what it becomes where the changes are kept, or nil
}

// begin starts a transaction that may write; it holds the write lock at once.
// Returns CodeBusy where ctx is Impatient and others hold it for too long.
func (s *Store) begin(ctx context.Context) (*tx, error) {
	conn, err := s.writer(ctx)
	if err != nil {
		return nil, err
	}
	t, err := conn.BeginTx(ctx, nil)
	if err == nil {
		if err = s.engine.lock(ctx, t); err != nil {
			t.Rollback()
		}
	}
	if err != nil {
		s.doubtful.Store(true)
		conn.Close()
		return nil, err
	}
	return &tx{Tx: t, engine: s.engine, now: s.clock(), known: &s.latest.read, epoch: &s.epoch, end: func(kept bool) {
		if !kept {
			s.doubtful.Store(true)
		}
		conn.Close()
	}}, nil
}

// errUnkept, given back by what runs in a transaction, takes its changes back
// and is no error.
var errUnkept = errors.New("store: nothing to keep")

// inTx runs do in a transaction that may write, and keeps its changes unless
// it fails. Returns what begin returns, what the context was Provided with, do's
// error, or that of keeping them.
func (s *Store) inTx(ctx context.Context, do func(*tx) error) error {
	for try := 1; ; try++ {
		err := s.inTxOnce(ctx, do)
		if try == contendTries || !contends(err) {
			return err
		}
	}
}

// contendTries is how often a change is tried that others contend with.
const contendTries = 5

func (s *Store) inTxOnce(ctx context.Context, do func(*tx) error) error {
	t, err := s.begin(ctx)
	if err != nil {
		return s.engine.marked(err)
	}
	return s.engine.marked(t.run(func(t *tx) error {
		if err := holding(ctx); err != nil {
			return err
		}
		return do(t)
	}))
}

// inTxOf is inTx in a database that no store has open, at the time now.
func inTxOf(ctx context.Context, db *sql.DB, e engine, now time.Time, do func(*tx) error) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return (&tx{Tx: t, engine: e, now: now}).run(func(t *tx) error {
		if err := e.lock(ctx, t.Tx); err != nil {
			return err
		}
		return do(t)
	})
}

// inRead runs do in a transaction that sees one state of the database and
// keeps nothing.
func (s *Store) inRead(ctx context.Context, do func(*tx) error) error {
	t, err := s.read.BeginTx(ctx, s.engine.snapshot())
	if err != nil {
		return s.engine.marked(err)
	}
	defer t.Rollback()
	return s.engine.marked(do(&tx{Tx: t, engine: s.engine, now: s.clock()}))
}

// given is what do gives in a transaction of in, which is inTx or inRead.
func given[T any](ctx context.Context, in func(context.Context, func(*tx) error) error, do func(*tx) (T, error)) (v T, err error) {
	err = in(ctx, func(t *tx) (err error) {
		v, err = do(t)
		return err
	})
	return v, err
}

// run ends the transaction after do, kept unless do fails or panics.
func (t *tx) run(do func(*tx) error) error {
	defer t.Rollback()
	if err := do(t); errors.Is(err, errUnkept) {
		return nil
	} else if err != nil {
		return err
	}
	return t.Commit()
}

// Commit keeps the changes.
func (t *tx) Commit() error {
	err := t.engine.keeping(context.Background(), t.Tx)
	if err == nil {
		err = t.Tx.Commit()
	} else {
		_ = t.Tx.Rollback() // the connection is let go of only after its transaction
	}
	if t.epoch != nil {
		t.epoch.Add(1)
	}
	if err == nil && t.after != nil {
		t.known.Store(t.after)
	}
	t.ended(err == nil)
	return err
}

// Rollback takes the changes back, unless they were kept.
func (t *tx) Rollback() error {
	err := t.Tx.Rollback()
	t.ended(false)
	return err
}

func (t *tx) ended(kept bool) {
	if t.end != nil {
		t.end(kept)
		t.end = nil
	}
}

type unhurried struct{}

// patient marks the context of work that goes through the whole database: it waits for
// others, and its statements last, for as long as that takes.
func patient(ctx context.Context) context.Context { return context.WithValue(ctx, unhurried{}, true) }

type impatient struct{}

// Impatient marks a context whose holder would rather hear CodeBusy than wait
// for the writers before it longer than patience. Work in the background waits.
func Impatient(ctx context.Context, patience time.Duration) context.Context {
	return context.WithValue(ctx, impatient{}, patience)
}

// writer is the one connection that writes, once it is free.
func (s *Store) writer(ctx context.Context) (*sql.Conn, error) {
	patience, ok := ctx.Value(impatient{}).(time.Duration)
	if !ok {
		return s.write.Conn(ctx)
	}
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := s.write.Conn(wait)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, fault.Wrap(fault.CodeBusy, err, message.DatabaseBusy.With())
	}
	return conn, err
}

// next gives the following number of a named sequence, from 1. Numbers are
// never given twice, even where the row that had one was deleted.
func (t *tx) next(ctx context.Context, name string) (int64, error) {
	var n int64
	err := t.QueryRowContext(ctx, `
		INSERT INTO sequences (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = sequences.value + 1
		RETURNING value`, name).Scan(&n)
	return n, err
}

// exists reports whether query, which takes arg, finds a row.
func (t *tx) exists(ctx context.Context, query string, args ...any) (bool, error) {
	var one int
	err := t.QueryRowContext(ctx, query, args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// scanner is a row or rows.
type scanner interface{ Scan(dest ...any) error }

// collect runs a query and scans every row of it.
func collect[T any](ctx context.Context, t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{} // JSON lists are never null
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// orNotFound turns "no rows" into an error that says what is not there.
func orNotFound(err error, absent message.Message) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.CodeNotFound, absent)
	}
	return err
}

// toMillis gives epoch milliseconds, 0 for the zero time.
func toMillis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// millis scans epoch milliseconds into a time in UTC.
type millis struct{ t *time.Time }

func (m millis) Scan(v any) error {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		return err
	}
	*m.t = time.Time{}
	if n.Int64 != 0 {
		*m.t = time.UnixMilli(n.Int64).UTC()
	}
	return nil
}
