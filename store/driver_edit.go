package store

import (
	"context"
	"math"
	"slices"
	"strconv"

	"olist/message"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

// DriverWord is what a person says of a driver in a week; nil: it is not known.
type DriverWord struct {
	Week  week.Week `json:"week"`
	Value *float64  `json:"value"`
}

// DriverEdit is what a person saved at once.
type DriverEdit struct {
	ID     int64        `json:"id"`
	Driver string       `json:"driver"`
	Words  []DriverWord `json:"weeks"`
	Undone bool         `json:"undone"`
}

// PutDriver corrects a driver in coming weeks, for every category and state,
// until an import that comes later brings these weeks. Words that change nothing
// are left out; where all are, nothing is kept and the edit is the zero one.
// Returns CodeNotFound for a driver that is not there and CodeInvalid for a week
// that is not to come, or a number beyond ingest.MaxDriverValue.
func (s *Store) PutDriver(ctx context.Context, actor, driver string, words []DriverWord) (DriverEdit, error) {
	return given(ctx, s.inTx, func(t *tx) (DriverEdit, error) {
		h, err := t.before(ctx)
		if err != nil {
			return DriverEdit{}, err
		}
		fresh, err := h.freshWords(driver, words)
		if err != nil {
			return DriverEdit{}, err
		}
		if len(fresh) == 0 {
			return DriverEdit{}, errUnkept
		}
		return t.putDriver(ctx, actor, driver, fresh)
	})
}

// UndoDriver takes an edit back; a second time brings it again. Returns
// CodeNotFound where there is none.
func (s *Store) UndoDriver(ctx context.Context, actor string, id int64) (DriverEdit, error) {
	return given(ctx, s.inTx, func(t *tx) (DriverEdit, error) {
		var driver string
		var undone int64
		err := t.QueryRowContext(ctx, `
			UPDATE driver_edits SET undone_at = CASE WHEN undone_at = 0 THEN CAST($1 AS BIGINT) ELSE 0 END WHERE seq = $2
			RETURNING driver, undone_at`, toMillis(t.now), id).Scan(&driver, &undone)
		if err != nil {
			return DriverEdit{}, orNotFound(err, message.NoDriverEdit.With(message.Quoted(strconv.FormatInt(id, 10))))
		}
		e := DriverEdit{ID: id, Driver: driver, Undone: undone > 0}
		if e.Words, err = t.driverWords(ctx, id); err != nil {
			return DriverEdit{}, err
		}
		if e.Undone {
			return e, t.audit(ctx, actor, "driver.undo", driver, e.detail())
		}
		return e, t.audit(ctx, actor, "driver.redo", driver, e.detail())
	})
}

// DriverEdit gives an edit. Returns CodeNotFound where there is none.
func (s *Store) DriverEdit(ctx context.Context, id int64) (DriverEdit, error) {
	return given(ctx, s.inRead, func(t *tx) (DriverEdit, error) {
		e := DriverEdit{ID: id}
		err := t.QueryRowContext(ctx, `SELECT driver, undone_at > 0 FROM driver_edits WHERE seq = $1`, id).Scan(&e.Driver, &e.Undone)
		if err != nil {
			return e, orNotFound(err, message.NoDriverEdit.With(message.Quoted(strconv.FormatInt(id, 10))))
		}
		e.Words, err = t.driverWords(ctx, id)
		return e, err
	})
}

func (t *tx) driverWords(ctx context.Context, id int64) ([]DriverWord, error) {
	return collect(ctx, t, func(row scanner) (w DriverWord, err error) {
		err = row.Scan(&w.Week, &w.Value)
		return w, err
	}, `SELECT week, value FROM driver_edit_values WHERE seq = $1 ORDER BY week`, id)
}

// freshWords checks words on a driver, and gives those that change something.
func (h *History) freshWords(driver string, words []DriverWord) ([]DriverWord, error) {
	at := slices.IndexFunc(h.Drivers, func(d Driver) bool { return d.Name == driver })
	if at < 0 {
		return nil, fault.New(fault.CodeNotFound, message.NoDriver.With(message.Quoted(driver)))
	}
	first := h.Weeks[0].Week + week.Week(h.taught())
	last := h.Weeks[len(h.Weeks)-1].Week + ingest.MaxAhead
	var fresh []DriverWord
	for i, w := range words {
		switch {
		case w.Week < first || w.Week > last:
			return nil, fault.Invalid("weeks", message.DriverWeek.With(first, last))
		case slices.ContainsFunc(words[:i], func(o DriverWord) bool { return o.Week == w.Week }):
			return nil, fault.Invalid("weeks", message.DriverWeekTwice.With(w.Week))
		case w.Value != nil && !(math.Abs(*w.Value) <= ingest.MaxDriverValue):
			return nil, fault.Invalid("weeks", message.DriverValue.With(strconv.FormatFloat(ingest.MaxDriverValue, 'g', -1, 64)))
		}
		if !h.saysSo(at, w) {
			fresh = append(fresh, w)
		}
	}
	return fresh, nil
}

// saysSo tells whether a driver is in every segment what a word says.
func (h *History) saysSo(driver int, w DriverWord) bool {
	i := int(w.Week - h.Weeks[0].Week)
	for _, s := range h.Segments {
		v := math.NaN()
		if i < len(s.Drivers[driver]) {
			v = s.Drivers[driver][i]
		}
		if w.Value == nil && !math.IsNaN(v) || w.Value != nil && v != *w.Value {
			return false
		}
	}
	return true
}

func (t *tx) putDriver(ctx context.Context, actor, driver string, words []DriverWord) (DriverEdit, error) {
	if _, err := t.ExecContext(ctx, `DELETE FROM driver_edits WHERE undone_at BETWEEN 1 AND $1`, toMillis(t.now.Add(-keepDeleted))); err != nil {
		return DriverEdit{}, err
	}
	seq, err := t.next(ctx, "driver_edits")
	if err != nil {
		return DriverEdit{}, err
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO driver_edits (seq, driver, after, actor, created_at)
		SELECT $1, $2, COALESCE(MAX(version), 0), $3, $4 FROM imports WHERE state = 'applied'`, seq, driver, actor, toMillis(t.now)); err != nil {
		return DriverEdit{}, err
	}
	for _, w := range words {
		if _, err := t.ExecContext(ctx, `INSERT INTO driver_edit_values (seq, week, value) VALUES ($1, $2, $3)`, seq, w.Week, w.Value); err != nil {
			return DriverEdit{}, err
		}
	}
	e := DriverEdit{ID: seq, Driver: driver, Words: words}
	return e, t.audit(ctx, actor, "driver.put", driver, e.detail())
}

// detail is what the log tells of an edit: each week with its value, a dash where
// that is not known.
func (e DriverEdit) detail() map[string]any {
	var said []string
	for _, w := range e.Words {
		value := "-"
		if w.Value != nil {
			value = strconv.FormatFloat(*w.Value, 'f', -1, 64)
		}
		said = append(said, w.Week.String()+" "+value)
	}
	return map[string]any{"corrections": said}
}
