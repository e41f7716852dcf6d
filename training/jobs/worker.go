package training

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"olist/store"
	"olist/store/fault"
)

// Run works until ctx ends: queued jobs first, then evaluations that are
// missing.
func (s *Service) Run(ctx context.Context) error {
	if err := s.renew(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("the live model is of another version of this program, and no training could be queued", "error", err)
	}
	for ctx.Err() == nil {
		if err := s.tolerate(ctx, s.housekeeping(ctx)); err != nil && ctx.Err() == nil {
			s.log.Error("housekeeping failed; the work goes on", "error", err)
		}
		worked, err := s.runNext(ctx)
		if err == nil && !worked {
			worked, err = s.evaluateNext(ctx)
		}
		if err = s.tolerate(ctx, err); err != nil && ctx.Err() == nil {
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

// renew queues a training with the live model's parameters where an update of
// the program left that model unreadable: sales are to be forecast all the same.
func (s *Service) renew(ctx context.Context) error {
	s.swap.Lock()
	id := s.outdated
	s.swap.Unlock()
	if id == "" || s.live.Load() != nil || s.Unsold() {
		return nil
	}
	m, err := s.store.Model(ctx, id)
	if err != nil {
		return err
	}
	r := trainRequest{Params: s.baseConfig().Params, Note: "the program was updated; the same parameters as model " + id}
	if err := json.Unmarshal(m.Params, &r.Params); err != nil {
		return fmt.Errorf("training: read the parameters of model %s: %w", id, err)
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("training: encode the request: %w", err)
	}
	_, _, err = s.enqueue(ctx, store.NewJob{Kind: kindTrain, Request: raw, RequestedBy: "update", Join: s.anyWork(ctx, kindTrain)})
	return err
}

// housekeeping is what is looked after between jobs and every few seconds.
func (s *Service) housekeeping(ctx context.Context) error {
	return errors.Join(s.expire(ctx), s.endSessionsAhead(ctx), s.follow(ctx), s.keepSchedule(ctx), s.observe(ctx), s.deliverDue(ctx))
}

func (s *Service) expire(ctx context.Context) error {
	lost, err := s.store.ExpireLeases(ctx, func(owner string) bool { return ownerIsGone(owner, s.opt.Owner) })
	for _, j := range lost {
		s.log.Warn("a job was lost: its process is gone", "job", j.ID)
		s.hub.tick()
	}
	return err
}

func (s *Service) endSessionsAhead(ctx context.Context) error {
	ended, err := s.store.EndSessionsAhead(ctx)
	if ended > 0 {
		s.log.Warn("the clock was set back: sessions that began later than now have ended", "sessions", ended)
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
	s.note("%s started, asked by %s", job.Kind, job.RequestedBy)
	begin := s.opt.Clock()
	stopBeat := s.beat(jobCtx, job.ID, cancel)
	result, err := s.work(jobCtx, job)
	stopBeat()
	if err != nil {
		result = failure(jobCtx, err)
	}
	s.noteEnd(result.row, s.opt.Clock().Sub(begin))
	s.flushProgress(context.WithoutCancel(ctx), job.ID)
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
	case KindSearch:
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
		message = f.Message.String()
	}
	return outcome{row: store.JobResult{State: store.JobFailed, Error: message}, cause: err}
}

// finish closes the job and, in the same transaction, stores and activates its
// model; then the pointer follows.
func (s *Service) finish(ctx context.Context, job store.Job, out outcome) error {
	out.row.Log = s.takeLines(job.ID)
	return s.keep(ctx, "job "+job.ID, func() error { return s.finishOnce(ctx, job, out) })
}

func (s *Service) finishOnce(ctx context.Context, job store.Job, out outcome) error {
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
			s.flushLog(ctx, id)
		}
	}()
	return func() { stopBeat(); <-done }
}
