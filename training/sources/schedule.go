package sources

import (
	"context"
	"slices"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/jobs"
)

// How often a source is fetched.
const (
	EveryNever = "never"
	EveryHour  = "hour"
	EveryDay   = "day"
	EveryWeek  = "week"
)

// Everys lists them.
func Everys() []string { return []string{EveryNever, EveryHour, EveryDay, EveryWeek} }

// Schedule says when a source is fetched by itself, in the shop's time zone.
type Schedule struct {
	Every   string       `json:"every"`
	Weekday time.Weekday `json:"weekday"` // of EveryWeek; 0 is Sunday
	Hour    int          `json:"hour"`    // of EveryDay and EveryWeek
	Minute  int          `json:"minute"`
}

func (s Schedule) validate() error {
	switch {
	case !slices.Contains(Everys(), s.Every):
		return fault.Invalid("every", message.SourceEveryWrong.With(Everys()))
	case s.Weekday < time.Sunday || s.Weekday > time.Saturday:
		return fault.Invalid("weekday", message.WeekdayWrong.With())
	case s.Hour < 0 || s.Hour > 23:
		return fault.Invalid("hour", message.HourRange.With())
	case s.Minute < 0 || s.Minute > 59:
		return fault.Invalid("minute", message.MinuteRange.With())
	}
	return nil
}

// next is the first fetch after t, the zero time for none.
func (s Schedule) next(t time.Time, zone *time.Location) (time.Time, error) {
	switch s.Every {
	case EveryNever:
		return time.Time{}, nil
	case EveryHour:
		_, east := t.In(zone).Zone() // hours of some zones begin at half past
		offset := time.Duration(east) * time.Second
		at := t.Add(offset).Truncate(time.Hour).Add(time.Duration(s.Minute)*time.Minute - offset)
		if !at.After(t) {
			at = at.Add(time.Hour)
		}
		return at, nil
	case EveryDay:
		return automation.Next(t, zone, s.Hour, s.Minute, nil)
	}
	return automation.Next(t, zone, s.Hour, s.Minute, &s.Weekday)
}

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
