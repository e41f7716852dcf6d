package server

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"olist/secret"
	"olist/training/automation"
)

// getSchedule answers GET /api/v1/schedule.
func (s *Server) getSchedule(c echo.Context) error {
	sch, next, err := s.training.Automation().Schedule(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		automation.Schedule
		Next time.Time `json:"next,omitzero"`
	}{sch, next})
}

// postScheduleJSON answers POST /api/v1/schedule; what is left out stays.
func (s *Server) postScheduleJSON(c echo.Context) error {
	sch, _, err := s.training.Automation().Schedule(c.Request().Context())
	if err != nil {
		return err
	}
	if err := decodeJSON(c, &sch); err != nil {
		return err
	}
	if err := s.training.Automation().SetSchedule(c.Request().Context(), principalOf(c).Name, sch); err != nil {
		return err
	}
	return s.getSchedule(c)
}

// getWebhook answers GET /api/v1/webhook, without the key, and with the host of
// the address alone.
func (s *Server) getWebhook(c echo.Context) error {
	hook, err := s.training.Automation().Webhook(c.Request().Context())
	if err != nil {
		return err
	}
	all, err := s.store.Deliveries(c.Request().Context(), deliveriesShown)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"url": hook.URL, "deliveries": all})
}

// postWebhookJSON answers POST /api/v1/webhook, with the key of the signature
// where this made one: the one time that it is shown.
func (s *Server) postWebhookJSON(c echo.Context) error {
	var body struct {
		URL string `json:"url"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	key, err := s.training.Automation().SetWebhook(c.Request().Context(), principalOf(c).Name, body.URL)
	if err != nil {
		return err
	}
	answer := map[string]any{"url": secret.OfURL(body.URL)}
	if !key.Empty() {
		c.Response().Header().Set("Cache-Control", "no-store")
		answer["secret"] = key.Reveal()
	}
	return c.JSON(http.StatusOK, answer)
}

// postWebhookKeyJSON answers POST /api/v1/webhook/key with a new key of the
// signature: the one time that it is shown.
func (s *Server) postWebhookKeyJSON(c echo.Context) error {
	key, err := s.training.Automation().ReplaceWebhookKey(c.Request().Context(), principalOf(c).Name)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, map[string]any{"secret": key.Reveal()})
}

// postWebhookTestJSON answers POST /api/v1/webhook/test with the outcome.
func (s *Server) postWebhookTestJSON(c echo.Context) error {
	d, err := s.training.Automation().TestWebhook(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, d)
}
