package digest

import (
	"context"
	"slices"
	"time"

	"olist/store"
	"olist/store/fault"
	"olist/week"
)

// calm is how long before and after the digest's moment no alarm goes: the digest
// tells of the same.
const calm = time.Hour

// alarmAll tells readers at once of what is new among what needs somebody.
func (s *Service) alarmAll(ctx context.Context, readers []store.Reader, w week.Week) error {
	readers = slices.DeleteFunc(slices.Clone(readers), func(r store.Reader) bool { return !r.Alarms })
	if len(readers) == 0 {
		return nil
	}
	needing, err := s.letters.Needing(ctx)
	if isUnready(err) {
		return nil
	}
	if err != nil {
		return err
	}
	begun, err := s.begun(ctx, w)
	if err != nil {
		return err
	}
	for _, r := range readers {
		if n := begun[r.ID]; n.State == store.SendingWaits || n.State == store.SendingNow || ctx.Err() != nil {
			continue // the digest is about to tell
		}
		if err := s.alarmOne(ctx, r, needing); err != nil {
			return err
		}
	}
	return nil
}

// alarmOne tells a reader of lines that are new to them. To who has just asked for
// that, or chosen other segments, what stands already is not.
func (s *Service) alarmOne(ctx context.Context, r store.Reader, needing Needing) error {
	lines := needing.Of(r.Segments)
	if r.AlarmsOf == nil || !slices.Equal(r.AlarmsOf, r.Segments) {
		if r.AlarmsOf != nil {
			theirs := needing.Of(r.AlarmsOf)
			lines = slices.DeleteFunc(lines, func(l store.NeedLine) bool {
				return slices.ContainsFunc(theirs, func(o store.NeedLine) bool { return o.ID == l.ID })
			})
		}
		return ignoring(s.store.StartAlarms(ctx, r, lines), fault.CodeNotFound)
	}
	told, err := s.store.Told(ctx, r.ID)
	if err != nil || !told.Free(s.opt.Clock()) {
		return err
	}
	news := told.News(lines)
	if len(news) == 0 {
		if told.Latest.State == store.SendingWaits {
			return s.store.DropAlarm(ctx, told.Latest.Seq)
		}
		return nil
	}
	return s.alarm(ctx, r, news)
}

// alarm sends one about lines, unless that was begun before.
func (s *Service) alarm(ctx context.Context, r store.Reader, news []store.NeedLine) error {
	s.one.Lock()
	defer s.one.Unlock()
	o := Order{Alarm: make([]string, len(news))}
	for i, l := range news {
		o.Alarm[i] = l.ID
	}
	words, err := s.compose(ctx, r, o)
	if isUnready(err) {
		return nil
	}
	if err != nil || len(words.Tells.Lines) == 0 {
		return err
	}
	n, mine, err := s.store.BeginAlarm(ctx, r.ID, words.Tells)
	if err != nil || !mine {
		return err
	}
	return s.deliver(ctx, r, words.Letter, n)
}

func ignoring(err error, code fault.Code) error {
	if err != nil && fault.CodeOf(err) == code {
		return nil
	}
	return err
}
