package store

import (
	"context"
	"encoding/json"
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

// stockLedger has the rules by segment, as JSON.
var stockLedger = ledger[string, string]{name: "stock", table: "stock", columns: []string{"segment"},
	key:     func(segment *string) []any { return []any{segment} },
	segment: func(segment string) string { return segment },
	now: func(t *tx, ctx context.Context, segment string) (*string, error) {
		return first[string](ctx, t, `SELECT rule FROM stock WHERE segment = $1`, segment)
	},
	set:  (*tx).setStock,
	most: StockMost, field: "stock", tooMany: message.StockTooMany, changed: message.StockChanged, absent: message.NoStockEdit}

// Stocks gives all.
func (s *Store) Stocks(ctx context.Context) (Stocks, error) {
	return given(ctx, s.inRead, func(t *tx) (all Stocks, err error) {
		if all.Revision, err = stockLedger.revision(ctx, t); err != nil {
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
func (s *Store) StockEdits(ctx context.Context, most int) ([]Edit, error) {
	return stockLedger.edits(ctx, s, most)
}

// PutStock saves what is said. seen is the revision that the writer saw: where stock
// changed since this returns CodeConflict, so that nobody overwrites what they have not
// seen; below 0 nothing was. Words that change nothing are left out; where all are,
// nothing is kept and the edit is the zero one. Returns CodeInvalid for what cannot be,
// a segment that is named twice, and where there are too many.
func (s *Store) PutStock(ctx context.Context, actor string, seen int64, words []StockWord) (Edit, error) {
	if err := checkStock(words); err != nil {
		return Edit{}, err
	}
	said := make([]keyed[string, string], len(words))
	for i, w := range words {
		said[i].key = w.Segment
		if w.Rule == nil {
			continue
		}
		kept, err := json.Marshal(w.Rule)
		if err != nil {
			return Edit{}, err
		}
		text := string(kept)
		said[i].after = &text
	}
	return given(ctx, s.inTx, func(t *tx) (Edit, error) { return stockLedger.put(ctx, t, actor, seen, said) })
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

// UndoStock takes an edit back; a second time brings it again. Returns CodeNotFound
// where there is none, and CodeConflict where what it left has been changed since.
func (s *Store) UndoStock(ctx context.Context, actor string, id int64) (Edit, error) {
	return given(ctx, s.inTx, func(t *tx) (Edit, error) { return stockLedger.undo(ctx, t, actor, id) })
}
