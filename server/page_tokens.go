package server

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
	accessview "olist/views/access"
)

// getTokensPage answers GET /admin/tokens.
func (s *Server) getTokensPage(c echo.Context) error {
	return s.renderTokens(c, http.StatusOK, accessview.Tokens{})
}

// postTokenPage answers POST /admin/tokens: the one time that the secret is
// shown, or the form with what is wrong with it (422).
func (s *Server) postTokenPage(c echo.Context) error {
	key := secret.New(tokenPrefix)
	asked := tokenForm{Name: c.FormValue("name"), Scope: store.Scope(c.FormValue("scope")), Until: c.FormValue("until")}
	_, err := s.addToken(c, asked, key)
	if f, wrong := errors.AsType[*fault.Error](err); wrong && f.Code == fault.CodeInvalid {
		return s.renderTokens(c, http.StatusUnprocessableEntity, accessview.Tokens{
			Name: asked.Name, Scope: string(asked.Scope), Until: asked.Until, Problem: map[string]string{f.Field: messageOf(c, err)},
		})
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return s.renderTokens(c, http.StatusCreated, accessview.Tokens{Secret: key.Reveal()})
}

func (s *Server) renderTokens(c echo.Context, status int, page accessview.Tokens) error {
	live, _ := s.training.Live() // tokens do without a model
	page.Frame = s.frame(c, live)
	tokens, err := s.store.Tokens(c.Request().Context())
	if err != nil {
		return err
	}
	password, err := s.store.Password(c.Request().Context())
	if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return err
	}
	page.PasswordSince, page.Now = password.Since, s.opt.Clock()
	for _, scope := range store.Scopes {
		page.Scopes = append(page.Scopes, string(scope))
	}
	for _, t := range tokens {
		page.Rows = append(page.Rows, accessview.TokenRow{ID: t.ID, Name: t.Name, By: t.CreatedBy, Created: t.CreatedAt, Used: t.UsedAt, Revoked: t.RevokedAt, Off: t.OffAt, Scope: string(t.Scope), Ends: t.EndsAt})
	}
	return s.render(c, status, accessview.TokensPage(page))
}

// postTokensRevokePage answers POST /admin/tokens/revoke: ends all of them.
func (s *Server) postTokensRevokePage(c echo.Context) error {
	if _, err := s.revokeTokens(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/tokens")
}

// postTokenRevokePage answers POST /admin/tokens/{id}/revoke.
func (s *Server) postTokenRevokePage(c echo.Context) error {
	if _, err := s.revokeToken(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/tokens")
}

// postTokenEnablePage answers POST /admin/tokens/{id}/enable.
func (s *Server) postTokenEnablePage(c echo.Context) error {
	if _, err := s.store.EnableToken(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/tokens")
}
