package store

import (
	"context"
	"encoding/json"
	"reflect"

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
	var now string
	err = t.QueryRowContext(ctx, `SELECT value FROM settings WHERE key = $1`, key).Scan(&now)
	if err = orNotFound(err, message.NoSetting.With(message.Quoted(key))); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return false, err
	}
	if same, err := says(now, before); err != nil || !same {
		return false, err
	}
	return true, t.putSetting(ctx, actor, key, after)
}

// says reports whether a setting as it is stored says what v does. Its bytes may be
// others: another version of the program, which knows other fields, wrote them.
func says(stored string, v any) (bool, error) {
	if stored == "" {
		return false, nil
	}
	want, err := json.Marshal(v)
	if err != nil {
		return false, err
	}
	over := reflect.New(reflect.TypeOf(v))
	if err := json.Unmarshal(want, over.Interface()); err != nil {
		return false, err
	}
	if json.Unmarshal([]byte(stored), over.Interface()) != nil { // it holds something else
		return false, nil
	}
	now, err := json.Marshal(over.Elem().Interface())
	return string(now) == string(want), err
}
