package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"olist/message"
	"olist/store/fault"
)

// Live is the model that answers.
type Live struct {
	ModelID     string    `json:"model_id"`
	ActivatedAt time.Time `json:"activated_at"`
	Actor       string    `json:"actor"`
	Note        string    `json:"note"` // in English
	// NoteMessage is the note as data.
	NoteMessage message.Message `json:"note_message,omitzero"`
}

// Activation is an entry of the append-only log of live models.
type Activation struct {
	Seq         int64           `json:"seq"`
	ModelID     string          `json:"model_id"`
	Previous    string          `json:"previous"` // the model that it replaced, "" for the first
	Actor       string          `json:"actor"`
	Note        string          `json:"note"` // in English
	NoteMessage message.Message `json:"note_message,omitzero"`
	At          time.Time       `json:"at"`
}

// Live tells which model is live. Returns CodeNotFound before the first
// activation.
func (s *Store) Live(ctx context.Context) (Live, error) {
	return given(ctx, s.inRead, func(t *tx) (Live, error) { return t.live(ctx) })
}

// Activate makes a model live and logs it. Activating the live model changes
// nothing and logs nothing. The payload is checked first: an error with
// ErrDamaged in its chain leaves the live model as it was.
func (s *Store) Activate(ctx context.Context, actor, id, note string) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, _, err := t.payload(ctx, id); err != nil {
			return err
		}
		return t.activate(ctx, actor, id, message.Prose(note))
	})
}

// Activations gives the newest activations, newest first.
func (s *Store) Activations(ctx context.Context, limit int) ([]Activation, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Activation, error) {
		return collect(ctx, t, scanActivation, `
			SELECT seq, model_id, previous, actor, note, at FROM activations
			ORDER BY seq DESC LIMIT $1`, limit)
	})
}

// Loaded is a model that can serve.
type Loaded struct {
	Model    Model
	Payload  []byte
	Intended string  // the id of the one that was live when this was read
	Damaged  []error // of each that was passed over
}

// LoadLive gives the live model with its payload. Where that one is damaged or
// gone, it gives the one that was live before, and so on. A model is damaged also where read,
// which may be nil, says so by an error with ErrDamaged in its chain; any other
// of its errors is returned. Returns CodeNotFound where no model was ever live,
// and CodeUnavailable where none of them can be read.
func (s *Store) LoadLive(ctx context.Context, read func(Model, []byte) error) (l Loaded, err error) {
	err = s.inRead(ctx, func(t *tx) error {
		l, err = t.loadLive(ctx, read)
		return err
	})
	return l, err
}

func (t *tx) live(ctx context.Context) (l Live, err error) {
	var note string
	err = t.QueryRowContext(ctx, `SELECT model_id, activated_at, actor, note FROM live WHERE one = 1`).
		Scan(&l.ModelID, millis{&l.ActivatedAt}, &l.Actor, &note)
	l.NoteMessage = message.Parse(note)
	l.Note = l.NoteMessage.String()
	if errors.Is(err, sql.ErrNoRows) {
		return l, fault.New(fault.CodeNotFound, message.NoModelLive.With())
	}
	return l, err
}

func (t *tx) activate(ctx context.Context, actor, id string, note message.Message) error {
	l, err := t.live(ctx)
	if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return err
	}
	if l.ModelID == id {
		return nil
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO live (one, model_id, activated_at, actor, note) VALUES (1, $1, $2, $3, $4)
		ON CONFLICT (one) DO UPDATE SET model_id = excluded.model_id,
			activated_at = excluded.activated_at, actor = excluded.actor, note = excluded.note`,
		id, toMillis(t.now), actor, note.Column()); err != nil {
		return err
	}
	seq, err := t.next(ctx, "activations")
	if err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO activations (seq, model_id, previous, actor, note, at) VALUES ($1, $2, $3, $4, $5, $6)`,
		seq, id, l.ModelID, actor, note.Column(), toMillis(t.now)); err != nil {
		return err
	}
	return t.audit(ctx, actor, "model.activate", id, map[string]any{"previous": l.ModelID, "note": note.String(), "note_message": note})
}

func (t *tx) loadLive(ctx context.Context, read func(Model, []byte) error) (out Loaded, err error) {
	l, err := t.live(ctx)
	if err != nil {
		return Loaded{}, err
	}
	out.Intended = l.ModelID
	before, err := collect(ctx, t, scanActivation, `
		SELECT seq, model_id, previous, actor, note, at FROM activations ORDER BY seq DESC`)
	if err != nil && !corrupt(err) { // the live model needs no log
		return Loaded{}, err
	}
	tried := map[string]bool{}
	for _, id := range append([]string{l.ModelID}, modelIDs(before)...) {
		if tried[id] {
			continue
		}
		tried[id] = true
		out.Model, out.Payload, err = t.payload(ctx, id)
		if err == nil && read != nil {
			err = read(out.Model, out.Payload)
		}
		if err == nil {
			return out, nil
		}
		switch gone := fault.CodeOf(err) == fault.CodeNotFound; {
		case errors.Is(err, ErrDamaged), gone && id == l.ModelID:
			out.Damaged = append(out.Damaged, err)
		case !gone: // a former model may have been deleted by hand
			return Loaded{}, err
		}
	}
	return Loaded{Intended: out.Intended, Damaged: out.Damaged}, fault.Wrap(fault.CodeUnavailable, errors.Join(out.Damaged...),
		message.NoModelReadable.With())
}

func modelIDs(all []Activation) []string {
	ids := make([]string, len(all))
	for i, a := range all {
		ids[i] = a.ModelID
	}
	return ids
}

func scanActivation(row scanner) (a Activation, err error) {
	var note string
	err = row.Scan(&a.Seq, &a.ModelID, &a.Previous, &a.Actor, &note, millis{&a.At})
	a.NoteMessage = message.Parse(note)
	a.Note = a.NoteMessage.String()
	return a, err
}
