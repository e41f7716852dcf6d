package server

import (
	"cmp"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

// tokenPrefix makes a leaked token findable by scanners.
const tokenPrefix = "olist_"

// getTokens answers GET /api/v1/tokens.
func (s *Server) getTokens(c echo.Context) error {
	tokens, err := s.store.Tokens(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"tokens": tokens})
}

// postToken answers POST /api/v1/tokens: the one time that the secret is shown.
func (s *Server) postToken(c echo.Context) error {
	var body tokenForm
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	key := secret.New(tokenPrefix)
	token, err := s.addToken(c, body, key)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, map[string]any{"token": token, "secret": key.Reveal()})
}

// tokenForm is what is asked of a new token.
type tokenForm struct {
	Name  string      `json:"name"`
	Scope store.Scope `json:"scope"` // "" for everything, as tokens were before there were others
	Until string      `json:"until"` // the last day that it is good for, "" for no end
}

// addToken keeps one whose last day, in the data's zone, is still a whole one.
func (s *Server) addToken(c echo.Context, f tokenForm, key secret.Text) (store.Token, error) {
	ctx, ends := c.Request().Context(), time.Time{}
	if f.Until != "" {
		last, err := time.ParseInLocation(time.DateOnly, f.Until, s.training.Automation().Zone(ctx))
		if err != nil {
			return store.Token{}, fault.Invalid("until", message.TokenEnd.With())
		}
		ends = last.AddDate(0, 0, 1)
	}
	return s.store.AddToken(ctx, principalOf(c).Name, store.NewToken{Name: f.Name, Scope: cmp.Or(f.Scope, store.ScopeAdmin), EndsAt: ends}, key)
}

// postTokensRevoke answers POST /api/v1/tokens/revoke: ends all of them.
func (s *Server) postTokensRevoke(c echo.Context) error {
	n, err := s.revokeTokens(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]int{"revoked": n})
}

// revokeTokens ends all tokens and their streams.
func (s *Server) revokeTokens(c echo.Context) (int, error) {
	defer s.ended.send()
	return s.store.RevokeTokens(c.Request().Context(), principalOf(c).Name)
}

// revokeToken ends one and its streams.
func (s *Server) revokeToken(c echo.Context) (store.Token, error) {
	defer s.ended.send()
	return s.store.RevokeToken(c.Request().Context(), principalOf(c).Name, c.Param("id"))
}

// postTokenRevoke answers POST /api/v1/tokens/{id}/revoke.
func (s *Server) postTokenRevoke(c echo.Context) error {
	token, err := s.revokeToken(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, token)
}

// postTokenEnable answers POST /api/v1/tokens/{id}/enable.
func (s *Server) postTokenEnable(c echo.Context) error {
	token, err := s.store.EnableToken(c.Request().Context(), principalOf(c).Name, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, token)
}
