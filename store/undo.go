package store

import (
	"context"
	"fmt"
	"time"

	"olist/message"
)

// keepDeleted is how long what was deleted can be brought back.
const keepDeleted = 30 * 24 * time.Hour

// softTable is a table whose rows are marked deleted before they go.
type softTable struct {
	name, act string
	absent    message.M1[message.Quoted]
}

var (
	notesTable     = softTable{"notes", "note", message.NoNote}
	scenariosTable = softTable{"scenarios", "scenario", message.NoScenario}
	sourcesTable   = softTable{"sources", "source", message.NoSource}
	plansTable     = softTable{"plans", "plan", message.NoPlan}
)

// setDeleted marks a row deleted, or takes that back, and drops the rows that
// were deleted long ago.
func (s *Store) setDeleted(ctx context.Context, table softTable, actor, id string, deleted bool) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.ExecContext(ctx, `DELETE FROM `+table.name+` WHERE deleted_at BETWEEN 1 AND $1`, toMillis(t.now.Add(-keepDeleted))); err != nil {
			return err
		}
		at, where, act := int64(0), "deleted_at > 0", "restore"
		if deleted {
			at, where, act = toMillis(t.now), "deleted_at = 0", "delete"
		}
		var found string
		query := fmt.Sprintf(`UPDATE %s SET deleted_at = $1 WHERE id = $2 AND %s RETURNING id`, table.name, where)
		if err := t.QueryRowContext(ctx, query, at, id).Scan(&found); err != nil {
			return orNotFound(err, table.absent.With(message.Quoted(id)))
		}
		return t.audit(ctx, actor, table.act+"."+act, id, nil)
	})
}
