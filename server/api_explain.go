package server

import (
	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/training"
)

type (
	explainAnswer struct {
		Model   string `json:"model"`
		Segment string `json:"segment"`
		Horizon int    `json:"horizon"`
		amounts
		Weeks []explainedWeek `json:"weeks"`
	}
	explainedWeek struct {
		Step          int                     `json:"step"`
		Week          string                  `json:"week"` // the Monday
		Forecast      float64                 `json:"forecast"`
		Contributions []forecast.Contribution `json:"contributions"` // they add up to forecast
		Events        []forecast.EventAmount  `json:"events"`
	}
)

// getExplain answers GET /api/v1/explain?segment=&horizon=: what each week's
// forecast is made of.
func (s *Server) getExplain(c echo.Context) error {
	horizon, err := intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon)
	if err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	segment := segmentParam(c)
	all, err := live.Explain(c.Request().Context(), segment, horizon)
	if err != nil {
		return err
	}
	f, err := live.Forecast(segment)
	if err != nil {
		return err
	}
	a := explainAnswer{Model: live.Model.ID, Segment: segment, Horizon: horizon, amounts: amountsOf(live), Weeks: make([]explainedWeek, horizon)}
	for i, e := range all {
		a.Weeks[i] = explainedWeek{e.Step, e.Week.String(), e.Value, e.Contributions, append([]forecast.EventAmount{}, f.Points[i].Events...)}
	}
	return s.answer(c, live, a)
}
