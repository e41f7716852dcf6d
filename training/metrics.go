package training

import (
	"context"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"olist/store"
	"olist/training/watch"
)

type metrics struct {
	jobs   *prometheus.CounterVec
	gauges []prometheus.Collector
}

func newMetrics() metrics {
	return metrics{jobs: prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "olist_jobs_total", Help: "Jobs ended, by kind and state.",
	}, []string{"kind", "state"})}
}

// watch adds the gauges that are read from the service when asked.
func (m *metrics) watch(s *Service) {
	gauge := func(name, help string, value func() float64) {
		m.gauges = append(m.gauges, prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
	}
	watched := func(value func(watch.Record) float64) func() float64 {
		return func() float64 {
			w, _, _ := s.Watched(context.Background()) // none where it cannot be read
			return value(w)
		}
	}
	gauge("olist_live_model", "Number of the model that serves; 0 before the first.", func() float64 {
		if l := s.live.Load(); l != nil {
			return float64(l.Model.Seq)
		}
		return 0
	})
	gauge("olist_live_model_has_learnt", "1 where the model that serves has learnt from the data as they are, else 0.", func() float64 {
		if l := s.live.Load(); l != nil && l.Trained() {
			return 1
		}
		return 0
	})
	gauge("olist_data_end_timestamp_seconds", "End of the last week that is forecast from; 0 without one.", func() float64 {
		if l := s.live.Load(); l != nil && l.Data.To != 0 {
			return float64(l.Data.To.Last().AddDate(0, 0, 1).Unix())
		}
		return 0
	})
	aged := func(value func(store.Ages) float64) func() float64 {
		return func() float64 {
			a, _ := s.store.Ages(context.Background()) // nothing where it cannot be read, of which other lines tell
			return value(a)
		}
	}
	gauge("olist_jobs_queued", "Jobs that wait.", aged(func(a store.Ages) float64 { return float64(a.Queued) }))
	gauge("olist_queue_age_seconds", "How long the first of them has waited.", aged(func(a store.Ages) float64 {
		if a.OldestQueued.IsZero() {
			return 0
		}
		return max(0, s.opt.Clock().Sub(a.OldestQueued).Seconds())
	}))
	gauge("olist_last_training_timestamp_seconds", "When the latest model was stored; 0 before the first.", aged(func(a store.Ages) float64 { return stamp(a.LastTraining) }))
	gauge("olist_last_import_timestamp_seconds", "When sales were last put in force; 0 before the first.", aged(func(a store.Ages) float64 { return stamp(a.LastImport) }))
	gauge("olist_watch_scored_weeks", "Weeks that came in after a forecast of them.", watched(func(w watch.Record) float64 { return float64(len(w.Weeks)) }))
	gauge("olist_watch_wape", "Error of issued forecasts of the total, all steps.", watched(func(w watch.Record) float64 { return float64(w.Error) }))
	gauge("olist_watch_promised_wape", "What the backtest promised at the same steps.", watched(func(w watch.Record) float64 { return w.Promised }))
	gauge("olist_watch_tracking_signal", "Sum of errors over their mean absolute value, one step ahead.", watched(func(w watch.Record) float64 { return w.Tracking }))
	gauge("olist_watch_drift_level", "Robust z-score of the recent level.", watched(func(w watch.Record) float64 { return w.Drift.Level }))
	gauge("olist_watch_drift_mix", "Population stability index of the category shares.", watched(func(w watch.Record) float64 { return w.Drift.Mix }))
	gauge("olist_watch_alarms", "Limits passed now.", watched(func(w watch.Record) float64 { return float64(len(w.Alarms)) }))
}

// stamp is seconds since 1970; 0 for no time.
func stamp(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}

// Collectors are the metrics of this room.
func (s *Service) Collectors() []prometheus.Collector {
	return slices.Concat([]prometheus.Collector{s.metrics.jobs}, s.metrics.gauges, s.sources.Collectors(), s.backups.Collectors())
}
