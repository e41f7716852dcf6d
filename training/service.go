// Package training runs a retraining from data to activated model: a queue of
// durable jobs, progress, evaluation, promotion, and the hot swap of what
// serves. It may import store, the engine's rooms, and its own rooms below:
// training/watch, which judges what was issued, and training/costly, which
// bounds what readers may have computed; neither knows it. Packages server and
// cli import it.
package training

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"olist/forecast"
	"olist/outgoing"
	"olist/store"
	"olist/store/fault"
	"olist/training/costly"
	"olist/training/watch"
)

// Options are what the outside decides about a Service.
type Options struct {
	Log     *slog.Logger
	Version string        // of the program, kept with every model
	Owner   string        // names this process in leases
	Lease   time.Duration // a job whose runner is silent this long is lost; 0 means 15 s
	Clock   func() time.Time
	// Outgoing says which addresses messages may go to.
	Outgoing outgoing.Rules
}

// Service holds the live model and works the queue. It is safe for concurrent
// use.
type Service struct {
	opt              Options
	log              *slog.Logger
	store            *store.Store
	metrics          metrics
	hub              hub
	outgoing, strict *http.Client // by opt.Outgoing, and as if bound wide
	splits           splits
	costly           *costly.Work
	watch            watch.State
	wake             chan struct{} // holds a token when there may be work
	urgent           chan struct{} // holds a token when that work is a job, for which an evaluation gives way

	live     atomic.Pointer[Live]
	former   *Live      // that served before: rolling back to it computes nothing; guarded by swap
	swap     sync.Mutex // held while the database's live model and the pointer change together
	outdated string     // the live model where this program cannot read its version, "" where it can; guarded by swap

	restored string // mark of the latest restore that was taken over; the worker's own

	mu         sync.Mutex // guards all below
	running    *run
	evaluating map[string]forecast.Progress // by model id
	unable     map[string]bool              // models whose evaluation failed in this process
	said       string                       // what of a damaged database was logged last
	unread     bool                         // there are models, and none can be read
	unsold     bool                         // there are no sales to forecast
}

// run is the job that this process works on.
type run struct {
	id       string
	cancel   context.CancelCauseFunc
	progress Progress
	lines    []string // of its log, not yet written
	data     string   // fingerprint of the data that it read, "" before
}

// Progress of a job, as kept in its row and streamed to watchers.
type Progress struct {
	forecast.Progress
	Curve []float64 `json:"curve"`           // validation errors so far, thinned
	Board []Trial   `json:"board,omitempty"` // a search's best so far
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
	s := &Service{opt: opt, log: opt.Log, store: st, metrics: newMetrics(), costly: costly.New(), wake: make(chan struct{}, 1), urgent: make(chan struct{}, 1),
		evaluating: map[string]forecast.Progress{}, unable: map[string]bool{}}
	strict := opt.Outgoing
	strict.Wide = true
	s.watch.Store, s.watch.Log, s.watch.Tell = st, opt.Log, s.tellAlarm
	s.outgoing, s.strict = webhookClient(opt.Outgoing), webhookClient(strict)
	s.metrics.watch(s)
	var err error
	if s.restored, err = st.RestoredBy(ctx); s.tolerate(ctx, err) != nil { // before the data: a restore meanwhile is seen
		return nil, fmt.Errorf("training: look for a restore: %w", err)
	}
	return s, s.tolerate(ctx, s.Reload(ctx))
}

// nudge tells the worker that there may be work; on urgent, that it is a job.
func nudge(worker chan<- struct{}) {
	select {
	case worker <- struct{}{}:
	default:
	}
}

// Watch gives a channel that ticks whenever jobs, evaluations or the live model
// change, at most one tick waiting.
func (s *Service) Watch() (ticks <-chan struct{}, stop func()) { return s.hub.watch() }

// errStopped is why running work is dropped when the program stops.
var errStopped = errors.New("the program was stopped while this job ran; start it again")

func isNotFound(err error) bool { return fault.CodeOf(err) == fault.CodeNotFound }
