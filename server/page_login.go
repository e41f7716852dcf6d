package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/secret"
	"olist/store/fault"
	"olist/views"
	"olist/views/text"
)

// getLogin answers GET /login?next=/admin.
func (s *Server) getLogin(c echo.Context) error {
	if principalOf(c).Admin {
		return c.Redirect(http.StatusSeeOther, localPath(c.QueryParam("next")))
	}
	return s.renderLogin(c, http.StatusOK, localPath(c.QueryParam("next")), "")
}

// postLogin answers POST /login: on to where the person wanted to go, or the
// form again with what is wrong.
func (s *Server) postLogin(c echo.Context) error {
	err := s.login(c, secret.Of(c.FormValue("password")))
	next := localPath(c.FormValue("next"))
	if err == nil {
		return c.Redirect(http.StatusSeeOther, next)
	}
	problem, known := map[fault.Code]text.Text{
		fault.CodeUnauthorized: text.LoginWrong, fault.CodeRateLimited: text.LoginLimited, fault.CodeForbidden: text.LoginClosed,
	}[fault.CodeOf(err)]
	if !known {
		return err
	}
	return s.renderLogin(c, statusOf[fault.CodeOf(err)], next, locale(c).T(problem))
}

func (s *Server) renderLogin(c echo.Context, status int, next, problem string) error {
	live, _ := s.training.Live() // one may log in before there is a model
	return s.render(c, status, views.LoginPage(views.Login{Frame: s.frame(c, live), Next: next, Problem: problem}))
}

// postLogout answers POST /logout.
func (s *Server) postLogout(c echo.Context) error {
	if err := s.logout(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/")
}
