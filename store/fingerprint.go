package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"io"
	"sync"
	"sync/atomic"
)

// latest remembers the data as they were read last, until somebody changes them.
type latest struct {
	mu      sync.Mutex
	conn    *sql.Conn // always the same one: SQLite counts what others committed for each
	version int64
	read    atomic.Pointer[marked]
}

// marked are data and the last act that changed them.
type marked struct {
	mark    string
	history *History // for all who ask: nobody changes it
}

// DataFingerprint is Latest's fingerprint: equal for equal aggregates, week
// statuses and events, whenever and by whomever they came.
func (s *Store) DataFingerprint(ctx context.Context) (string, error) {
	h, err := s.Latest(ctx)
	if err != nil {
		return "", err
	}
	return h.Fingerprint, nil
}

// Latest is History, read once for all who ask, who must not change it. While
// nobody changes the data, here or in another process, asking again costs next
// to nothing.
func (s *Store) Latest(ctx context.Context) (*History, error) {
	l := &s.latest
	l.mu.Lock()
	defer l.mu.Unlock()
	version, err := s.commits(ctx)
	if err != nil {
		return nil, err
	}
	if known := l.read.Load(); known != nil && version == l.version {
		return known.history, nil
	}
	known, err := given(ctx, s.inRead, func(t *tx) (marked, error) { return t.latest(ctx, l.read.Load()) })
	if err != nil { // a log that cannot be read names no mark: then nothing is remembered
		return s.History(ctx)
	}
	l.read.Store(&known)
	l.version = version
	return known.history, nil
}

// Commits is a number that is another one once anything was committed, here or
// in another process. It tells nothing of another Store's.
func (s *Store) Commits(ctx context.Context) (int64, error) {
	s.latest.mu.Lock()
	defer s.latest.mu.Unlock()
	return s.commits(ctx)
}

// commits is Commits for who holds the lock of latest.
func (s *Store) commits(ctx context.Context) (version int64, err error) {
	l := &s.latest
	if l.conn == nil {
		if l.conn, err = s.read.Conn(ctx); err != nil {
			return 0, err
		}
	}
	err = l.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version)
	return version, err
}

// latest gives the data as the transaction finds them: those known, where no act
// has changed them since, or else read. What the transaction itself changes may
// not be marked yet: ask before it does.
func (t *tx) latest(ctx context.Context, known *marked) (marked, error) {
	mark, err := t.dataMark(ctx)
	if err != nil || known != nil && known.mark == mark {
		return orNone(known), err
	}
	h, err := t.history(ctx)
	return marked{mark, h}, err
}

func orNone(known *marked) marked {
	if known == nil {
		return marked{}
	}
	return *known
}

// before gives the data that a transaction of the store is about to change.
func (t *tx) before(ctx context.Context) (*History, error) {
	known, err := t.latest(ctx, t.known.Load())
	return known.history, err
}

// changed gives the store the data that the transaction leaves, once its last
// act is in the log, so that nobody need read them again. They count from when
// they are kept.
func (t *tx) changed(ctx context.Context, h *History) error {
	mark, err := t.dataMark(ctx)
	t.after = &marked{mark, h}
	return err
}

// dataMark names the last act that changed the data: most writes are of jobs
// and models, for which nothing need be read again.
func (t *tx) dataMark(ctx context.Context) (mark string, err error) {
	err = t.QueryRowContext(ctx, `
		SELECT COALESCE(MAX(seq), 0) || '-' || COALESCE(MAX(at), 0) FROM audit
		WHERE action IN ('import.apply', 'import.undo', 'week.override', 'week.clear', 'event.put', 'event.delete')`).Scan(&mark)
	return mark, err
}

func (h *History) fingerprint() string {
	sum := sha256.New()
	num := func(n int64) { binary.Write(sum, binary.LittleEndian, n) }
	text := func(s string) { num(int64(len(s))); io.WriteString(sum, s) }
	flag := func(b bool) {
		if b {
			num(1)
		} else {
			num(0)
		}
	}
	num(int64(len(h.Weeks)))
	for _, w := range h.Weeks {
		num(int64(w.Week))
		text(string(w.State))
		flag(w.Usable())
	}
	num(int64(len(h.Segments)))
	for _, s := range h.Segments {
		text(s.Key)
		for _, values := range [][]int64{s.Revenue, s.Freight, s.Items, s.Orders} {
			binary.Write(sum, binary.LittleEndian, values)
		}
	}
	num(int64(len(h.Events)))
	for _, e := range h.Events {
		num(int64(e.Week))
		text(e.Name)
		text(e.Kind)
		flag(e.Shock)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
