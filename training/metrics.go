package training

import (
	"context"
	"slices"

	"github.com/prometheus/client_golang/prometheus"

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
	gauge("olist_watch_scored_weeks", "Weeks that came in after a forecast of them.", watched(func(w watch.Record) float64 { return float64(len(w.Weeks)) }))
	gauge("olist_watch_wape", "Error of issued forecasts of the total, all steps.", watched(func(w watch.Record) float64 { return float64(w.Error) }))
	gauge("olist_watch_promised_wape", "What the backtest promised at the same steps.", watched(func(w watch.Record) float64 { return w.Promised }))
	gauge("olist_watch_tracking_signal", "Sum of errors over their mean absolute value, one step ahead.", watched(func(w watch.Record) float64 { return w.Tracking }))
	gauge("olist_watch_drift_level", "Robust z-score of the recent level.", watched(func(w watch.Record) float64 { return w.Drift.Level }))
	gauge("olist_watch_drift_mix", "Population stability index of the category shares.", watched(func(w watch.Record) float64 { return w.Drift.Mix }))
	gauge("olist_watch_alarms", "Limits passed now.", watched(func(w watch.Record) float64 { return float64(len(w.Alarms)) }))
}

// Collectors are the metrics of this room.
func (s *Service) Collectors() []prometheus.Collector {
	return slices.Concat([]prometheus.Collector{s.metrics.jobs}, s.metrics.gauges, s.sources.Collectors(), s.backups.Collectors())
}
