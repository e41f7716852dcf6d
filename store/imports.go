package store

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"olist/message"
	"olist/quality"
	"olist/store/ingest"
	"olist/week"
)

// ImportState is where an import stands.
type ImportState string

// States of an import.
const (
	ImportStaged  ImportState = "staged"  // kept for a look, not in force
	ImportApplied ImportState = "applied" // in force where no newer one holds the week
	ImportUndone  ImportState = "undone"
)

// words name the state.
func (s ImportState) words() message.Message {
	switch s {
	case ImportStaged:
		return message.ImportStaged.With()
	case ImportApplied:
		return message.ImportApplied.With()
	}
	return message.ImportUndone.With()
}

// NewImport is read sales on their way into the data.
type NewImport struct {
	Kind   string // "orders" or "weekly"
	Source string // what it was read from, for people
	Actor  string
	Batch  *ingest.Batch
	Report any      // what the reader found; kept as JSON
	Join   []string // the proposals of Spellings to follow, by their Into; JoinAll for every one
}

// JoinAll follows every proposal.
const JoinAll = "all"

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
	base        string          // fingerprint of the sales that it was compared with
}

// Changes is what an import does to the data in force.
type Changes struct {
	Added     int          `json:"added"`
	Changed   int          `json:"changed"`
	Unchanged int          `json:"unchanged"`
	Weeks     []WeekChange `json:"weeks"` // those added and changed

	Drivers       []DriverChange    `json:"drivers,omitempty"`
	Held          []ingest.Held     `json:"held,omitempty"` // weeks of the files that are not taken; told while they are staged
	Gaps          []ingest.Gap      `json:"gaps"`           // weeks without data beside those of the import
	NewCategories []string          `json:"new_categories"`
	NewStates     []string          `json:"new_states"`
	Spellings     []ingest.Spelling `json:"spellings"`            // proposals to take categories for one
	RevenueBefore int64             `json:"revenue_before_cents"` // of all the data
	RevenueAfter  int64             `json:"revenue_after_cents"`
}

// None reports whether the import brings nothing new.
func (c Changes) None() bool { return c.Added == 0 && c.Changed == 0 && len(c.Drivers) == 0 }

// Split counts the weeks that come without categories or states.
func (c Changes) Split() (n int) {
	for _, w := range c.Weeks {
		if w.Vague.Any() {
			n++
		}
	}
	return n
}

// LeftOut gives the weeks that no model would learn from. Weeks without sales
// are not among them: there is nothing to decide.
func (c Changes) LeftOut() (left []WeekChange) {
	for _, w := range c.Weeks {
		if !w.Complete && w.Judged.State != quality.StateEmpty {
			left = append(left, w)
		}
	}
	return left
}

// WeekChange is a week that an import adds or changes. Money is in cents.
type WeekChange struct {
	Week     week.Week  `json:"week"`
	Added    bool       `json:"added"` // there was no such week before
	Before   WeekTotals `json:"before"`
	After    WeekTotals `json:"after"`
	Vague    Vague      `json:"split_by_shares"` // what the import does not tell
	Complete bool       `json:"complete"`        // a model may learn from it, the import in force
	Reason   string     `json:"reason,omitempty"`
	Judged   WeekInfo   `json:"-"` // what Complete and Reason are taken from
}

// WeekTotals are the figures of one week over all segments.
type WeekTotals struct {
	Orders  *int64 `json:"orders"` // nil where no file told them
	Items   int64  `json:"items"`
	Revenue int64  `json:"revenue_cents"`
	Freight int64  `json:"freight_cents"`
}

// Import applies read sales in one transaction. Where they change nothing,
// the database is left as it is, and the import given is the zero one. A week
// that no file should hold (see ingest.Held) refuses them: nobody looks at a
// preview.
func (s *Store) Import(ctx context.Context, n NewImport) (Import, Changes, error) {
	var changes Changes
	imp, err := given(ctx, s.inTx, func(t *tx) (imp Import, err error) {
		imp, changes, err = t.stageImport(ctx, n)
		if err == nil {
			err = refuseSlips(n.Source, changes.Held)
		}
		if err != nil || changes.None() {
			return Import{}, cmp.Or(err, errUnkept)
		}
		return t.applyImport(ctx, n.Actor, imp.Version)
	})
	return imp, changes, err
}

// CompareImport tells what read sales would change, and keeps nothing: weeks
// are judged together with those in force, so it stages them and takes that
// back.
func (s *Store) CompareImport(ctx context.Context, n NewImport) (Changes, error) {
	return given(ctx, s.inTx, func(t *tx) (Changes, error) {
		_, changes, err := t.stageImport(ctx, n)
		if err == nil {
			err = refuseSlips(n.Source, changes.Held)
		}
		return changes, cmp.Or(err, errUnkept)
	})
}

// StageImport keeps read sales for a look at what they would change, in force
// only once applied. Where they change nothing, nothing is kept, and the
// import given is the zero one.
func (s *Store) StageImport(ctx context.Context, n NewImport) (Import, Changes, error) {
	var changes Changes
	imp, err := given(ctx, s.inTx, func(t *tx) (imp Import, err error) {
		imp, changes, err = t.stageImport(ctx, n)
		if err == nil && changes.None() {
			return Import{}, errUnkept
		}
		return imp, err
	})
	return imp, changes, err
}

// ApplyImport puts a staged import in force, or an undone one again, in its old
// place: newer ones go before it. Returns CodeConflict where it is neither,
// where the data have changed since the preview, or where a week of it would be
// held back; CodeTooLarge where it no longer fits beside the data in force.
func (s *Store) ApplyImport(ctx context.Context, actor string, version int64) (Import, error) {
	return given(ctx, s.inTx, func(t *tx) (Import, error) { return t.applyImport(ctx, actor, version) })
}

// DiscardImport forgets a staged import.
func (s *Store) DiscardImport(ctx context.Context, actor string, version int64) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.importIn(ctx, version, ImportStaged); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM imports WHERE version = $1`, version); err != nil {
			return err
		}
		return t.audit(ctx, actor, "import.discard", versionName(version), nil)
	})
}

// UndoImport takes an applied import out of force: each of its weeks falls
// back to the newest older import that holds it. Other imports stay. Returns
// CodeConflict for one that is not applied, and where no usable week would be
// left.
func (s *Store) UndoImport(ctx context.Context, actor string, version int64) (Import, error) {
	return given(ctx, s.inTx, func(t *tx) (Import, error) { return t.undoImport(ctx, actor, version) })
}

// Imports gives every import, newest first.
func (s *Store) Imports(ctx context.Context) ([]Import, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Import, error) {
		return collect(ctx, t, scanImport, selectImport+` ORDER BY version DESC`)
	})
}

// ImportChanges tells what an import does, or did, to the data in force below
// it: those of the applied imports that are older. Returns CodeNotFound where
// there is no such import.
func (s *Store) ImportChanges(ctx context.Context, version int64) (Import, Changes, error) {
	var changes Changes
	imp, err := given(ctx, s.inRead, func(t *tx) (Import, error) {
		imp, err := t.anImport(ctx, version)
		if err != nil {
			return Import{}, err
		}
		if changes, err = t.changesOf(ctx, version); err != nil {
			return Import{}, err
		}
		return imp, t.judgeChanges(ctx, changes, version)
	})
	return imp, changes, err
}
