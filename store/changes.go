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
			err := p.listen(ctx, tell)
			p.line.breaks(isSilence(err))
			tell()
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}()
	return ticks
}

// listen tells of every commit until the connection is lost, and gives why it was.
// Where nothing is heard for a while it asks whether the server is still there: a cut
// line says nothing.
func (p postgres) listen(ctx context.Context, tell func()) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	conn, err := pgx.ConnectConfig(ctx, c)
	if err != nil {
		return err
	}
	defer soon(context.WithoutCancel(ctx), conn.Close)
	if err := soon(ctx, func(ctx context.Context) error { _, err := conn.Exec(ctx, `LISTEN `+channel); return err }); err != nil {
		return err
	}
	p.line.heard()
	tell() // of what was committed before it listened
	for {
		wait, cancel := context.WithTimeout(ctx, listenQuiet)
		_, err := conn.WaitForNotification(wait)
		quiet := wait.Err() != nil
		cancel()
		if err == nil {
			tell()
			continue
		}
		if !quiet || ctx.Err() != nil {
			return err
		}
		if err := soon(ctx, conn.Ping); err != nil {
			return err
		}
	}
}

// soon asks the server something that it answers at once, if it answers.
func soon(ctx context.Context, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, answerLasts)
	defer cancel()
	return ask(ctx)
}

const (
	listenQuiet = 2 * time.Second // how long a silent connection is believed
	answerLasts = 3 * time.Second // that a server may take to say that it is there
)
