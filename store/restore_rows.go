package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"olist/store/fault"
)

// restoreWait is how long a restore waits for others to finish writing,
// milliseconds.
const restoreWait = "30000"

// replaceRows makes every table anew from temp, in one transaction of the
// database at path. It holds the write lock from before the copy of what was
// there is made, so that no write of others is in neither.
func (r *restoring) replaceRows(ctx context.Context) error {
	want, err := r.wanted(ctx)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", dsn(r.path, "_txlock", "immediate", "_foreign_keys", "off", "_busy_timeout", restoreWait))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `ATTACH $1 AS fresh`, r.temp); err != nil {
		return err
	}
	kept := false
	err = inTxOf(ctx, db, sqlite{}, r.now, func(t *tx) error {
		reader, err := sql.Open("sqlite3", dsn(r.path, "_query_only", "on"))
		if err != nil {
			return err
		}
		defer reader.Close()
		if err := r.keep(ctx, reader); err != nil {
			return err
		}
		kept = true
		return r.turnOver(ctx, t, func() error { return replaceVerified(ctx, t, want) })
	})
	if kept && err != nil && !corrupt(err) {
		r.forgetKept()
	}
	return err
}

// wanted are the rows that the backup holds.
func (r *restoring) wanted(ctx context.Context) (map[string]string, error) {
	source, err := sql.Open("sqlite3", dsn(r.temp, "_query_only", "on"))
	if err != nil {
		return nil, err
	}
	defer source.Close()
	return digest(ctx, source)
}

// turnOver replaces what is there, and settles who may come in.
func (r *restoring) turnOver(ctx context.Context, t *tx, replace func() error) error {
	before, err := openDoors(ctx, t)
	if err != nil {
		return err
	}
	rights, err := heldRights(ctx, t)
	if err != nil {
		return err
	}
	aside, err := keptBefore(ctx, t)
	if err != nil {
		return err
	}
	if err := replace(); err != nil {
		return err
	}
	return r.settle(ctx, t, before, rights, aside)
}

// replaceVerified replaces the tables by those attached, whose rows are known.
func replaceVerified(ctx context.Context, t *tx, want map[string]string) error {
	if err := replaceTables(ctx, t); err != nil {
		return err
	}
	got, err := digest(ctx, t)
	if err != nil {
		return err
	}
	if !maps.Equal(got, want) {
		return errors.New("the rows are not those of the backup")
	}
	return nil
}

// replaceTables drops all that is in the main database and makes what is in the
// attached one: tables, rows, indexes, views, triggers. Those to be left out are
// made, but without rows.
func replaceTables(ctx context.Context, t *tx, without ...string) error {
	for _, kind := range []string{"trigger", "view", "table"} {
		names, err := texts(ctx, t, `SELECT name FROM main.sqlite_schema WHERE type = '`+kind+`' AND name NOT LIKE 'sqlite_%'`)
		if err != nil {
			return err
		}
		for _, name := range names {
			if _, err := t.ExecContext(ctx, `DROP `+kind+` main.`+quoted(name)); err != nil {
				return err
			}
		}
	}
	for _, kind := range []string{"table", "index", "view", "trigger"} {
		made, err := texts(ctx, t, `SELECT sql FROM fresh.sqlite_schema WHERE type = '`+kind+`' AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`)
		if err != nil {
			return err
		}
		for _, statement := range made {
			if _, err := t.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("%w: %s", err, statement)
			}
		}
		if kind == "table" { // triggers are not for these rows
			if err := copyRows(ctx, t, without); err != nil {
				return err
			}
		}
	}
	return nil
}

func copyRows(ctx context.Context, t *tx, without []string) error {
	names, err := texts(ctx, t, `SELECT name FROM fresh.sqlite_schema WHERE type = 'table' AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence')`)
	if err != nil {
		return err
	}
	for _, name := range names {
		if slices.Contains(without, name) {
			continue
		}
		for _, statement := range []string{`DELETE FROM main.` + quoted(name), `INSERT INTO main.` + quoted(name) + ` SELECT * FROM fresh.` + quoted(name) + inOrder + rowByRow} {
			if _, err := t.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("fill %s: %w", name, err)
			}
		}
	}
	return nil
}

// inOrder follows a table's name: its rows come as they lie there, by rowid or by
// the key, and never as an index has them.
const inOrder = ` NOT INDEXED`

// rowByRow follows that where rows are copied: SQLite would take indexes over as
// they are, damaged or not, from a table without a condition.
const rowByRow = ` WHERE TRUE`

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// settle ends all sessions of the restored database and the job that made it, forgets which password was
// in force when it was saved and all links, leaves everybody the rights of before, turns off the tokens and people that
// could not come in before, lists the shops that lie beside it, and notes the
// restore: in the log for people, as a setting for the running program.
func (r *restoring) settle(ctx context.Context, t *tx, before map[string][]string, rights held, aside []KeptShop) error {
	for _, of := range []string{"sessions", "passwords"} {
		if _, err := t.ExecContext(ctx, `DELETE FROM `+of); err != nil {
			return err
		}
	}
	// The job that made this backup runs in it for ever: it came to its end.
	if _, err := t.ExecContext(ctx, `
		UPDATE jobs SET state = 'succeeded', finished_at = $1, lease_until = 0, owner = '' WHERE kind = 'backup' AND state = 'running'`, toMillis(t.now)); err != nil {
		return err
	}
	if err := settleRights(ctx, t, rights); err != nil {
		return err
	}
	closed, err := closeDoors(ctx, t, before)
	if err != nil {
		return err
	}
	for _, decided := range before[readingKey] {
		if _, err := t.ExecContext(ctx, `
			INSERT INTO settings (key, value, actor, updated_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, readingKey, decided, r.actor, toMillis(t.now)); err != nil {
			return err
		}
	}
	r.done.TokensOff, r.done.PeopleOff = closed["tokens"], closed["people"]
	if err := t.listKept(ctx, filepath.Dir(r.path), aside); err != nil {
		return err
	}
	if err := t.markRestored(ctx, r.actor); err != nil {
		return err
	}
	return t.audit(ctx, r.actor, "backup.restore", "", map[string]any{"kept": filepath.Base(r.done.Previous), "tokens_off": r.done.TokensOff, "people_off": r.done.PeopleOff, "shares_off": closed["shares"]})
}

const restoredKey = "restored"

// markRestored tells running programs that there is another database before them.
func (t *tx) markRestored(ctx context.Context, actor string) error {
	_, err := t.ExecContext(ctx, `
		INSERT INTO settings (key, value, actor, updated_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value, actor = excluded.actor, updated_at = excluded.updated_at`,
		restoredKey, `"`+rand.Text()+`"`, actor, toMillis(t.now))
	return err
}

// RestoredBy gives the mark of the latest restore, "" where there was none: a
// running program that sees another one has a new database before it.
func (s *Store) RestoredBy(ctx context.Context) (mark string, err error) {
	if err := s.Setting(ctx, restoredKey, &mark); fault.CodeOf(err) == fault.CodeNotFound {
		return "", nil
	}
	return mark, err
}

// keep makes a copy of the database that source reads, damage included, under a
// name that nothing has yet.
func (r *restoring) keep(ctx context.Context, source *sql.DB) error {
	temp := filepath.Join(filepath.Dir(r.temp), "kept.db")
	if err := copyAsIs(ctx, source, temp); err != nil {
		return err
	}
	if err := syncFile(temp); err != nil {
		return err
	}
	name, err := freeName(r.path + restoreSuffix + stamp(r.now))
	if err != nil {
		return err
	}
	if err := linkOrCopy(temp, name); err != nil {
		return err
	}
	r.done.Previous = name
	return syncDir(filepath.Dir(name))
}

func (r *restoring) forgetKept() {
	os.Remove(r.done.Previous)
	r.done.Previous = ""
}

const restoreSuffix = ".before-restore-"

// stamp says when in a file's name.
func stamp(at time.Time) string { return at.UTC().Format("20060102T150405Z") }

// freeName is a name that no file has: stem, or stem and a number.
func freeName(stem string) (string, error) {
	for i := 1; i < 1000; i++ {
		name := stem
		if i > 1 {
			name = fmt.Sprintf("%s-%d", stem, i)
		}
		if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
			return name, nil
		}
	}
	return "", fmt.Errorf("there are a thousand copies like %s", stem)
}
