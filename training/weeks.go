package training

import (
	"context"
	"strings"

	"olist/store/fault"
	"olist/week"
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
	w, err := week.Parse(strings.TrimSpace(date))
	if err != nil {
		return fault.Invalid("week", "week should be a day of the week, written like 2018-08-20.")
	}
	note = strings.TrimSpace(note)
	if len(note) > 200 {
		return fault.Invalid("note", "note should be at most 200 letters.")
	}
	switch verdict {
	case WeekUse, WeekLeave:
		err = s.store.OverrideWeek(ctx, actor, w, verdict == WeekUse, note)
	case WeekDetect:
		err = s.store.ClearOverride(ctx, actor, w)
	default:
		return fault.Invalid("verdict", "verdict should be %s, %s or %s.", WeekUse, WeekLeave, WeekDetect)
	}
	if err != nil {
		return err
	}
	s.log.Info("week judged", "week", w, "verdict", verdict, "by", actor)
	s.serveAnew(ctx)
	return nil
}
