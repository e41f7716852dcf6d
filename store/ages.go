package store

import (
	"context"
	"time"
)

// Ages is what somebody on call asks about first; times are zero where there was
// nothing.
type Ages struct {
	Queued       int       // jobs that wait
	OldestQueued time.Time // since when the first of them does
	LastTraining time.Time // the latest model's
	LastImport   time.Time // the latest that was put in force
}

// Ages reads them at once.
func (s *Store) Ages(ctx context.Context) (a Ages, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT (SELECT COUNT(*) FROM jobs WHERE state = 'queued'),
		       (SELECT COALESCE(MIN(created_at), 0) FROM jobs WHERE state = 'queued'),
		       (SELECT COALESCE(MAX(created_at), 0) FROM models),
		       (SELECT COALESCE(MAX(applied_at), 0) FROM imports WHERE state = 'applied')`).Scan(&a.Queued, millis{&a.OldestQueued}, millis{&a.LastTraining}, millis{&a.LastImport})
	return a, err
}
