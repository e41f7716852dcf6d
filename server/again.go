package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/secret"
	"olist/store"
	accessview "olist/views/access"
)

// What a provider said of somebody counts for as long as Vouching.Lasts: then their
// session is over. From half of it a page that they open leads the browser past the
// provider, unseen, whose word of today lets the session last on; in all no longer
// than any session. So a role, or access, taken away there ends here.

// SessionsByProvider is how long a session lasts without the provider's word,
// unless the settings say otherwise, and the bounds of that.
const (
	SessionsByProvider      = time.Hour
	SessionsByProviderLeast = 5 * time.Minute
	SessionsByProviderMost  = sessionLasts
)

// againCookie holds from when on the provider is asked again, in Unix seconds. Who
// changes it gains nothing: the session ends all the same.
const againCookie = "olist_again"

// openVouched starts a session of somebody for whom the provider vouches or, where
// it was asked again for who has one, lets that last on.
func (s *Server) openVouched(c echo.Context, v store.Vouched, again bool) error {
	ctx, now := c.Request().Context(), s.opt.Clock()
	expires := now.Add(s.opt.Vouching.Lasts)
	due := strconv.FormatInt(now.Add(s.opt.Vouching.Lasts/2).Unix(), 10)
	if session := s.sessionOf(c); again && !session.Empty() {
		ends, err := s.store.ProlongSession(ctx, v, session, expires, sessionLasts)
		if err != nil {
			return err
		}
		if !ends.IsZero() {
			s.setCookie(c, sessionCookie, session.Reveal(), ends)
			s.setCookie(c, againCookie, due, ends)
			return nil
		}
	}
	err := s.openSession(c, expires, func(id, old secret.Text, expires time.Time) error {
		_, err := s.store.StartSessionVouched(ctx, v, id, old, expires)
		return err
	})
	if err == nil {
		s.setCookie(c, againCookie, due, expires)
	}
	return err
}

// forgetAgain is for who logs in by something else than the provider.
func (s *Server) forgetAgain(c echo.Context) {
	if looseCookie(c, againCookie) != "" {
		s.setCookie(c, againCookie, "", time.Unix(1, 0))
	}
}

// shutVouched ends the sessions of somebody whom the provider gives no role any more.
func (s *Server) shutVouched(ctx context.Context, v store.Vouched) error {
	defer s.ended.send()
	return s.store.EndSessionsVouched(ctx, v.Issuer, v.Subject)
}

// askAgain leads a browser past the provider when that is due. By a page and not a
// redirect: one that follows a form may not leave for another site (form-action).
func (s *Server) askAgain(then echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.provider == nil || !s.isDue(c) {
			return then(c)
		}
		s.setCookie(c, againCookie, "", time.Unix(1, 0)) // once: where the provider is gone, the session lasts to its end
		next := s.localPath(c.Request().URL.RequestURI())
		to, flow, err := s.provider.AskAgain(c.Request().Context(), s.publicAddress(c.Request(), providerBack))
		if err == nil {
			err = s.holdBegun(c, begun{Begun: flow, Next: next, Again: true})
		}
		if err != nil {
			s.log.WarnContext(c.Request().Context(), "the provider cannot be asked again", "cause", err)
			return then(c)
		}
		c.Response().Header().Set("Cache-Control", "no-store")
		c.Response().Header().Set("Refresh", "0; url="+to)
		live, _ := s.training.Live()
		frame := s.frame(c, live)
		return s.render(c, http.StatusOK, accessview.AgainPage(accessview.Again{Frame: frame, Provider: s.issuerName(frame.Text, s.provider.Issuer), Next: next}))
	}
}

// isDue reports whether a request opens a page, of somebody for whom the provider is
// to be asked again.
func (s *Server) isDue(c echo.Context) bool {
	r := c.Request()
	due, err := strconv.ParseInt(looseCookie(c, againCookie), 10, 64)
	if err != nil || s.opt.Clock().Unix() < due || r.Method != http.MethodGet || strings.HasPrefix(c.Path(), "/login") {
		return false
	}
	mode, dest := r.Header.Get("Sec-Fetch-Mode"), r.Header.Get("Sec-Fetch-Dest")
	if mode != "" && mode != "navigate" || dest != "" && dest != "document" || r.Header.Get("HX-Request") != "" || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		return false
	}
	p := principalOf(c)
	return p.Person != "" && !p.session.Empty()
}
