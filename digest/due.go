package digest

import (
	"context"
	"time"

	"olist/store"
	"olist/week"
)

// retryMost bounds the attempts at what surely did not go: with the waits doubling
// from five minutes, the last comes five hours after the first.
const (
	retryMost = 7
	firstWait = 5 * time.Minute
)

// Due is the latest moment at or before now at which the digest was due, and the
// week of the shop that it falls into. Each week has one, whatever the clocks of the
// zone do: see week.Clock.
func (t Times) Due(now time.Time, zone *time.Location, weekOf func(time.Time) week.Week) (at time.Time, w week.Week) {
	local := now.In(zone)
	for day := 0; day >= -13; day-- {
		d := time.Date(local.Year(), local.Month(), local.Day()+day, 12, 0, 0, 0, zone)
		if d.Weekday() != t.Weekday {
			continue
		}
		if at = week.Clock(d, zone, t.Hour, t.Minute); !at.After(now) {
			return at, weekOf(d)
		}
	}
	return time.Time{}, 0 // no zone has such clocks
}

// Next is when the digest is due next.
func (s *Service) Next(ctx context.Context) (time.Time, error) {
	times, err := s.Times(ctx)
	if err != nil {
		return time.Time{}, err
	}
	p, err := s.store.Shop(ctx)
	if err != nil {
		return time.Time{}, err
	}
	now := s.opt.Clock()
	for day := 1; day <= 8; day++ {
		if at, _ := times.Due(now.AddDate(0, 0, day), p.Zone(), p.Week); at.After(now) {
			return at, nil
		}
	}
	return time.Time{}, nil
}

// Keep sends what is due. One reader's trouble keeps no other from theirs.
func (s *Service) Keep(ctx context.Context) error {
	lost, err := s.store.LoseSendings(ctx)
	if lost > 0 {
		s.log.WarnContext(ctx, "digests were under way when the program ended; whether they went nobody knows, and they are not repeated", "sendings", lost)
	}
	if err != nil {
		return err
	}
	readers, err := s.store.ReadersOf(ctx)
	if err != nil || len(readers) == 0 {
		return err
	}
	p, err := s.store.Shop(ctx)
	if err != nil {
		return err
	}
	times, err := s.Times(ctx)
	if err != nil {
		return err
	}
	now := s.opt.Clock()
	due, w := times.Due(now, p.Zone(), p.Week)
	if w == 0 {
		return nil
	}
	late := false
	if last, known := s.letters.Known(); !known || last < w-1 {
		late = true
	}
	if waited := due.Add(time.Duration(times.Wait) * time.Hour); !late || !now.Before(waited) {
		if err := s.sendAll(ctx, readers, due, w, late); err != nil {
			return err
		}
	} else if now.Add(calm).After(waited) {
		return nil // when it goes without the data
	}
	if soon, _ := times.Due(now.Add(calm), p.Zone(), p.Week); now.Before(soon.Add(calm)) {
		return nil
	}
	return s.alarmAll(ctx, readers, w)
}

func (s *Service) sendAll(ctx context.Context, readers []store.Reader, due time.Time, w week.Week, late bool) error {
	begun, err := s.begun(ctx, w)
	if err != nil {
		return err
	}
	for _, r := range readers {
		if n, is := begun[r.ID]; is && n.State != store.SendingWaits || ctx.Err() != nil || s.cameAfter(r, due) {
			continue
		}
		if err := s.sendOne(ctx, r, w, late); err != nil {
			return err
		}
	}
	return nil
}

// begun are the sendings that were due for a week, by reader.
func (s *Service) begun(ctx context.Context, w week.Week) (map[string]store.Sending, error) {
	all, err := s.store.SendingsOf(ctx, w)
	by := make(map[string]store.Sending, len(all))
	for _, n := range all {
		by[n.Reader] = n
	}
	return by, err
}

// cameAfter reports whether a reader came after the digest was due: theirs is the
// next one. A reader of a time to come, which a clock that ran ahead made, is none.
func (s *Service) cameAfter(r store.Reader, due time.Time) bool {
	return r.AddedAt.After(due) && !r.AddedAt.After(s.opt.Clock())
}
