// Package sources fetches sales by itself: from an address, a folder or a query,
// on a schedule in the shop's time zone or when asked. What it fetched is judged
// by rules: it goes into force, or it waits for a person with the reason. It may
// import source (how each kind is fetched), store, and the rooms jobs and
// automation; package training imports it.
//
// A fetch is a job of the queue. What it brought, what came of it, and what the
// source remembers are kept in one transaction.
package sources

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"olist/message"
	"olist/outgoing"
	"olist/secret"
	"olist/source"
	"olist/store"
	"olist/store/ingest"
	"olist/store/scratch"
	"olist/training/automation"
	"olist/training/jobs"
)

// KindFetch is the kind of a fetch's job.
const KindFetch = "fetch"

const scheduler = "schedule" // who asks, in rows and logs

// Options of a Service.
type Options struct {
	Log      *slog.Logger
	Clock    func() time.Time
	Outgoing outgoing.Rules
	// Roots are the folders that folder sources may lie in; none stands for none.
	Roots []string
	// Env reads the environment; os.Getenv where nil.
	Env func(string) string
	// Room begins the path of the folder that holds a file while it is read.
	Room string
	// Applied is called when new sales are in force.
	Applied func(context.Context, store.Import)
	// NewTraining asks for a training as the live model was trained.
	NewTraining func(by string, note message.Message) jobs.Request
}

// Service keeps sources. It is safe for concurrent use.
type Service struct {
	opt        Options
	log        *slog.Logger
	store      *store.Store
	queue      *jobs.Queue
	automation *automation.Service
	metrics    metrics
}

// New makes the service, and has the queue work on fetches by it.
func New(st *store.Store, queue *jobs.Queue, auto *automation.Service, opt Options) *Service {
	s := &Service{opt: opt, log: opt.Log, store: st, queue: queue, automation: auto, metrics: newMetrics(st)}
	queue.Handle(KindFetch, s.fetch)
	if err := scratch.Sweep(opt.Room); err != nil {
		s.log.Warn("what is left of a fetch cannot be removed", "error", err)
	}
	return s
}

// Source is a place from which sales are fetched, and how.
type Source struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Place    source.Spec    `json:"place"`
	URL      secret.URL     `json:"url,omitzero"` // of Place, as it may be seen
	Options  ingest.Options `json:"options"`
	Rules    Rules          `json:"rules"`
	Schedule Schedule       `json:"schedule"`
	Paused   bool           `json:"paused"`
	Next     time.Time      `json:"next,omitzero"`  // fetch
	Held     int64          `json:"held,omitempty"` // the import that waits for a person
	// Latest is the latest run, nil before the first.
	Latest *store.SourceRun `json:"latest,omitempty"`

	memory memory
	begun  int
}

// memory is what is kept between fetches.
type memory struct {
	source.Memory
	Looks int `json:"looks,omitempty"` // in a row that found a file which may still be written
}

// Add keeps a new source; its first fetch is by its schedule, or when asked.
// Returns CodeInvalid naming the field that is wrong.
func (s *Service) Add(ctx context.Context, actor string, n Source) (Source, error) {
	n.ID = ""
	n.Place.Wide = s.opt.Outgoing.Wide
	return s.put(ctx, actor, n, true)
}

// Change replaces all of a source but what it remembers. An address that is
// given as it is shown stays. Returns CodeInvalid naming the field that is wrong.
func (s *Service) Change(ctx context.Context, actor string, n Source) (Source, error) {
	before, err := s.Source(ctx, n.ID)
	if err != nil {
		return n, err
	}
	fresh := n.Place.Kind == source.KindURL && n.Place.URL.Reveal() != before.Place.URL.String() && n.Place.URL.Reveal() != before.Place.URL.Reveal()
	if n.Place.Kind == source.KindURL && !fresh && before.Place.Kind == source.KindURL {
		n.Place.URL, n.Place.Wide = before.Place.URL, before.Place.Wide
	} else {
		n.Place.Wide = s.opt.Outgoing.Wide
	}
	n.Paused = before.Paused
	return s.put(ctx, actor, n, fresh || n.Place.Kind != before.Place.Kind)
}

// put keeps a source; elsewhere says that its address is another.
func (s *Service) put(ctx context.Context, actor string, n Source, elsewhere bool) (Source, error) {
	if err := s.Check(n); err != nil {
		return n, err
	}
	row := store.Source{ID: n.ID, Name: n.Name, Paused: n.Paused}
	var err error
	for _, part := range []struct {
		into *json.RawMessage
		from any
	}{{&row.Spec, n.Place}, {&row.Options, n.Options}, {&row.Rules, n.Rules}, {&row.Schedule, n.Schedule}} {
		if *part.into, err = json.Marshal(part.from); err != nil {
			return n, fmt.Errorf("sources: encode: %w", err)
		}
	}
	if !n.Paused {
		if row.Due, err = n.Schedule.Next(s.opt.Clock(), s.automation.Zone(ctx)); err != nil {
			return n, err
		}
	}
	var hidden *secret.Text
	if elsewhere {
		address := secret.Of(n.Place.URL.Reveal())
		hidden = &address
	}
	kept, err := s.store.PutSource(ctx, actor, row, hidden)
	if err != nil {
		return n, err
	}
	return s.of(ctx, kept)
}

// Check returns CodeInvalid naming the field that is wrong.
func (s *Service) Check(n Source) error {
	if err := s.fetcher(context.Background()).Check(n.Place); err != nil {
		return err
	}
	if err := n.Options.Check(); err != nil {
		return err
	}
	if err := n.Rules.validate(); err != nil {
		return err
	}
	return n.Schedule.Validate()
}

// Source gives one. Returns CodeNotFound where there is none.
func (s *Service) Source(ctx context.Context, id string) (Source, error) {
	row, err := s.store.Source(ctx, id)
	if err != nil {
		return Source{}, err
	}
	return s.of(ctx, row)
}

// Sources gives every source, by name.
func (s *Service) Sources(ctx context.Context) ([]Source, error) {
	rows, err := s.store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Source, 0, len(rows))
	for _, row := range rows {
		one, err := s.of(ctx, row)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// of reads a row.
func (s *Service) of(ctx context.Context, row store.Source) (Source, error) {
	n := Source{ID: row.ID, Name: row.Name, Paused: row.Paused, Next: row.Due, begun: row.Begun}
	for _, part := range []struct {
		from json.RawMessage
		into any
	}{{row.Spec, &n.Place}, {row.Options, &n.Options}, {row.Rules, &n.Rules}, {row.Schedule, &n.Schedule}, {row.Memory, &n.memory}} {
		if err := json.Unmarshal(part.from, part.into); err != nil {
			return n, fmt.Errorf("sources: %s: %w", row.ID, err)
		}
	}
	if n.Place.Kind == source.KindURL {
		address, err := s.store.SourceAddress(ctx, row.ID)
		if err != nil {
			return n, err
		}
		n.Place.URL = secret.OfURL(address.Reveal())
		n.URL = n.Place.URL
	}
	if row.Latest.Seq > 0 {
		n.Latest = &row.Latest
	}
	var err error
	n.Held, err = s.store.Held(ctx, row.ID)
	return n, err
}

// Runs gives the latest runs of a source, newest first.
func (s *Service) Runs(ctx context.Context, id string, limit int) ([]store.SourceRun, error) {
	return s.store.SourceRuns(ctx, id, limit)
}

// Known reports whether the process has the address of a database's connection.
func (s *Service) Known(connection string) bool {
	return s.fetcher(context.Background()).Known(connection)
}

// Roots are the folders that folder sources may lie in.
func (s *Service) Roots() []string { return s.opt.Roots }

// Pause stops a source's fetches by schedule, or lets them go on.
func (s *Service) Pause(ctx context.Context, actor, id string, paused bool) error {
	n, err := s.Source(ctx, id)
	if err != nil {
		return err
	}
	due := time.Time{}
	if !paused {
		if due, err = n.Schedule.Next(s.opt.Clock(), s.automation.Zone(ctx)); err != nil {
			return err
		}
	}
	return s.store.PauseSource(ctx, actor, id, paused, due)
}

// Delete takes a source away; Restore brings it back. Both return CodeNotFound
// where there is none to act on.
func (s *Service) Delete(ctx context.Context, actor, id string) error {
	return s.store.DeleteSource(ctx, actor, id)
}

// Restore undoes Delete.
func (s *Service) Restore(ctx context.Context, actor, id string) error {
	return s.store.RestoreSource(ctx, actor, id)
}

// fetcher fetches by the rules of the process, in the shop's zone.
func (s *Service) fetcher(ctx context.Context) *source.Fetcher {
	return &source.Fetcher{Outgoing: s.opt.Outgoing, Roots: s.opt.Roots, Env: s.opt.Env, Clock: s.opt.Clock, Zone: s.automation.Zone(ctx)}
}

// Where names where the data of a source are, as people may see it.
func (n Source) Where() string {
	switch n.Place.Kind {
	case source.KindURL:
		if u, err := url.Parse(n.Place.URL.Reveal()); err == nil {
			return u.Host
		}
	case source.KindFolder:
		return n.Place.Folder
	}
	return n.Place.Driver + " " + n.Place.Connection
}
