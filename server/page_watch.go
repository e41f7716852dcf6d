package server

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
	"olist/training/watch"
	"olist/views/ui"
	watchview "olist/views/watch"
)

// watched gives the last look at the issued forecasts.
func (s *Server) watched(c echo.Context) (watch.Record, error) {
	w, ok, err := s.training.Watched(c.Request().Context())
	if err == nil && !ok {
		return w, fault.New(fault.CodeUnavailable, message.FirstLookRuns.With())
	}
	return w, err
}

// getWatch answers GET /api/v1/watch.
func (s *Server) getWatch(c echo.Context) error {
	w, err := s.watched(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, w)
}

// getWatchPage answers GET /watch.
func (s *Server) getWatchPage(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	w, err := s.watched(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, watchview.Page(watchView(s.frame(c, live), w)))
}

func watchView(f ui.Frame, w watch.Record) watchview.View {
	v := watchview.View{Frame: f, Until: w.Until, Scored: w.Cutoffs, Error: float64(w.Error), Promised: w.Promised,
		Tracking: w.Tracking, Level: w.Drift.Level, Mix: w.Drift.Mix,
		Limits: watchview.Limits{Tracking: watch.TrackingLimit, Level: watch.LevelLimit, Mix: watch.MixLimit}}
	for _, a := range w.Alarms {
		v.Alarms = append(v.Alarms, a.Code)
	}
	for _, s := range w.Steps {
		v.Steps = append(v.Steps, watchview.Step{Step: s.Step, N: s.N, Error: float64(s.WAPE), Promised: s.Promised, Inside80: s.Coverage80, Inside95: s.Coverage95})
	}
	for _, k := range slices.Backward(w.Weeks) {
		v.Weeks = append(v.Weeks, watchview.Week{Week: k.Week, Forecast: cents(k.Forecast), Lower: cents(k.Lower80),
			Upper: cents(k.Upper80), Actual: cents(k.Actual), Inside: k.Actual >= k.Lower80 && k.Actual <= k.Upper80})
	}
	return v
}
