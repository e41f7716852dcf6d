package server

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"olist/training"
	"olist/views"
)

func drivesPath(segment string, horizon int) string {
	return fmt.Sprintf("/drives?segment=%s&horizon=%d", url.QueryEscape(segment), horizon)
}

// getDrives answers GET /drives?segment=&horizon=: what drives a forecast, as
// the part that the dashboard loads when it has not been computed before, or as
// a page.
func (s *Server) getDrives(c echo.Context) error {
	horizon, err := intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon)
	if err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	all, err := drives(c, live, segmentParam(c), horizon)
	if err != nil {
		return err
	}
	page := views.DrivesPage(s.frame(c, live), all)
	if isPartial(c) {
		return s.render(c, http.StatusOK, page, views.DrivesPart)
	}
	return s.render(c, http.StatusOK, page)
}
