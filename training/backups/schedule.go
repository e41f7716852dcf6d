package backups

import (
	"context"
	"time"

	"olist/message"
	"olist/training/automation"
	"olist/training/jobs"
)

const (
	late      = time.Hour // how long after its time a backup counts as missed and made up for
	retryWait = time.Hour // after one that failed
	lookEvery = time.Hour // at the places, for the figures that monitors read
)

// Keep queues the backup that is due, if one is.
func (s *Service) Keep(ctx context.Context) error {
	if len(s.opt.Places) == 0 {
		return nil
	}
	s.lookAgain(ctx)
	now, kept, err := s.state(ctx)
	if err != nil || now.Every == automation.EveryNever {
		return err
	}
	at := s.opt.Clock()
	if !kept || now.Due == 0 { // the first: at once
		now.Due = at.UnixMilli()
		if now.Owner == "" {
			now.Owner = newOwner()
		}
		return s.store.PutSetting(ctx, scheduler, settingsKey, now)
	}
	next, err := now.Next(at, s.automation.Zone(ctx))
	if err != nil {
		return err
	}
	after, due := now, time.UnixMilli(now.Due)
	after.Due = millis(next)
	switch {
	case due.After(next.Add(late)): // a clock that ran ahead set it
		_, err := s.store.ReplaceSetting(ctx, scheduler, settingsKey, now, after)
		return err
	case at.Before(due):
		return nil
	}
	why := message.Scheduled.With(due.UTC().Format(time.RFC3339))
	if at.Sub(due) > late {
		why = message.ScheduledLate.With(due.UTC().Format(time.RFC3339))
	}
	job, done, err := s.queue.EnsureOnce(ctx, jobs.Request{Kind: Kind, Body: request{s.where(), why}, By: scheduler}, settingsKey, now, after)
	if err == nil && done {
		s.log.Info("scheduled backup queued", "job", job.ID, "why", why)
	}
	return err
}

// retry has a backup that failed tried again soon, where there is a schedule.
func (s *Service) retry(ctx context.Context) error {
	now, kept, err := s.state(ctx)
	if err != nil || !kept || now.Every == automation.EveryNever {
		return err
	}
	after := now
	if after.Due = s.opt.Clock().Add(retryWait).UnixMilli(); now.Due != 0 && now.Due <= after.Due {
		return nil
	}
	_, err = s.store.ReplaceSetting(ctx, scheduler, settingsKey, now, after)
	return err
}
