package training

import (
	"context"
	"math"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/training/automation"
	"olist/training/watch"
)

// Watched gives how the issued forecasts have done on the data that serve. ok
// is false where nothing serves.
func (s *Service) Watched(ctx context.Context) (r watch.Record, ok bool, err error) {
	l := s.live.Load()
	if l == nil {
		return r, false, nil
	}
	r, err = s.watch.Record(ctx, l.watched())
	return r, err == nil, err
}

// observe has the watch look at what serves, where something does.
func (s *Service) observe(ctx context.Context) error {
	l := s.live.Load()
	if l == nil {
		return nil
	}
	return s.watch.Observe(ctx, l.watched())
}

func (s *Service) sendAlarm(ctx context.Context, a watch.Alarm) {
	s.automation.Send(ctx, automation.EventAlarm, map[string]any{"code": a.Code, "message": a.Message, "value": a.Value, "limit": a.Limit})
}

// watched is the snapshot as the watch sees it.
func (l *Live) watched() watch.Version {
	return watch.Version{
		ID: l.Version, ModelID: l.Model.ID, Learnt: l.Model.TrainTo,
		Sales:    watch.Sales{Series: l.Data.Panel.Series, From: l.Data.From, To: l.Data.To},
		Forecast: func(segment string) forecast.Forecast { f, _ := l.Forecast(segment); return f },
		Promised: func(step int) float64 { return promisedAt(l.Report, step) },
		Inputs:   l.Data.inputs().Encode,
	}
}

// promisedAt is the WAPE of the total that the backtest found at a step, 0
// where there is none.
func promisedAt(r *backtest.Report, step int) float64 {
	if r == nil {
		return 0
	}
	g, _ := r.Score(backtest.EngineMethod, "total")
	for _, s := range g.BySteps {
		if s.Step == step && !math.IsNaN(float64(s.WAPE)) {
			return float64(s.WAPE)
		}
	}
	return 0
}
