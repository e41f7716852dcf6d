package server

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

// principal is who asks.
type principal struct {
	Name   string // what the log of acts calls them
	Person string // who logged in by a name of their own, or ""
	May    access
	CSRF   string // what a form of theirs must carry; "" where nothing is needed

	session, token secret.Text // what they showed; at most one
	vouched        bool        // a trusted proxy named them
	asked          time.Time   // when, with the groups of then
	refused        error       // why who is named by it is let in nowhere
}

// isKnown reports whether they have shown who they are.
func (p principal) isKnown() bool { return p.vouched || !p.session.Empty() || !p.token.Empty() }

var nobody = principal{Name: "nobody"}

const (
	principalKey  = "principal"
	sessionCookie = "olist_session"
	csrfHeader    = "X-CSRF-Token"
	csrfField     = "csrf"
)

// identify finds out who asks: a token (programs), a session (people), the desk
// itself on loopback without a password, or nobody. Who shows a token or a session
// that lasts has its rights and no others, wherever they ask from. A wrong token is
// refused at once; an ended session is nobody. The desk is looked for only once a
// handler wants to know, since that asks the system.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := s.principal(c)
		if err != nil {
			return err
		}
		c.Set(principalKey, sync.OnceValue(func() principal {
			if !p.isKnown() && s.isDesk(c.Request()) {
				return principal{Name: "local", May: all}
			}
			return p
		}))
		return next(c)
	}
}

// principal is who shows a token, is named by a trusted proxy, or shows a session
// that lasts; else nobody. Bound wide without a password or a person neither
// counts: then nobody administers.
func (s *Server) principal(c echo.Context) (principal, error) {
	ctx := c.Request().Context()
	if key, shown := bearerOf(c.Request()); shown {
		token, err := remembered(s, "token "+key.Sum(), func() (store.Token, error) { return s.store.UseToken(ctx, key) })
		if err != nil || s.isClosed(ctx) {
			return nobody, err
		}
		return principal{Name: "token " + token.Name, May: grantsOfScope[token.Scope], token: key}, nil
	}
	if p, named, err := s.byHeader(c.Request()); named || err != nil {
		return p, err
	}
	session := s.sessionOf(c)
	if session.Empty() {
		return nobody, nil
	}
	person, err := remembered(s, "session "+session.Sum(), func() (store.Person, error) { return s.store.UseSession(ctx, session) })
	if fault.CodeOf(err) == fault.CodeUnauthorized {
		return nobody, nil
	}
	if err != nil || person.Name == "" && !s.takesNameless(c.Request()) {
		return nobody, err
	}
	p := s.sessionPrincipal(person)
	p.CSRF, p.session = csrfToken(session), session
	return p, nil
}

// bearerOf is the token that a request shows; the scheme's capitals count nothing
// (RFC 9110, 11.1).
func bearerOf(r *http.Request) (key secret.Text, shown bool) {
	for _, given := range r.Header.Values("Authorization") {
		if scheme, rest, _ := strings.Cut(given, " "); strings.EqualFold(scheme, "Bearer") {
			return secret.Of(strings.TrimSpace(rest)), true
		}
	}
	return secret.Text{}, false
}

// takesNameless reports whether a session without a name counts: of the server's
// password, or of the desk where no proxy is between. One of a desk that is no
// more opens nothing.
func (s *Server) takesNameless(r *http.Request) bool {
	return !s.opt.AdminPassword.Empty() || s.deskExists() && !s.isForwarded(r)
}

// sessionPrincipal is who has a session: a person, or who knows the password or
// came by the link of the start.
func (s *Server) sessionPrincipal(p store.Person) principal {
	switch {
	case p.Name != "":
		return principal{Name: p.Name, Person: p.Name, May: grantsOfRole[p.Role]}
	case s.deskExists():
		return principal{Name: "local", May: all}
	}
	return principal{Name: "admin", May: all}
}

// isClosed reports whether nobody can log in on an address that others reach.
func (s *Server) isClosed(ctx context.Context) bool {
	return s.isWide() && !s.hasDoor(ctx)
}

// hasDoor reports whether there is a way to log in.
func (s *Server) hasDoor(ctx context.Context) bool {
	return !s.opt.AdminPassword.Empty() || s.opt.Vouching.isSet() || s.somebodyLogsIn(ctx)
}

// isStillIn reports whether who asked may still do so: a stream outlives neither
// a logout, nor a revoked token, nor another role.
func (s *Server) isStillIn(ctx context.Context, p principal) bool {
	switch {
	case !p.token.Empty():
		_, err := s.store.UseToken(ctx, p.token)
		return err == nil
	case p.vouched:
		person, err := s.store.Person(ctx, p.Person)
		return err == nil && person.OffAt.IsZero() && grantsOfRole[person.Role] == p.May && s.opt.Clock().Sub(p.asked) < streamOfVouched
	case !p.session.Empty():
		person, err := s.store.Session(ctx, p.session)
		return err == nil && s.sessionPrincipal(person).May == p.May
	}
	return true
}

// streamOfVouched is how long a stream lasts of whom a proxy names: the next, which
// browsers begin by themselves, comes with the groups of then.
const streamOfVouched = 10 * time.Minute

// principalOf is who asks, or nobody where no one has looked.
func principalOf(c echo.Context) principal {
	if who, ok := c.Get(principalKey).(func() principal); ok {
		return who()
	}
	return nobody
}

// require guards a route. A change asked with a session must carry the
// session's own token beside the cookie. What not everybody sees stays in no
// cache, refusals included: the next person at this browser is another.
func (s *Server) require(need access, next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		change := isChange(c.Request().Method)
		if need == open || !change && s.everybody(c.Request()).has(need) {
			return next(c)
		}
		c.Response().Header().Set("Cache-Control", "no-store")
		p := principalOf(c)
		if !p.May.has(need) {
			return s.refusal(c.Request().Context(), p, need)
		}
		if p.CSRF != "" && change && !hmac.Equal([]byte(p.CSRF), []byte(givenCSRF(c))) {
			return fault.New(fault.CodeForbidden, message.FormExpired.With())
		}
		return next(c)
	}
}

// refusal says to who may not do something what would help.
func (s *Server) refusal(ctx context.Context, p principal, need access) error {
	switch {
	case p.refused != nil:
		return p.refused
	case p.isKnown():
		return fault.New(fault.CodeForbidden, message.BeyondRole.With())
	case s.deskExists() && !s.somebodyLogsIn(ctx):
		return fault.New(fault.CodeForbidden, message.OnlyTheDesk.With())
	case s.isClosed(ctx) && need.has(reads):
		return fault.New(fault.CodeForbidden, message.ReadingClosed.With())
	case need.has(reads):
		return fault.New(fault.CodeUnauthorized, message.LogInToRead.With())
	case s.isClosed(ctx):
		return fault.New(fault.CodeForbidden, message.AdministeringClosed.With())
	}
	return fault.New(fault.CodeUnauthorized, message.LogInFirst.With())
}

func isChange(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// givenCSRF is the token of the header, of a form that was received
// whole, or the first field of a form with files.
func givenCSRF(c echo.Context) string {
	if v := c.Request().Header.Get(csrfHeader); v != "" {
		return v
	}
	if form := c.Request().PostForm; form != nil {
		return form.Get(csrfField)
	}
	if isMultipart(c) {
		return firstField(c, csrfField)
	}
	return ""
}

// csrfToken derives a session's form token from its secret, so that it changes
// with every login.
func csrfToken(session secret.Text) string {
	mac := hmac.New(sha256.New, []byte(session.Reveal()))
	mac.Write([]byte("csrf"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
