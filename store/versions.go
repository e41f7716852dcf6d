package store

import (
	"context"

	"olist/message"
	"olist/store/fault"
)

const selectImport = `
	SELECT version, kind, source, state, base, fingerprint, report, actor, created_at, applied_at, undone_at, undone_by
	FROM imports`

func scanImport(row scanner) (i Import, err error) {
	err = row.Scan(&i.Version, &i.Kind, &i.Source, &i.State, &i.base, &i.Fingerprint, (*[]byte)(&i.Report),
		&i.Actor, millis{&i.CreatedAt}, millis{&i.AppliedAt}, millis{&i.UndoneAt}, &i.UndoneBy)
	return i, err
}

func (t *tx) anImport(ctx context.Context, version int64) (Import, error) {
	i, err := scanImport(t.QueryRowContext(ctx, selectImport+` WHERE version = $1`, version))
	return i, orNotFound(err, message.NoImport.With(message.Quoted(versionName(version))))
}

// importIn gives the import if it is in the wanted state, CodeConflict if not.
func (t *tx) importIn(ctx context.Context, version int64, want ImportState) (Import, error) {
	i, err := t.anImport(ctx, version)
	if err != nil {
		return Import{}, err
	}
	return i, inState(i, want)
}

// inState returns CodeConflict where the import is not in that state.
func inState(i Import, want ImportState) error {
	if i.State != want {
		return fault.New(fault.CodeConflict, message.ImportIs.With(i.Version, i.State.words(), want.words()))
	}
	return nil
}

// judgeChanges tells which of the weeks that a version brings are complete,
// among those in force below it.
func (t *tx) judgeChanges(ctx context.Context, changes Changes, version int64) error {
	weeks, err := t.weeks(ctx, weeksUpTo, version)
	if err != nil {
		return err
	}
	for i := range changes.Weeks {
		c := &changes.Weeks[i]
		c.Judged = weeks[c.Week-weeks[0].Week]
		c.Complete, c.Reason = c.Judged.Usable(), c.Judged.WhyLeft().String()
	}
	return nil
}

// applyImport puts a preview in force, or again one that was undone.
func (t *tx) applyImport(ctx context.Context, actor string, version int64) (Import, error) {
	imp, err := t.anImport(ctx, version)
	if err != nil {
		return Import{}, err
	}
	again := imp.State == ImportUndone
	if again {
		err = t.roomAgain(ctx, version)
	} else {
		err = t.checkPreview(ctx, imp)
	}
	if err != nil {
		return Import{}, err
	}
	if err := t.stillTakes(ctx, version, again); err != nil {
		return Import{}, err
	}
	if _, err := t.ExecContext(ctx, `
		UPDATE imports SET state = 'applied', applied_at = $1, undone_at = 0, undone_by = '' WHERE version = $2`, toMillis(t.now), version); err != nil {
		return Import{}, err
	}
	after, err := t.history(ctx)
	if err != nil {
		return Import{}, err
	}
	if _, err := t.ExecContext(ctx, `UPDATE imports SET fingerprint = $1 WHERE version = $2`, after.Fingerprint, version); err != nil {
		return Import{}, err
	}
	detail := map[string]any{"fingerprint": after.Fingerprint}
	if again {
		detail["again"] = true
	}
	if err := t.audit(ctx, actor, "import.apply", versionName(version), detail); err != nil {
		return Import{}, err
	}
	if err := t.changed(ctx, after); err != nil {
		return Import{}, err
	}
	return t.importIn(ctx, version, ImportApplied)
}

// checkPreview returns CodeConflict where the import is no preview, or one of
// other data than those in force. An undone one needs no such look: it takes
// its old place again, and newer ones go before it.
func (t *tx) checkPreview(ctx context.Context, imp Import) error {
	if imp.State != ImportStaged {
		return inState(imp, ImportStaged)
	}
	before, err := t.before(ctx)
	if err != nil {
		return err
	}
	newer, err := t.exists(ctx, `SELECT 1 FROM imports WHERE state = 'applied' AND version > $1`, imp.Version)
	if err != nil {
		return err
	}
	// Programs before this one wrote the whole fingerprint, events in it.
	if newer || imp.base != before.ofSales() && imp.base != before.Fingerprint {
		return fault.New(fault.CodeConflict, message.ImportStale.With())
	}
	return nil
}

// undoImport refuses to leave nothing to forecast from: what serves could not
// go on, and nobody means it who takes back a file.
func (t *tx) undoImport(ctx context.Context, actor string, version int64) (Import, error) {
	if _, err := t.importIn(ctx, version, ImportApplied); err != nil {
		return Import{}, err
	}
	before, err := t.before(ctx)
	if err != nil {
		return Import{}, err
	}
	if _, err := t.ExecContext(ctx, `
		UPDATE imports SET state = 'undone', undone_at = $1, undone_by = $2 WHERE version = $3`,
		toMillis(t.now), actor, version); err != nil {
		return Import{}, err
	}
	others, err := t.exists(ctx, `SELECT 1 FROM imports WHERE state = 'applied'`)
	if err != nil {
		return Import{}, err
	}
	if !others {
		return Import{}, fault.New(fault.CodeConflict, message.ImportOnly.With(version))
	}
	after, err := t.history(ctx)
	if err != nil {
		return Import{}, err
	}
	if before.Teaches() && !after.Teaches() {
		return Import{}, fault.New(fault.CodeConflict, message.ImportTeaches.With(version))
	}
	if err := t.audit(ctx, actor, "import.undo", versionName(version), nil); err != nil {
		return Import{}, err
	}
	if err := t.changed(ctx, after); err != nil {
		return Import{}, err
	}
	return t.importIn(ctx, version, ImportUndone)
}
