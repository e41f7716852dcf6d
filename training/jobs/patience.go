package jobs

import (
	"context"
	"log/slog"
	"time"

	"olist/store"
)

// What took minutes to compute is not given up because the database is held, or
// the disk full, in the moment that it is to be kept.
const (
	keepLasts     = time.Minute // that keeping it is tried
	keepFirstWait = 250 * time.Millisecond
	keepMostWait  = 4 * time.Second
)

// Keep tries act, which keeps a result, again while the machine's troubles stand
// in its way. what names the result in the log.
func Keep(ctx context.Context, log *slog.Logger, what string, act func() error) error {
	until := time.Now().Add(keepLasts)
	for wait := keepFirstWait; ; wait = min(2*wait, keepMostWait) {
		err := act()
		if !store.Passes(err) || !time.Now().Before(until) {
			return err
		}
		log.WarnContext(ctx, "a result cannot be kept yet; it is tried again", "what", what, "error", err)
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
	}
}
