package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// numbered are the sequences: the column that holds the numbers, in ids after a
// letter, and how the acts on it are called in the log, which also knows those
// that are deleted.
var numbered = []struct{ name, table, number, acts string }{
	{"imports", "imports", "version", "import.%"},
	{"models", "models", "seq", "model.%"},
	{"evaluations", "evaluations", "seq", ""},
	{"activations", "activations", "seq", ""},
	{"jobs", "jobs", "seq", "job.%"},
	{"audit", "audit", "seq", ""},
	{"deliveries", "deliveries", "seq", ""},
	{"tokens", "tokens", "SUBSTR(id, 2)", "token.%"},
	{"events", "events", "SUBSTR(id, 2)", "event.%"},
	{"notes", "notes", "SUBSTR(id, 2)", "note.%"},
	{"driver_edits", "driver_edits", "seq", ""},
	{"scenarios", "scenarios", "SUBSTR(id, 2)", "scenario.%"},
	{"plan_overrides", "plan_overrides", "SUBSTR(id, 2)", "override.%"},
	{"plan_changes", "plan_overrides", "changed", ""},
	{"plans", "plans", "number", "plan.%"},
	{"shares", "shares", "SUBSTR(id, 2)", "share.%"},
	{"sources", "sources", "SUBSTR(id, 2)", "source.%"},
	{"source_runs", "source_runs", "seq", ""},
	{"readers", "readers", "SUBSTR(id, 2)", "reader.%"},
	{"sendings", "sendings", "seq", ""},
}

// remakeSequences sets every sequence to the largest number that was given, or
// leaves it where it is further.
func remakeSequences(ctx context.Context, t *tx) error {
	if _, err := t.ExecContext(ctx, `UPDATE sequences SET value = 0 WHERE `+noNumber); err != nil {
		return err
	}
	for _, n := range numbered {
		if _, err := t.ExecContext(ctx, `
			INSERT INTO sequences (name, value)
			SELECT $1, MAX(n) FROM (
				SELECT CAST(`+n.number+` AS INTEGER) AS n FROM `+n.table+`
				UNION ALL SELECT CAST(LTRIM(subject, 'abcdefghijklmnopqrstuvwxyz') AS INTEGER) FROM audit WHERE action LIKE $2)
			HAVING MAX(n) > 0
			ON CONFLICT (name) DO UPDATE SET value = MAX(sequences.value, excluded.value)`, n.name, n.acts); err != nil {
			return fmt.Errorf("%s: %w", n.name, err)
		}
	}
	return nil
}

// noNumber is true of a sequence that has no number to go on from.
const noNumber = `(typeof(value) <> 'integer' OR value NOT BETWEEN 0 AND 9007199254740992)`

// raiseSequences sets the sequences of a database anew where one is behind the
// numbers that were given, so that the next number is a new one. Of damaged
// tables others speak.
func raiseSequences(ctx context.Context, db *sql.DB, now time.Time) error {
	behind, err := sequenceBehind(ctx, db)
	if err != nil || behind == "" {
		return err
	}
	return inTxOf(ctx, db, sqlite{}, now, func(t *tx) error {
		if err := remakeSequences(ctx, t); corrupt(err) {
			return errUnkept
		} else if err != nil {
			return err
		}
		return t.audit(ctx, "system", "database.mend", "", map[string]any{"made": []string{"sequences"}})
	})
}

// sequenceBehind names a sequence that is behind its table or has no number, ""
// where none is.
func sequenceBehind(ctx context.Context, q queryer) (string, error) {
	if broken, err := texts(ctx, q, `SELECT name FROM sequences WHERE `+noNumber); err == nil && len(broken) > 0 {
		return broken[0], nil
	}
	for _, n := range numbered {
		largest := `MAX(` + n.number + `)` // by the index
		if strings.Contains(n.number, "(") {
			largest = `MAX(CAST(` + n.number + ` AS INTEGER))`
		}
		found, err := texts(ctx, q, `SELECT 'behind' WHERE (SELECT `+largest+` FROM `+n.table+`) >
			COALESCE((SELECT value FROM sequences WHERE name = '`+n.name+`'), 0)`)
		if corrupt(err) {
			continue
		}
		if err != nil || len(found) > 0 {
			return n.name, err
		}
	}
	return "", nil
}
