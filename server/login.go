package server

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/netip"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/time/rate"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

const sessionLasts = 12 * time.Hour

// login checks a password and starts a session.
func (s *Server) login(c echo.Context, password secret.Text) error {
	if s.opt.AdminPassword.Empty() {
		return fault.New(fault.CodeForbidden, message.NoPassword.With())
	}
	return s.letIn(c, "admin", func() bool { return samePassword(s.opt.AdminPassword, password) })
}

// loginByLink takes the key of the link that the start printed; the log gets
// the next link.
func (s *Server) loginByLink(c echo.Context, key secret.Text) error {
	if !s.deskExists() || isForwarded(c.Request()) {
		return fault.New(fault.CodeForbidden, message.NoPassword.With())
	}
	if err := s.letIn(c, "local", func() bool { return s.deskKey.take(key) }); err != nil {
		return err
	}
	s.printDeskLink()
	return nil
}

// letIn starts a session with a new secret id for who passes the check, so that
// one set before the login is worth nothing after it.
func (s *Server) letIn(c echo.Context, name string, check func() bool) error {
	if !s.logins.allow(limited(c.RealIP()), s.opt.Clock()) {
		return fault.New(fault.CodeRateLimited, message.TooManyAttempts.With())
	}
	if !check() {
		s.log.Warn("login refused", "from", c.RealIP())
		return &fault.Error{Code: fault.CodeUnauthorized, Field: "password", Message: message.WrongPassword.With()}
	}
	old := secret.Of(looseCookie(c, sessionCookie))
	session, expires := secret.New(""), s.opt.Clock().Add(sessionLasts)
	if err := s.store.StartSession(c.Request().Context(), name, session, old, expires); err != nil {
		return err
	}
	s.ended.send()
	s.setCookie(c, sessionCookie, session.Reveal(), expires)
	s.log.Info("logged in", "from", c.RealIP())
	return nil
}

// logout ends the session, here and in the database, and its streams.
func (s *Server) logout(c echo.Context) error {
	session := s.sessionOf(c)
	if session.Empty() {
		return nil // not logged in
	}
	s.setCookie(c, sessionCookie, "", time.Unix(1, 0))
	defer s.ended.send()
	return s.store.EndSession(c.Request().Context(), principalOf(c).Name, session)
}

// samePassword compares in constant time; the configured one may be a bcrypt
// hash.
func samePassword(configured, given secret.Text) bool {
	want, got := []byte(configured.Reveal()), []byte(given.Reveal())
	if isHash(configured) {
		return bcrypt.CompareHashAndPassword(want, got) == nil
	}
	a, b := sha256.Sum256(want), sha256.Sum256(got)
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// attempts bounds log-ins: five at once and then one in twelve seconds from a
// client, six times that from all together.
type attempts struct {
	mu       sync.Mutex
	all      *rate.Limiter
	byClient map[string]*rate.Limiter
}

const addressesMost = 10_000

// limited is what counts as one client: an address or, as whoever has one of IPv6
// has the 64 bits after its network, that network.
func limited(addr string) string {
	if ip := addrOf(addr); ip.Is6() {
		return netip.PrefixFrom(ip, 64).Masked().String()
	}
	return addr
}

func newAttempts() *attempts {
	return &attempts{all: rate.NewLimiter(rate.Every(2*time.Second), 30), byClient: map[string]*rate.Limiter{}}
}

func (a *attempts) allow(client string, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	l, ok := a.byClient[client]
	if !ok {
		if len(a.byClient) >= addressesMost {
			clear(a.byClient) // the limit over all still holds
		}
		l = rate.NewLimiter(rate.Every(12*time.Second), 5)
		a.byClient[client] = l
	}
	return l.AllowN(now, 1) && a.all.AllowN(now, 1)
}
