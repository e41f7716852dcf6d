package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/secret"
)

// Behind TLS a cookie's name begins with __Host-, which a browser takes only
// from this very host, over TLS and for all of its paths: no neighbouring
// subdomain, and nobody on a plain line, can put one of theirs in its place.
// Below a path of a host that others share it is __Secure-. On a plain line
// (loopback, mostly) browsers refuse either, so the name stays bare.
func cookieName(name, path string, secure bool) string {
	switch {
	case !secure:
		return name
	case path == "/":
		return "__Host-" + name
	}
	return "__Secure-" + name
}

// setCookie gives the browser a cookie that scripts cannot read.
func (s *Server) setCookie(c echo.Context, name, value string, expires time.Time) {
	secure, path := s.isSecure(c.Request()), s.base+"/"
	c.SetCookie(&http.Cookie{
		Name: cookieName(name, path, secure), Value: value, Path: path, Expires: expires,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure,
	})
}

// sessionOf is the session that the browser shows, or the empty one. A bare
// cookie counts only where nothing shows that the line is secure: a proxy that
// adds no header does not show it, and there the prefixed one goes first.
func (s *Server) sessionOf(c echo.Context) secret.Text {
	return secret.Of(s.guardedCookie(c, sessionCookie))
}

// guardedCookie is what setCookie gave the browser, or "".
func (s *Server) guardedCookie(c echo.Context, name string) string {
	r := c.Request()
	names := []string{cookieName(name, s.base+"/", true)}
	if !s.isSecure(r) {
		names = append(names, name)
	}
	return firstCookie(r, names...)
}

// looseCookie is what the browser sent under any of the names, or "": for what
// needs no guard.
func looseCookie(c echo.Context, name string) string {
	return firstCookie(c.Request(), cookieName(name, "/", true), cookieName(name, "", true), name)
}

func firstCookie(r *http.Request, names ...string) string {
	for _, n := range names {
		if found, err := r.Cookie(n); err == nil {
			return found.Value
		}
	}
	return ""
}

// isSecure reports whether the browser speaks TLS, to us or to a proxy before
// us: which says so and is trusted, or is known by the public address that was asked.
func (s *Server) isSecure(r *http.Request) bool {
	if r.TLS != nil || s.opt.TrustedProxies.saysSecure(r) {
		return true
	}
	u := s.publicURL(r)
	return u != nil && u.Scheme == "https"
}

// publicAddress is where a browser that asked reaches a path of ours; the first
// stated public address where it is not known by which it asked.
func (s *Server) publicAddress(r *http.Request, path string) string {
	u := s.publicURL(r)
	if u == nil && len(s.opt.PublicURLs) > 0 {
		u = s.opt.PublicURLs[0]
	}
	if u == nil {
		return "http://" + r.Host + path
	}
	return strings.TrimSuffix(u.String(), "/") + path
}

// publicURL is the stated public address that a request was sent to: by its
// Host or, where a proxy put another in its place, by what a trusted one says or
// by the page that it comes from. Nil where it is none of them.
func (s *Server) publicURL(r *http.Request) *url.URL {
	for _, u := range s.opt.PublicURLs {
		if slices.ContainsFunc(s.opt.TrustedProxies.hosts(r), func(h string) bool { return strings.EqualFold(u.Hostname(), hostName(h)) }) {
			return u
		}
	}
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || origin.Host == "" {
		return nil
	}
	for _, u := range s.opt.PublicURLs {
		if u.Scheme == origin.Scheme && strings.EqualFold(u.Host, origin.Host) {
			return u
		}
	}
	return nil
}
