package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

const noteMost = 280 // characters

// Note is what a person wrote about a week.
type Note struct {
	ID    string    `json:"id"`
	Week  week.Week `json:"week"`
	Text  string    `json:"text"`
	Actor string    `json:"actor"`
	At    time.Time `json:"at"`
}

// AddNote keeps a note of 1 to 280 characters.
func (s *Store) AddNote(ctx context.Context, actor string, week week.Week, body string) (Note, error) {
	return given(ctx, s.inTx, func(t *tx) (Note, error) { return t.addNote(ctx, actor, week, body) })
}

// DeleteNote takes a note away; RestoreNote brings it back. Both return
// CodeNotFound where there is none to act on.
func (s *Store) DeleteNote(ctx context.Context, actor, id string) error {
	return s.setDeleted(ctx, notesTable, actor, id, true)
}

// RestoreNote undoes DeleteNote.
func (s *Store) RestoreNote(ctx context.Context, actor, id string) error {
	return s.setDeleted(ctx, notesTable, actor, id, false)
}

// Notes gives every note, by week.
func (s *Store) Notes(ctx context.Context) ([]Note, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Note, error) {
		return collect(ctx, t, func(row scanner) (n Note, err error) {
			err = row.Scan(&n.ID, &n.Week, &n.Text, &n.Actor, millis{&n.At})
			return n, err
		}, `SELECT id, week, body, actor, created_at FROM notes WHERE deleted_at = 0 ORDER BY week, created_at, id`)
	})
}

func (t *tx) addNote(ctx context.Context, actor string, week week.Week, body string) (Note, error) {
	body = strings.Join(strings.Fields(body), " ")
	if n := utf8.RuneCountInString(body); n == 0 || n > noteMost {
		return Note{}, fault.Invalid("text", message.NoteLength.With(noteMost))
	}
	seq, err := t.next(ctx, "notes")
	if err != nil {
		return Note{}, err
	}
	n := Note{ID: fmt.Sprintf("n%d", seq), Week: week, Text: body, Actor: actor, At: t.now}
	if _, err := t.ExecContext(ctx, `INSERT INTO notes (id, week, body, actor, created_at) VALUES ($1, $2, $3, $4, $5)`,
		n.ID, n.Week, n.Text, n.Actor, toMillis(n.At)); err != nil {
		return Note{}, err
	}
	return n, t.audit(ctx, actor, "note.add", n.ID, n)
}
