package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"olist/message"
	"olist/store/fault"
)

// editsKept is how many edits of a ledger can be taken back.
const editsKept = 100

// Edit is what a person saved at once; without an ID nothing was changed.
type Edit struct {
	ID       int64
	Count    int // of the months, weeks or segments that it changed
	Undone   bool
	Revision int64
	Actor    string
	At       time.Time
}

// ledger is what people say under keys, one value each or none, and the edits that they
// said it in: what was saved at once can be taken back, and brought again. Edits are in
// the table NAME_edits, which is their sequence as well, and what they changed in
// NAME_edit_values.
type ledger[K any, V comparable] struct {
	name    string // of its tables, its acts and the sequence NAME_revision
	measure string // that its edits are of; "" where the table has none
	table   string // of the values in force
	counted string // what the log calls the number of changes; "" for the segments that it names
	columns []string
	key     func(*K) []any // the columns of a key, in NAME_edit_values
	segment func(K) string
	now     func(t *tx, ctx context.Context, key K) (*V, error)
	set     func(t *tx, ctx context.Context, actor string, key K, v *V) error
	most    int // values in force
	field   string
	tooMany message.M1[int]
	changed message.M0
	absent  message.M1[message.Quoted]
}

// keyed is a value before and after an edit; nil is none.
type keyed[K any, V comparable] struct {
	key           K
	before, after *V
}

func (l ledger[K, V]) revision(ctx context.Context, t *tx) (n int64, err error) {
	err = t.QueryRowContext(ctx, `SELECT COALESCE(MAX(value), 0) FROM sequences WHERE name = $1`, l.name+"_revision").Scan(&n)
	return n, err
}

// edits gives the latest, the newest first.
func (l ledger[K, V]) edits(ctx context.Context, s *Store, most int) ([]Edit, error) {
	rest, args := `ORDER BY e.seq DESC LIMIT $1`, []any{most}
	if l.measure != "" {
		rest, args = `WHERE e.measure = $1 ORDER BY e.seq DESC LIMIT $2`, []any{l.measure, most}
	}
	return given(ctx, s.inRead, func(t *tx) ([]Edit, error) {
		return collect(ctx, t, func(row scanner) (e Edit, err error) {
			err = row.Scan(&e.ID, &e.Actor, millis{&e.At}, &e.Undone, &e.Count)
			return e, err
		}, fmt.Sprintf(`SELECT e.seq, e.actor, e.created_at, e.undone_at > 0, (SELECT COUNT(*) FROM %[1]s_edit_values v WHERE v.seq = e.seq)
			FROM %[1]s_edits e %[2]s`, l.name, rest), args...)
	})
}

// put saves what is said, where nothing was changed since the revision seen, else
// returns CodeConflict; below 0 nothing was seen. What changes nothing is left out;
// where all is, nothing is kept and the edit is the zero one.
func (l ledger[K, V]) put(ctx context.Context, t *tx, actor string, seen int64, said []keyed[K, V]) (e Edit, err error) {
	now, err := l.revision(ctx, t)
	if err != nil {
		return e, err
	}
	if seen >= 0 && seen != now {
		return e, fault.New(fault.CodeConflict, l.changed.With())
	}
	var fresh []keyed[K, V]
	for _, c := range said {
		if c.before, err = l.now(t, ctx, c.key); err != nil {
			return e, err
		}
		if !equal(c.before, c.after) {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) == 0 {
		return e, errUnkept
	}
	if e, err = l.insert(ctx, t, actor, fresh); err != nil {
		return e, err
	}
	full, err := t.exists(ctx, fmt.Sprintf(`SELECT 1 FROM %s LIMIT 1 OFFSET $1`, l.table), l.most)
	if err != nil {
		return e, err
	}
	if full {
		return e, fault.Invalid(l.field, l.tooMany.With(l.most))
	}
	return e, l.note(ctx, t, &e, "put", fresh)
}

func (l ledger[K, V]) insert(ctx context.Context, t *tx, actor string, changes []keyed[K, V]) (e Edit, err error) {
	if e.ID, err = t.next(ctx, l.name+"_edits"); err != nil {
		return e, err
	}
	e.Count, e.Actor, e.At = len(changes), actor, t.now
	columns, args := []string{"seq", "actor", "created_at"}, []any{e.ID, actor, toMillis(t.now)}
	if l.measure != "" {
		columns, args = append(columns, "measure"), append(args, l.measure)
	}
	if err = l.insertRow(ctx, t, "edits", columns, args); err != nil {
		return e, err
	}
	columns = slices.Concat([]string{"seq"}, l.columns, []string{"before", "after"})
	for _, c := range changes {
		if err = l.insertRow(ctx, t, "edit_values", columns, slices.Concat([]any{e.ID}, l.key(&c.key), []any{c.before, c.after})); err != nil {
			return e, err
		}
		if err = l.set(t, ctx, actor, c.key, c.after); err != nil {
			return e, err
		}
	}
	_, err = t.ExecContext(ctx, fmt.Sprintf(`DELETE FROM %s_edits WHERE seq <= $1`, l.name), e.ID-editsKept)
	return e, err
}

func (l ledger[K, V]) insertRow(ctx context.Context, t *tx, table string, columns []string, args []any) error {
	places := make([]string, len(args))
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	_, err := t.ExecContext(ctx, fmt.Sprintf(`INSERT INTO %s_%s (%s) VALUES (%s)`, l.name, table, strings.Join(columns, ", "), strings.Join(places, ", ")), args...)
	return err
}

// note gives the ledger a new revision and logs why: of which segments, and how many
// changes.
func (l ledger[K, V]) note(ctx context.Context, t *tx, e *Edit, act string, changes []keyed[K, V]) (err error) {
	if e.Revision, err = t.next(ctx, l.name+"_revision"); err != nil {
		return err
	}
	const named = 20
	var segments []string
	for _, c := range changes {
		if s := l.segment(c.key); !slices.Contains(segments, s) && len(segments) < named {
			segments = append(segments, s)
		}
	}
	detail := map[string]any{"segments": segments}
	if l.counted != "" {
		detail[l.counted] = len(changes)
	}
	return t.audit(ctx, e.Actor, l.name+"."+act, strconv.FormatInt(e.ID, 10), detail)
}

// undo takes an edit back; a second time it brings it again. Returns CodeNotFound where
// there is none, and CodeConflict where what it left has been changed since.
func (l ledger[K, V]) undo(ctx context.Context, t *tx, actor string, id int64) (e Edit, err error) {
	var undone int64
	err = t.QueryRowContext(ctx, fmt.Sprintf(`
		UPDATE %s_edits SET undone_at = CASE WHEN undone_at = 0 THEN CAST($1 AS BIGINT) ELSE 0 END WHERE seq = $2
		RETURNING undone_at`, l.name), toMillis(t.now), id).Scan(&undone)
	if err != nil {
		return e, orNotFound(err, l.absent.With(message.Quoted(strconv.FormatInt(id, 10))))
	}
	keys := strings.Join(l.columns, ", ")
	changes, err := collect(ctx, t, func(row scanner) (c keyed[K, V], err error) {
		err = row.Scan(append(l.key(&c.key), &c.before, &c.after)...)
		return c, err
	}, fmt.Sprintf(`SELECT %[2]s, before, after FROM %[1]s_edit_values WHERE seq = $1 ORDER BY %[2]s`, l.name, keys), id)
	if err != nil {
		return e, err
	}
	for _, c := range changes {
		from, to := c.before, c.after
		if undone > 0 {
			from, to = to, from
		}
		now, err := l.now(t, ctx, c.key)
		if err != nil {
			return e, err
		}
		if !equal(now, from) {
			return e, fault.New(fault.CodeConflict, l.changed.With())
		}
		if err := l.set(t, ctx, actor, c.key, to); err != nil {
			return e, err
		}
	}
	e = Edit{ID: id, Count: len(changes), Undone: undone > 0, Actor: actor, At: t.now}
	if e.Undone {
		return e, l.note(ctx, t, &e, "undo", changes)
	}
	return e, l.note(ctx, t, &e, "redo", changes)
}

// equal reports whether two values, or that there is none, are the same.
func equal[V comparable](a, b *V) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// first is the value that a query finds; nil where it finds none.
func first[V any](ctx context.Context, t *tx, query string, args ...any) (*V, error) {
	found, err := collect(ctx, t, func(row scanner) (v V, err error) { err = row.Scan(&v); return v, err }, query, args...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}
