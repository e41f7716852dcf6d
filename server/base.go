package server

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// Below a path of a host that others share (https://example.com/sales/), pages
// are written as if they stood at its top; the path is put before every address
// here, on the way out, and taken off on the way in.

// linked is how an address of ours begins in a page: a quoted attribute, which
// no text can hold, since its quotes are escaped.
var linked = regexp.MustCompile(` (?:(?:href|src|action|formaction|hx-get|hx-post|hx-sse:connect|data-(?:health|library|from))|name="(?:back|next)" value)="/`)

// below puts the base before all addresses of a page, or of a part of one.
func (s *Server) below(page []byte) []byte {
	if s.base == "" {
		return page
	}
	return linked.ReplaceAllFunc(page, func(found []byte) []byte {
		return slices.Concat(found[:len(found)-1], []byte(s.base+"/"))
	})
}

// underBase takes the base off what is asked, where a proxy has left it on, and
// puts it before where an answer leads.
func (s *Server) underBase(next echo.HandlerFunc) echo.HandlerFunc {
	if s.base == "" {
		return next
	}
	return func(c echo.Context) error {
		h := c.Response().Header()
		c.Response().Before(func() {
			if to := h.Get("Location"); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
				h.Set("Location", s.base+to)
			}
		})
		u := c.Request().URL
		if u.Path == s.base && (c.Request().Method == http.MethodGet || c.Request().Method == http.MethodHead) {
			return c.Redirect(http.StatusMovedPermanently, "/") // the links of a page without the slash would be the same, but its cookies are not
		}
		u.Path = s.withoutBase(u.Path)
		u.RawPath = s.withoutBase(u.RawPath)
		return next(c)
	}
}

func (s *Server) withoutBase(path string) string {
	if rest, ok := strings.CutPrefix(path, s.base+"/"); ok && s.base != "" {
		return "/" + rest
	}
	return path
}
