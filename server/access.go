package server

import (
	"github.com/labstack/echo/v4"

	"olist/store/fault"
)

// access says who may use a route.
type access int

const (
	open  access = iota // anybody who can reach the address
	admin               // loopback without a password, or who has proved to know it
)

// principal is who asks.
type principal struct {
	Name  string // what the log of acts calls them
	Admin bool
}

const principalKey = "principal"

// identify finds out who asks. On loopback without a password everybody is the
// person at the desk.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		p := principal{Name: "nobody"}
		if s.loopback && s.opt.AdminPassword == "" {
			p = principal{Name: "local", Admin: true}
		}
		c.Set(principalKey, p)
		return next(c)
	}
}

func principalOf(c echo.Context) principal {
	p, _ := c.Get(principalKey).(principal)
	return p
}

// require guards a route.
func (s *Server) require(a access, next echo.HandlerFunc) echo.HandlerFunc {
	if a == open {
		return next
	}
	return func(c echo.Context) error {
		if principalOf(c).Admin {
			return next(c)
		}
		if s.opt.AdminPassword == "" {
			return fault.New(fault.CodeForbidden, "Administering is closed on this address: start with OLIST_ADMIN_PASSWORD set.")
		}
		return fault.New(fault.CodeUnauthorized, "Log in to administer.")
	}
}
