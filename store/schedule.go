package store

import (
	"context"
	"encoding/json"

	"olist/store/fault"
)

// EnqueueOnce queues a job and replaces the setting key by after, in one
// transaction, and only while the setting still is before: of several processes
// that see the same thing due, one acts. done is false for the others.
func (s *Store) EnqueueOnce(ctx context.Context, n NewJob, key string, before, after any) (job Job, done bool, err error) {
	t, err := s.begin(ctx)
	if err != nil {
		return Job{}, false, err
	}
	defer t.Rollback()
	want, err := json.Marshal(before)
	if err != nil {
		return Job{}, false, err
	}
	var now string
	err = t.QueryRowContext(ctx, `SELECT value FROM settings WHERE key = $1`, key).Scan(&now)
	if err = orNotFound(err, "setting", key); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return Job{}, false, err
	}
	if now != string(want) {
		return Job{}, false, nil
	}
	if job, _, err = t.enqueue(ctx, n); err != nil {
		return Job{}, false, err
	}
	if err := t.putSetting(ctx, n.RequestedBy, key, after); err != nil {
		return Job{}, false, err
	}
	return job, true, t.Commit()
}
