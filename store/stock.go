package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"olist/message"
	"olist/store/fault"
)

// Stock is that of a segment.
type Stock struct {
	Segment string
	StockRule
	Actor string    // who said so last
	At    time.Time // and when
}

// Stocks are those of all segments and their revision, which changes with them.
type Stocks struct {
	Revision int64
	All      []Stock // by segment
}

// StockWord is what a person says of a segment's stock; a nil rule: it is not ordered.
type StockWord struct {
	Segment string
	Rule    *StockRule
}

// StockEdit is what a person saved at once.
type StockEdit struct {
	ID       int64
	Segments int // that it changed
	Undone   bool
	Revision int64
	Actor    string
	At       time.Time
}

// Stocks gives all.
func (s *Store) Stocks(ctx context.Context) (Stocks, error) {
	return given(ctx, s.inRead, func(t *tx) (all Stocks, err error) {
		if all.Revision, err = t.stockRevision(ctx); err != nil {
			return all, err
		}
		all.All, err = collect(ctx, t, func(row scanner) (k Stock, err error) {
			var rule string
			if err = row.Scan(&k.Segment, &rule, &k.Actor, millis{&k.At}); err == nil {
				k.StockRule, err = parseStock(k.Segment, rule)
			}
			return k, err
		}, `SELECT segment, rule, actor, at FROM stock ORDER BY segment`)
		return all, err
	})
}

// StockEdits gives the latest edits, the newest first.
func (s *Store) StockEdits(ctx context.Context, most int) ([]StockEdit, error) {
	return given(ctx, s.inRead, func(t *tx) ([]StockEdit, error) {
		return collect(ctx, t, func(row scanner) (e StockEdit, err error) {
			err = row.Scan(&e.ID, &e.Actor, millis{&e.At}, &e.Undone, &e.Segments)
			return e, err
		}, `SELECT e.seq, e.actor, e.created_at, e.undone_at > 0, (SELECT COUNT(*) FROM stock_edit_values v WHERE v.seq = e.seq)
			FROM stock_edits e ORDER BY e.seq DESC LIMIT $1`, most)
	})
}

func (t *tx) stockRevision(ctx context.Context) (n int64, err error) {
	err = t.QueryRowContext(ctx, `SELECT COALESCE(MAX(value), 0) FROM sequences WHERE name = $1`, stockRevision).Scan(&n)
	return n, err
}

// PutStock saves what is said. seen is the revision that the writer saw: where stock
// changed since this returns CodeConflict, so that nobody overwrites what they have not
// seen; below 0 nothing was. Words that change nothing are left out; where all are,
// nothing is kept and the edit is the zero one. Returns CodeInvalid for what cannot be,
// a segment that is named twice, and where there are too many.
func (s *Store) PutStock(ctx context.Context, actor string, seen int64, words []StockWord) (StockEdit, error) {
	if err := checkStock(words); err != nil {
		return StockEdit{}, err
	}
	return given(ctx, s.inTx, func(t *tx) (StockEdit, error) {
		now, err := t.stockRevision(ctx)
		if err != nil {
			return StockEdit{}, err
		}
		if seen >= 0 && seen != now {
			return StockEdit{}, fault.New(fault.CodeConflict, message.StockChanged.With())
		}
		return t.putStock(ctx, actor, words)
	})
}

func checkStock(words []StockWord) error {
	if len(words) > StockMost {
		return fault.Invalid("stock", message.StockTooMany.With(StockMost))
	}
	known := make(map[string]bool, len(words))
	for _, w := range words {
		if known[w.Segment] {
			return fault.Invalid("stock", message.StockTwice.With(message.Quoted(w.Segment)))
		}
		known[w.Segment] = true
		if w.Rule != nil {
			if err := w.Rule.Validate(); err != nil {
				return err
			}
		}
	}
	return nil
}

// stockChange is a segment that an edit changes, as rules are kept.
type stockChange struct {
	segment       string
	before, after *string
}

func (t *tx) putStock(ctx context.Context, actor string, words []StockWord) (e StockEdit, err error) {
	var fresh []stockChange
	for _, w := range words {
		c := stockChange{segment: w.Segment}
		if c.before, err = t.stockOf(ctx, w.Segment); err != nil {
			return e, err
		}
		if w.Rule != nil {
			kept, err := json.Marshal(w.Rule)
			if err != nil {
				return e, err
			}
			text := string(kept)
			c.after = &text
		}
		if !alikeTexts(c.before, c.after) {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) == 0 {
		return e, errUnkept
	}
	if e, err = t.insertStockEdit(ctx, actor, fresh); err != nil {
		return e, err
	}
	full, err := t.exists(ctx, `SELECT 1 FROM stock LIMIT 1 OFFSET $1`, StockMost)
	if err != nil {
		return e, err
	}
	if full {
		return e, fault.Invalid("stock", message.StockTooMany.With(StockMost))
	}
	return e, t.changedStock(ctx, &e, "stock.put", fresh)
}

func (t *tx) insertStockEdit(ctx context.Context, actor string, changes []stockChange) (e StockEdit, err error) {
	if e.ID, err = t.next(ctx, "stock_edits"); err != nil {
		return e, err
	}
	if _, err = t.ExecContext(ctx, `INSERT INTO stock_edits (seq, actor, created_at) VALUES ($1, $2, $3)`, e.ID, actor, toMillis(t.now)); err != nil {
		return e, err
	}
	for _, c := range changes {
		if _, err = t.ExecContext(ctx, `INSERT INTO stock_edit_values (seq, segment, before, after) VALUES ($1, $2, $3, $4)`, e.ID, c.segment, c.before, c.after); err != nil {
			return e, err
		}
		if err = t.setStock(ctx, actor, c.segment, c.after); err != nil {
			return e, err
		}
	}
	e.Segments, e.Actor, e.At = len(changes), actor, t.now
	_, err = t.ExecContext(ctx, `DELETE FROM stock_edits WHERE seq <= $1`, e.ID-stockEditsKept)
	return e, err
}

// changedStock gives the stock a new revision and logs why.
func (t *tx) changedStock(ctx context.Context, e *StockEdit, act string, changes []stockChange) (err error) {
	if e.Revision, err = t.next(ctx, stockRevision); err != nil {
		return err
	}
	const named = 20
	var segments []string
	for _, c := range changes[:min(named, len(changes))] {
		segments = append(segments, c.segment)
	}
	return t.audit(ctx, e.Actor, act, strconv.FormatInt(e.ID, 10), map[string]any{"segments": segments})
}

func (t *tx) stockOf(ctx context.Context, segment string) (rule *string, err error) {
	found, err := collect(ctx, t, func(row scanner) (v string, err error) { err = row.Scan(&v); return v, err },
		`SELECT rule FROM stock WHERE segment = $1`, segment)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (t *tx) setStock(ctx context.Context, actor, segment string, rule *string) (err error) {
	if rule == nil {
		_, err = t.ExecContext(ctx, `DELETE FROM stock WHERE segment = $1`, segment)
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO stock (segment, rule, actor, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (segment) DO UPDATE SET rule = excluded.rule, actor = excluded.actor, at = excluded.at`, segment, *rule, actor, toMillis(t.now))
	return err
}

func alikeTexts(a, b *string) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// UndoStock takes an edit back; a second time brings it again. Returns CodeNotFound
// where there is none, and CodeConflict where what it left has been changed since.
func (s *Store) UndoStock(ctx context.Context, actor string, id int64) (StockEdit, error) {
	return given(ctx, s.inTx, func(t *tx) (e StockEdit, err error) {
		var undone int64
		err = t.QueryRowContext(ctx, `
			UPDATE stock_edits SET undone_at = CASE WHEN undone_at = 0 THEN $1 ELSE 0 END WHERE seq = $2
			RETURNING undone_at`, toMillis(t.now), id).Scan(&undone)
		if err != nil {
			return e, orNotFound(err, message.NoStockEdit.With(message.Quoted(strconv.FormatInt(id, 10))))
		}
		changes, err := collect(ctx, t, func(row scanner) (c stockChange, err error) {
			err = row.Scan(&c.segment, &c.before, &c.after)
			return c, err
		}, `SELECT segment, before, after FROM stock_edit_values WHERE seq = $1 ORDER BY segment`, id)
		if err != nil {
			return e, err
		}
		for _, c := range changes {
			from, to := c.before, c.after
			if undone > 0 {
				from, to = to, from
			}
			now, err := t.stockOf(ctx, c.segment)
			if err != nil {
				return e, err
			}
			if !alikeTexts(now, from) {
				return e, fault.New(fault.CodeConflict, message.StockChanged.With())
			}
			if err := t.setStock(ctx, actor, c.segment, to); err != nil {
				return e, err
			}
		}
		e = StockEdit{ID: id, Segments: len(changes), Undone: undone > 0, Actor: actor, At: t.now}
		act := "stock.redo"
		if e.Undone {
			act = "stock.undo"
		}
		return e, t.changedStock(ctx, &e, act, changes)
	})
}
