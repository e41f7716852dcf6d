package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// ReaderKind is how the digest reaches a reader.
type ReaderKind string

// Kinds of a Reader: by mail, or as the webhooks of chats and of programs take it.
const (
	ReaderMail    ReaderKind = "mail"
	ReaderSlack   ReaderKind = "slack"
	ReaderTeams   ReaderKind = "teams"
	ReaderDiscord ReaderKind = "discord"
	ReaderJSON    ReaderKind = "json"
)

// ReaderKinds are all of them.
var ReaderKinds = []ReaderKind{ReaderMail, ReaderSlack, ReaderTeams, ReaderDiscord, ReaderJSON}

const (
	readersMost = 200
	// ReaderSegments is how many segments a reader has at most.
	ReaderSegments = 12
	readerSecret   = "reader:" // and the id: the secret that holds a channel's address
)

// Reader receives the digest.
type Reader struct {
	ID       string     `json:"id"`
	Person   string     `json:"person,omitempty"` // of the house, or ""
	Kind     ReaderKind `json:"kind"`
	Address  string     `json:"address"` // of a channel what may be seen of it
	Language string     `json:"language"`
	Segments []string   `json:"segments"` // keys; none for all sales
	Alarms   bool       `json:"alarms"`   // told at once, too, when something new needs somebody
	AlarmsOf []string   `json:"-"`        // the segments that this has begun for; nil where it has not
	Wide     bool       `json:"-"`        // set where others can reach the program
	AddedBy  string     `json:"added_by"`
	AddedAt  time.Time  `json:"added_at"`
}

// AddReader keeps a reader; hidden is the whole address of a channel. A person has
// one row: it takes the place of the earlier one, whose id stays, so that nobody is
// sent a second digest in a week for it; likewise the same address of mail. Returns CodeConflict where there are too many.
func (s *Store) AddReader(ctx context.Context, actor string, r Reader, hidden secret.Text) (Reader, error) {
	return given(ctx, s.inTx, func(t *tx) (Reader, error) {
		if err := t.placeReader(ctx, &r); err != nil {
			return r, err
		}
		r.AddedBy, r.AddedAt = actor, t.now
		if r.Segments == nil {
			r.Segments = []string{}
		}
		segments, err := json.Marshal(r.Segments)
		if err != nil {
			return r, err
		}
		if _, err := t.ExecContext(ctx, `
			INSERT INTO readers (id, person, kind, address, language, segments, alarms, wide, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (id) DO UPDATE SET address = excluded.address, language = excluded.language, segments = excluded.segments, alarms = excluded.alarms, wide = excluded.wide,
				alarms_of = CASE WHEN excluded.alarms = 1 THEN readers.alarms_of ELSE '' END`,
			r.ID, r.Person, r.Kind, r.Address, r.Language, string(segments), r.Alarms, r.Wide, r.AddedBy, toMillis(r.AddedAt)); err != nil {
			return r, err
		}
		if !r.Alarms {
			if err := t.forgetAlarms(ctx, r.ID); err != nil {
				return r, err
			}
		}
		if !hidden.Empty() {
			if err := t.keepSecret(ctx, actor, readerSecret+r.ID, hidden); err != nil {
				return r, err
			}
		}
		if err := t.audit(ctx, actor, "reader.put", r.ID, map[string]any{"kind": r.Kind, "language": r.Language, "segments": r.Segments, "at_once": r.Alarms}); err != nil {
			return r, err
		}
		return t.reader(ctx, r.ID)
	})
}

// placeReader gives a reader the id of the row that it takes the place of, or a new
// one.
func (t *tx) placeReader(ctx context.Context, r *Reader) error {
	all, err := t.readers(ctx, ``)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(o Reader) bool {
		return r.Person != "" && o.Person == r.Person || r.Kind == ReaderMail && o.Kind == ReaderMail && o.Address == r.Address && o.Person == r.Person
	})
	switch {
	case i >= 0:
		r.ID = all[i].ID
		return nil
	case len(all) >= readersMost:
		return fault.New(fault.CodeConflict, message.ReadersMost.With(readersMost))
	}
	number, err := t.next(ctx, "readers")
	r.ID = fmt.Sprintf("r%d", number)
	return err
}

// DeleteReader forgets a reader, address and all. Returns CodeNotFound where there
// is none.
func (s *Store) DeleteReader(ctx context.Context, actor, id string) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.reader(ctx, id); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM readers WHERE id = $1`, id); err != nil {
			return err
		}
		if err := t.forgetAlarms(ctx, id); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM secrets WHERE key = $1`, readerSecret+id); err != nil {
			return err
		}
		return t.audit(ctx, actor, "reader.delete", id, nil)
	})
}

// Reader gives one. Returns CodeNotFound where there is none.
func (s *Store) Reader(ctx context.Context, id string) (Reader, error) {
	return given(ctx, s.inRead, func(t *tx) (Reader, error) { return t.reader(ctx, id) })
}

// ReaderAddress is the whole address of a channel.
func (s *Store) ReaderAddress(ctx context.Context, id string) (secret.Text, error) {
	return s.Secret(ctx, readerSecret+id)
}

// Readers lists them, in the order in which they came.
func (s *Store) Readers(ctx context.Context) ([]Reader, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Reader, error) { return t.readers(ctx, ``) })
}

// ReadersOf are those who may be sent something: of the people of the house those
// who may log in.
func (s *Store) ReadersOf(ctx context.Context) ([]Reader, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Reader, error) {
		return t.readers(ctx, ` WHERE `+mayBeSent)
	})
}

const mayBeSent = `(readers.person = '' OR readers.person IN (SELECT name FROM people WHERE off_at = 0))`

const selectReader = `SELECT id, person, kind, address, language, segments, alarms, alarms_of, wide, added_by, added_at FROM readers`

func (t *tx) readers(ctx context.Context, where string) ([]Reader, error) {
	return collect(ctx, t, scanReader, selectReader+where+` ORDER BY added_at, id`)
}

func (t *tx) reader(ctx context.Context, id string) (Reader, error) {
	r, err := scanReader(t.QueryRowContext(ctx, selectReader+` WHERE id = $1`, id))
	return r, orNotFound(err, message.NoReader.With(message.Quoted(id)))
}

func scanReader(row scanner) (r Reader, err error) {
	var segments, of []byte
	if err = row.Scan(&r.ID, &r.Person, &r.Kind, &r.Address, &r.Language, &segments, &r.Alarms, &of, &r.Wide, &r.AddedBy, millis{&r.AddedAt}); err != nil {
		return r, err
	}
	if json.Unmarshal(segments, &r.Segments) != nil || len(of) > 0 && json.Unmarshal(of, &r.AlarmsOf) != nil {
		return r, fmt.Errorf("%w: the segments of reader %s", ErrDamaged, r.ID)
	}
	return r, nil
}
