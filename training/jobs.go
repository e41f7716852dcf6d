package training

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"olist/forecast"
	"olist/gbt"
	"olist/store"
	"olist/store/fault"
)

const (
	kindTrain = "train"
	maxQueued = 20
	curveMost = 60 // points of a progress curve
)

// errCanceled is why a canceled job stopped.
var errCanceled = errors.New("canceled")

// Request asks for a retraining.
type Request struct {
	Params map[string]string `json:"params"` // laid over the live model's; see Overlay
	Note   string            `json:"note"`   // why
	By     string            `json:"-"`      // who asks
}

// trainRequest is what a job's row keeps: the parameters in full, so that a
// retry does the same.
type trainRequest struct {
	Params gbt.Params `json:"params"`
	Note   string     `json:"note"`
}

// Start queues a retraining. While one is queued or runs, that one is given
// back and started is false. Parameters out of bounds are CodeInvalid.
func (s *Service) Start(ctx context.Context, r Request) (job store.Job, started bool, err error) {
	params, err := Overlay(s.baseConfig().Params, r.Params)
	if err != nil {
		return job, false, err
	}
	raw, err := json.Marshal(trainRequest{Params: params, Note: r.Note})
	if err != nil {
		return job, false, fmt.Errorf("training: encode the request: %w", err)
	}
	return s.enqueue(ctx, store.NewJob{Kind: kindTrain, Request: raw, RequestedBy: r.By, Join: true})
}

// Retry queues an ended job's request again. Returns CodeConflict where it has
// not ended, and the job of its kind that is queued or runs where there is one.
func (s *Service) Retry(ctx context.Context, id, actor string) (job store.Job, started bool, err error) {
	job, err = s.store.Job(ctx, id)
	if err != nil {
		return job, false, err
	}
	if !job.State.Final() {
		return job, false, fault.New(fault.CodeConflict, "This job has not ended yet.")
	}
	return s.enqueue(ctx, store.NewJob{Kind: job.Kind, Request: job.Request, RequestedBy: actor, RetryOf: id, Join: true})
}

func (s *Service) enqueue(ctx context.Context, n store.NewJob) (job store.Job, started bool, err error) {
	n.MaxQueued = maxQueued
	job, started, err = s.store.Enqueue(ctx, n)
	if err != nil {
		return job, false, err
	}
	nudge(s.urgent)
	s.hub.tick()
	return job, started, nil
}

// baseConfig is what a retraining starts from: the live model's configuration,
// or the product's defaults.
func (s *Service) baseConfig() forecast.Config {
	if l := s.live.Load(); l != nil {
		return l.Engine.Config()
	}
	return forecast.DefaultConfig()
}

// Cancel ends a queued job and stops a running one. Returns CodeConflict where
// it has ended already.
func (s *Service) Cancel(ctx context.Context, id, actor string) (store.Job, error) {
	job, err := s.store.CancelJob(ctx, actor, id)
	if err != nil {
		return job, err
	}
	s.mu.Lock()
	if s.running != nil && s.running.id == id {
		s.running.cancel(errCanceled)
	}
	s.mu.Unlock()
	s.hub.tick()
	return job, nil
}

// Status is a job as a watcher sees it.
type Status struct {
	Job        store.Job
	Progress   Progress
	Evaluation *forecast.Progress // of the job's model while it is computed
}

// Status gives a job with its freshest progress. Returns CodeNotFound where
// there is none.
func (s *Service) Status(ctx context.Context, id string) (Status, error) {
	job, err := s.store.Job(ctx, id)
	if err != nil {
		return Status{}, err
	}
	st := Status{Job: job}
	_ = json.Unmarshal(job.Progress, &st.Progress) // an unreadable progress is no progress
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running != nil && s.running.id == id {
		st.Progress = s.running.progress
	}
	if p, ok := s.evaluating[job.ModelID]; ok {
		st.Evaluation = &p
	}
	return st, nil
}

// Run works until ctx ends: queued jobs first, then evaluations that are
// missing.
func (s *Service) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := s.housekeeping(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("housekeeping failed; the work goes on", "error", err)
		}
		worked, err := s.runNext(ctx)
		if err == nil && !worked {
			worked, err = s.evaluateNext(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.log.Error("the worker failed; it goes on", "error", err)
		}
		if worked {
			debug.FreeOSMemory() // a training's memory is not the server's
		}
		if worked && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-s.urgent:
		case <-time.After(s.opt.Lease / 3):
		}
	}
	return nil
}

// housekeeping is what is looked after between jobs and every few seconds.
func (s *Service) housekeeping(ctx context.Context) error {
	return errors.Join(s.expire(ctx), s.follow(ctx), s.keepSchedule(ctx), s.observe(ctx), s.deliverDue(ctx))
}

func (s *Service) expire(ctx context.Context) error {
	lost, err := s.store.ExpireLeases(ctx, func(owner string) bool { return ownerIsGone(owner, s.opt.Owner) })
	for _, j := range lost {
		s.log.Warn("a job was lost: its process is gone", "job", j.ID)
		s.hub.tick()
	}
	return err
}

// runNext claims the oldest queued job and runs it to its end.
func (s *Service) runNext(ctx context.Context) (worked bool, err error) {
	job, ok, err := s.store.Claim(ctx, s.opt.Owner, s.opt.Lease)
	if err != nil || !ok {
		return false, err
	}
	jobCtx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s.mu.Lock()
	s.running = &run{id: job.ID, cancel: cancel}
	s.mu.Unlock()
	s.hub.tick()
	s.log.Info("job starts", "job", job.ID, "kind", job.Kind, "by", job.RequestedBy)
	begin := s.opt.Clock()
	stopBeat := s.beat(jobCtx, job.ID, cancel)
	result, err := s.work(jobCtx, job)
	stopBeat()
	if err != nil {
		result = failure(jobCtx, err)
	}
	err = s.finish(context.WithoutCancel(ctx), job, result)
	if err == nil {
		s.retainAfter(context.WithoutCancel(ctx), result.row)
	}
	s.mu.Lock()
	s.running = nil
	s.mu.Unlock()
	s.hub.tick()
	if result.row.State == store.JobFailed {
		s.tell(context.WithoutCancel(ctx), EventJobFailed, map[string]any{"job": job.ID, "kind": job.Kind, "error": result.row.Error})
	}
	s.metrics.jobs.WithLabelValues(job.Kind, string(result.row.State)).Inc()
	s.log.Info("job ends", "job", job.ID, "state", result.row.State, "error", result.cause, "took", s.opt.Clock().Sub(begin).Round(time.Millisecond))
	return true, err
}

// outcome is how a job ended, and the snapshot to serve where there is one.
type outcome struct {
	row   store.JobResult
	live  func(store.Model) *Live // what to publish if the row activates
	cause error
}

func (s *Service) work(ctx context.Context, job store.Job) (out outcome, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("training: panic in job %s: %v", job.ID, r)
			s.log.Error("panic", "job", job.ID, "error", err)
		}
	}()
	switch job.Kind {
	case kindTrain:
		return s.train(ctx, job)
	case kindSearch:
		return s.search(ctx, job)
	}
	return out, fault.New(fault.CodeInternal, "this version of the program does not know jobs of kind %q", job.Kind)
}

// failure words the end of a job that did not succeed.
func failure(ctx context.Context, err error) outcome {
	cause := context.Cause(ctx)
	switch {
	case errors.Is(cause, errCanceled):
		return outcome{row: store.JobResult{State: store.JobCanceled}}
	case ctx.Err() != nil && errors.Is(cause, context.Canceled):
		return outcome{row: store.JobResult{State: store.JobFailed, Error: errStopped.Error()}}
	}
	message := "The retraining failed; the log has the cause."
	var f *fault.Error
	if errors.As(err, &f) {
		message = f.Message
	}
	return outcome{row: store.JobResult{State: store.JobFailed, Error: message}, cause: err}
}

// finish closes the job and, in the same transaction, stores and activates its
// model; then the pointer follows.
func (s *Service) finish(ctx context.Context, job store.Job, out outcome) error {
	s.swap.Lock()
	defer s.swap.Unlock()
	done, err := s.store.FinishJob(ctx, s.opt.Owner, job.ID, out.row)
	if err != nil {
		return fmt.Errorf("training: close job %s: %w", job.ID, err)
	}
	if !out.row.Activate {
		return nil
	}
	m, err := s.store.Model(ctx, done.ModelID)
	if err != nil {
		return fmt.Errorf("training: read the new model: %w", err)
	}
	s.publish(out.live(m))
	s.tell(ctx, EventActivated, map[string]any{"model": m.ID, "by": job.RequestedBy, "note": out.row.Note})
	return nil
}

// beat renews the lease and keeps the progress until stopped.
func (s *Service) beat(ctx context.Context, id string, cancel context.CancelCauseFunc) (stop func()) {
	ctx, stopBeat := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(min(time.Second, s.opt.Lease/3))
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			asked, err := s.store.Heartbeat(ctx, s.opt.Owner, id, s.opt.Lease, s.progressOf(id))
			if fault.CodeOf(err) == fault.CodeConflict {
				cancel(err)
				return
			}
			if asked {
				cancel(errCanceled)
				return
			}
		}
	}()
	return func() { stopBeat(); <-done }
}

func (s *Service) progressOf(id string) json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running == nil || s.running.id != id {
		return nil
	}
	raw, err := json.Marshal(s.running.progress)
	if err != nil {
		return nil // a progress that JSON cannot hold is not worth a job
	}
	return raw
}

// report keeps a job's progress for watchers.
func (s *Service) report(p forecast.Progress) {
	s.mu.Lock()
	if s.running != nil {
		now := &s.running.progress
		now.Progress = p
		if p.ValidationError > 0 {
			now.Curve = thin(append(now.Curve, p.ValidationError))
		}
	}
	s.mu.Unlock()
	s.hub.tick()
}

// thin halves a curve that has grown too long, keeping its end.
func thin(c []float64) []float64 {
	if len(c) <= curveMost {
		return c
	}
	out := c[:0]
	for i := (len(c) - 1) % 2; i < len(c); i += 2 {
		out = append(out, c[i])
	}
	return out
}
