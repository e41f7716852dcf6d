package server

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/training"
	"olist/views/text"
	"olist/views/ui"
)

// render draws a component into a buffer first, so that a failure is an error
// page and not half a page; then sends it. A fragment name draws that part
// alone. An answer that the browser has already is not sent again.
func (s *Server) render(c echo.Context, status int, page templ.Component, fragments ...any) error {
	drawn, err := draw(c, page, fragments...)
	if err != nil {
		return err
	}
	return s.send(c, status, drawn)
}

func draw(c echo.Context, page templ.Component, fragments ...any) (drawn []byte, err error) {
	var buf bytes.Buffer
	ctx := ui.WithCSRF(c.Request().Context(), principalOf(c).CSRF)
	if len(fragments) > 0 {
		err = templ.RenderFragments(ctx, &buf, page, fragments...)
	} else {
		err = page.Render(ctx, &buf)
	}
	if err != nil {
		return nil, fmt.Errorf("server: render: %w", err)
	}
	return buf.Bytes(), nil
}

func (s *Server) send(c echo.Context, status int, drawn []byte) error {
	setPageHeaders(c)
	if status == http.StatusOK && isSentAlready(c, drawn) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.HTMLBlob(status, s.below(drawn))
}

// isPartial reports whether htmx asks for a part of the page. Going back in
// the history asks for the whole one.
func isPartial(c echo.Context) bool {
	h := c.Request().Header
	return h.Get("HX-Request") == "true" && h.Get("HX-History-Restore-Request") != "true"
}

// renderProblem is an error for people: a page, or its message where a part of
// a page was asked for.
func (s *Server) renderProblem(c echo.Context, status int, p Problem) error {
	words := locale(c).Say(p.said)
	if isPartial(c) {
		return s.render(c, status, ui.Problem(words))
	}
	live, _ := s.training.Live() // no model is no reason to hide the error
	return s.render(c, status, ui.ProblemPage(s.frame(c, live), words))
}

const (
	themeCookie    = "theme"
	languageCookie = "language"
	tourCookie     = "tour"
)

// locale is the language of the person, chosen or the browser's, with the
// amounts and words of the shop.
func locale(c echo.Context) text.Locale {
	return text.Match(looseCookie(c, languageCookie), c.Request().Header.Get("Accept-Language")).For(shopOf(c))
}

// language is the person's, with times in the data's zone.
func (s *Server) language(c echo.Context) text.Locale {
	return locale(c).In(s.training.Automation().Zone(c.Request().Context()))
}

// frame is what stands around a page. live may be nil.
func (s *Server) frame(c echo.Context, live *training.Live) ui.Frame {
	who := principalOf(c)
	may := who.May
	mayRead := (may | s.everybody(c.Request())).has(reads)
	if !mayRead {
		live = nil // what answers is a thing to read, too
	}
	f := ui.Frame{
		Text:     s.language(c),
		Path:     c.Request().URL.Path,
		Back:     s.localPath(c.Request().URL.RequestURI()),
		MayPlan:  may.has(plans),
		MayTrain: may.has(trains),
		MayAdmin: may.has(admin),
		MayLogIn: !who.isKnown() && !may.has(admin) && c.Request().URL.Path != "/login" && s.hasDoor(c.Request().Context()),
		Person:   who.Person,
		Vouched:  who.vouched,
		New:      looseCookie(c, tourCookie) == "",
	}
	if mayRead {
		f.Needs = s.training.OpenNeeds(may.has(admin))
	}
	if lost := s.store.Lost(); len(lost) > 0 {
		f.Lost = f.Text.Say(store.LostMessage(lost).Message)
	}
	if since := s.training.Unheard(); !since.IsZero() {
		f.Lost = f.Text.Say(message.DataOld.With(message.Elapsed(time.Since(since).Round(time.Second).String())))
	}
	if c.Request().Method == http.MethodGet {
		f.Asked = c.Request().URL.RequestURI()
	}
	if theme := looseCookie(c, themeCookie); theme == "light" || theme == "dark" {
		f.Theme = theme
	}
	if _, decided := s.readers(c.Request().Context()); !decided {
		f.Undecided = f.MayAdmin
	}
	f.Unsold, f.Closed = live == nil && mayRead && s.training.Unsold(), !mayRead
	if live != nil {
		f.Model = modelView(live.Model)
		if live.Intended != live.Model.ID {
			f.Damaged = live.Intended
		}
	}
	return f
}

// postPreferences answers POST /preferences: keeps theme, language and
// that the tour was seen in cookies, and goes back to where the person was.
func (s *Server) postPreferences(c echo.Context) error {
	for name, allowed := range map[string][]string{
		themeCookie:    {"light", "dark", "auto"},
		languageCookie: text.Codes(),
		tourCookie:     {"seen"},
	} {
		chosen := c.FormValue(name)
		for _, a := range allowed {
			if chosen == a {
				s.setCookie(c, name, chosen, s.opt.Clock().AddDate(1, 0, 0))
			}
		}
	}
	return c.Redirect(http.StatusSeeOther, s.localPath(c.FormValue("back")))
}

// localPath lets a redirect lead to this host only, and to what can be looked at
// there: the address of a page that answered a form may take nothing but forms,
// for which the nearest page above it stands.
func (s *Server) localPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(back, `\`) {
		return "/"
	}
	back, u.Path, u.RawPath = s.withoutBase(back), s.withoutBase(u.Path), s.withoutBase(u.RawPath)
	if asked := echo.GetPath(&http.Request{URL: u}); !s.isShown(asked) {
		for asked != "/" && !s.isShown(asked) {
			asked = path.Dir(asked)
		}
		return asked
	}
	return back
}

// isShown reports whether a GET of an address has a route.
func (s *Server) isShown(address string) bool {
	c := s.echo.NewContext(nil, nil)
	s.echo.Router().Find(http.MethodGet, address, c)
	_, there := s.bodies[http.MethodGet+" "+c.Path()]
	return there
}
