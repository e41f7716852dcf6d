package server

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/time/rate"

	"olist/secret"
	"olist/store/fault"
)

const sessionLasts = 12 * time.Hour

// login checks a password and starts a session with a new secret id, so that one
// set before the login is worth nothing after it.
func (s *Server) login(c echo.Context, password secret.Text) error {
	if s.opt.AdminPassword.Empty() {
		return fault.New(fault.CodeForbidden, "There is no password to log in with: start with OLIST_ADMIN_PASSWORD set.")
	}
	if !s.logins.allow(c.RealIP(), s.opt.Clock()) {
		return fault.New(fault.CodeRateLimited, "Too many attempts. Wait a minute and try again.")
	}
	if !samePassword(s.opt.AdminPassword, password) {
		s.log.Warn("login refused", "from", c.RealIP())
		return &fault.Error{Code: fault.CodeUnauthorized, Field: "password", Message: "This is not the password."}
	}
	var old secret.Text
	if cookie, err := c.Cookie(sessionCookie); err == nil {
		old = secret.Of(cookie.Value)
	}
	session, expires := secret.New(""), s.opt.Clock().Add(sessionLasts)
	if err := s.store.StartSession(c.Request().Context(), "admin", session, old, expires); err != nil {
		return err
	}
	c.SetCookie(s.cookie(c, session.Reveal(), expires))
	s.log.Info("logged in", "from", c.RealIP())
	return nil
}

// logout ends the session, here and in the database.
func (s *Server) logout(c echo.Context) error {
	cookie, err := c.Cookie(sessionCookie)
	if err != nil {
		return nil // not logged in
	}
	c.SetCookie(s.cookie(c, "", time.Unix(1, 0)))
	return s.store.EndSession(c.Request().Context(), principalOf(c).Name, secret.Of(cookie.Value))
}

func (s *Server) cookie(c echo.Context, value string, expires time.Time) *http.Cookie {
	return &http.Cookie{
		Name: sessionCookie, Value: value, Path: "/", Expires: expires, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: overTLS(c),
	}
}

// samePassword compares in constant time; the configured one may be a bcrypt
// hash.
func samePassword(configured, given secret.Text) bool {
	want, got := []byte(configured.Reveal()), []byte(given.Reveal())
	if bytes.HasPrefix(want, []byte("$2")) {
		return bcrypt.CompareHashAndPassword(want, got) == nil
	}
	a, b := sha256.Sum256(want), sha256.Sum256(got)
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// attempts bounds log-ins: five at once and then one in twelve seconds from an
// address, six times that from all together.
type attempts struct {
	mu     sync.Mutex
	all    *rate.Limiter
	byAddr map[string]*rate.Limiter
}

const addressesMost = 10_000

func newAttempts() *attempts {
	return &attempts{all: rate.NewLimiter(rate.Every(2*time.Second), 30), byAddr: map[string]*rate.Limiter{}}
}

func (a *attempts) allow(addr string, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	l, ok := a.byAddr[addr]
	if !ok {
		if len(a.byAddr) >= addressesMost {
			clear(a.byAddr) // the limit over all still holds
		}
		l = rate.NewLimiter(rate.Every(12*time.Second), 5)
		a.byAddr[addr] = l
	}
	return l.AllowN(now, 1) && a.all.AllowN(now, 1)
}
