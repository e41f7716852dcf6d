package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"olist/message"
)

// SourceEnd is how a fetch ends: its run, and what the source knows from then
// on.
type SourceEnd struct {
	Run    SourceRun       // of which Seq and At are given here
	Memory json.RawMessage // in place of what there was
	Due    time.Time       // of the next fetch
	// Tell makes a message to the webhook of the run; nil for none.
	Tell func(SourceRun) (event string, body json.RawMessage)
}

// FetchedImport is what a fetch brought, and who decides about it.
type FetchedImport struct {
	NewImport
	// Judge gives the reasons to hold the changes for a person; none lets them
	// into force at once. Of no changes they are what is peculiar of the file.
	Judge func(Changes) []message.Message
	// Train, where it is not nil, is queued together with what is applied, unless
	// one of its kind waits.
	Train *NewJob
}

// BeginSourceRun counts a fetch that begins, and tells how many began since one
// came to its end, this one among them: a file that ends the program each time is
// not read for ever.
func (s *Store) BeginSourceRun(ctx context.Context, id string) (begun int, err error) {
	return given(ctx, s.inTx, func(t *tx) (n int, err error) {
		err = t.QueryRowContext(ctx, `UPDATE sources SET begun = begun + 1 WHERE id = $1 AND deleted_at = 0 RETURNING begun`, id).Scan(&n)
		return n, orNotFound(err, message.NoSource.With(message.Quoted(id)))
	})
}

// EndSourceRun keeps a fetch that brought no sales.
func (s *Store) EndSourceRun(ctx context.Context, e SourceEnd) (SourceRun, error) {
	return given(ctx, s.inTx, func(t *tx) (SourceRun, error) { return t.endRun(ctx, e) })
}

// TakeFetched stages what a fetch brought, has it judged, and puts it in force or
// holds it, in one transaction with the run and with what the source remembers: a
// program that is killed has done all of it or nothing. What the source holds from
// before gives way to it.
func (s *Store) TakeFetched(ctx context.Context, f FetchedImport, e SourceEnd) (run SourceRun, imp Import, err error) {
	run, err = given(ctx, s.inTx, func(t *tx) (SourceRun, error) {
		if err := t.supersede(ctx, f.Actor, e.Run.Source); err != nil {
			return SourceRun{}, err
		}
		var changes Changes
		var err error
		if imp, changes, err = t.stageImport(ctx, f.NewImport); err != nil {
			return SourceRun{}, err
		}
		e.Run.State, e.Run.Import, e.Run.Why = RunNothing, imp.Version, f.Judge(changes)
		if !changes.None() {
			e.Run.State = RunHeld
			if len(e.Run.Why) == 0 {
				if imp, err = t.applyImport(ctx, f.Actor, imp.Version); err != nil {
					return SourceRun{}, err
				}
				e.Run.State = RunApplied
			}
		}
		if e.Run.State == RunApplied && f.Train != nil {
			if _, _, err := t.enqueue(ctx, *f.Train); err != nil {
				return SourceRun{}, err
			}
		}
		return t.endRun(ctx, e)
	})
	return run, imp, err
}

// supersede discards what the source brought earlier and nobody has decided
// about: the newer file says more.
func (t *tx) supersede(ctx context.Context, actor, id string) error {
	waiting, err := collect(ctx, t, func(row scanner) (v int64, err error) { return v, row.Scan(&v) }, `
		SELECT i.version FROM imports i JOIN source_runs r ON r.import = i.version
		WHERE r.source = $1 AND i.state = 'staged'`, id)
	if err != nil {
		return err
	}
	for _, version := range waiting {
		if _, err := t.ExecContext(ctx, `DELETE FROM imports WHERE version = $1`, version); err != nil {
			return err
		}
		if err := t.audit(ctx, actor, "import.discard", versionName(version), nil); err != nil {
			return err
		}
	}
	return nil
}

// Held gives the import of a source that waits for a person, 0 where none does.
func (s *Store) Held(ctx context.Context, source string) (version int64, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT MAX(i.version) FROM imports i JOIN source_runs r ON r.import = i.version
		WHERE r.source = $1 AND i.state = 'staged' HAVING MAX(i.version) > 0`, source).Scan(&version)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return version, err
}

// HeldSources counts the sources of which an import waits for a person.
func (s *Store) HeldSources(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `
		SELECT COUNT(DISTINCT r.source) FROM imports i JOIN source_runs r ON r.import = i.version
		WHERE i.state = 'staged'`).Scan(&n)
	return n, err
}

// SourceRuns gives the latest runs of a source, newest first.
func (s *Store) SourceRuns(ctx context.Context, source string, limit int) ([]SourceRun, error) {
	return given(ctx, s.inRead, func(t *tx) ([]SourceRun, error) {
		return collect(ctx, t, scanRun, selectRun+` WHERE source = $1 ORDER BY seq DESC LIMIT $2`, source, limit)
	})
}

const selectRun = `SELECT seq, source, state, file, import, why, actor, at FROM source_runs`

func scanRun(row scanner) (r SourceRun, err error) {
	var why []byte
	if err := row.Scan(&r.Seq, &r.Source, &r.State, &r.File, &r.Import, &why, &r.Actor, millis{&r.At}); err != nil {
		return r, err
	}
	return r, json.Unmarshal(why, &r.Why)
}

func (t *tx) latestRun(ctx context.Context, source string) (SourceRun, error) {
	r, err := scanRun(t.QueryRowContext(ctx, selectRun+` WHERE source = $1 ORDER BY seq DESC LIMIT 1`, source))
	if errors.Is(err, sql.ErrNoRows) {
		return SourceRun{}, nil
	}
	return r, err
}

// endRun keeps the run and what goes with it. A look that found the same as the
// one before takes its place, so that looks do not drive out what came of others.
func (t *tx) endRun(ctx context.Context, e SourceEnd) (SourceRun, error) {
	r := e.Run
	if r.Why == nil {
		r.Why = []message.Message{}
	}
	why, err := json.Marshal(r.Why)
	if err != nil {
		return r, err
	}
	before, err := t.latestRun(ctx, r.Source)
	if err != nil {
		return r, err
	}
	if before.State == r.State && (r.State == RunWaiting || r.State == RunUnchanged) {
		if _, err := t.ExecContext(ctx, `DELETE FROM source_runs WHERE seq = $1`, before.Seq); err != nil {
			return r, err
		}
	}
	if r.Seq, err = t.next(ctx, "source_runs"); err != nil {
		return r, err
	}
	r.At = t.now
	done, err := t.ExecContext(ctx, `UPDATE sources SET memory = $1, due = $2, begun = 0 WHERE id = $3 AND deleted_at = 0`, string(orEmpty(e.Memory)), toMillis(e.Due), r.Source)
	if err != nil {
		return r, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return r, orNotFound(sql.ErrNoRows, message.NoSource.With(message.Quoted(r.Source))) // deleted meanwhile
	}
	if _, err := t.ExecContext(ctx, `INSERT INTO source_runs (seq, source, state, file, import, why, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		r.Seq, r.Source, r.State, r.File, r.Import, string(why), r.Actor, toMillis(r.At)); err != nil {
		return r, err
	}
	if _, err := t.ExecContext(ctx, `
		DELETE FROM source_runs WHERE source = $1 AND seq NOT IN (SELECT seq FROM source_runs WHERE source = $1 ORDER BY seq DESC LIMIT $2)
			AND import NOT IN (SELECT version FROM imports WHERE state = 'staged')`, r.Source, sourceRunsMost); err != nil {
		return r, err
	}
	again := r.State == RunFailed && before.State == RunFailed // it was told
	if r.State == RunHeld || r.State == RunApplied || r.State == RunFailed && !again {
		if err := t.audit(ctx, r.Actor, "source.run", r.Source, map[string]any{"state": r.State, "import": r.Import, "file": r.File, "why": r.Why}); err != nil {
			return r, err
		}
	}
	if e.Tell == nil || again {
		return r, nil
	}
	event, body := e.Tell(r)
	if event == "" {
		return r, nil
	}
	_, err = t.addDelivery(ctx, event, body, 0)
	return r, err
}
