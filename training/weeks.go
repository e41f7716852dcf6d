package training

import (
	"context"
	"strings"

	"olist/message"
	"olist/store/fault"
)

// Verdicts of JudgeWeek.
const (
	WeekUse    = "use"    // the week counts, whatever the detector found
	WeekLeave  = "leave"  // the week is left out
	WeekDetect = "detect" // the detector decides again
)

// JudgeWeek lets a person overrule the detector for a week of the data; what
// serves is computed anew before it returns. Returns CodeInvalid naming the
// field that is wrong.
func (s *Service) JudgeWeek(ctx context.Context, actor, date, verdict, note string) error {
	w, err := s.Shop(ctx).ParseWeek(date)
	if err != nil {
		return fault.Invalid("week", message.WeekWrong.With())
	}
	note = strings.TrimSpace(note)
	if len(note) > 200 {
		return fault.Invalid("note", message.JudgedNote.With())
	}
	switch verdict {
	case WeekUse, WeekLeave:
		err = s.store.OverrideWeek(ctx, actor, w, verdict == WeekUse, note)
	case WeekDetect:
		err = s.store.ClearOverride(ctx, actor, w)
	default:
		return fault.Invalid("verdict", message.JudgedVerdict.With(WeekUse, WeekLeave, WeekDetect))
	}
	if err != nil {
		return err
	}
	s.log.InfoContext(ctx, "week judged", "week", w, "verdict", verdict, "by", actor)
	s.serveAnew(ctx)
	return nil
}
