package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"olist/shop"
)

// latest remembers the data as they were read last, until somebody changes them.
type latest struct {
	mu      sync.Mutex
	conn    *sql.Conn // always the same one: SQLite counts what others committed for each
	version int64
	read    atomic.Pointer[marked]
}

// marked are data and their version.
type marked struct {
	version string
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
	version, err := s.engine.commits(ctx, s)
	if err != nil {
		return nil, err
	}
	if known := l.read.Load(); known != nil && version == l.version {
		return known.history, nil
	}
	known, err := given(ctx, s.inRead, func(t *tx) (marked, error) { return t.latest(ctx, l.read.Load()) })
	if err != nil { // where the version cannot be read, nothing is remembered
		return s.History(ctx)
	}
	l.read.Store(&known)
	l.version = version
	return known.history, nil
}

// Commits is a number that is another one once anything was committed, here or
// in another process. It tells nothing of another Store's.
func (s *Store) Commits(ctx context.Context) (int64, error) {
	if s.IsShared() {
		return s.pagedCommits(ctx)
	}
	s.latest.mu.Lock()
	defer s.latest.mu.Unlock()
	return s.engine.commits(ctx, s)
}

// page is a count of commits that was asked for in an epoch.
type page struct {
	epoch, commits int64
	at             time.Time
}

// pagedCommits asks the server once an epoch, or a second.
func (s *Store) pagedCommits(ctx context.Context) (int64, error) {
	epoch, now := s.epoch.Load(), time.Now()
	if p := s.paged.Load(); p != nil && p.epoch == epoch && now.Sub(p.at) < time.Second {
		return p.commits, nil
	}
	n, err := s.engine.commits(ctx, s)
	if err == nil {
		s.paged.Store(&page{epoch, n, now})
	}
	return n, err
}

// latest gives the data as the transaction finds them: those known, where they
// are of the same version, or else read.
func (t *tx) latest(ctx context.Context, known *marked) (marked, error) {
	version, err := t.dataVersion(ctx)
	if err != nil || known != nil && known.version == version {
		return orNone(known), err
	}
	h, err := t.history(ctx)
	return marked{version, h}, err
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

// changed gives the store the data that the transaction leaves, once it changes
// them no more, so that nobody need read them again. They count from when they
// are kept.
func (t *tx) changed(ctx context.Context, h *History) error {
	version, err := t.dataVersion(ctx)
	t.after = &marked{version, h}
	return err
}

// dataVersion names the data in force: the database itself gives them another
// name with each change, whoever makes it. Most writes are of jobs and models,
// for which nothing need be read again.
func (t *tx) dataVersion(ctx context.Context) (version string, err error) {
	err = t.QueryRowContext(ctx, `SELECT version FROM data_version WHERE one = 1`).Scan(&version)
	return version, err
}

// nameByContent gives the data in force the version that equal data get.
func (t *tx) nameByContent(ctx context.Context) error {
	h, err := t.history(ctx)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `UPDATE data_version SET version = $1`, h.Fingerprint)
	return err
}

// Same tells whether h says what other does: the same data, and the same word of
// a person on each week.
func (h *History) Same(other *History) bool {
	return h == other || h.Fingerprint == other.Fingerprint && h.Shop == other.Shop && slices.EqualFunc(h.Weeks, other.Weeks, func(a, b WeekInfo) bool {
		return a.Override == b.Override || a.Override != nil && b.Override != nil && *a.Override == *b.Override
	})
}

// ofSales is the fingerprint without events: what an import is compared with.
func (h *History) ofSales() string {
	sales := *h
	sales.Events, sales.LeftOut, sales.Stockouts = nil, nil, nil
	return sales.fingerprint()
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
	if len(h.LeftOut) > 0 { // without them it is what it was before there were any
		num(int64(len(h.LeftOut)))
		for _, g := range h.LeftOut {
			text(string(g))
		}
	}
	if len(h.Stockouts) > 0 { // without them it is what it was before there were any
		num(int64(len(h.Stockouts)))
		for _, s := range h.Stockouts {
			text(s.Segment)
			num(int64(s.Week))
		}
	}
	if len(h.Drivers) > 0 { // without them it is what it was before there were any
		num(int64(len(h.Drivers)))
		for i, d := range h.Drivers {
			text(d.Name)
			for _, s := range h.Segments {
				binary.Write(sum, binary.LittleEndian, s.Drivers[i])
			}
		}
	}
	if was := shop.Olist(); h.Shop.Country != was.Country || h.Shop.Measure != was.Measure { // and before there were shops
		text(h.Shop.Country)
		text(h.Shop.Measure)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
