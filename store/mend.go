package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"olist/store/scratch"
)

// Mended tells what Open did about a damaged database.
type Mended struct {
	Tables  []string // made again; indexes where only those were damaged
	Kept    string   // where the damaged database is kept, "" where nothing was done
	Damaged bool     // something is damaged still
	Err     error    // why it could not be mended
}

// Mended tells what was found and done when the database was opened.
func (s *Store) Mended() Mended { return s.mended }

// remakes are the tables that can be made again: what each is made of, and how.
// In their order: a later one may be made of an earlier one.
var remakes = []struct {
	table string
	of    []string
	make  func(context.Context, *tx) error
}{
	{"sqlite_sequence", nil, nothing},
	{"goose_db_version", nil, remakeVersions},
	{"evaluations", nil, nothing}, // the worker measures the models again
	{"sessions", nil, nothing},    // people log in again
	{"category_sums", []string{"cells"}, sums[0].remake},
	{"state_sums", []string{"cells"}, sums[1].remake},
	{"data_version", nil, statement(`INSERT INTO data_version (one, version) VALUES (1, lower(hex(randomblob(16))))`)},
	{"activations", []string{"audit"}, statement(`
		INSERT INTO activations (seq, model_id, previous, actor, note, at)
		SELECT ROW_NUMBER() OVER (ORDER BY seq), subject, COALESCE(json_extract(detail, '$.previous'), ''), actor, COALESCE(json_extract(detail, '$.note'), ''), at
		FROM audit WHERE action = 'model.activate' ORDER BY seq`)},
	{"live", []string{"activations", "models"}, statement(`
		INSERT INTO live (one, model_id, activated_at, actor, note)
		SELECT 1, model_id, at, actor, note FROM activations WHERE model_id IN (SELECT id FROM models) ORDER BY seq DESC LIMIT 1`)},
	{"sequences", []string{"imports", "models", "evaluations", "activations", "jobs", "audit", "deliveries", "tokens", "events", "notes", "scenarios", "plan_overrides", "plans", "shares", "driver_edits"}, remakeSequences},
}

// mend makes again what is damaged in the database at path and can be made
// again: indexes, and the tables that follow from others. The damaged database
// is kept beside it. Where anything else is damaged, too, it does nothing: a
// backup may hold what is lost, and the file what a backup lacks. Nobody else
// should have the database open.
func mend(ctx context.Context, path string) Mended {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return Mended{}
	}
	lost, fine, err := examineFile(ctx, path)
	if fine {
		unmark(path)
	}
	if err != nil || fine || !canRemake(lost) {
		return Mended{Damaged: err == nil && !fine} // of a file that is no database, Open speaks
	}
	stage, err := scratch.Make(path + stageSuffix)
	if err != nil {
		return Mended{Damaged: true, Err: err}
	}
	defer stage.Close()
	r := &restoring{actor: "mend", path: path, temp: filepath.Join(stage.Path, "new.db"), now: time.Now()}
	if err := errors.Join(r.keepPages(ctx), r.remake(ctx, lost)); err != nil {
		r.forgetKept()
		return Mended{Damaged: true, Err: err}
	}
	if err := r.copyOver(ctx); err != nil {
		return Mended{Damaged: true, Err: err}
	}
	unmark(path)
	return Mended{Tables: namesOf(lost), Kept: r.done.Previous}
}

func namesOf(lost []string) []string {
	if len(lost) == 0 {
		return []string{indexes}
	}
	return lost
}

// unsound reports whether damage may be why a database cannot be opened; a file
// that is none is another matter.
func unsound(ctx context.Context, path string) bool {
	_, fine, looked := examineFile(ctx, path)
	return looked == nil && !fine
}

func examineFile(ctx context.Context, path string) (lost []string, fine bool, err error) {
	db, err := sql.Open("sqlite3", dsn(path, "_query_only", "on"))
	if err != nil {
		return nil, false, err
	}
	defer db.Close()
	if sound(ctx, db) {
		return nil, true, nil
	}
	lost, err = unreadable(ctx, db)
	return lost, false, err
}

// canRemake reports whether all that is lost can be made of what is not, or of
// what is made before.
func canRemake(lost []string) bool {
	left := slices.DeleteFunc(slices.Clone(lost), func(table string) bool { return table == indexes })
	for _, r := range remakes {
		whole := !slices.ContainsFunc(r.of, func(table string) bool { return slices.Contains(left, table) })
		if i := slices.Index(left, r.table); i >= 0 && whole {
			left = slices.Delete(left, i, i+1)
		}
	}
	return len(left) == 0
}

// remake fills a new database from the damaged one and makes what is lost.
func (r *restoring) remake(ctx context.Context, lost []string) error {
	db, err := sql.Open("sqlite3", dsn(r.temp, "_txlock", "immediate", "_foreign_keys", "off"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `ATTACH $1 AS fresh`, r.path); err != nil {
		return err
	}
	err = inTxOf(ctx, db, sqlite{}, r.now, func(t *tx) error {
		if err := replaceTables(ctx, t, lost...); err != nil {
			return err
		}
		for _, m := range remakes {
			if slices.Contains(lost, m.table) {
				if err := m.make(ctx, t); err != nil {
					return fmt.Errorf("make %s again: %w", m.table, err)
				}
			}
		}
		return t.audit(ctx, r.actor, "database.mend", "", map[string]any{"made": namesOf(lost), "kept": filepath.Base(r.done.Previous)})
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	return r.lookAtRemade(ctx)
}

// lookAtRemade looks at the new database alone.
func (r *restoring) lookAtRemade(ctx context.Context) error {
	db, err := sql.Open("sqlite3", dsn(r.temp, "_query_only", "on"))
	if err != nil {
		return err
	}
	defer db.Close()
	return integrity(ctx, db)
}

func nothing(context.Context, *tx) error { return nil }

func statement(text string) func(context.Context, *tx) error {
	return func(ctx context.Context, t *tx) error {
		_, err := t.ExecContext(ctx, text)
		return err
	}
}

// remakeVersions notes the migrations up to the last one whose columns are
// there; what comes after it is applied at the next start.
func remakeVersions(ctx context.Context, t *tx) error {
	have, err := columns(ctx, t)
	if err != nil {
		return err
	}
	_, known, err := schemaOf(ctx, nil)
	if err != nil {
		return err
	}
	upTo, most := 0, 0
	for i := range known {
		want, _, err := schemaOf(ctx, known[:i+1])
		if err != nil {
			return err
		}
		if slices.ContainsFunc(want.columns, func(c string) bool { return !slices.Contains(have, c) }) {
			break
		}
		if len(want.columns) > most {
			upTo, most = i, len(want.columns)
		}
	}
	for _, version := range append([]int64{0}, known[:upTo+1]...) {
		if _, err := t.ExecContext(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, TRUE)`, version); err != nil {
			return err
		}
	}
	return nil
}
