package training

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"olist/message"
	"olist/store"
	"olist/training/automation"
	"olist/training/jobs"
	"olist/training/sources"
)

// Run works until ctx ends: queued jobs first, then evaluations that are
// missing.
func (s *Service) Run(ctx context.Context) error {
	if err := s.renew(ctx); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "the live model is of another version of this program, and no training could be queued", "error", err)
	}
	go s.followOthers(ctx)
	var beside sync.WaitGroup
	beside.Go(func() { s.keepReady(ctx) })
	defer beside.Wait()
	var looked time.Time
	var unclean bool // unclean: work has left memory that is not the server's
	for ctx.Err() == nil {
		// a job that somebody waits for comes first, unless that is overdue
		if !s.jobs.Waiting() || time.Since(looked) > s.opt.Lease/3 {
			if err := s.tolerate(ctx, s.housekeeping(ctx)); err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "housekeeping failed; the work goes on", "error", err)
			}
			looked = time.Now()
		}
		worked, err := s.work(ctx)
		if err = s.tolerate(ctx, err); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "the worker failed; it goes on", "error", err)
		}
		unclean = unclean || worked
		if worked && err == nil {
			continue
		}
		if unclean && !s.jobs.Waiting() { // once for all that is done: to take memory again costs time
			debug.FreeOSMemory()
			unclean = false
		}
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-s.jobs.Added():
		case <-time.After(s.opt.Lease / 3):
		}
	}
	return nil
}

// followOthers takes over what other programs change, also while this one works: told
// by the database where it can tell, or else looked for now and then.
func (s *Service) followOthers(ctx context.Context) {
	changes, every := s.store.Changes(ctx), s.opt.Lease/3
	if changes != nil {
		every = time.Second // for what was told while nobody listened
	}
	look := time.NewTicker(every)
	defer look.Stop()
	for {
		err := s.tolerate(ctx, s.follow(ctx))
		if err == nil && changes != nil {
			s.heard.Store(time.Now().UnixNano())
		}
		if err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "what others changed cannot be read; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-changes:
			s.jobs.Look(ctx)
		case <-look.C:
		}
	}
}

// unheardAfter is how long nothing may be heard of a database that others share before
// that is said.
const unheardAfter = 5 * time.Second

// Unheard gives since when nothing was heard of the database that others share, the zero
// time where all is well: what is shown may be old then.
func (s *Service) Unheard() (since time.Time) {
	at := s.heard.Load()
	if at == 0 || time.Since(time.Unix(0, at)) < unheardAfter {
		return since
	}
	return time.Unix(0, at).UTC()
}

// work takes the next job, or else the next evaluation that is missing.
func (s *Service) work(ctx context.Context) (worked bool, err error) {
	defer collectSparingly()()
	if worked, err = s.jobs.Next(ctx); err != nil || worked {
		return worked, err
	}
	return s.evaluateNext(ctx)
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
	r := newTrainRequest(s.baseConfig().Params, message.AfterUpdate.With(id))
	if err := json.Unmarshal(m.Params, &r.Params); err != nil {
		return fmt.Errorf("training: read the parameters of model %s: %w", id, err)
	}
	_, _, err = s.jobs.Ensure(ctx, jobs.Request{Kind: kindTrain, Body: r, By: "update"})
	return err
}

// housekeeping is what is looked after between jobs and every few seconds.
func (s *Service) housekeeping(ctx context.Context) error {
	return errors.Join(s.jobs.Expire(ctx), s.endSessionsAhead(ctx), s.follow(ctx), s.automation.KeepSchedule(ctx), s.sources.Keep(ctx), s.backups.Keep(ctx), s.observe(ctx), s.noteNeeds(ctx), s.automation.DeliverDue(ctx))
}

func (s *Service) endSessionsAhead(ctx context.Context) error {
	ended, err := s.store.EndSessionsAhead(ctx)
	if ended > 0 {
		s.log.WarnContext(ctx, "the clock was set back: sessions that began later than now have ended", "sessions", ended)
	}
	return err
}

// jobEnded does what goes with the end of a job.
func (s *Service) jobEnded(ctx context.Context, job store.Job, r store.JobResult) {
	if r.Model != nil {
		s.retainAfter(ctx)
	}
	if r.State == store.JobFailed && job.Kind != sources.KindFetch { // which has a message of its own
		s.automation.Send(ctx, automation.EventJobFailed, map[string]any{"job": job.ID, "kind": job.Kind, "error": r.Error.String(), "error_message": r.Error})
	}
	s.metrics.jobs.WithLabelValues(job.Kind, string(r.State)).Inc()
}
