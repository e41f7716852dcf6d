package server

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/store"
)

// getHealth says that the process is alive and nothing more.
func (s *Server) getHealth(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// getReady says whether a model serves, the database answers and a change can
// be kept.
func (s *Server) getReady(c echo.Context) error {
	if lost := s.store.Lost(); len(lost) > 0 {
		return store.LostMessage(lost)
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	err = s.store.Ping(ctx)
	if store.IsAway(err) && s.opt.ReadyWithout {
		return c.JSON(http.StatusOK, map[string]string{"status": "reading", "model": live.Model.ID, "database": "away"})
	}
	if err != nil {
		return err
	}
	if err := s.store.Writable(ctx); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"status": "ready", "model": live.Model.ID})
}

// without lets a page do without what it only shows beside: an error that tells
// of a damaged database is none then, or of one that is away, since the banner says what is missing.
func (s *Server) without(ctx context.Context, err error) error {
	if store.IsAway(err) || s.store.Suspect(ctx, err) {
		return nil
	}
	return err
}
