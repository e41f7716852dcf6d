package server

import (
	"bytes"
	"fmt"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// render draws a component into a buffer first, so that a failure is an error
// page and not half a page; then sends it. A fragment name draws that part
// alone.
func (s *Server) render(c echo.Context, status int, page templ.Component, fragments ...any) error {
	var buf bytes.Buffer
	var err error
	ctx := c.Request().Context()
	if len(fragments) > 0 {
		err = templ.RenderFragments(ctx, &buf, page, fragments...)
	} else {
		err = page.Render(ctx, &buf)
	}
	if err != nil {
		return fmt.Errorf("server: render: %w", err)
	}
	c.Response().Header().Add("Vary", "HX-Request")
	return c.HTMLBlob(status, buf.Bytes())
}

// isPartial reports whether htmx asks for a part of the page.
func isPartial(c echo.Context) bool { return c.Request().Header.Get("HX-Request") == "true" }

// renderProblem is an error for people.
func (s *Server) renderProblem(c echo.Context, status int, p Problem) error {
	return c.String(status, p.Message)
}
