package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// ErrDamaged is in the chain of every error about a stored model, or a setting,
// whose bytes are not those that were written.
var ErrDamaged = errors.New("store: damaged")

// NewModel is a trained model on its way into the registry.
type NewModel struct {
	Kind            string          `json:"kind"`             // how it came to be: "train", "search", "upload"
	Params          json.RawMessage `json:"params"`           // the trees' parameters
	Config          json.RawMessage `json:"config"`           // the engine's whole configuration
	DataFingerprint string          `json:"data_fingerprint"` // of the data it was trained on
	TrainFrom       week.Week       `json:"train_from"`
	TrainTo         week.Week       `json:"train_to"` // inclusive
	Learnt          string          `json:"-"`        // marks of the weeks it was trained on, '' where they are not known
	Seed            int64           `json:"seed"`
	Duration        time.Duration   `json:"-"`
	ProgramVersion  string          `json:"program_version"`
	Note            message.Message `json:"note"` // why
	CreatedBy       string          `json:"created_by"`
	Payload         []byte          `json:"-"` // the encoded model
}

// Model is a row of the registry, without its payload.
type Model struct {
	ID              string          `json:"id"`
	Seq             int64           `json:"seq"` // 1, 2, 3 ... in order of creation
	Kind            string          `json:"kind"`
	Params          json.RawMessage `json:"params"`
	Config          json.RawMessage `json:"config"`
	DataFingerprint string          `json:"data_fingerprint"`
	TrainFrom       week.Week       `json:"train_from"`
	TrainTo         week.Week       `json:"train_to"`
	Learnt          string          `json:"-"` // marks of the weeks it was trained on, '' where they are not known
	Seed            int64           `json:"seed"`
	Duration        time.Duration   `json:"duration_ns"`
	ProgramVersion  string          `json:"program_version"`
	Note            string          `json:"note"`                  // why, in English
	NoteMessage     message.Message `json:"note_message,omitzero"` // the same as data; none in a model file
	CreatedBy       string          `json:"created_by"`
	CreatedAt       time.Time       `json:"created_at"`
	Size            int64           `json:"size"`   // of the payload, in bytes
	SHA256          string          `json:"sha256"` // of the payload, hex
	Pinned          bool            `json:"pinned"`
	Live            bool            `json:"live"`
	Remark          string          `json:"remark"` // what a person wrote about it later
	note            string          // as its column holds it
	seal            string
}

// InsertModel adds a model to the registry and logs it. It is not live yet.
func (s *Store) InsertModel(ctx context.Context, n NewModel) (Model, error) {
	return given(ctx, s.inTx, func(t *tx) (Model, error) { return t.insertModel(ctx, n) })
}

// Models gives every model of the registry, newest first. Rows that fail their
// seal are left out; Doctor names them.
func (s *Store) Models(ctx context.Context) ([]Model, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Model, error) {
		ids, err := texts(ctx, t, `SELECT id FROM models ORDER BY seq DESC`)
		if err != nil {
			return nil, err
		}
		var sound []Model
		for _, id := range ids {
			m, err := t.model(ctx, id)
			if err == nil {
				sound = append(sound, m)
			} else if !errors.Is(err, ErrDamaged) {
				return nil, err
			}
		}
		return sound, nil
	})
}

// Model gives one model. Returns CodeNotFound where there is none, and an
// error with ErrDamaged in its chain where the row fails its seal.
func (s *Store) Model(ctx context.Context, id string) (Model, error) {
	return given(ctx, s.inRead, func(t *tx) (Model, error) { return t.model(ctx, id) })
}

// Payload gives the encoded model, its sha256 checked. Returns CodeNotFound
// where there is none, and an error with ErrDamaged in its chain where the row
// or the payload are not what was written.
func (s *Store) Payload(ctx context.Context, id string) (m Model, payload []byte, err error) {
	err = s.inRead(ctx, func(t *tx) error {
		m, payload, err = t.payload(ctx, id)
		return err
	})
	return m, payload, err
}

// PayloadHeads gives the first n bytes of every model's payload, by id, without
// reading the rest.
func (s *Store) PayloadHeads(ctx context.Context, n int) (map[string][]byte, error) {
	return given(ctx, s.inRead, func(t *tx) (map[string][]byte, error) {
		type head struct {
			id    string
			first []byte
		}
		all, err := collect(ctx, t, func(row scanner) (h head, err error) { return h, row.Scan(&h.id, &h.first) },
			`SELECT id, substr(payload, 1, $1) FROM models`, n)
		if err != nil {
			return nil, err
		}
		heads := make(map[string][]byte, len(all))
		for _, h := range all {
			heads[h.id] = h.first
		}
		return heads, nil
	})
}

func (t *tx) insertModel(ctx context.Context, n NewModel) (Model, error) {
	if len(n.Payload) == 0 {
		return Model{}, errors.New("store: a model needs a payload")
	}
	seq, err := t.next(ctx, "models")
	if err != nil {
		return Model{}, err
	}
	sum := sha256.Sum256(n.Payload)
	m := Model{
		Seq: seq, Kind: n.Kind, Params: orEmpty(n.Params), Config: orEmpty(n.Config),
		DataFingerprint: n.DataFingerprint, TrainFrom: n.TrainFrom, TrainTo: n.TrainTo, Learnt: n.Learnt,
		Seed: n.Seed, Duration: n.Duration.Truncate(time.Millisecond),
		ProgramVersion: n.ProgramVersion, note: n.Note.Column(), CreatedBy: n.CreatedBy,
		CreatedAt: time.UnixMilli(toMillis(t.now)).UTC(),
		Size:      int64(len(n.Payload)), SHA256: hex.EncodeToString(sum[:]),
	}
	m.ID = fmt.Sprintf("m%d-%s", seq, m.SHA256[:8])
	m.readNote()
	m.seal = m.computeSeal()
	_, err = t.ExecContext(ctx, `
		INSERT INTO models (id, seq, kind, params, config, data_fingerprint, train_from, train_to,
			seed, duration_ms, program_version, note, created_by, created_at, size, sha256, seal, payload, learnt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		m.ID, m.Seq, m.Kind, string(m.Params), string(m.Config), m.DataFingerprint, m.TrainFrom, m.TrainTo,
		m.Seed, m.Duration.Milliseconds(), m.ProgramVersion, m.note, m.CreatedBy, toMillis(m.CreatedAt),
		m.Size, m.SHA256, m.seal, n.Payload, m.Learnt)
	if err != nil {
		return Model{}, err
	}
	return m, t.audit(ctx, n.CreatedBy, "model.add", m.ID, map[string]any{"kind": m.Kind, "note": m.Note, "note_message": n.Note})
}

// The casts let a damaged number be read, so that the seal can tell of it.
const (
	modelColumns = `
	SELECT m.id, CAST(m.seq AS BIGINT), m.kind, m.params, m.config, m.data_fingerprint, CAST(m.train_from AS BIGINT), CAST(m.train_to AS BIGINT),
		CAST(m.seed AS BIGINT), CAST(m.duration_ms AS BIGINT), m.program_version, m.note, m.created_by, CAST(m.created_at AS BIGINT),
		CAST(m.size AS BIGINT), m.sha256, m.seal, m.learnt,`
	selectModel = modelColumns + `
		p.model_id IS NOT NULL, l.model_id IS NOT NULL, COALESCE(r.remark, '')
	FROM models m
	LEFT JOIN model_remarks r ON r.model_id = m.id
	LEFT JOIN model_pins p ON p.model_id = m.id
	LEFT JOIN live l ON l.model_id = m.id`
	// Where what is said about models cannot be read: none may be deleted.
	selectModelAlone = modelColumns + ` TRUE, FALSE, '' FROM models m`
)

func scanModel(row scanner) (m Model, err error) {
	var ms int64
	err = row.Scan(&m.ID, &m.Seq, &m.Kind, (*[]byte)(&m.Params), (*[]byte)(&m.Config), &m.DataFingerprint,
		&m.TrainFrom, &m.TrainTo, &m.Seed, &ms, &m.ProgramVersion, &m.note, &m.CreatedBy,
		millis{&m.CreatedAt}, &m.Size, &m.SHA256, &m.seal, &m.Learnt, &m.Pinned, &m.Live, &m.Remark)
	m.readNote()
	m.Duration = time.Duration(ms) * time.Millisecond
	return m, err
}

// readNote words the note of the row.
func (m *Model) readNote() {
	m.NoteMessage = message.Parse(m.note)
	m.Note = m.NoteMessage.String()
}

func (t *tx) model(ctx context.Context, id string) (Model, error) {
	m, err := scanModel(t.QueryRowContext(ctx, selectModel+` WHERE m.id = $1`, id))
	if corrupt(err) {
		if m, err = scanModel(t.QueryRowContext(ctx, selectModelAlone+` WHERE m.id = $1`, id)); err == nil {
			l, _ := t.live(ctx)
			m.Live = l.ModelID == id
		}
	}
	switch {
	case corrupt(err):
		return Model{ID: id}, Model{ID: id}.damaged(err.Error())
	case err != nil:
		return Model{}, orNotFound(err, message.NoModel.With(message.Quoted(id)))
	}
	return m, m.check()
}

// corrupt reports whether err is SQLite's word that the file is damaged.
func corrupt(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

func (t *tx) payload(ctx context.Context, id string) (Model, []byte, error) {
	m, err := t.model(ctx, id)
	if err != nil {
		return m, nil, err
	}
	var payload []byte
	if err := t.QueryRowContext(ctx, `SELECT payload FROM models WHERE id = $1`, id).Scan(&payload); corrupt(err) {
		return m, nil, m.damaged(err.Error())
	} else if err != nil {
		return m, nil, err
	}
	if sum := sha256.Sum256(payload); hex.EncodeToString(sum[:]) != m.SHA256 {
		return m, nil, m.damaged("payload")
	}
	return m, payload, nil
}

// check compares the row with its seal.
func (m Model) check() error {
	if m.seal != m.computeSeal() {
		return m.damaged("row")
	}
	return nil
}

func (m Model) damaged(part string) error {
	return fault.Wrap(fault.CodeUnavailable, fmt.Errorf("%w: %s of %s", ErrDamaged, part, m.ID),
		message.ModelDamaged.With(m.ID))
}

// computeSeal is the sha256 of all columns but the payload, whose own sha256
// is among them.
func (m Model) computeSeal() string {
	all := []any{
		m.ID, m.Seq, m.Kind, string(m.Params), string(m.Config), m.DataFingerprint, int64(m.TrainFrom), int64(m.TrainTo),
		m.Seed, m.Duration.Milliseconds(), m.ProgramVersion, m.note, m.CreatedBy, toMillis(m.CreatedAt), m.Size, m.SHA256,
	}
	if m.Learnt != "" { // without them it is what it was before there were any
		all = append(all, m.Learnt)
	}
	b, err := json.Marshal(all)
	if err != nil {
		panic(err) // strings and integers only
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// orEmpty stands in an empty object for no JSON at all.
func orEmpty(j json.RawMessage) json.RawMessage {
	if len(j) == 0 {
		return json.RawMessage("{}")
	}
	return j
}
