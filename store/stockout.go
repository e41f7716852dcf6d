package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

const (
	stockoutsMost     = 20_000 // weeks of segments that are marked
	stockoutWordsMost = 5_000  // that are saved at once
	stockoutEditsKept = 100    // that can be taken back
	stockoutRevision  = "stockout_revision"
)

// Stockout is a week in which a segment ran out of stock.
type Stockout struct {
	Segment string
	Week    week.Week
	Note    string
	Actor   string
	At      time.Time
}

// StockoutWord is what a person says of a segment's week: that it ran out, with a
// note of at most 280 characters, or that it did not.
type StockoutWord struct {
	Segment string
	Week    week.Week
	Out     bool
	Note    string
}

// StockoutEdit is what a person saved at once.
type StockoutEdit struct {
	ID       int64
	Weeks    int // of segments, that it changed
	Undone   bool
	Revision int64
	Actor    string
	At       time.Time
}

func (t *tx) stockouts(ctx context.Context) ([]Stockout, error) {
	return collect(ctx, t, func(row scanner) (w Stockout, err error) {
		err = row.Scan(&w.Segment, &w.Week, &w.Note, &w.Actor, millis{&w.At})
		return w, err
	}, `SELECT segment, week, note, actor, created_at FROM stockouts ORDER BY segment, week`)
}

// StockoutRevision is a number that changes with every change of the marks.
func (s *Store) StockoutRevision(ctx context.Context) (int64, error) {
	return given(ctx, s.inRead, func(t *tx) (int64, error) { return t.stockoutRevision(ctx) })
}

func (t *tx) stockoutRevision(ctx context.Context) (n int64, err error) {
	err = t.QueryRowContext(ctx, `SELECT COALESCE(MAX(value), 0) FROM sequences WHERE name = $1`, stockoutRevision).Scan(&n)
	return n, err
}

// StockoutEdits gives the latest edits, the newest first.
func (s *Store) StockoutEdits(ctx context.Context, most int) ([]StockoutEdit, error) {
	return given(ctx, s.inRead, func(t *tx) ([]StockoutEdit, error) {
		return collect(ctx, t, func(row scanner) (e StockoutEdit, err error) {
			err = row.Scan(&e.ID, &e.Actor, millis{&e.At}, &e.Undone, &e.Weeks)
			return e, err
		}, `SELECT e.seq, e.actor, e.created_at, e.undone_at > 0, (SELECT COUNT(*) FROM stockout_edit_values v WHERE v.seq = e.seq)
			FROM stockout_edits e ORDER BY e.seq DESC LIMIT $1`, most)
	})
}

// PutStockouts marks weeks of segments, or takes marks away. seen is the revision
// that the writer saw: where they changed since this returns CodeConflict; below 0
// nothing was seen. Words that change nothing are left out; where all are, nothing
// is kept and the edit is the zero one. Returns CodeInvalid for a note that is too
// long, a week that is named twice, and where there are too many.
func (s *Store) PutStockouts(ctx context.Context, actor string, seen int64, words []StockoutWord) (StockoutEdit, error) {
	words = slices.Clone(words)
	if err := tidyStockouts(words); err != nil {
		return StockoutEdit{}, err
	}
	return given(ctx, s.inTx, func(t *tx) (StockoutEdit, error) {
		now, err := t.stockoutRevision(ctx)
		if err != nil {
			return StockoutEdit{}, err
		}
		if seen >= 0 && seen != now {
			return StockoutEdit{}, fault.New(fault.CodeConflict, message.StockoutsChanged.With())
		}
		return t.putStockouts(ctx, actor, words)
	})
}

func tidyStockouts(words []StockoutWord) error {
	if len(words) > stockoutWordsMost {
		return fault.Invalid("stockouts", message.StockoutsTooMany.With(stockoutWordsMost))
	}
	type key struct {
		segment string
		week    week.Week
	}
	known := make(map[key]bool, len(words))
	for i, w := range words {
		words[i].Note = strings.Join(strings.Fields(w.Note), " ")
		k := key{w.Segment, w.Week}
		switch {
		case utf8.RuneCountInString(words[i].Note) > noteMost:
			return fault.Invalid("note", message.StockoutNote.With(noteMost))
		case known[k]:
			return fault.Invalid("stockouts", message.StockoutTwice.With(message.Quoted(w.Segment), w.Week))
		}
		known[k] = true
	}
	return nil
}

// stockoutChange is a week of a segment that an edit changes: the note before and
// after, nil where there is no mark.
type stockoutChange struct {
	segment       string
	week          week.Week
	before, after *string
}

func (t *tx) putStockouts(ctx context.Context, actor string, words []StockoutWord) (e StockoutEdit, err error) {
	var fresh []stockoutChange
	for _, w := range words {
		now, err := t.stockout(ctx, w.Segment, w.Week)
		if err != nil {
			return e, err
		}
		c := stockoutChange{segment: w.Segment, week: w.Week, before: now}
		if w.Out {
			c.after = &w.Note
		}
		if !sameNote(c.before, c.after) {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) == 0 {
		return e, errUnkept
	}
	if e.ID, err = t.next(ctx, "stockout_edits"); err != nil {
		return e, err
	}
	e.Weeks, e.Actor, e.At = len(fresh), actor, t.now
	if _, err = t.ExecContext(ctx, `INSERT INTO stockout_edits (seq, actor, created_at) VALUES ($1, $2, $3)`, e.ID, actor, toMillis(t.now)); err != nil {
		return e, err
	}
	for _, c := range fresh {
		if _, err = t.ExecContext(ctx, `INSERT INTO stockout_edit_values (seq, segment, week, before, after) VALUES ($1, $2, $3, $4, $5)`, e.ID, c.segment, c.week, c.before, c.after); err != nil {
			return e, err
		}
		if err = t.setStockout(ctx, actor, c.segment, c.week, c.after); err != nil {
			return e, err
		}
	}
	if _, err = t.ExecContext(ctx, `DELETE FROM stockout_edits WHERE seq <= $1`, e.ID-stockoutEditsKept); err != nil {
		return e, err
	}
	full, err := t.exists(ctx, `SELECT 1 FROM stockouts LIMIT 1 OFFSET $1`, stockoutsMost)
	if err != nil {
		return e, err
	}
	if full {
		return e, fault.Invalid("stockouts", message.StockoutsTooMany.With(stockoutsMost))
	}
	return e, t.changedStockouts(ctx, &e, "stockout.put", fresh)
}

// changedStockouts gives the marks a new revision and logs why.
func (t *tx) changedStockouts(ctx context.Context, e *StockoutEdit, act string, changes []stockoutChange) (err error) {
	if e.Revision, err = t.next(ctx, stockoutRevision); err != nil {
		return err
	}
	const named = 20
	var segments []string
	for _, c := range changes {
		if !slices.Contains(segments, c.segment) && len(segments) < named {
			segments = append(segments, c.segment)
		}
	}
	return t.audit(ctx, e.Actor, act, strconv.FormatInt(e.ID, 10), map[string]any{"segments": segments, "weeks": len(changes)})
}

// stockout is the note of a mark; nil where there is none.
func (t *tx) stockout(ctx context.Context, segment string, w week.Week) (*string, error) {
	found, err := collect(ctx, t, func(row scanner) (v string, err error) { err = row.Scan(&v); return v, err },
		`SELECT note FROM stockouts WHERE segment = $1 AND week = $2`, segment, w)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (t *tx) setStockout(ctx context.Context, actor, segment string, w week.Week, note *string) (err error) {
	if note == nil {
		_, err = t.ExecContext(ctx, `DELETE FROM stockouts WHERE segment = $1 AND week = $2`, segment, w)
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO stockouts (segment, week, note, actor, created_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (segment, week) DO UPDATE SET note = excluded.note, actor = excluded.actor, created_at = excluded.created_at`, segment, w, *note, actor, toMillis(t.now))
	return err
}

func sameNote(a, b *string) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// UndoStockouts takes an edit back; a second time brings it again. Returns
// CodeNotFound where there is none, and CodeConflict where what it left has been
// changed since.
func (s *Store) UndoStockouts(ctx context.Context, actor string, id int64) (StockoutEdit, error) {
	return given(ctx, s.inTx, func(t *tx) (e StockoutEdit, err error) {
		var undone int64
		err = t.QueryRowContext(ctx, `
			UPDATE stockout_edits SET undone_at = CASE WHEN undone_at = 0 THEN $1 ELSE 0 END WHERE seq = $2
			RETURNING undone_at`, toMillis(t.now), id).Scan(&undone)
		if err != nil {
			return e, orNotFound(err, message.NoStockoutEdit.With(message.Quoted(strconv.FormatInt(id, 10))))
		}
		changes, err := collect(ctx, t, func(row scanner) (c stockoutChange, err error) {
			err = row.Scan(&c.segment, &c.week, &c.before, &c.after)
			return c, err
		}, `SELECT segment, week, before, after FROM stockout_edit_values WHERE seq = $1 ORDER BY segment, week`, id)
		if err != nil {
			return e, err
		}
		for _, c := range changes {
			from, to := c.before, c.after
			if undone > 0 {
				from, to = to, from
			}
			now, err := t.stockout(ctx, c.segment, c.week)
			if err != nil {
				return e, err
			}
			if !sameNote(now, from) {
				return e, fault.New(fault.CodeConflict, message.StockoutsChanged.With())
			}
			if err := t.setStockout(ctx, actor, c.segment, c.week, to); err != nil {
				return e, err
			}
		}
		e = StockoutEdit{ID: id, Weeks: len(changes), Undone: undone > 0, Actor: actor, At: t.now}
		act := "stockout.redo"
		if e.Undone {
			act = "stockout.undo"
		}
		return e, t.changedStockouts(ctx, &e, act, changes)
	})
}
