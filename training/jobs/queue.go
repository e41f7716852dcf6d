// Package jobs is the queue of long work: durable rows that one process at a
// time claims under a lease, works on while its heart beats, and closes in one
// transaction; with progress and a log for whoever watches. It knows no kind of
// work: who has some hands it over (Queue.Handle). It may import store and the
// engine's types; training and training/automation import it.
package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"olist/message"
	"olist/store"
	"olist/store/fault"
)

// MaxQueued is how many jobs may wait.
const MaxQueued = 10

// Options of a Queue.
type Options struct {
	Log   *slog.Logger
	Owner string        // names this process in leases; see NewOwner
	Lease time.Duration // a job whose runner is silent this long is lost
	Clock func() time.Time
	// Ended is called when a job that this process worked on has ended.
	Ended func(context.Context, store.Job, store.JobResult)
}

// Queue adds jobs and works them off, one at a time. It is safe for concurrent
// use.
type Queue struct {
	opt      Options
	log      *slog.Logger
	store    *store.Store
	handlers map[string]Handler
	hub      hub
	added    chan struct{} // holds a token when there may be a job to work on
	waiting  atomic.Bool   // a job was added that Next has not been called for

	mu      sync.Mutex
	running *Run // that this process works on, and all in it; guarded by mu
}

// New makes a queue on a store. Its handlers are registered before it works.
func New(st *store.Store, opt Options) *Queue {
	return &Queue{opt: opt, log: opt.Log, store: st, handlers: map[string]Handler{}, added: make(chan struct{}, 1)}
}

// Request asks for a job.
type Request struct {
	Kind string
	Body any    // what the handler reads, as JSON; its fields "note" and "note_message" say why and are no part of the work
	By   string // who asks
}

// Add queues a job. Where one that asks the same is queued, or runs on the data
// as they are, that one is given back and started is false. A full queue is
// CodeRateLimited.
func (q *Queue) Add(ctx context.Context, r Request) (job store.Job, started bool, err error) {
	n, err := row(r)
	if err != nil {
		return job, false, err
	}
	n.Join = q.same(ctx, n.Kind, n.Request)
	return q.enqueue(ctx, n)
}

// Ensure is Add where any job of the kind will do that sees the data as they
// are.
func (q *Queue) Ensure(ctx context.Context, r Request) (job store.Job, started bool, err error) {
	n, err := row(r)
	if err != nil {
		return job, false, err
	}
	n.Join = q.any(ctx, n.Kind)
	return q.enqueue(ctx, n)
}

// EnsureOnce is Ensure together with the setting key becoming after, and only
// while it still is before: of several processes that see the same thing due,
// one acts, and done is false for the others.
func (q *Queue) EnsureOnce(ctx context.Context, r Request, key string, before, after any) (job store.Job, done bool, err error) {
	n, err := row(r)
	if err != nil {
		return job, false, err
	}
	n.Join = q.any(ctx, n.Kind)
	job, done, err = q.store.EnqueueOnce(ctx, n, key, before, after)
	if done {
		q.wake()
	}
	return job, done, err
}

// Retry queues an ended job's request again. Returns CodeConflict where it has
// not ended, and the job that does the same where one is queued or runs.
func (q *Queue) Retry(ctx context.Context, id, actor string) (job store.Job, started bool, err error) {
	job, err = q.store.Job(ctx, id)
	if err != nil {
		return job, false, err
	}
	if !job.State.Final() {
		return job, false, fault.New(fault.CodeConflict, message.JobNotEnded.With())
	}
	return q.enqueue(ctx, store.NewJob{Kind: job.Kind, Request: job.Request, RequestedBy: actor, RetryOf: id, Join: q.same(ctx, job.Kind, job.Request)})
}

// Cancel ends a queued job and stops a running one. Returns CodeConflict where
// it has ended already.
func (q *Queue) Cancel(ctx context.Context, id, actor string) (store.Job, error) {
	job, err := q.store.CancelJob(ctx, actor, id)
	if err != nil {
		return job, err
	}
	q.mu.Lock()
	if q.running != nil && q.running.id == id {
		q.running.cancel(errCanceled)
	}
	q.mu.Unlock()
	q.Tick()
	return job, nil
}

// errCanceled is why a canceled job stopped.
var errCanceled = errors.New("canceled")

// Open gives the jobs that have not ended, the running one first.
func (q *Queue) Open(ctx context.Context) ([]store.Job, error) { return q.store.OpenJobs(ctx) }

// Added holds a token when a job was added since it was last taken.
func (q *Queue) Added() <-chan struct{} { return q.added }

// Waiting reports whether a job was added since Next last looked for one.
func (q *Queue) Waiting() bool { return q.waiting.Load() }

// Watch gives a channel that ticks whenever a job changes, or Tick is called; at
// most one tick waits.
func (q *Queue) Watch() (ticks <-chan struct{}, stop func()) { return q.hub.watch() }

// Tick tells the watchers of a change that is not the queue's own.
func (q *Queue) Tick() { q.hub.tick() }

// Look is for when others may have changed the queue: the worker looks for a job, one
// that others asked to cancel stops, and watchers look again.
func (q *Queue) Look(ctx context.Context) {
	q.mu.Lock()
	run := q.running
	q.mu.Unlock()
	if run != nil {
		if job, err := q.store.Job(ctx, run.id); err == nil && job.CancelRequested {
			run.cancel(errCanceled)
		}
		q.Tick()
		return
	}
	if open, err := q.store.OpenJobs(ctx); err == nil && len(open) > 0 && open[0].State == store.JobQueued {
		q.wake()
		return
	}
	q.Tick()
}

func (q *Queue) wake() {
	q.waiting.Store(true)
	select {
	case q.added <- struct{}{}:
	default:
	}
	q.Tick()
}

func row(r Request) (store.NewJob, error) {
	raw, err := json.Marshal(r.Body)
	if err != nil {
		return store.NewJob{}, fmt.Errorf("jobs: encode the request: %w", err)
	}
	return store.NewJob{Kind: r.Kind, Request: raw, RequestedBy: r.By}, nil
}

func (q *Queue) enqueue(ctx context.Context, n store.NewJob) (job store.Job, started bool, err error) {
	n.MaxQueued = MaxQueued
	job, started, err = q.store.Enqueue(ctx, n)
	if err != nil {
		return job, false, err
	}
	q.wake()
	q.log.InfoContext(ctx, "job queued", "job", job.ID, "kind", job.Kind, "by", n.RequestedBy, "new", started)
	return job, started, nil
}

// any takes an open job of a kind that will have seen the data as they are now.
func (q *Queue) any(ctx context.Context, kind string) func(store.Job) bool {
	now, err := q.store.DataFingerprint(ctx)
	return func(open store.Job) bool {
		return open.Kind == kind && (open.State == store.JobQueued || err != nil || !q.readBefore(open.ID, now))
	}
}

// same is any for jobs that were asked the same; why does not count.
func (q *Queue) same(ctx context.Context, kind string, request json.RawMessage) func(store.Job) bool {
	fits, want := q.any(ctx, kind), asked(request)
	return func(open store.Job) bool { return fits(open) && maps.Equal(want, asked(open.Request)) }
}

// asked is a request without its note, for comparing.
func asked(request json.RawMessage) map[string]string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(request, &fields) != nil {
		return map[string]string{"": string(request)}
	}
	delete(fields, "note")
	delete(fields, "note_message")
	out := make(map[string]string, len(fields))
	for name, v := range fields {
		out[name] = string(v)
	}
	return out
}

// readBefore reports whether the job runs here on data that have changed since.
func (q *Queue) readBefore(id, fingerprint string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.running != nil && q.running.id == id && q.running.data != "" && q.running.data != fingerprint
}
