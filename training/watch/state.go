package watch

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/week"
)

const alarmsKey = "alarms"

// Version is one state of what serves, as the watch needs it.
type Version struct {
	ID       string // changes with the model, the data and the evaluation
	ModelID  string
	Sales    Sales
	Forecast func(segment string) forecast.Forecast // of at least Steps steps
	Promised func(step int) float64                 // see Judge
	Inputs   func() ([]byte, error)                 // what Forecast is made from, for the archive
	Learnt   week.Week                              // the last week that the model has learnt from
}

// State is what was looked at and told last. It is safe for concurrent use but
// for Observe and Restart, which are the worker's.
type State struct {
	Store *store.Store
	Log   *slog.Logger
	Tell  func(ctx context.Context, a Alarm) // an alarm that begins

	seen     atomic.Pointer[look]
	observed string // version last observed
}

// look is a judgement, and the version that was looked at.
type look struct {
	version string
	record  Record
}

// Record gives how the issued forecasts have done on the version's sales. Each
// version is looked at once, by who asks first: so that an alarm does not
// outlive the data that raised it.
func (s *State) Record(ctx context.Context, v Version) (Record, error) {
	if last := s.seen.Load(); last != nil && last.version == v.ID {
		return last.record, nil
	}
	return s.look(ctx, v)
}

// look scores what was issued before the version's last week.
func (s *State) look(ctx context.Context, v Version) (Record, error) {
	issued, err := s.Store.IssuedBefore(ctx, v.Sales.To, cutoffsMost)
	if err != nil {
		return Record{}, fmt.Errorf("watch: read what was issued: %w", err)
	}
	r := Judge(issued, v.Sales, v.Promised)
	s.seen.Store(&look{v.ID, r})
	return r, nil
}

// Observe looks once at every version that serves: its forecast is archived,
// what was issued before is scored, and alarms that are new are told.
func (s *State) Observe(ctx context.Context, v Version) error {
	if v.ID == s.observed {
		return nil
	}
	if err := s.archive(ctx, v); err != nil {
		return err
	}
	r, err := s.look(ctx, v)
	if err != nil {
		return err
	}
	s.observed = v.ID
	return s.raise(ctx, r)
}

// Restart forgets what was seen, since the database is another one.
func (s *State) Restart() {
	s.observed = ""
	s.seen.Store(nil)
}

// archive keeps the first steps of the forecast that serves. Where weeks that it has
// learnt were taken out of the data again, it forecasts what it knows: that is none to
// be held against, nor what was said before.
func (s *State) archive(ctx context.Context, v Version) error {
	if v.Learnt > v.Sales.To {
		return nil
	}
	out := make([]forecast.Forecast, 0, len(v.Sales.Series))
	for _, series := range v.Sales.Series {
		f := v.Forecast(series.Key)
		f.Points, f.Totals = f.Points[:Steps], nil
		out = append(out, f)
	}
	inputs, err := v.Inputs()
	if err == nil {
		err = s.Store.KeepIssued(ctx, store.Issued{ModelID: v.ModelID, Cutoff: v.Sales.To, Forecasts: out, Inputs: inputs})
	}
	if err != nil {
		return fmt.Errorf("watch: archive the forecast: %w", err)
	}
	return nil
}

// raise tells and logs each alarm once, when it begins.
func (s *State) raise(ctx context.Context, r Record) error {
	var before []string
	if err := s.Store.Setting(ctx, alarmsKey, &before); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return err
	}
	now := []string{}
	for _, a := range r.Alarms {
		now = append(now, a.Code)
		if !slices.Contains(before, a.Code) {
			s.Log.Warn("alarm", "code", a.Code, "message", a.Message)
			s.Tell(ctx, a)
		}
	}
	if slices.Equal(before, now) || len(before)+len(now) == 0 {
		return nil
	}
	return s.Store.PutSetting(ctx, "watch", alarmsKey, now)
}
