package server

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"olist/training"
)

// getSchedule answers GET /api/v1/schedule.
func (s *Server) getSchedule(c echo.Context) error {
	sch, next, err := s.training.Schedule(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		training.Schedule
		Next time.Time `json:"next,omitzero"`
	}{sch, next})
}

// postScheduleJSON answers POST /api/v1/schedule; what is left out stays.
func (s *Server) postScheduleJSON(c echo.Context) error {
	sch, _, err := s.training.Schedule(c.Request().Context())
	if err != nil {
		return err
	}
	if err := decodeJSON(c, &sch); err != nil {
		return err
	}
	if err := s.training.SetSchedule(c.Request().Context(), principalOf(c).Name, sch); err != nil {
		return err
	}
	return s.getSchedule(c)
}

// getWebhook answers GET /api/v1/webhook, without the key.
func (s *Server) getWebhook(c echo.Context) error {
	hook, err := s.training.Webhook(c.Request().Context())
	if err != nil {
		return err
	}
	all, err := s.store.Deliveries(c.Request().Context(), deliveriesShown)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"url": hook.URL, "deliveries": all})
}

// postWebhookJSON answers POST /api/v1/webhook with the key of the signature.
func (s *Server) postWebhookJSON(c echo.Context) error {
	var body struct {
		URL string `json:"url"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	hook, err := s.training.SetWebhook(c.Request().Context(), principalOf(c).Name, body.URL)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, hook)
}

// postWebhookTestJSON answers POST /api/v1/webhook/test with the outcome.
func (s *Server) postWebhookTestJSON(c echo.Context) error {
	d, err := s.training.TestWebhook(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, d)
}
