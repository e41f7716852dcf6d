package server

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/server/identity"
	"olist/store"
	"olist/store/fault"
	accessview "olist/views/access"
	"olist/views/text"
)

const (
	providerPath  = "/login/provider"
	providerBack  = providerPath + "/back"
	providerOut   = providerPath + "/out"
	begunCookie   = "olist_login"
	begunLasts    = 10 * time.Minute
	causeMost     = 400 // bytes of what went wrong, in the log
	deniedByThem  = "denied"
	providerFault = "provider_error"
)

var (
	errNoRole    = fault.New(fault.CodeForbidden, message.NoRole.With())
	errUnbegun   = errors.New("state_missing") // this browser began no log-in, or too long ago
	errOtherFlow = errors.New("wrong_state")   // it began another one
	errDenied    = errors.New(deniedByThem)
	errProvider  = errors.New(providerFault)
)

// providerRoutes lead to the provider and back, where there is one.
func (s *Server) providerRoutes() []route {
	if s.provider == nil {
		return nil
	}
	return []route{
		{get, providerPath, open, s.getProvider, true},
		{get, providerBack, open, s.getProviderBack, true},
		{get, providerOut, open, s.getProviderOut, true},
	}
}

// getProviderOut answers GET /login/provider/out: on to where one logs out of the
// provider, too. No form may lead there.
func (s *Server) getProviderOut(c echo.Context) error {
	to := s.provider.EndURL(s.publicAddress(c.Request(), "/login"))
	if to == "" {
		to = "/login"
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// begun is a log-in on its way, as the browser that began it keeps it.
type begun struct {
	identity.Begun
	Next string    `json:"next"`
	Ends time.Time `json:"ends"`
}

// getProvider answers GET /login/provider: on to the provider, with a cookie that
// only this browser brings back.
func (s *Server) getProvider(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	next := s.localPath(c.QueryParam("next"))
	to, flow, err := s.provider.Begin(c.Request().Context(), s.publicAddress(c.Request(), providerBack))
	if err != nil {
		return s.refuseProvider(c, next, err)
	}
	ends := s.opt.Clock().Add(begunLasts)
	held, err := json.Marshal(begun{flow, next, ends})
	if err != nil {
		return err
	}
	body := base64.RawURLEncoding.EncodeToString(held)
	s.setCookie(c, begunCookie, body+"."+s.sealOf(begunCookie+body), ends)
	return c.Redirect(http.StatusSeeOther, to)
}

// getProviderBack answers GET /login/provider/back: logged in and on to where the
// person wanted to go, or the page to log in with what went wrong.
func (s *Server) getProviderBack(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	flow, err := s.begunBy(c)
	s.setCookie(c, begunCookie, "", time.Unix(1, 0)) // good once
	if err != nil {
		return s.refuseProvider(c, "/", err)
	}
	if !s.logins.allow(limited(c.RealIP()), "", s.opt.Clock()) {
		return s.refuseProvider(c, flow.Next, fault.New(fault.CodeRateLimited, message.TooManyAttempts.With()))
	}
	if err := s.comeBack(c, flow); err != nil {
		return s.refuseProvider(c, flow.Next, err)
	}
	return c.Redirect(http.StatusSeeOther, flow.Next)
}

// begunBy is the log-in that this browser began and comes back from.
func (s *Server) begunBy(c echo.Context) (b begun, err error) {
	body, seal, _ := strings.Cut(s.guardedCookie(c, begunCookie), ".")
	held, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil || body == "" || !hmac.Equal([]byte(seal), []byte(s.sealOf(begunCookie+body))) || json.Unmarshal(held, &b) != nil || !s.opt.Clock().Before(b.Ends) {
		return begun{}, errUnbegun
	}
	if !hmac.Equal([]byte(b.State), []byte(c.QueryParam("state"))) {
		return begun{}, errOtherFlow
	}
	return b, nil
}

// comeBack takes what the provider has sent with the browser, and starts a session.
func (s *Server) comeBack(c echo.Context, flow begun) error {
	ctx := c.Request().Context()
	switch said := c.QueryParam("error"); said {
	case "":
	case "access_denied", "login_required", "interaction_required", "consent_required":
		return errDenied
	default:
		return errors.Join(errProvider, errors.New(said), errors.New(c.QueryParam("error_description")))
	}
	who, err := s.provider.Finish(ctx, s.publicAddress(c.Request(), providerBack), c.QueryParam("code"), flow.Begun)
	if err != nil {
		return err
	}
	v := store.Vouched{Issuer: s.provider.Issuer, Subject: who.Subject, Names: who.Names, Email: who.Email, Default: s.opt.Vouching.Default}
	if v.Role, err = s.opt.Vouching.role(who.Roles); err != nil {
		return err
	}
	return s.openSession(c, func(id, old secret.Text, expires time.Time) error {
		_, err := s.store.StartSessionVouched(ctx, v, id, old, expires)
		return err
	})
}

// refusals are what a person reads of a log-in that failed, and its status.
var refusals = []struct {
	is     error
	says   text.Text
	status int
}{
	{errUnbegun, text.LoginUnbegun, http.StatusBadRequest},
	{errOtherFlow, text.LoginOther, http.StatusBadRequest},
	{errDenied, text.LoginDenied, http.StatusForbidden},
	{errProvider, text.LoginProviderFault, http.StatusBadGateway},
	{identity.ErrDown, text.LoginProviderDown, http.StatusServiceUnavailable},
	{identity.ErrRefused, text.LoginProviderFault, http.StatusBadGateway},
	{identity.ErrExpired, text.LoginExpired, http.StatusForbidden},
	{identity.ErrNonce, text.LoginOther, http.StatusForbidden},
	{identity.ErrAudience, text.LoginNotOurs, http.StatusForbidden},
	{identity.ErrToken, text.LoginNotOurs, http.StatusForbidden},
}

// refuseProvider shows the page to log in, with what went wrong and what to do next;
// its code and cause stand in the log. Nothing leads on by itself, so that there is
// no loop.
func (s *Server) refuseProvider(c echo.Context, next string, err error) error {
	page := accessview.Login{Next: next}
	code, status := "", 0
	for _, r := range refusals {
		if errors.Is(err, r.is) {
			code, status, page.Refused = r.is.Error(), r.status, locale(c).T(r.says)
			break
		}
	}
	if f, ok := errors.AsType[*fault.Error](err); ok && code == "" && f.Code != fault.CodeInternal {
		code, status, page.Refused = f.Message.Key, statusOf[f.Code], messageOf(c, err)
	}
	if code == "" {
		return err
	}
	cause := err.Error()
	s.log.WarnContext(c.Request().Context(), "login by the provider refused", "code", code, "from", c.RealIP(), "cause", strings.ToValidUTF8(cause[:min(len(cause), causeMost)], ""))
	return s.renderLogin(c, status, page)
}
