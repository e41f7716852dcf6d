package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/secret"
	"olist/store/fault"
	accessview "olist/views/access"
	"olist/views/text"
)

// getLogin answers GET /login?next=/admin. The link that the start prints leads
// here with its key, which a button then sends: looking at the page (a preview,
// a HEAD) does not use the key up.
func (s *Server) getLogin(c echo.Context) error {
	if p := principalOf(c); p.isKnown() || p.May.has(admin) {
		return c.Redirect(http.StatusSeeOther, s.localPath(c.QueryParam("next")))
	}
	page := accessview.Login{Next: s.localPath(c.QueryParam("next")), Key: c.QueryParam("key")}
	page.Out = s.provider != nil && c.QueryParam("out") != "" && s.provider.EndURL("") != ""
	return s.renderLogin(c, http.StatusOK, page)
}

// postLogin answers POST /login: on to where the person wanted to go, or the
// form again with what is wrong. Password and key are read from the body only,
// as an address is kept in logs and histories.
func (s *Server) postLogin(c echo.Context) error {
	form := c.Request().PostForm
	page := accessview.Login{Next: s.localPath(form.Get("next")), Name: form.Get("name")}
	key := secret.Of(form.Get("key"))
	wrong, err := text.LoginWrong, error(nil)
	if page.Name != "" {
		wrong = text.LoginNameWrong
	}
	if key.Empty() {
		err = s.login(c, page.Name, secret.Of(form.Get("password")))
	} else {
		wrong, err = text.LoginLinkUsed, s.loginByLink(c, key)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, page.Next)
	}
	problem, known := map[fault.Code]text.Text{
		fault.CodeUnauthorized: wrong, fault.CodeRateLimited: text.LoginLimited, fault.CodeForbidden: text.LoginClosed,
	}[fault.CodeOf(err)]
	if !known {
		return err
	}
	page.Problem = locale(c).T(problem)
	return s.renderLogin(c, statusOf[fault.CodeOf(err)], page)
}

func (s *Server) renderLogin(c echo.Context, status int, page accessview.Login) error {
	live, _ := s.training.Live() // one may log in before there is a model
	page.Frame = s.frame(c, live)
	page.ByName, page.Nameless = s.somebodyLogsIn(c.Request().Context()), !s.opt.AdminPassword.Empty()
	if s.provider != nil {
		page.Provider = s.issuerName(page.Text, s.provider.Issuer)
	}
	switch {
	case page.Nameless || page.ByName && page.Key == "":
		page.Way = accessview.LoginByPassword
	case s.deskExists() && !s.isForwarded(c.Request()):
		page.Way = accessview.LoginByLink
	}
	if page.Way == accessview.LoginClosed && page.Provider != "" {
		page.Way = accessview.LoginByProvider
	}
	if page.Key != "" {
		c.Response().Header().Set("Cache-Control", "no-store")
	}
	return s.render(c, status, accessview.LoginPage(page))
}

// postLogout answers POST /logout.
func (s *Server) postLogout(c echo.Context) error {
	to := "/"
	if who := principalOf(c).Person; who != "" && s.provider != nil {
		if p, err := s.store.Person(c.Request().Context(), who); err == nil && p.Issuer == s.provider.Issuer {
			to = "/login?out=1" // where a link leads out of the provider, too; forms may lead nowhere else
		}
	}
	if err := s.logout(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, to)
}
