package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// getHealth says that the process is alive and nothing more.
func (s *Server) getHealth(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// getReady says whether a model serves and the database answers.
func (s *Server) getReady(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	if err := s.store.Ping(c.Request().Context()); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"status": "ready", "model": live.Model.ID})
}
