package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/story"
)

// Handler works on a job until it is done or ctx ends.
type Handler func(ctx context.Context, job store.Job, r *Run) (Outcome, error)

// Outcome is how a job ended.
type Outcome struct {
	Result store.JobResult
	// Settle, where it is not nil, calls finish, which closes the job as Result
	// says, and does what goes with that: it is called again where the database is
	// held meanwhile.
	Settle func(ctx context.Context, finish func() (store.Job, error)) error

	cause error // of a failure, for the log
}

// Handle registers who works on jobs of a kind.
func (q *Queue) Handle(kind string, h Handler) { q.handlers[kind] = h }

// Expire marks the jobs whose process is gone as failed. Where the database was out of
// reach it waits for a lease: others could not renew theirs meanwhile.
func (q *Queue) Expire(ctx context.Context) error {
	if !q.store.IsWithinReachFor(q.opt.Lease) {
		return nil
	}
	lost, err := q.store.ExpireLeases(ctx, func(owner string) bool { return ownerIsGone(owner, q.opt.Owner) })
	for _, j := range lost {
		q.log.WarnContext(ctx, "a job was lost: its process is gone", "job", j.ID)
		q.Tick()
	}
	return err
}

// Next claims the oldest queued job and runs it to its end. worked is false
// where none waits, or another process works on one.
func (q *Queue) Next(ctx context.Context) (worked bool, err error) {
	q.waiting.Store(false)
	job, ok, err := q.store.Claim(ctx, q.opt.Owner, q.opt.Lease)
	if err != nil || !ok {
		return false, err
	}
	ctx = story.With(ctx, "job", job.ID)
	jobCtx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &Run{q: q, id: job.ID, cancel: cancel}
	q.setRunning(r)
	q.log.InfoContext(ctx, "job starts", "kind", job.Kind, "by", job.RequestedBy)
	r.Note(message.JobStarted.With(message.JobKind(job.Kind), message.Actor(job.RequestedBy)))
	begin := q.opt.Clock()
	stopBeat := r.beat(jobCtx)
	out, err := q.workThrough(jobCtx, job, r)
	stopBeat()
	if err != nil {
		out = failure(jobCtx, err)
	}
	took := q.opt.Clock().Sub(begin).Round(time.Millisecond)
	r.noteEnd(out.Result, took)
	ctx = context.WithoutCancel(ctx) // what is done is kept, also where the program stops
	r.flushProgress(ctx)
	err = q.finish(ctx, r, out)
	q.setRunning(nil)
	if q.opt.Ended != nil {
		q.opt.Ended(ctx, job, out.Result)
	}
	q.log.InfoContext(ctx, "job ends", "state", out.Result.State, "error", out.cause, "took", took)
	return true, err
}

func (q *Queue) setRunning(r *Run) {
	q.mu.Lock()
	q.running = r
	q.mu.Unlock()
	q.Tick()
}

// workThrough is work that is begun anew where the database went away meanwhile: a job
// changes nothing before it is closed that may not be done twice.
func (q *Queue) workThrough(ctx context.Context, job store.Job, r *Run) (out Outcome, err error) {
	begin, said := time.Now(), false
	for wait := keepFirstWait; ; wait = min(2*wait, keepMostWait) {
		out, err = q.work(ctx, job, r)
		if !store.IsAway(err) || time.Since(begin) > keepAway {
			return out, err
		}
		if !said {
			r.Note(message.JobWaits.With())
			said = true
		}
		q.log.WarnContext(ctx, "the database went away under a job; it begins anew", "error", err)
		select {
		case <-ctx.Done():
			return out, err
		case <-time.After(wait):
		}
	}
}

func (q *Queue) work(ctx context.Context, job store.Job, r *Run) (out Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("jobs: panic in job %s: %v", job.ID, p)
			q.log.ErrorContext(ctx, "panic", "error", err)
		}
	}()
	handle, ok := q.handlers[job.Kind]
	if !ok {
		return out, fault.New(fault.CodeInternal, message.JobKindUnknown.With(message.Quoted(job.Kind)))
	}
	return handle(ctx, job, r)
}

// failure words the end of a job that did not succeed.
func failure(ctx context.Context, err error) Outcome {
	cause := context.Cause(ctx)
	switch {
	case errors.Is(cause, errCanceled):
		return Outcome{Result: store.JobResult{State: store.JobCanceled}}
	case ctx.Err() != nil && errors.Is(cause, context.Canceled):
		return Outcome{Result: store.JobResult{State: store.JobFailed, Error: message.JobStopped.With()}}
	}
	why := message.JobBroke.With()
	var f *fault.Error
	if errors.As(err, &f) {
		why = f.Message
	}
	return Outcome{Result: store.JobResult{State: store.JobFailed, Error: why}, cause: err}
}

// finish closes the job with the last lines of its log.
func (q *Queue) finish(ctx context.Context, r *Run, out Outcome) error {
	out.Result.Log = r.takeLines()
	finish := func() (store.Job, error) {
		done, err := q.store.FinishJob(ctx, q.opt.Owner, r.id, out.Result)
		if err != nil {
			return done, fmt.Errorf("jobs: close job %s: %w", r.id, err)
		}
		return done, nil
	}
	return Keep(ctx, q.log, "job "+r.id, func() error {
		if out.Settle != nil {
			return out.Settle(ctx, finish)
		}
		_, err := finish()
		return err
	})
}
