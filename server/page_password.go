package server

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	accessview "olist/views/access"
)

// ownPassword is who asks, with the password that they may change; the zero
// person where they have none of their own.
func (s *Server) ownPassword(c echo.Context) (store.Person, error) {
	who := principalOf(c)
	if who.Person == "" {
		return store.Person{}, nil
	}
	p, err := s.store.Person(c.Request().Context(), who.Person)
	if err != nil || p.Hash == "" {
		return store.Person{}, err
	}
	return p, nil
}

// changePassword puts chosen in the place of the password until now, which whoever
// sits before an open session does not know. Attempts are counted as log-ins are.
func (s *Server) changePassword(c echo.Context, now, chosen secret.Text) error {
	p, err := s.ownPassword(c)
	switch {
	case err != nil:
		return err
	case p.Name == "":
		return fault.New(fault.CodeConflict, message.NoPasswordOfOwn.With())
	case !s.logins.allow(c.Request().Context(), limited(c.RealIP()), p.Name, s.opt.Clock()):
		return &fault.Error{Code: fault.CodeRateLimited, Field: "password", Message: message.TooManyAttempts.With()}
	case !isTheirs(p, now):
		s.log.WarnContext(c.Request().Context(), "change of a password refused", "from", c.RealIP())
		return &fault.Error{Code: fault.CodeUnauthorized, Field: "password", Message: message.WrongPassword.With()}
	}
	hash, err := hashOfChosen("chosen", chosen)
	if err != nil {
		return err
	}
	defer s.ended.send()
	return s.store.Rechoose(c.Request().Context(), p, hash, principalOf(c).session)
}

// getPasswordPage answers GET /admin/password.
func (s *Server) getPasswordPage(c echo.Context) error {
	return s.renderPassword(c, http.StatusOK, accessview.Password{})
}

// postPasswordPage answers POST /admin/password: that it is done, or the form with
// what is wrong. A wrong password until now ends no session, so it is no 401.
func (s *Server) postPasswordPage(c echo.Context) error {
	form := c.Request().PostForm
	err := s.changePassword(c, secret.Of(form.Get("password")), secret.Of(form.Get("chosen")))
	if err == nil {
		return s.renderPassword(c, http.StatusOK, accessview.Password{Done: true})
	}
	f, known := errors.AsType[*fault.Error](err)
	if !known || f.Field == "" {
		return err
	}
	status := statusOf[f.Code]
	if f.Code == fault.CodeUnauthorized {
		status = http.StatusUnprocessableEntity
	}
	return s.renderPassword(c, status, accessview.Password{Problem: map[string]string{f.Field: messageOf(c, err)}})
}

func (s *Server) renderPassword(c echo.Context, status int, page accessview.Password) error {
	p, err := s.ownPassword(c)
	if err != nil {
		return err
	}
	live, _ := s.training.Live()
	page.Frame, page.Name = s.frame(c, live), p.Name
	return s.render(c, status, accessview.PasswordPage(page))
}
