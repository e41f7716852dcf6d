package training

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	jobs  *prometheus.CounterVec
	model prometheus.GaugeFunc
}

func newMetrics() metrics {
	return metrics{jobs: prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "olist_jobs_total", Help: "Jobs ended, by kind and state.",
	}, []string{"kind", "state"})}
}

func (m *metrics) watch(s *Service) {
	m.model = prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "olist_live_model", Help: "Number of the model that serves; 0 before the first.",
	}, func() float64 {
		if l := s.live.Load(); l != nil {
			return float64(l.Model.Seq)
		}
		return 0
	})
}

// Collectors are the metrics of this room.
func (s *Service) Collectors() []prometheus.Collector {
	return []prometheus.Collector{s.metrics.jobs, s.metrics.model}
}
