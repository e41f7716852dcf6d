package training

import (
	"context"
	"fmt"

	"olist/forecast"
	"olist/forecast/backtest"
)

// With hundreds of series an evaluation takes minutes: first figures come from
// one training that forecasts from the last few origins.
const (
	firstLookSeries  = 300 // from so many series on
	firstLookOrigins = 4
)

// firstLook shows first figures of the live model while its evaluation is under
// way; see Live.Provisional. They are not stored.
func (s *Service) firstLook(ctx context.Context, c forecast.Config, data *Data, windows int) error {
	origins := min(firstLookOrigins, windows-1)
	missing := func(l *Live) bool { return l != nil && l.Data == data && l.Report == nil }
	live := s.live.Load()
	if !missing(live) || origins < 1 || len(data.Panel.Series) < s.firstLookFrom() {
		return nil
	}
	r, err := backtest.Run(ctx, data.Panel, c, backtest.Options{Groups: data.groups(), Windows: origins, Refit: origins, Means: true, Known: knownBefore}, nil)
	if err != nil {
		return fmt.Errorf("training: first figures: %w", err)
	}
	s.swap.Lock()
	defer s.swap.Unlock()
	if l := s.live.Load(); missing(l) && l.Model.ID == live.Model.ID {
		s.live.Store(l.withReport(r).provisional())
		s.log.InfoContext(ctx, "first figures of the model", "model", l.Model.ID, "origins", origins)
		s.jobs.Tick()
	}
	return nil
}

func (s *Service) firstLookFrom() int {
	if s.opt.FirstLook > 0 {
		return s.opt.FirstLook
	}
	return firstLookSeries
}

// provisional is the same with a report that is not the last word.
func (l *Live) provisional() *Live {
	out := *l
	out.Provisional = true
	out.Version += "-first"
	return &out
}
