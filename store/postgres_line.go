package store

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

// line is what a program has to the server: all its connections but the listener's. A
// server that is there and does not answer, or a cable that is pulled, says nothing;
// who asks over such a connection would wait for as long as it lasts. The listener asks
// whether the server still answers, and where it does not, all of them end.
type line struct {
	mu     sync.Mutex
	open   map[*wire]struct{}
	silent bool
	broken bool      // since the listener was last heard of
	whole  time.Time // since when, where it broke before
}

var errSilent = errors.New("the server of the database does not answer")

// wire is a connection of a line.
type wire struct {
	net.Conn
	line *line
}

// Read tells of a server that has gone in the middle of an answer as of any lost line,
// which IsAway knows; a bare EOF might be a file's.
func (w *wire) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	if err == io.EOF {
		err = &net.OpError{Op: "read", Net: "tcp", Err: io.ErrUnexpectedEOF}
	}
	return n, err
}

// Close ends the connection, for others that use it as well.
func (w *wire) Close() error {
	w.line.mu.Lock()
	delete(w.line.open, w)
	w.line.mu.Unlock()
	return w.Conn.Close()
}

// through has dial's connections be the line's. While it is silent there are none.
func (l *line) through(dial func(ctx context.Context, network, address string) (net.Conn, error)) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if l.isSilent() {
			return nil, errSilent
		}
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return l.add(conn)
	}
}

func (l *line) add(conn net.Conn) (net.Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.silent {
		return nil, errors.Join(errSilent, conn.Close())
	}
	w := &wire{conn, l}
	if l.open == nil {
		l.open = map[*wire]struct{}{}
	}
	l.open[w] = struct{}{}
	return w, nil
}

func (l *line) isSilent() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.silent
}

// breaks notes that the listener lost the server, and ends all connections where that
// does not answer.
func (l *line) breaks(silent bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = true
	if !silent {
		return
	}
	l.silent = true
	for w := range l.open {
		_ = w.Conn.Close()
	}
	clear(l.open)
}

// heard notes that the listener reached the server.
func (l *line) heard() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken {
		l.whole = time.Now()
	}
	l.silent, l.broken = false, false
}

func (l *line) isWholeFor(d time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.broken && time.Since(l.whole) >= d
}

// IsWithinReachFor reports whether the database could be reached all the time for d, as
// far as Changes saw. Of a file it always could.
func (s *Store) IsWithinReachFor(d time.Duration) bool {
	p, shared := s.engine.(postgres)
	return !shared || p.line.isWholeFor(d)
}
