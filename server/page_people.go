package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
	accessview "olist/views/access"
	"olist/views/text"
)

// getPeoplePage answers GET /admin/people.
func (s *Server) getPeoplePage(c echo.Context) error {
	return s.renderPeople(c, http.StatusOK, accessview.People{})
}

// postPersonPage answers POST /admin/people: the one time that the link is shown,
// or the form with what is wrong with it (422).
func (s *Server) postPersonPage(c echo.Context) error {
	name, role := c.FormValue("name"), c.FormValue("role")
	made, err := s.addPerson(c, name, store.Role(role))
	if f, wrong := errors.AsType[*fault.Error](err); wrong && f.Code == fault.CodeInvalid {
		return s.renderPeople(c, http.StatusUnprocessableEntity, accessview.People{
			Name: name, Role: role, Problem: map[string]string{f.Field: messageOf(c, err)},
		})
	}
	return s.afterPerson(c, made, err)
}

// postPersonRolePage answers POST /admin/people/{id}/role.
func (s *Server) postPersonRolePage(c echo.Context) error {
	changed, err := s.setRole(c, store.Role(c.FormValue("role")))
	return s.afterPerson(c, changed, err)
}

// postPersonSwitchPage answers POST /admin/people/{id}/switch.
func (s *Server) postPersonSwitchPage(c echo.Context) error {
	changed, err := s.switchPerson(c, c.FormValue("off") == "yes")
	return s.afterPerson(c, changed, err)
}

// postPersonResetPage answers POST /admin/people/{id}/reset.
func (s *Server) postPersonResetPage(c echo.Context) error {
	reset, err := s.resetPerson(c)
	return s.afterPerson(c, reset, err)
}

// afterPerson goes on to the list, which shows a link that was made, and why
// something cannot be.
func (s *Server) afterPerson(c echo.Context, p person, err error) error {
	switch {
	case fault.CodeOf(err) == fault.CodeConflict:
		return s.renderPeople(c, http.StatusConflict, accessview.People{Refused: messageOf(c, err)})
	case err != nil:
		return err
	case p.Link != "":
		return s.renderPeople(c, http.StatusCreated, accessview.People{Link: p.Link, LinkFor: p.Person.Name})
	}
	return c.Redirect(http.StatusSeeOther, "/admin/people")
}

func (s *Server) renderPeople(c echo.Context, status int, page accessview.People) error {
	live, _ := s.training.Live() // people do without a model
	page.Frame, page.Now = s.frame(c, live), s.opt.Clock()
	for _, role := range store.Roles {
		page.Roles = append(page.Roles, string(role))
	}
	now, err := s.readingNow(c)
	if err != nil {
		return err
	}
	page.Open, page.Wide = now.Open || s.opt.PublicRead, now.Wide
	shares, err := s.store.Shares(c.Request().Context())
	if err != nil {
		return err
	}
	for _, h := range shares {
		if !h.IsOver(page.Now) {
			page.Shares++
		}
	}
	if err := s.addPeople(c.Request().Context(), &page); err != nil {
		return err
	}
	return s.render(c, status, accessview.PeoplePage(page))
}

// addPeople lists everybody, and says what hangs on who vouches for some of them.
func (s *Server) addPeople(ctx context.Context, page *accessview.People) error {
	w := s.ways()
	page.Provider, page.Follow = s.issuerName(page.Text, w.Issuer), w.Follow
	stranded, err := s.store.Stranded(ctx, w)
	switch {
	case err != nil:
		return err
	case stranded && w.Own:
		page.Stranded = page.Text.T(text.PeopleStranded, page.Provider)
	case stranded:
		page.Stranded = page.Text.T(text.PeopleNoWords, page.Provider)
	}
	people, err := s.store.People(ctx)
	for _, p := range people {
		page.Rows = append(page.Rows, accessview.PersonRow{
			Name: p.Name, Role: string(p.Role), Joined: p.Joined, Seen: p.SeenAt, Off: p.OffAt, LinkEnds: p.LinkEndsAt,
			By: s.issuerName(page.Text, p.Issuer), Gone: p.Issuer != "" && p.Issuer != w.Issuer && w.Issuer != store.ByProxy, // a proxy means people by their names, whoever else does
		})
	}
	return err
}

// getSessionsPage answers GET /admin/sessions.
func (s *Server) getSessionsPage(c echo.Context) error {
	seen, err := s.sessions(c)
	if err != nil {
		return err
	}
	whose, err := s.ownPassword(c)
	if err != nil {
		return err
	}
	live, _ := s.training.Live()
	page := accessview.Sessions{Frame: s.frame(c, live), Password: whose.Joined}
	this := store.SessionID(principalOf(c).session)
	for _, k := range seen {
		page.Rows = append(page.Rows, accessview.SessionRow{ID: k.ID, Person: k.Person, Begun: k.BegunAt, Used: k.UsedAt, Ends: k.EndsAt, This: k.ID == this})
	}
	return s.render(c, http.StatusOK, accessview.SessionsPage(page))
}

// postSessionEndPage answers POST /admin/sessions/{id}/end.
func (s *Server) postSessionEndPage(c echo.Context) error {
	if err := s.endSession(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/sessions")
}

// getJoin answers GET /join?key=: the form by which a person chooses a password.
// Looking at it does not use the link up.
func (s *Server) getJoin(c echo.Context) error {
	return s.renderJoin(c, http.StatusOK, secret.Of(c.QueryParam("key")), "")
}

// postJoin answers POST /join: logged in, or the form with what is wrong.
func (s *Server) postJoin(c echo.Context) error {
	form := c.Request().PostForm
	link := secret.Of(form.Get("key"))
	err := s.join(c, link, secret.Of(form.Get("password")))
	switch fault.CodeOf(err) {
	case fault.CodeInvalid, fault.CodeRateLimited:
		return s.renderJoin(c, statusOf[fault.CodeOf(err)], link, messageOf(c, err))
	case fault.CodeUnauthorized:
		return s.renderJoin(c, http.StatusUnauthorized, link, "")
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/")
}

// renderJoin shows the form, or that the link leads nowhere.
func (s *Server) renderJoin(c echo.Context, status int, link secret.Text, problem string) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	live, _ := s.training.Live()
	page := accessview.Join{Frame: s.frame(c, live), Problem: problem}
	p, err := s.store.Invited(c.Request().Context(), link)
	switch {
	case fault.CodeOf(err) == fault.CodeUnauthorized:
		page.Problem, status = messageOf(c, err), http.StatusUnauthorized
	case err != nil:
		return err
	default:
		page.Name, page.Key = p.Name, link.Reveal()
	}
	return s.render(c, status, accessview.JoinPage(page))
}
