package store

import (
	"context"
	"slices"
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

// stockoutKey is a segment's week.
type stockoutKey struct {
	segment string
	week    week.Week
}

// stockoutLedger has the notes of marks.
var stockoutLedger = ledger[stockoutKey, string]{name: "stockout", table: "stockouts", counted: "weeks", columns: []string{"segment", "week"},
	key:     func(k *stockoutKey) []any { return []any{&k.segment, &k.week} },
	segment: func(k stockoutKey) string { return k.segment },
	now: func(t *tx, ctx context.Context, k stockoutKey) (*string, error) {
		return first[string](ctx, t, `SELECT note FROM stockouts WHERE segment = $1 AND week = $2`, k.segment, k.week)
	},
	set:  (*tx).setStockout,
	most: stockoutsMost, field: "stockouts", tooMany: message.StockoutsTooMany, changed: message.StockoutsChanged, absent: message.NoStockoutEdit}

func (t *tx) stockouts(ctx context.Context) ([]Stockout, error) {
	return collect(ctx, t, func(row scanner) (w Stockout, err error) {
		err = row.Scan(&w.Segment, &w.Week, &w.Note, &w.Actor, millis{&w.At})
		return w, err
	}, `SELECT segment, week, note, actor, created_at FROM stockouts ORDER BY segment, week`)
}

// StockoutRevision is a number that changes with every change of the marks.
func (s *Store) StockoutRevision(ctx context.Context) (int64, error) {
	return given(ctx, s.inRead, func(t *tx) (int64, error) { return stockoutLedger.revision(ctx, t) })
}

// StockoutEdits gives the latest edits, the newest first.
func (s *Store) StockoutEdits(ctx context.Context, most int) ([]Edit, error) {
	return stockoutLedger.edits(ctx, s, most)
}

// PutStockouts marks weeks of segments, or takes marks away. seen is the revision
// that the writer saw: where they changed since this returns CodeConflict; below 0
// nothing was seen. Words that change nothing are left out; where all are, nothing
// is kept and the edit is the zero one. Returns CodeInvalid for a note that is too
// long, a week that is named twice, and where there are too many.
func (s *Store) PutStockouts(ctx context.Context, actor string, seen int64, words []StockoutWord) (Edit, error) {
	words = slices.Clone(words)
	if err := tidyStockouts(words); err != nil {
		return Edit{}, err
	}
	said := make([]keyed[stockoutKey, string], len(words))
	for i, w := range words {
		said[i].key = stockoutKey{w.Segment, w.Week}
		if w.Out {
			said[i].after = &words[i].Note
		}
	}
	return given(ctx, s.inTx, func(t *tx) (Edit, error) { return stockoutLedger.put(ctx, t, actor, seen, said) })
}

func tidyStockouts(words []StockoutWord) error {
	if len(words) > stockoutWordsMost {
		return fault.Invalid("stockouts", message.StockoutsTooMany.With(stockoutWordsMost))
	}
	known := make(map[stockoutKey]bool, len(words))
	for i, w := range words {
		words[i].Note = strings.Join(strings.Fields(w.Note), " ")
		k := stockoutKey{w.Segment, w.Week}
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

func (t *tx) setStockout(ctx context.Context, actor string, k stockoutKey, note *string) (err error) {
	if note == nil {
		_, err = t.ExecContext(ctx, `DELETE FROM stockouts WHERE segment = $1 AND week = $2`, k.segment, k.week)
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO stockouts (segment, week, note, actor, created_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (segment, week) DO UPDATE SET note = excluded.note, actor = excluded.actor, created_at = excluded.created_at`, k.segment, k.week, *note, actor, toMillis(t.now))
	return err
}

// UndoStockouts takes an edit back; a second time brings it again. Returns
// CodeNotFound where there is none, and CodeConflict where what it left has been
// changed since.
func (s *Store) UndoStockouts(ctx context.Context, actor string, id int64) (Edit, error) {
	return given(ctx, s.inTx, func(t *tx) (Edit, error) { return stockoutLedger.undo(ctx, t, actor, id) })
}
