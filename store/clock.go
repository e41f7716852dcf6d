package store

import (
	"context"
	"time"
)

const (
	// clockSlack is how far the clocks of two machines on one database may differ.
	clockSlack = 10 * time.Minute
	// deliveryWaitMost is more than any message waits for its next attempt.
	deliveryWaitMost = 24 * time.Hour
)

// EndSessionsAhead ends the sessions that began after now, and gives their
// number: the clock ran ahead when they did, and set right it would leave them
// alive for as long as it had been wrong.
func (s *Store) EndSessionsAhead(ctx context.Context) (ended int64, err error) {
	const ahead = ` FROM sessions WHERE created_at > $1`
	latest := toMillis(s.clock().Add(clockSlack))
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*)`+ahead, latest).Scan(&ended)
	if err != nil || ended == 0 {
		return 0, err
	}
	return given(ctx, s.inTx, func(t *tx) (int64, error) {
		done, err := t.ExecContext(ctx, `DELETE`+ahead, latest)
		if err != nil {
			return 0, err
		}
		if ended, err = done.RowsAffected(); err != nil {
			return 0, err
		}
		return ended, t.audit(ctx, "system", "session.expire", "", map[string]any{"ended": ended})
	})
}
