package server

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"

	"olist/message"
	"olist/secret"
	"olist/server/identity"
	"olist/store"
	"olist/store/fault"
	"olist/views/text"
)

// hashOfNobody is compared with where there is no hash: that takes as long. It is
// bcrypt's published test vector, of the cost that we use.
const hashOfNobody = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"

// chosenMost bounds what a person may choose, in bytes.
const chosenMost = 1024

// hashOfChosen is the hash of a password that a person has chosen. Returns
// CodeInvalid for one that is too short or too long.
func hashOfChosen(field string, password secret.Text) (string, error) {
	if utf8.RuneCountInString(password.Reveal()) < passwordLetters || len(password.Reveal()) > chosenMost {
		return "", fault.Invalid(field, message.ChosenShort.With(passwordLetters))
	}
	return hashOf(password)
}

// isTheirs reports whether the password is the person's; of one who has none or
// may not log in, it takes as long to say no.
func isTheirs(p store.Person, password secret.Text) bool {
	hash := p.Hash
	if hash == "" || !p.OffAt.IsZero() {
		hash = hashOfNobody
	}
	return bcrypt.CompareHashAndPassword([]byte(hash), digested(password)) == nil && hash == p.Hash
}

// somebodyLogsIn reports whether there is a person who may log in by a password; a database that
// cannot tell has none.
func (s *Server) somebodyLogsIn(ctx context.Context) bool {
	is, err := remembered(s, "somebody", func() (bool, error) { return s.store.SomebodyLogsIn(ctx) })
	return err == nil && is && !s.opt.NoPasswords
}

// ways are those that lead in here. Somebody administers who is no person where
// there is the server's password, or the desk.
func (s *Server) ways() store.Ways {
	w := store.Ways{Spare: s.deskExists() || !s.opt.AdminPassword.Empty() && !s.opt.NoPasswords, Own: !s.opt.NoPasswords, Follow: len(s.opt.Vouching.Roles) > 0}
	switch {
	case s.provider != nil:
		w.Issuer = s.provider.Issuer
	case s.opt.Vouching.Header != "":
		w.Issuer = store.ByProxy
	}
	return w
}

// issuerName is what people are told who vouches for somebody; "" for nobody.
func (s *Server) issuerName(l text.Locale, issuer string) string {
	switch {
	case issuer == store.ByProxy:
		return l.T(text.PersonByProxy)
	case s.provider != nil && issuer == s.provider.Issuer:
		return cmp.Or(s.opt.Vouching.Name, s.provider.Host())
	}
	return identity.HostOf(issuer)
}

// person is what is said of one, and the way in where one has just been made.
type person struct {
	Person store.Person `json:"person"`
	Link   string       `json:"link,omitempty"`
}

// nameParam is the person that the path names.
func nameParam(c echo.Context) string {
	if name, err := url.PathUnescape(c.Param("id")); err == nil {
		return name
	}
	return c.Param("id")
}

// linkTo is the address of a page that a secret opens: where the browser that asks
// reaches us.
func (s *Server) linkTo(c echo.Context, path string, key secret.Text) string {
	u := url.URL{Scheme: "http", Host: c.Request().Host, Path: s.base + path, RawQuery: url.Values{"key": {key.Reveal()}}.Encode()}
	if s.isSecure(c.Request()) {
		u.Scheme = "https"
	}
	if public := s.publicURL(c.Request()); public != nil {
		u.Host = public.Host
	}
	return u.String()
}

func (s *Server) addPerson(c echo.Context, name string, role store.Role) (person, error) {
	key := secret.New("")
	p, err := s.store.AddPerson(c.Request().Context(), principalOf(c).Name, name, role, key)
	return person{p, s.linkTo(c, "/join", key)}, err
}

func (s *Server) resetPerson(c echo.Context) (person, error) {
	defer s.ended.send()
	key := secret.New("")
	p, err := s.store.ResetPerson(c.Request().Context(), principalOf(c).Name, nameParam(c), key)
	return person{p, s.linkTo(c, "/join", key)}, err
}

func (s *Server) setRole(c echo.Context, role store.Role) (person, error) {
	defer s.ended.send()
	p, err := s.store.SetRole(c.Request().Context(), principalOf(c).Name, nameParam(c), role, s.ways())
	return person{Person: p}, err
}

func (s *Server) switchPerson(c echo.Context, off bool) (person, error) {
	defer s.ended.send()
	p, err := s.store.SwitchPerson(c.Request().Context(), principalOf(c).Name, nameParam(c), off, s.ways())
	return person{Person: p}, err
}

// sessions are those that who asks may see, and end: all of them, or their own.
func (s *Server) sessions(c echo.Context) ([]store.Session, error) {
	all, err := s.store.Sessions(c.Request().Context())
	whose := ownSessions(principalOf(c))
	seen := []store.Session{}
	for _, k := range all {
		if whose == nil || k.Person == *whose {
			seen = append(seen, k)
		}
	}
	return seen, err
}

// ownSessions names whose sessions alone somebody sees, or nil for all.
func ownSessions(p principal) *string {
	if p.May.has(admin) {
		return nil
	}
	return &p.Person
}

func (s *Server) endSession(c echo.Context) error {
	defer s.ended.send()
	p := principalOf(c)
	return s.store.EndSessionCalled(c.Request().Context(), p.Name, c.Param("id"), ownSessions(p))
}

// getPeople answers GET /api/v1/people.
func (s *Server) getPeople(c echo.Context) error {
	people, err := s.store.People(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"people": people})
}

// postPerson answers POST /api/v1/people: the one time that the link is shown.
func (s *Server) postPerson(c echo.Context) error {
	var body struct {
		Name string     `json:"name"`
		Role store.Role `json:"role"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	return answerPerson(c)(s.addPerson(c, body.Name, body.Role))
}

// postPersonRole answers POST /api/v1/people/{id}/role.
func (s *Server) postPersonRole(c echo.Context) error {
	var body struct {
		Role store.Role `json:"role"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	return answerPerson(c)(s.setRole(c, body.Role))
}

// postPersonSwitch answers POST /api/v1/people/{id}/switch.
func (s *Server) postPersonSwitch(c echo.Context) error {
	body := struct {
		Off bool `json:"off"`
	}{Off: true}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	return answerPerson(c)(s.switchPerson(c, body.Off))
}

// postPersonReset answers POST /api/v1/people/{id}/reset.
func (s *Server) postPersonReset(c echo.Context) error { return answerPerson(c)(s.resetPerson(c)) }

func answerPerson(c echo.Context) func(person, error) error {
	return func(p person, err error) error {
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, p)
	}
}

// getSessions answers GET /api/v1/sessions.
func (s *Server) getSessions(c echo.Context) error {
	seen, err := s.sessions(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"sessions": seen})
}

// postSessionEnd answers POST /api/v1/sessions/{id}/end.
func (s *Server) postSessionEnd(c echo.Context) error {
	if err := s.endSession(c); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]bool{"ended": true})
}
