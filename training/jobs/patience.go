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
	keepLasts     = time.Minute      // that keeping it is tried
	keepAway      = 15 * time.Minute // that it is tried while the database cannot be reached
	keepFirstWait = 250 * time.Millisecond
	keepMostWait  = 4 * time.Second
)

// Keep tries act, which keeps a result, again while the machine's troubles stand
// in its way. what names the result in the log.
func Keep(ctx context.Context, log *slog.Logger, what string, act func() error) error {
	begin := time.Now()
	for wait := keepFirstWait; ; wait = min(2*wait, keepMostWait) {
		err := act()
		lasts := keepLasts
		if store.IsAway(err) {
			lasts = keepAway
		}
		if !store.Passes(err) || time.Since(begin) >= lasts {
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
