package server

import (
	"net/http"
	"net/http/pprof"

	"github.com/labstack/echo/v4"
)

// profiles are the routes of net/http/pprof, where the flag asks for them. A
// profile in seconds is read until it is there, or the asker goes.
func (s *Server) profiles() []route {
	if !s.opt.Profiles {
		return nil
	}
	of := func(path string, h http.HandlerFunc) route {
		return route{get, "/debug/pprof/" + path, admin, echo.WrapHandler(h), false}
	}
	return []route{of("", pprof.Index), of(":profile", pprof.Index), of("cmdline", pprof.Cmdline), of("profile", pprof.Profile), of("symbol", pprof.Symbol), of("trace", pprof.Trace)}
}
