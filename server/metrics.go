package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

type metrics struct {
	requests *prometheus.CounterVec
	latency  *prometheus.HistogramVec
}

func newMetrics(s *Server) (*prometheus.Registry, metrics) {
	m := metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "olist_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "olist_http_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5},
		}, []string{"route"}),
	}
	built := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "olist_build_info", Help: "Always 1; its label says which version runs.",
	}, []string{"version"})
	built.WithLabelValues(s.opt.Version).Set(1)
	r := prometheus.NewRegistry()
	r.MustRegister(m.requests, m.latency, built, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	r.MustRegister(s.training.Collectors()...)
	return r, m
}

// Labels of what is in no route of the table: a client can invent methods and
// addresses, and every new one would be kept for good.
const (
	noRoute     = "none"
	otherMethod = "other"
)

var knownMethods = map[string]bool{
	http.MethodGet: true, http.MethodHead: true, http.MethodPost: true, http.MethodPut: true,
	http.MethodPatch: true, http.MethodDelete: true, http.MethodOptions: true,
}

// labels are the request's route and method, each of a closed set.
func (s *Server) labels(c echo.Context) (route, method string) {
	route, method = c.Path(), c.Request().Method
	if !s.paths[route] {
		route = noRoute
	}
	if !knownMethods[method] {
		method = otherMethod
	}
	return route, method
}

func (s *Server) getMetrics(c echo.Context) error {
	promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{DisableCompression: true}).ServeHTTP(c.Response(), c.Request())
	return nil
}
