package training

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/costly"
	"olist/training/periods"
)

// DefaultHorizon and MaxHorizon bound what pages and API ask, in weeks.
const (
	DefaultHorizon = 12
	MaxHorizon     = forecast.MaxHorizon
)

// Levels are the bands computed for everybody, in percent.
var Levels = []float64{80, 95}

// Live is what one model says about one state of the data. It never changes:
// whoever holds one answers from one version, whatever is activated meanwhile.
type Live struct {
	Version string // changes with the model, the data and the evaluation
	Model   store.Model
	Engine  *forecast.Model
	Data    *Data
	Report  *backtest.Report // nil until there are figures of an evaluation
	// Provisional: the report has the last few origins alone, since all of them
	// take their time; it is replaced once they are measured.
	Provisional bool
	// Intended is the id of the model that was made live. It differs from
	// Model.ID where that one is damaged and the last good one answers.
	Intended string

	foreign   bool // see Foreign
	forecasts map[string]forecast.Forecast
	explained *explained
	costly    *costly.Work
	book      func() *periods.Book // all segments by month, made when they are first asked for
}

// newLive computes every segment's forecast, once for all horizons, to the
// cent: the mean, of which parts make their total and weeks their sum. Without sales it returns errNoSales.
func (s *Service) newLive(ctx context.Context, m store.Model, engine *forecast.Model, data *Data) (*Live, error) {
	if len(data.Segments) == 0 {
		return nil, errNoSales
	}
	all, err := engine.Forecast(ctx, coming(data.Panel, engine.Drivers(), MaxHorizon), MaxHorizon, Levels)
	if err != nil {
		return nil, fmt.Errorf("training: forecast with model %s: %w", m.ID, err)
	}
	forecast.RoundForecasts(all, data.Panel.Sums, data.Shop.Least())
	foreign := m.ID != "" && isForeign(m, data) // one that has no row yet has just learnt from them
	l := &Live{Model: m, Intended: m.ID, Engine: engine, Data: data, foreign: foreign, costly: s.costly, explained: &explained{by: map[string][]forecast.Explanation{}}, forecasts: make(map[string]forecast.Forecast, len(all))}
	for _, f := range all {
		l.forecasts[f.Key] = f.Means()
	}
	l.book = sync.OnceValue(l.newBook)
	return l.withReport(nil), l.sound()
}

// withReport is the same model and forecasts with an evaluation beside them.
func (l *Live) withReport(r *backtest.Report) *Live {
	out := *l
	out.Report, out.Provisional = r, false
	out.Version = l.Model.ID + "-" + l.Data.Fingerprint[:12] + l.Data.profileMark()
	if r != nil {
		out.Version += "-evaluated"
	}
	return &out
}

// Forecast gives a segment's forecast over MaxHorizon steps with the bands of
// Levels, without any where the model is Foreign. Returns CodeNotFound for a segment
// that is not there.
func (l *Live) Forecast(segment string) (forecast.Forecast, error) {
	f, ok := l.forecasts[segment]
	switch {
	case !ok:
		return f, unknownSegment(segment)
	case l.foreign:
		return bare(f), nil
	}
	return f, nil
}

// ForecastAt is Forecast with bands at any levels from 1 to 99 percent: drawn
// from the widths that the snapshot holds, so that nothing grows with what is
// asked.
func (l *Live) ForecastAt(segment string, levels []float64) (forecast.Forecast, error) {
	f, err := l.Forecast(segment)
	if err != nil || l.foreign || slices.Equal(levels, Levels) {
		return f, err
	}
	return l.Engine.WithLevels(f, levels)
}

func unknownSegment(segment string) error {
	return &fault.Error{Code: fault.CodeNotFound, Field: "segment",
		Message: message.SegmentUnknown.With(message.Quoted(segment))}
}

// of is the same forecasts under the row that the model got when it was stored.
func (l *Live) of(m store.Model) *Live {
	out := *l
	out.Model, out.Intended = m, m.ID
	if l.Provisional {
		return out.withReport(l.Report).provisional()
	}
	return out.withReport(l.Report)
}
