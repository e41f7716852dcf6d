// Package training holds what serves: the live model's snapshot, the registry
// and the model files; and it makes models: retraining, search, evaluation. It
// may import store, the engine's rooms, and its own rooms below: training/jobs,
// the queue that its work goes through; training/automation, what happens
// unasked; training/sources, where sales are fetched from; training/backups, which
// makes copies of the database; training/watch, which judges what was issued; training/changes, which
// tells issued forecasts apart; training/needs, which decides what a person should look at; training/costly, which bounds what readers may have computed. None of them knows it. Packages server
// and cli import it.
package training

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"olist/forecast"
	"olist/outgoing"
	"olist/store"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/backups"
	"olist/training/costly"
	"olist/training/jobs"
	"olist/training/sources"
	"olist/training/watch"
)

// Options are what the outside decides about a Service.
type Options struct {
	Log     *slog.Logger
	Version string        // of the program, kept with every model
	Owner   string        // names this process in leases
	Lease   time.Duration // a job whose runner is silent this long is lost; 0 means 15 s
	Clock   func() time.Time
	// Outgoing says which addresses messages may go to and sales come from.
	Outgoing outgoing.Rules
	// Windows are the origins of an evaluation and Calibration the weeks that a
	// training calibrates on, at most; 0: as usual. Who needs a model, whatever it
	// is worth, as most tests do, has one sooner with few.
	Windows, Calibration int
	// Backups say where backups go; its Log and Clock are these.
	Backups backups.Options
	// SourceDirs are the folders that sales may be fetched from, whole paths.
	SourceDirs []string
	// FirstLook is the number of series from which an evaluation shows first
	// figures; 0: 300.
	FirstLook int
	// AnswerLasts is how long is worked on an answer for one who waits; 0: 20 s.
	AnswerLasts time.Duration
}

// Service holds the live model and works on the queue. It is safe for concurrent
// use.
type Service struct {
	opt        Options
	log        *slog.Logger
	store      *store.Store
	metrics    metrics
	jobs       *jobs.Queue
	automation *automation.Service
	sources    *sources.Service
	backups    *backups.Service
	splits     splits
	costly     *costly.Work
	watch      watch.State
	needs      watchedNeeds
	demand     atomic.Pointer[keptDemand]
	ordered    atomic.Pointer[keptOrders]
	wake       chan struct{} // holds a token when there may be work that is no job
	swapped    chan struct{} // holds a token when something else serves: see keepReady

	activated store.Known[[]store.Activation] // the last one
	plans     store.Known[[]store.Plan]       // published lately

	live     atomic.Pointer[Live]
	adopted  atomic.Pointer[Adopted] // the published plan as it was last read
	heard    atomic.Int64            // of a database that others share: when something was, in nanoseconds since 1970
	swap     sync.Mutex              // held while the database's live model and the pointer change together
	outdated string                  // the live model where this program cannot read its version, "" where it can; guarded by swap

	following sync.Mutex // held while the database is compared with what serves
	restored  string     // mark of the latest restore that was taken over; guarded by following

	mu         sync.Mutex                   // guards all below
	evaluating map[string]forecast.Progress // by model id
	unable     map[string]bool              // models whose evaluation failed in this process
	toMeasure  map[string]bool              // models that somebody wants evaluated
	logged     string                       // what of a damaged database was logged last
	unread     bool                         // there are models, and none can be read
	unsold     bool                         // there are no sales to forecast
}

// New loads the live model and the data. A database without a model is no
// error: Live then says that one must be trained.
func New(ctx context.Context, st *store.Store, opt Options) (*Service, error) {
	if opt.Lease == 0 {
		opt.Lease = 15 * time.Second
	}
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	s := &Service{opt: opt, log: opt.Log, store: st, metrics: newMetrics(), costly: costly.New(opt.AnswerLasts), wake: make(chan struct{}, 1), swapped: make(chan struct{}, 1),
		evaluating: map[string]forecast.Progress{}, unable: map[string]bool{}, toMeasure: map[string]bool{}}
	s.jobs = jobs.New(st, jobs.Options{Log: opt.Log, Owner: opt.Owner, Lease: opt.Lease, Clock: opt.Clock, Ended: s.jobEnded})
	s.jobs.Handle(kindTrain, s.train)
	s.jobs.Handle(KindSearch, s.search)
	s.automation = automation.New(st, s.jobs, trainer{s}, automation.Options{Log: opt.Log, Clock: opt.Clock, Outgoing: opt.Outgoing})
	s.sources = sources.New(st, s.jobs, s.automation, sources.Options{Log: opt.Log, Clock: opt.Clock, Outgoing: opt.Outgoing, Roots: opt.SourceDirs,
		Room:    filepath.Join(filepath.Dir(st.Path()), "source-"),
		Applied: func(ctx context.Context, imp store.Import) { s.dataChanged(ctx, "import applied", imp) }, NewTraining: trainer{s}.NewTraining})
	opt.Backups.Log, opt.Backups.Clock = opt.Log, opt.Clock
	s.backups = backups.New(st, s.jobs, s.automation, opt.Backups)
	s.watch.Store, s.watch.Log, s.watch.Tell = st, opt.Log, s.sendAlarm
	s.metrics.watch(s)
	var err error
	if s.restored, err = st.RestoredBy(ctx); s.tolerate(ctx, err) != nil { // before the data: a restore meanwhile is seen
		return nil, fmt.Errorf("training: look for a restore: %w", err)
	}
	return s, s.tolerate(ctx, s.Reload(ctx))
}

// Jobs is the queue that the service works on. Its watchers also hear of
// evaluations and of a change of what serves.
func (s *Service) Jobs() *jobs.Queue { return s.jobs }

// Sources are the places that sales are fetched from.
func (s *Service) Sources() *sources.Service { return s.sources }

// Backups are the copies of the database.
func (s *Service) Backups() *backups.Service { return s.backups }

// Automation is what happens unasked.
func (s *Service) Automation() *automation.Service { return s.automation }

// nudge tells the worker that there may be work.
func (s *Service) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func isNotFound(err error) bool { return fault.CodeOf(err) == fault.CodeNotFound }
