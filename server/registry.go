package server

import (
	"io"
	"os"

	"github.com/labstack/echo/v4"

	"olist/store"
	"olist/training"
)

// uploadModel takes a model file, as a form's file or as the body, into the
// registry.
func (s *Server) uploadModel(c echo.Context, note string) (store.Model, error) {
	u, err := s.receive(c)
	if err != nil {
		return store.Model{}, err
	}
	defer u.Close()
	f, err := os.Open(u.path(0))
	if err != nil {
		return store.Model{}, err
	}
	defer f.Close()
	return s.training.Upload(c.Request().Context(), principalOf(c).Name, note, io.Reader(f))
}

// twoModels are the models that a comparison names: a, by default the live
// one, and b, by default the newest other one.
func (s *Server) twoModels(c echo.Context, models []store.Model) (a, b *training.Live, err error) {
	ids := [2]string{c.QueryParam("a"), c.QueryParam("b")}
	if ids[0] == "" {
		live, err := s.training.Live()
		if err != nil {
			return nil, nil, err
		}
		ids[0] = live.Model.ID
	}
	for _, m := range models {
		if ids[1] == "" && m.ID != ids[0] {
			ids[1] = m.ID
		}
	}
	if ids[1] == "" {
		ids[1] = ids[0] // there is no other
	}
	ctx := c.Request().Context()
	if a, err = s.training.Snapshot(ctx, ids[0]); err != nil {
		return nil, nil, err
	}
	b, err = s.training.Snapshot(ctx, ids[1])
	return a, b, err
}
