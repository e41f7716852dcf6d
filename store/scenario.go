package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"olist/message"
	"olist/store/fault"
)

const (
	scenarioNameMost    = 80
	scenarioChangesMost = 50
)

// Scenario is a named set of assumptions about coming weeks.
type Scenario struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Changes   []Change  `json:"changes"`
	Actor     string    `json:"actor"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
	// Before is what it was before the latest change; nil where it is new.
	Before *ScenarioBefore `json:"-"`
}

// ScenarioBefore is what UndoScenario brings back.
type ScenarioBefore struct {
	Name    string   `json:"name"`
	Changes []Change `json:"changes"`
	Undone  bool     `json:"undone,omitempty"` // it was undone: to bring it back is to redo it
}

// PutScenario adds a scenario (id "") or replaces name and changes of one.
// Returns CodeNotFound for an id that is not there.
func (s *Store) PutScenario(ctx context.Context, actor, id, name string, changes []Change) (Scenario, error) {
	return given(ctx, s.inTx, func(t *tx) (Scenario, error) { return t.putScenario(ctx, actor, id, name, changes) })
}

// EditScenario keeps what edit makes of a scenario's name and changes as they are.
// Returns CodeNotFound for an id that is not there, and CodeInvalid for what is no
// scenario.
func (s *Store) EditScenario(ctx context.Context, actor, id string, edit func(*Scenario)) (Scenario, error) {
	return given(ctx, s.inTx, func(t *tx) (Scenario, error) {
		sc, err := t.scenario(ctx, id)
		if err != nil {
			return sc, err
		}
		edit(&sc)
		return t.putScenario(ctx, actor, id, sc.Name, sc.Changes)
	})
}

// UndoScenario puts what the scenario was before the latest change in the place
// of what it is; a second time takes that back. Returns CodeNotFound where there
// is nothing before it.
func (s *Store) UndoScenario(ctx context.Context, actor, id string) (Scenario, error) {
	return given(ctx, s.inTx, func(t *tx) (Scenario, error) {
		now, err := t.scenario(ctx, id)
		if err != nil {
			return now, err
		}
		if now.Before == nil {
			return now, fault.New(fault.CodeNotFound, message.NoEarlierState.With(message.Quoted(id)))
		}
		kept, err := t.putScenario(ctx, actor, id, now.Before.Name, now.Before.Changes)
		if err != nil {
			return Scenario{}, err
		}
		kept.Before.Undone = !now.Before.Undone
		before, err := json.Marshal(kept.Before)
		if err != nil {
			return Scenario{}, err
		}
		if _, err := t.ExecContext(ctx, `UPDATE scenarios SET before = $1 WHERE id = $2`, string(before), id); err != nil {
			return Scenario{}, err
		}
		return kept, nil
	})
}

// DeleteScenario takes a scenario away; RestoreScenario brings it back. Both
// return CodeNotFound where there is none to act on.
func (s *Store) DeleteScenario(ctx context.Context, actor, id string) error {
	return s.setDeleted(ctx, scenariosTable, actor, id, true)
}

// RestoreScenario undoes DeleteScenario.
func (s *Store) RestoreScenario(ctx context.Context, actor, id string) error {
	return s.setDeleted(ctx, scenariosTable, actor, id, false)
}

const selectScenario = `SELECT id, name, changes, actor, created_at, updated_at, before FROM scenarios WHERE deleted_at = 0`

// Scenarios gives every scenario, the latest changed first.
func (s *Store) Scenarios(ctx context.Context) ([]Scenario, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Scenario, error) {
		return collect(ctx, t, scanScenario, selectScenario+` ORDER BY updated_at DESC, id`)
	})
}

// Scenario gives one. Returns CodeNotFound where there is none.
func (s *Store) Scenario(ctx context.Context, id string) (Scenario, error) {
	return given(ctx, s.inRead, func(t *tx) (Scenario, error) { return t.scenario(ctx, id) })
}

func (t *tx) scenario(ctx context.Context, id string) (Scenario, error) {
	found, err := scanScenario(t.QueryRowContext(ctx, selectScenario+` AND id = $1`, id))
	return found, orNotFound(err, message.NoScenario.With(message.Quoted(id)))
}

func scanScenario(row scanner) (sc Scenario, err error) {
	var changes, before []byte
	if err := row.Scan(&sc.ID, &sc.Name, &changes, &sc.Actor, millis{&sc.CreatedAt}, millis{&sc.UpdatedAt}, &before); err != nil {
		return sc, err
	}
	if len(before) > 0 {
		if err := json.Unmarshal(before, &sc.Before); err != nil {
			return sc, err
		}
	}
	return sc, json.Unmarshal(changes, &sc.Changes)
}

func (t *tx) putScenario(ctx context.Context, actor, id, name string, changes []Change) (Scenario, error) {
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n == 0 || n > scenarioNameMost {
		return Scenario{}, fault.Invalid("name", message.ScenarioName.With(scenarioNameMost))
	}
	if len(changes) > scenarioChangesMost {
		return Scenario{}, fault.Invalid("changes", message.ScenarioFull.With(scenarioChangesMost))
	}
	for _, c := range changes {
		if err := c.Validate(); err != nil {
			return Scenario{}, err
		}
	}
	if changes == nil {
		changes = []Change{}
	}
	raw, err := json.Marshal(changes)
	if err != nil {
		return Scenario{}, err
	}
	var before []byte
	if id == "" {
		seq, err := t.next(ctx, "scenarios")
		if err != nil {
			return Scenario{}, err
		}
		id = fmt.Sprintf("s%d", seq)
	} else if was, err := t.scenario(ctx, id); err != nil {
		return Scenario{}, err
	} else if before, err = json.Marshal(ScenarioBefore{Name: was.Name, Changes: was.Changes}); err != nil {
		return Scenario{}, err
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO scenarios (id, name, changes, actor, created_at, updated_at, before) VALUES ($1, $2, $3, $4, $5, $5, $6)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, changes = excluded.changes,
			actor = excluded.actor, updated_at = excluded.updated_at, before = excluded.before`,
		id, name, string(raw), actor, toMillis(t.now), string(before)); err != nil {
		return Scenario{}, err
	}
	kept, err := t.scenario(ctx, id)
	if err != nil {
		return Scenario{}, err
	}
	return kept, t.audit(ctx, actor, "scenario.put", id, kept)
}
