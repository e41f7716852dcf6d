package server

import (
	"cmp"
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
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
	Next  string    `json:"next"`
	Ends  time.Time `json:"ends"`
	Again bool      `json:"again,omitempty"` // asked for who has a session
}

// cookie is what it is kept under. Of those for who has a session there may be more
// than one at a time: a browser opens all of its pages at once.
func (b begun) cookie() string {
	if b.Again {
		return againCookie + "_" + b.State[:min(8, len(b.State))]
	}
	return begunCookie
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
	if err := s.holdBegun(c, begun{Begun: flow, Next: next}); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// holdBegun gives the browser what it must bring back.
func (s *Server) holdBegun(c echo.Context, b begun) error {
	b.Ends = s.opt.Clock().Add(begunLasts)
	held, err := json.Marshal(b)
	if err != nil {
		return err
	}
	body := base64.RawURLEncoding.EncodeToString(held)
	s.setCookie(c, b.cookie(), body+"."+s.sealOf(begunCookie+body), b.Ends)
	return nil
}

// getProviderBack answers GET /login/provider/back: logged in and on to where the
// person wanted to go, or the page to log in with what went wrong.
func (s *Server) getProviderBack(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	again := begun{Begun: identity.Begun{State: c.QueryParam("state")}, Again: true}.cookie()
	flow, err := s.begunBy(c, again)
	if !flow.Again {
		again = begunCookie
	}
	s.setCookie(c, again, "", time.Unix(1, 0)) // good once
	if err != nil {
		return s.refuseProvider(c, "/", err)
	}
	if !flow.Again && !s.logins.allow(c.Request().Context(), limited(c.RealIP()), "", s.opt.Clock()) {
		return s.refuseProvider(c, flow.Next, fault.New(fault.CodeRateLimited, message.TooManyAttempts.With()))
	}
	err = s.comeBack(c, flow)
	if code := fault.CodeOf(err); err != nil && flow.Again && code != fault.CodeForbidden { // the session lasts on, to its end
		s.log.WarnContext(c.Request().Context(), "the provider's word is not renewed", "cause", causeOf(err))
		return c.Redirect(http.StatusSeeOther, flow.Next)
	}
	if err != nil {
		return s.refuseProvider(c, flow.Next, err)
	}
	return c.Redirect(http.StatusSeeOther, flow.Next)
}

// begunBy is the log-in that this browser began and comes back from.
func (s *Server) begunBy(c echo.Context, again string) (b begun, err error) {
	body, seal, _ := strings.Cut(cmp.Or(s.guardedCookie(c, again), s.guardedCookie(c, begunCookie)), ".")
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
		return errors.Join(err, s.shutVouched(ctx, v))
	}
	return s.openVouched(c, v, flow.Again)
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
	s.log.WarnContext(c.Request().Context(), "login by the provider refused", "code", code, "from", c.RealIP(), "cause", causeOf(err))
	return s.renderLogin(c, status, page)
}

// causeOf is as much of what went wrong as the log takes.
func causeOf(err error) string {
	cause := err.Error()
	return strings.ToValidUTF8(cause[:min(len(cause), causeMost)], "")
}
