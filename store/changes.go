package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// channel carries that something was committed.
const channel = "olist"

// Changes ticks after others may have changed the database, at most one tick waits;
// nil where the database is a file, whose changes are looked for. While the
// connection is lost, and when it comes back, it ticks every second: what was
// committed meanwhile was told to nobody.
func (s *Store) Changes(ctx context.Context) <-chan struct{} {
	p, shared := s.engine.(postgres)
	if !shared {
		return nil
	}
	ticks := make(chan struct{}, 1)
	tell := func() {
		s.epoch.Add(1)
		select {
		case ticks <- struct{}{}:
		default:
		}
	}
	go func() {
		for ctx.Err() == nil {
			p.listen(ctx, tell)
			tell()
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}()
	return ticks
}

// listen tells of every commit until the connection is lost. Where nothing is heard
// for a while it asks whether the server is still there: a cut line says nothing.
func (p postgres) listen(ctx context.Context, tell func()) {
	c, err := p.config()
	if err != nil {
		return
	}
	conn, err := pgx.ConnectConfig(ctx, c)
	if err != nil {
		return
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `LISTEN `+channel); err != nil {
		return
	}
	tell() // of what was committed before it listened
	for {
		wait, cancel := context.WithTimeout(ctx, listenQuiet)
		_, err := conn.WaitForNotification(wait)
		quiet := wait.Err() != nil
		cancel()
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			tell()
		case quiet:
			ask, cancel := context.WithTimeout(ctx, listenQuiet)
			err := conn.Ping(ask)
			cancel()
			if err != nil {
				return
			}
		default:
			return
		}
	}
}

// listenQuiet is how long a silent connection is believed.
const listenQuiet = 2 * time.Second
