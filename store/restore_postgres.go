package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"time"

	"olist/message"
	"olist/store/fault"
)

// restoreShared is Restore into a database that several programs share, which need
// not be there: temp is a looked at copy of the backup.
func restoreShared(ctx context.Context, actor string, at Place, temp string, acceptLoss bool) (done Restored, err error) {
	s, err := Open(ctx, at.Name, Options{Beside: at.Beside})
	if err != nil {
		return done, err
	}
	defer s.Close()
	r := &restoring{actor: actor, path: s.path, temp: temp, now: time.Now()}
	if r.done.Before, err = given(ctx, s.inRead, func(t *tx) (Holding, error) { return t.holding(ctx) }); err != nil {
		return done, err
	}
	r.done.After = holdingOf(ctx, temp)
	if err := refuseLoss(r.done.Before, r.done.After); err != nil && !acceptLoss {
		return done, err
	}
	source, err := sql.Open("sqlite3", dsn(temp, "_query_only", "on"))
	if err != nil {
		return done, err
	}
	defer source.Close()
	err = s.inTx(patient(ctx), func(t *tx) error {
		if r.done.Before != (Holding{}) {
			if err := r.keepShared(ctx, s); err != nil {
				return err
			}
		}
		return r.turnOver(ctx, t, func() error { return t.pour(ctx, &side{queryer: source, engine: sqlite{}}) })
	})
	if err != nil {
		if r.done.Previous != "" {
			r.forgetKept()
		}
		return done, fault.Wrap(fault.CodeUnavailable, err, message.NothingRestored.With())
	}
	return r.done, nil
}

// keepShared writes what was there to a file beside.
func (r *restoring) keepShared(ctx context.Context, s *Store) error {
	name, err := freeName(r.path + restoreSuffix + stamp(r.now))
	if err != nil {
		return err
	}
	r.done.Previous = name
	_, err = s.backup(ctx, name)
	return errors.Join(err, syncDir(filepath.Dir(name)))
}
