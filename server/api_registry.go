package server

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/store"
	"olist/training"
)

type (
	compareAnswer struct {
		Segment string        `json:"segment"`
		Horizon int           `json:"horizon"`
		Models  []comparedOne `json:"models"` // a, then b
	}
	comparedOne struct {
		Model    store.Model       `json:"model"`
		Backtest *training.Summary `json:"backtest"` // null where it was not measured on today's data
		Forecast []forecastPoint   `json:"forecast"`
		Total    forecastPoint     `json:"total"`
	}
)

// getModelsCompare answers GET /api/v1/models/compare?a=&b=&segment=&horizon=:
// two models on the same data.
func (s *Server) getModelsCompare(c echo.Context) error {
	horizon, err := intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	models, err := s.store.Models(ctx)
	if err != nil {
		return err
	}
	a, b, err := s.twoModels(c, models)
	if err != nil {
		return err
	}
	answer := compareAnswer{Segment: segmentParam(c), Horizon: horizon}
	for _, m := range []*training.Live{a, b} {
		f, err := m.Forecast(answer.Segment)
		if err != nil {
			return err
		}
		one := comparedOne{Model: m.Model, Total: pointOf(f.Totals[horizon-1])}
		for _, p := range f.Points[:horizon] {
			one.Forecast = append(one.Forecast, pointOf(p))
		}
		if m.Report != nil {
			sum := training.Summarise(m.Report)
			one.Backtest = &sum
		}
		answer.Models = append(answer.Models, one)
	}
	return c.JSON(http.StatusOK, answer)
}

// getModelFile answers GET /api/v1/models/{id}/download: the model in our own
// format, to be kept or uploaded elsewhere.
func (s *Server) getModelFile(c echo.Context) error {
	ctx := c.Request().Context()
	m, err := s.store.Model(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	release, err := s.training.Costly().Hold(ctx, m.Size)
	if err != nil {
		return err
	}
	defer release()
	h := c.Response().Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.olist-model"`, fileName(m.ID)))
	return s.training.WriteModel(ctx, c.Response(), m.ID)
}

// postModel answers POST /api/v1/models?note=: a model file as the body or as a
// form's file.
func (s *Server) postModel(c echo.Context) error {
	m, err := s.uploadModel(c, c.QueryParam("note"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, m)
}

// postPin answers POST /api/v1/models/{id}/pin.
func (s *Server) postPin(c echo.Context) error {
	body := struct {
		Pinned bool `json:"pinned"`
	}{true}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if err := s.store.PinModel(c.Request().Context(), principalOf(c).Name, c.Param("id"), body.Pinned); err != nil {
		return err
	}
	return s.getModel(c)
}

// postRemark answers POST /api/v1/models/{id}/remark.
func (s *Server) postRemark(c echo.Context) error {
	var body struct {
		Remark string `json:"remark"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if err := s.store.RemarkModel(c.Request().Context(), principalOf(c).Name, c.Param("id"), body.Remark); err != nil {
		return err
	}
	return s.getModel(c)
}

// postDelete answers POST /api/v1/models/{id}/delete.
func (s *Server) postDelete(c echo.Context) error {
	if err := s.training.Delete(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
