package training

import (
	"context"
	"fmt"
	"slices"

	"olist/forecast"
	"olist/store"
)

const alarmsKey = "alarms"

// seen is a look at the issued forecasts, and the version that was looked at.
type seen struct {
	version string
	watch   Watch
}

// Watched gives how the issued forecasts have done on the data that serve. The
// worker looks at each version once, when it comes to it: until then whoever
// asks looks, so that an alarm does not outlive the data that raised it. ok is
// false where nothing serves.
func (s *Service) Watched(ctx context.Context) (w Watch, ok bool, err error) {
	l := s.live.Load()
	if l == nil {
		return Watch{}, false, nil
	}
	if last := s.watched.Load(); last != nil && last.version == l.Version {
		return last.watch, true, nil
	}
	w, err = s.look(ctx, l)
	return w, err == nil, err
}

// look scores what was issued before the version's last week.
func (s *Service) look(ctx context.Context, l *Live) (Watch, error) {
	issued, err := s.store.IssuedBefore(ctx, l.Data.To, watchCutoffs)
	if err != nil {
		return Watch{}, fmt.Errorf("training: read what was issued: %w", err)
	}
	w := watch(issued, l.Data, l.Report)
	s.watched.Store(&seen{l.Version, w})
	return w, nil
}

// observe looks once at every version that serves: its forecast is archived,
// what was issued before is scored, and alarms that are new are told.
func (s *Service) observe(ctx context.Context) error {
	l := s.live.Load()
	if l == nil || l.Version == s.observed {
		return nil
	}
	if err := s.archive(ctx, l); err != nil {
		return err
	}
	w, err := s.look(ctx, l)
	if err != nil {
		return err
	}
	s.observed = l.Version
	return s.raise(ctx, w)
}

// archive keeps the first steps of the live forecast.
func (s *Service) archive(ctx context.Context, l *Live) error {
	out := make([]forecast.Forecast, 0, len(l.Data.Panel.Series))
	for _, series := range l.Data.Panel.Series {
		f := l.forecasts[series.Key]
		f.Points, f.Totals = f.Points[:watchSteps], nil
		out = append(out, f)
	}
	err := s.store.KeepIssued(ctx, store.Issued{ModelID: l.Model.ID, Cutoff: l.Data.To, Forecasts: out})
	if err != nil {
		return fmt.Errorf("training: archive the forecast: %w", err)
	}
	return nil
}

// raise tells and logs each alarm once, when it begins.
func (s *Service) raise(ctx context.Context, w Watch) error {
	var before []string
	if err := s.store.Setting(ctx, alarmsKey, &before); err != nil && !isNotFound(err) {
		return err
	}
	now := []string{}
	for _, a := range w.Alarms {
		now = append(now, a.Code)
		if !slices.Contains(before, a.Code) {
			s.log.Warn("alarm", "code", a.Code, "message", a.Message)
			s.tell(ctx, EventAlarm, map[string]any{"code": a.Code, "message": a.Message, "value": a.Value, "limit": a.Limit})
		}
	}
	if slices.Equal(before, now) || len(before)+len(now) == 0 {
		return nil
	}
	return s.store.PutSetting(ctx, "watch", alarmsKey, now)
}
