package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"io"
	"sync"
)

// fingerprints remembers the data's fingerprint until somebody writes.
type fingerprints struct {
	mu      sync.Mutex
	conn    *sql.Conn // always the same one: SQLite counts what others committed for each
	version int64
	mark    string
	value   string
}

// DataFingerprint is History's fingerprint: equal for equal aggregates, week
// statuses and events, whenever and by whomever they came. While nobody
// changes the data, here or in another process, asking again costs next to
// nothing.
func (s *Store) DataFingerprint(ctx context.Context) (string, error) {
	f := &s.fingerprints
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.conn == nil {
		var err error
		if f.conn, err = s.read.Conn(ctx); err != nil {
			return "", err
		}
	}
	var version int64
	if err := f.conn.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		return "", err
	}
	if f.value != "" && version == f.version {
		return f.value, nil
	}
	mark, err := s.dataMark(ctx)
	if err != nil {
		return "", err
	}
	if f.value == "" || mark != f.mark {
		h, err := s.History(ctx)
		if err != nil {
			return "", err
		}
		f.mark, f.value = mark, h.Fingerprint
	}
	f.version = version
	return f.value, nil
}

// dataMark names the last act that changed the data: most writes are of jobs
// and models, for which nothing need be read again.
func (s *Store) dataMark(ctx context.Context) (mark string, err error) {
	err = s.read.QueryRowContext(ctx, `
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
