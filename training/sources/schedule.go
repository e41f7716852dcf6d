package sources

import (
	"context"
	"time"

	"olist/store/fault"
	"olist/training/automation"
	"olist/training/jobs"
)

// Schedule says when a source is fetched by itself, in the shop's time zone.
type Schedule = automation.Times

// Keep queues the fetches that are due. A time that a clock which ran ahead set
// is set anew.
func (s *Service) Keep(ctx context.Context) error {
	rows, err := s.store.Sources(ctx)
	if err != nil {
		return err
	}
	now := s.opt.Clock()
	for _, row := range rows {
		if row.Paused || row.Due.IsZero() || row.Due.After(now) && row.Due.Before(now.Add(8*24*time.Hour)) {
			continue
		}
		if row.Due.After(now) {
			if err := s.Pause(ctx, scheduler, row.ID, false); err != nil {
				return err
			}
			continue
		}
		if _, _, err := s.ask(ctx, row.ID, scheduler, false); err != nil && fault.CodeOf(err) != fault.CodeRateLimited { // a full queue: the next time
			return err
		}
	}
	return nil
}

// request is what a fetch's job reads.
type request struct {
	Source string `json:"source"`
	// Anew says that a person asked: what was read before and is not in force is
	// read again.
	Anew bool `json:"anew"`
}

// ask queues a fetch. One of the same source that is queued or runs is given back.
func (s *Service) ask(ctx context.Context, id, by string, anew bool) (job Job, started bool, err error) {
	return s.queue.Add(ctx, jobs.Request{Kind: KindFetch, Body: request{id, anew}, By: by})
}

// Fetch queues a fetch that a person asked for. Returns CodeNotFound where there
// is no such source.
func (s *Service) Fetch(ctx context.Context, actor, id string) (job Job, started bool, err error) {
	if _, err := s.store.Source(ctx, id); err != nil {
		return job, false, err
	}
	return s.ask(ctx, id, actor, true)
}
