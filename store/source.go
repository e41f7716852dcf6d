package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

const (
	sourceNameMost = 60
	sourcesMost    = 50
	// sourceRunsMost is how many runs of a source are kept.
	sourceRunsMost = 200
	sourceSecret   = "source:" // and the id: the secret that holds its address
)

// Source is a place from which sales are fetched again and again. What its JSON
// means is for package training/sources to say.
type Source struct {
	ID        string
	Name      string
	Spec      json.RawMessage
	Options   json.RawMessage
	Rules     json.RawMessage
	Schedule  json.RawMessage
	Memory    json.RawMessage
	Paused    bool
	Due       time.Time // of the next fetch; zero for none
	Begun     int       // fetches that began since one came to its end
	Actor     string
	CreatedAt time.Time
	UpdatedAt time.Time
	Latest    SourceRun // the zero one where there is none
}

// RunState is what came of a fetch.
type RunState string

// States of a SourceRun.
const (
	RunApplied   RunState = "applied"   // new sales are in force
	RunHeld      RunState = "held"      // they wait for a person
	RunNothing   RunState = "nothing"   // the file brings nothing new
	RunUnchanged RunState = "unchanged" // there is no other file than last time
	RunWaiting   RunState = "waiting"   // a file is still written
	RunFailed    RunState = "failed"
)

// SourceRun is one fetch and what came of it.
type SourceRun struct {
	Seq    int64             `json:"seq"`
	Source string            `json:"source"`
	State  RunState          `json:"state"`
	File   string            `json:"file,omitempty"`
	Import int64             `json:"import,omitempty"` // the version that it made
	Why    []message.Message `json:"why"`
	Actor  string            `json:"by"`
	At     time.Time         `json:"at"`
}

// PutSource adds a source (id "") or replaces name, place, options, rules and
// schedule of one; its address, where hidden is not nil. What it remembers of
// earlier fetches is forgotten where place or options are others. Returns
// CodeInvalid for a name that cannot be or is taken, CodeNotFound for an id
// that is not there.
func (s *Store) PutSource(ctx context.Context, actor string, src Source, hidden *secret.Text) (Source, error) {
	return given(ctx, s.inTx, func(t *tx) (Source, error) { return t.putSource(ctx, actor, src, hidden) })
}

// DeleteSource takes a source away; RestoreSource brings it back, paused as it
// was. Both return CodeNotFound where there is none to act on.
func (s *Store) DeleteSource(ctx context.Context, actor, id string) error {
	return s.setDeleted(ctx, sourcesTable, actor, id, true)
}

// RestoreSource undoes DeleteSource.
func (s *Store) RestoreSource(ctx context.Context, actor, id string) error {
	return s.setDeleted(ctx, sourcesTable, actor, id, false)
}

// PauseSource stops the fetches of a source, or lets them go on with one at due.
func (s *Store) PauseSource(ctx context.Context, actor, id string, paused bool, due time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		if _, err := t.source(ctx, id); err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `UPDATE sources SET paused = $1, due = $2, begun = 0 WHERE id = $3`, paused, toMillis(due), id); err != nil {
			return err
		}
		if paused {
			return t.audit(ctx, actor, "source.pause", id, nil)
		}
		return t.audit(ctx, actor, "source.resume", id, nil)
	})
}

const selectSource = `SELECT id, name, spec, options, rules, schedule, memory, paused, due, begun, actor, created_at, updated_at FROM sources WHERE deleted_at = 0`

func scanSource(row scanner) (s Source, err error) {
	err = row.Scan(&s.ID, &s.Name, (*[]byte)(&s.Spec), (*[]byte)(&s.Options), (*[]byte)(&s.Rules), (*[]byte)(&s.Schedule), (*[]byte)(&s.Memory),
		&s.Paused, millis{&s.Due}, &s.Begun, &s.Actor, millis{&s.CreatedAt}, millis{&s.UpdatedAt})
	return s, err
}

// Sources gives every source with its latest run, by name.
func (s *Store) Sources(ctx context.Context) ([]Source, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Source, error) {
		all, err := collect(ctx, t, scanSource, selectSource+` ORDER BY name, id`)
		for i := 0; i < len(all) && err == nil; i++ {
			all[i].Latest, err = t.latestRun(ctx, all[i].ID)
		}
		return all, err
	})
}

// Source gives one with its latest run. Returns CodeNotFound where there is
// none.
func (s *Store) Source(ctx context.Context, id string) (Source, error) {
	return given(ctx, s.inRead, func(t *tx) (Source, error) { return t.source(ctx, id) })
}

// SourceAddress is the secret address of a source, the empty one where it has
// none.
func (s *Store) SourceAddress(ctx context.Context, id string) (secret.Text, error) {
	return s.Secret(ctx, sourceSecret+id)
}

func (t *tx) source(ctx context.Context, id string) (Source, error) {
	found, err := scanSource(t.QueryRowContext(ctx, selectSource+` AND id = $1`, id))
	if err != nil {
		return found, orNotFound(err, message.NoSource.With(message.Quoted(id)))
	}
	found.Latest, err = t.latestRun(ctx, id)
	return found, err
}

func (t *tx) putSource(ctx context.Context, actor string, src Source, hidden *secret.Text) (Source, error) {
	src.Name = strings.Join(strings.Fields(src.Name), " ")
	if n := utf8.RuneCountInString(src.Name); n == 0 || n > sourceNameMost {
		return Source{}, fault.Invalid("name", message.SourceNameWrong.With(sourceNameMost))
	}
	taken, err := t.exists(ctx, `SELECT 1 FROM sources WHERE deleted_at = 0 AND name = $1 AND id <> $2`, src.Name, src.ID)
	if err != nil {
		return Source{}, err
	}
	if taken {
		return Source{}, fault.Invalid("name", message.SourceNameTaken.With(message.Quoted(src.Name)))
	}
	if src.ID == "" {
		err = t.addSource(ctx, actor, &src)
	} else {
		err = t.changeSource(ctx, src, hidden != nil)
	}
	if err != nil {
		return Source{}, err
	}
	if hidden != nil {
		if err := t.keepSecret(ctx, actor, sourceSecret+src.ID, *hidden); err != nil {
			return Source{}, err
		}
	}
	if err := t.forgetAddresses(ctx); err != nil {
		return Source{}, err
	}
	if err := t.audit(ctx, actor, "source.put", src.ID, map[string]any{"name": src.Name, "place": src.Spec, "rules": src.Rules, "schedule": src.Schedule}); err != nil {
		return Source{}, err
	}
	return t.source(ctx, src.ID)
}

func (t *tx) addSource(ctx context.Context, actor string, src *Source) error {
	var n int
	if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM sources`).Scan(&n); err != nil {
		return err
	}
	if n >= sourcesMost {
		return fault.New(fault.CodeConflict, message.SourcesMany.With(sourcesMost))
	}
	seq, err := t.next(ctx, "sources")
	if err != nil {
		return err
	}
	src.ID = fmt.Sprintf("f%d", seq)
	_, err = t.ExecContext(ctx, `
		INSERT INTO sources (id, name, spec, options, rules, schedule, memory, paused, due, actor, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, '{}', $7, $8, $9, $10, $10)`,
		src.ID, src.Name, string(src.Spec), string(src.Options), string(src.Rules), string(src.Schedule), src.Paused, toMillis(src.Due), actor, toMillis(t.now))
	return err
}

func (t *tx) changeSource(ctx context.Context, src Source, elsewhere bool) error {
	before, err := t.source(ctx, src.ID)
	if err != nil {
		return err
	}
	if elsewhere || string(before.Spec) != string(src.Spec) || string(before.Options) != string(src.Options) {
		before.Memory = json.RawMessage("{}")
	}
	_, err = t.ExecContext(ctx, `
		UPDATE sources SET name = $1, spec = $2, options = $3, rules = $4, schedule = $5, memory = $6, due = $7, begun = 0, updated_at = $8 WHERE id = $9`,
		src.Name, string(src.Spec), string(src.Options), string(src.Rules), string(src.Schedule), string(before.Memory), toMillis(src.Due), toMillis(t.now), src.ID)
	return err
}

// forgetAddresses drops the addresses of sources that were deleted for good.
func (t *tx) forgetAddresses(ctx context.Context) error {
	_, err := t.ExecContext(ctx, `DELETE FROM secrets WHERE key LIKE 'source:%' AND SUBSTR(key, 8) NOT IN (SELECT id FROM sources)`)
	return err
}
