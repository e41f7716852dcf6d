package store

import (
	"context"
	"encoding/json"

	"olist/message"
	"olist/store/fault"
)

// EnqueueOnce queues a job and replaces the setting key by after, in one
// transaction, and only while the setting still is before: of several processes
// that see the same thing due, one acts. done is false for the others.
func (s *Store) EnqueueOnce(ctx context.Context, n NewJob, key string, before, after any) (job Job, done bool, err error) {
	job, err = given(ctx, s.inTx, func(t *tx) (Job, error) {
		if done, err = t.replaceSetting(ctx, n.RequestedBy, key, before, after); err != nil || !done {
			return Job{}, err
		}
		job, _, err := t.enqueue(ctx, n)
		return job, err
	})
	return job, done && err == nil, err
}

// ReplaceSetting replaces the setting key by after only while it still is
// before. done is false where it is not.
func (s *Store) ReplaceSetting(ctx context.Context, actor, key string, before, after any) (done bool, err error) {
	return given(ctx, s.inTx, func(t *tx) (bool, error) { return t.replaceSetting(ctx, actor, key, before, after) })
}

func (t *tx) replaceSetting(ctx context.Context, actor, key string, before, after any) (done bool, err error) {
	want, err := json.Marshal(before)
	if err != nil {
		return false, err
	}
	var now string
	err = t.QueryRowContext(ctx, `SELECT value FROM settings WHERE key = $1`, key).Scan(&now)
	if err = orNotFound(err, message.NoSetting.With(message.Quoted(key))); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return false, err
	}
	if now != string(want) {
		return false, nil
	}
	return true, t.putSetting(ctx, actor, key, after)
}
