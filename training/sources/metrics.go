package sources

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"olist/store"
)

// previewTime bounds a fetch that a person waits for.
const previewTime = 30 * time.Second

type metrics struct {
	runs *prometheus.CounterVec
	held prometheus.Collector
}

func newMetrics(st *store.Store) metrics {
	return metrics{
		runs: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "olist_source_runs_total", Help: "Fetches of sources that ended, by what came of them."}, []string{"state"}),
		held: prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "olist_sources_waiting", Help: "Sources of which an import waits for a person."}, func() float64 {
			n, _ := st.HeldSources(context.Background()) // none where it cannot be read
			return float64(n)
		}),
	}
}

// Collectors are the metrics of this room.
func (s *Service) Collectors() []prometheus.Collector {
	return []prometheus.Collector{s.metrics.runs, s.metrics.held}
}
