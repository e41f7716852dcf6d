package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"olist/forecast"
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
}

// Change is one assumption: sales of a segment are so many percent more (or,
// negative, less) than forecast in the weeks From to To, both included.
type Change struct {
	Segment string        `json:"segment"`
	From    forecast.Week `json:"from"`
	To      forecast.Week `json:"to"`
	Percent float64       `json:"percent"` // -100 is a stop
}

// Validate returns CodeInvalid naming the field that is wrong.
func (c Change) Validate() error {
	switch {
	case c.Segment == "":
		return fault.Invalid("segment", "choose the segment that changes")
	case c.To < c.From:
		return fault.Invalid("to", "the last week comes before the first one")
	case !(c.Percent >= -100 && c.Percent <= 1000) || c.Percent == 0:
		return fault.Invalid("percent", "the change is a number from -100 to 1000, and not 0")
	}
	return nil
}

// PutScenario adds a scenario (id "") or replaces name and changes of one.
// Returns CodeNotFound for an id that is not there.
func (s *Store) PutScenario(ctx context.Context, actor, id, name string, changes []Change) (Scenario, error) {
	t, err := s.begin(ctx)
	if err != nil {
		return Scenario{}, err
	}
	defer t.Rollback()
	kept, err := t.putScenario(ctx, actor, id, name, changes)
	if err != nil {
		return Scenario{}, err
	}
	return kept, t.Commit()
}

// DeleteScenario forgets a scenario. Returns CodeNotFound where there is none.
func (s *Store) DeleteScenario(ctx context.Context, actor, id string) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := t.deleteRow(ctx, actor, "scenario", id, `DELETE FROM scenarios WHERE id = $1 RETURNING id`); err != nil {
		return err
	}
	return t.Commit()
}

const selectScenario = `SELECT id, name, changes, actor, created_at, updated_at FROM scenarios`

// Scenarios gives every scenario, the latest changed first.
func (s *Store) Scenarios(ctx context.Context) ([]Scenario, error) {
	t, err := s.beginRead(ctx)
	if err != nil {
		return nil, err
	}
	defer t.Rollback()
	return collect(ctx, t, scanScenario, selectScenario+` ORDER BY updated_at DESC, id`)
}

// Scenario gives one. Returns CodeNotFound where there is none.
func (s *Store) Scenario(ctx context.Context, id string) (Scenario, error) {
	t, err := s.beginRead(ctx)
	if err != nil {
		return Scenario{}, err
	}
	defer t.Rollback()
	return t.scenario(ctx, id)
}

func (t *tx) scenario(ctx context.Context, id string) (Scenario, error) {
	found, err := scanScenario(t.QueryRowContext(ctx, selectScenario+` WHERE id = $1`, id))
	return found, orNotFound(err, "scenario", id)
}

func scanScenario(row scanner) (sc Scenario, err error) {
	var changes []byte
	if err := row.Scan(&sc.ID, &sc.Name, &changes, &sc.Actor, millis{&sc.CreatedAt}, millis{&sc.UpdatedAt}); err != nil {
		return sc, err
	}
	return sc, json.Unmarshal(changes, &sc.Changes)
}

func (t *tx) putScenario(ctx context.Context, actor, id, name string, changes []Change) (Scenario, error) {
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n == 0 || n > scenarioNameMost {
		return Scenario{}, fault.Invalid("name", "a scenario has a name of 1 to %d characters", scenarioNameMost)
	}
	if len(changes) > scenarioChangesMost {
		return Scenario{}, fault.Invalid("changes", "a scenario holds at most %d changes", scenarioChangesMost)
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
	if id == "" {
		seq, err := t.next(ctx, "scenarios")
		if err != nil {
			return Scenario{}, err
		}
		id = fmt.Sprintf("s%d", seq)
	} else if _, err := t.scenario(ctx, id); err != nil {
		return Scenario{}, err
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO scenarios (id, name, changes, actor, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, changes = excluded.changes,
			actor = excluded.actor, updated_at = excluded.updated_at`,
		id, name, string(raw), actor, toMillis(t.now)); err != nil {
		return Scenario{}, err
	}
	kept, err := t.scenario(ctx, id)
	if err != nil {
		return Scenario{}, err
	}
	return kept, t.audit(ctx, actor, "scenario.put", id, kept)
}
