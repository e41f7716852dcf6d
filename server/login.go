package server

import (
	"context"
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
	"olist/store"
	"olist/store/fault"
)

const sessionLasts = 12 * time.Hour

// login checks a password, of a person or, without a name, the server's own, and
// starts a session. What is refused says the same, and takes as long, whether
// there is a person of that name or not.
func (s *Server) login(c echo.Context, name string, password secret.Text) error {
	ctx, name := c.Request().Context(), store.PersonName(name)
	switch {
	case s.opt.NoPasswords:
		return fault.New(fault.CodeForbidden, message.NoPasswords.With())
	case !s.hasDoor(ctx):
		return fault.New(fault.CodeForbidden, message.NoPassword.With())
	}
	if name == "" {
		return s.letIn(c, "", s.startSession(c, "admin"), func() (bool, error) {
			return !s.opt.AdminPassword.Empty() && samePassword(s.opt.AdminPassword, password), nil
		})
	}
	var p store.Person
	start := func(id, old secret.Text, expires time.Time) error {
		return s.store.StartSessionOf(ctx, p, id, old, expires)
	}
	return s.letIn(c, name, start, func() (is bool, err error) {
		if p, err = s.store.Person(ctx, name); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
			return false, err
		}
		return isTheirs(p, password), nil
	})
}

// startSession starts one of nobody by name.
func (s *Server) startSession(c echo.Context, actor string) sessionStart {
	return func(id, old secret.Text, expires time.Time) error {
		return s.store.StartSession(c.Request().Context(), actor, id, old, expires)
	}
}

// loginByLink takes the key of the link that the start printed; the log gets
// the next link.
func (s *Server) loginByLink(c echo.Context, key secret.Text) error {
	if !s.deskExists() || s.isForwarded(c.Request()) {
		return fault.New(fault.CodeForbidden, message.NoPassword.With())
	}
	err := s.letIn(c, "", s.startSession(c, "local"), func() (bool, error) { return s.deskKey.take(key), nil })
	if err != nil {
		return err
	}
	s.printDeskLink()
	return nil
}

// join takes the link by which a person chooses a password.
func (s *Server) join(c echo.Context, link, chosen secret.Text) error {
	ctx := c.Request().Context()
	if s.opt.NoPasswords {
		return fault.New(fault.CodeForbidden, message.NoPasswords.With())
	}
	var hash string
	start := func(id, old secret.Text, expires time.Time) error {
		return s.store.Join(ctx, link, hash, id, old, expires)
	}
	return s.letIn(c, "", start, func() (bool, error) {
		_, err := s.store.Invited(ctx, link)
		if err == nil {
			hash, err = hashOfChosen("password", chosen)
		}
		return err == nil, err
	})
}

type sessionStart func(id, old secret.Text, expires time.Time) error

// letIn starts a session with a new secret id for who passes the check, so that
// one set before the login is worth nothing after it.
func (s *Server) letIn(c echo.Context, name string, start sessionStart, check func() (bool, error)) error {
	if !s.logins.allow(c.Request().Context(), limited(c.RealIP()), name, s.opt.Clock()) {
		return fault.New(fault.CodeRateLimited, message.TooManyAttempts.With())
	}
	is, err := check()
	if err != nil {
		return err
	}
	if !is {
		s.log.WarnContext(c.Request().Context(), "login refused", "from", c.RealIP())
		return &fault.Error{Code: fault.CodeUnauthorized, Field: "password", Message: message.WrongPassword.With()}
	}
	s.forgetAgain(c)
	return s.openSession(c, s.opt.Clock().Add(sessionLasts), start)
}

// openSession starts a session for who has shown who they are.
func (s *Server) openSession(c echo.Context, expires time.Time, start sessionStart) error {
	old, session := secret.Of(looseCookie(c, sessionCookie)), secret.New("")
	if err := start(session, old, expires); err != nil {
		return err
	}
	s.ended.send()
	s.setCookie(c, sessionCookie, session.Reveal(), expires)
	s.log.InfoContext(c.Request().Context(), "logged in", "from", c.RealIP())
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
// client, ten and then one in six for a name, from wherever, and six times that of
// a client from all together.
type attempts struct {
	shared *store.Store // where several programs count together; nil for here

	mu       sync.Mutex
	all      *rate.Limiter
	byClient limits
	byName   limits
}

// limits are those of each of many, bounded: the one over all holds where they
// begin anew.
type limits struct {
	every time.Duration
	burst int
	of    map[string]*rate.Limiter
}

const (
	limitsMost = 10_000
	nameMost   = 60 // letters that a limit is kept by
)

func (l *limits) allow(who string, now time.Time) bool {
	if l.of[who] == nil {
		if len(l.of) >= limitsMost {
			clear(l.of)
		}
		l.of[who] = rate.NewLimiter(rate.Every(l.every), l.burst)
	}
	return l.of[who].AllowN(now, 1)
}

// limited is what counts as one client: an address or, as whoever has one of IPv6
// has the 64 bits after its network, that network.
func limited(addr string) string {
	if ip := addrOf(addr); ip.Is6() {
		return netip.PrefixFrom(ip, 64).Masked().String()
	}
	return addr
}

func newAttempts() *attempts {
	return &attempts{all: rate.NewLimiter(rate.Every(2*time.Second), 30),
		byClient: limits{12 * time.Second, 5, map[string]*rate.Limiter{}},
		byName:   limits{6 * time.Second, 10, map[string]*rate.Limiter{}}}
}

// allow counts an attempt of a client and, where there is one, for a name.
func (a *attempts) allow(ctx context.Context, client, name string, now time.Time) bool {
	if a.shared != nil {
		return a.allowShared(ctx, client, name, now)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.byClient.allow(client, now) && (name == "" || a.byName.allow(name[:min(nameMost, len(name))], now)) && a.all.AllowN(now, 1)
}

// allowShared is allow by the database; where that cannot count, nobody can log in.
func (a *attempts) allowShared(ctx context.Context, client, name string, now time.Time) bool {
	limits := []store.Limit{{Who: "client " + client, Every: a.byClient.every, Burst: a.byClient.burst}}
	if name != "" {
		limits = append(limits, store.Limit{Who: "name " + name[:min(nameMost, len(name))], Every: a.byName.every, Burst: a.byName.burst})
	}
	ok, err := a.shared.Attempt(ctx, now, append(limits, store.Limit{Who: "all", Every: 2 * time.Second, Burst: 30})...)
	return ok && err == nil
}
