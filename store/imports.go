package store

import (
	"context"
	"encoding/json"
	"time"

	"olist/forecast"
	"olist/store/fault"
	"olist/store/ingest"
)

// ImportState is where an import stands.
type ImportState string

// States of an import.
const (
	ImportStaged  ImportState = "staged"  // kept for a look, not in force
	ImportApplied ImportState = "applied" // in force where no newer one holds the week
	ImportUndone  ImportState = "undone"
)

// NewImport is read sales on their way into the data.
type NewImport struct {
	Kind   string // "orders" or "weekly"
	Source string // what it was read from, for people
	Actor  string
	Batch  *ingest.Batch
	Report any // what the reader found; kept as JSON
}

// Import is a version of the data.
type Import struct {
	Version     int64           `json:"version"`
	Kind        string          `json:"kind"`
	Source      string          `json:"source"`
	State       ImportState     `json:"state"`
	Fingerprint string          `json:"fingerprint"` // History's, once applied
	Report      json.RawMessage `json:"report"`
	Actor       string          `json:"actor"`
	CreatedAt   time.Time       `json:"created_at"`
	AppliedAt   time.Time       `json:"applied_at,omitzero"`
	UndoneAt    time.Time       `json:"undone_at,omitzero"`
	UndoneBy    string          `json:"undone_by,omitempty"`
	base        string          // fingerprint of the data that it was compared with
}

// Changes is what an import does to the data in force.
type Changes struct {
	Added     int          `json:"added"`
	Changed   int          `json:"changed"`
	Unchanged int          `json:"unchanged"`
	Weeks     []WeekChange `json:"weeks"` // those added and changed
}

// None reports whether the import brings nothing new.
func (c Changes) None() bool { return c.Added == 0 && c.Changed == 0 }

// WeekChange is a week that an import adds or changes. Money is in cents.
type WeekChange struct {
	Week   forecast.Week `json:"week"`
	Added  bool          `json:"added"` // there was no such week before
	Before WeekTotals    `json:"before"`
	After  WeekTotals    `json:"after"`
}

// WeekTotals are the figures of one week over all segments.
type WeekTotals struct {
	Orders  int64 `json:"orders"`
	Items   int64 `json:"items"`
	Revenue int64 `json:"revenue_cents"`
	Freight int64 `json:"freight_cents"`
}

// Import applies read sales in one transaction. Where they change nothing,
// the database is left as it is, and the import given is the zero one.
func (s *Store) Import(ctx context.Context, n NewImport) (Import, Changes, error) {
	t, err := s.begin(ctx)
	if err != nil {
		return Import{}, Changes{}, err
	}
	defer t.Rollback()
	imp, changes, err := t.stageImport(ctx, n)
	if err != nil || changes.None() {
		return Import{}, changes, err
	}
	if imp, err = t.applyImport(ctx, n.Actor, imp.Version); err != nil {
		return Import{}, Changes{}, err
	}
	return imp, changes, t.Commit()
}

// StageImport keeps read sales for a look at what they would change, in force
// only once applied. Where they change nothing, nothing is kept, and the
// import given is the zero one.
func (s *Store) StageImport(ctx context.Context, n NewImport) (Import, Changes, error) {
	t, err := s.begin(ctx)
	if err != nil {
		return Import{}, Changes{}, err
	}
	defer t.Rollback()
	imp, changes, err := t.stageImport(ctx, n)
	if err != nil || changes.None() {
		return Import{}, changes, err
	}
	return imp, changes, t.Commit()
}

// ApplyImport puts a staged import in force. Returns CodeConflict where it is
// not staged, or where the data have changed since.
func (s *Store) ApplyImport(ctx context.Context, actor string, version int64) (Import, error) {
	t, err := s.begin(ctx)
	if err != nil {
		return Import{}, err
	}
	defer t.Rollback()
	imp, err := t.applyImport(ctx, actor, version)
	if err != nil {
		return Import{}, err
	}
	return imp, t.Commit()
}

// DiscardImport forgets a staged import.
func (s *Store) DiscardImport(ctx context.Context, actor string, version int64) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if _, err := t.importIn(ctx, version, ImportStaged); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM imports WHERE version = $1`, version); err != nil {
		return err
	}
	if err := t.audit(ctx, actor, "import.discard", versionName(version), nil); err != nil {
		return err
	}
	return t.Commit()
}

// UndoImport takes an applied import out of force: each of its weeks falls
// back to the newest older import that holds it. Other imports stay.
func (s *Store) UndoImport(ctx context.Context, actor string, version int64) (Import, error) {
	t, err := s.begin(ctx)
	if err != nil {
		return Import{}, err
	}
	defer t.Rollback()
	imp, err := t.undoImport(ctx, actor, version)
	if err != nil {
		return Import{}, err
	}
	return imp, t.Commit()
}

// Imports gives every import, newest first.
func (s *Store) Imports(ctx context.Context) ([]Import, error) {
	t, err := s.beginRead(ctx)
	if err != nil {
		return nil, err
	}
	defer t.Rollback()
	return collect(ctx, t, scanImport, selectImport+` ORDER BY version DESC`)
}

// ImportChanges compares a staged import with the data in force.
func (s *Store) ImportChanges(ctx context.Context, version int64) (Import, Changes, error) {
	t, err := s.beginRead(ctx)
	if err != nil {
		return Import{}, Changes{}, err
	}
	defer t.Rollback()
	imp, err := t.importIn(ctx, version, ImportStaged)
	if err != nil {
		return Import{}, Changes{}, err
	}
	staged, err := t.weekData(ctx, stagedWeeks, version)
	if err != nil {
		return Import{}, Changes{}, err
	}
	current, err := t.weekData(ctx, currentWeeks)
	if err != nil {
		return Import{}, Changes{}, err
	}
	changes, _ := compare(current, staged)
	return imp, changes, nil
}

const selectImport = `
	SELECT version, kind, source, state, base, fingerprint, report, actor, created_at, applied_at, undone_at, undone_by
	FROM imports`

func scanImport(row scanner) (i Import, err error) {
	err = row.Scan(&i.Version, &i.Kind, &i.Source, &i.State, &i.base, &i.Fingerprint, (*[]byte)(&i.Report),
		&i.Actor, millis{&i.CreatedAt}, millis{&i.AppliedAt}, millis{&i.UndoneAt}, &i.UndoneBy)
	return i, err
}

// importIn gives the import if it is in the wanted state, CodeConflict if not.
func (t *tx) importIn(ctx context.Context, version int64, want ImportState) (Import, error) {
	i, err := scanImport(t.QueryRowContext(ctx, selectImport+` WHERE version = $1`, version))
	if err != nil {
		return Import{}, orNotFound(err, "import", versionName(version))
	}
	if i.State != want {
		return Import{}, fault.New(fault.CodeConflict, "the import %d is %s, not %s", version, i.State, want)
	}
	return i, nil
}

func (t *tx) stageImport(ctx context.Context, n NewImport) (Import, Changes, error) {
	if len(n.Batch.Weeks) == 0 {
		return Import{}, Changes{}, fault.Invalid("", "the files hold no sales; nothing was changed")
	}
	before, err := t.history(ctx)
	if err != nil {
		return Import{}, Changes{}, err
	}
	current, err := t.weekData(ctx, currentWeeks)
	if err != nil {
		return Import{}, Changes{}, err
	}
	changes, fresh := compare(current, n.Batch.Weeks)
	if changes.None() {
		return Import{}, changes, nil
	}
	report, err := json.Marshal(n.Report)
	if err != nil {
		return Import{}, Changes{}, err
	}
	version, err := t.next(ctx, "imports")
	if err != nil {
		return Import{}, Changes{}, err
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO imports (version, kind, source, state, base, fingerprint, report, actor, created_at)
		VALUES ($1, $2, $3, 'staged', $4, '', $5, $6, $7)`,
		version, n.Kind, n.Source, before.Fingerprint, string(report), n.Actor, toMillis(t.now)); err != nil {
		return Import{}, Changes{}, err
	}
	if err := t.insertWeeks(ctx, version, fresh, n.Batch.Categories); err != nil {
		return Import{}, Changes{}, err
	}
	if err := t.audit(ctx, n.Actor, "import.stage", versionName(version), map[string]any{
		"source": n.Source, "added": changes.Added, "changed": changes.Changed}); err != nil {
		return Import{}, Changes{}, err
	}
	imp, err := t.importIn(ctx, version, ImportStaged)
	return imp, changes, err
}

func (t *tx) applyImport(ctx context.Context, actor string, version int64) (Import, error) {
	imp, err := t.importIn(ctx, version, ImportStaged)
	if err != nil {
		return Import{}, err
	}
	before, err := t.history(ctx)
	if err != nil {
		return Import{}, err
	}
	newer, err := t.exists(ctx, `SELECT 1 FROM imports WHERE state = 'applied' AND version > $1`, version)
	if err != nil {
		return Import{}, err
	}
	if newer || before.Fingerprint != imp.base {
		return Import{}, fault.New(fault.CodeConflict, "the data have changed since this preview; discard it and read the files again")
	}
	if _, err := t.ExecContext(ctx, `
		UPDATE imports SET state = 'applied', applied_at = $1 WHERE version = $2`, toMillis(t.now), version); err != nil {
		return Import{}, err
	}
	after, err := t.history(ctx)
	if err != nil {
		return Import{}, err
	}
	if _, err := t.ExecContext(ctx, `UPDATE imports SET fingerprint = $1 WHERE version = $2`, after.Fingerprint, version); err != nil {
		return Import{}, err
	}
	if err := t.audit(ctx, actor, "import.apply", versionName(version), map[string]any{"fingerprint": after.Fingerprint}); err != nil {
		return Import{}, err
	}
	return t.importIn(ctx, version, ImportApplied)
}

func (t *tx) undoImport(ctx context.Context, actor string, version int64) (Import, error) {
	if _, err := t.importIn(ctx, version, ImportApplied); err != nil {
		return Import{}, err
	}
	if _, err := t.ExecContext(ctx, `
		UPDATE imports SET state = 'undone', undone_at = $1, undone_by = $2 WHERE version = $3`,
		toMillis(t.now), actor, version); err != nil {
		return Import{}, err
	}
	if err := t.audit(ctx, actor, "import.undo", versionName(version), nil); err != nil {
		return Import{}, err
	}
	return t.importIn(ctx, version, ImportUndone)
}
