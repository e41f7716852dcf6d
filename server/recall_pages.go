package server

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"olist/store"
	"olist/views/text"
	"olist/views/ui"
)

const (
	recallPages    = 64      // pages that are kept
	recallPageMost = 1 << 20 // bytes of one as it is sent, which its view is within
)

// pageRecall keeps the pages that were last shown of a database that others share, for
// while it cannot be reached. Of who asked it keeps what they may, and nothing else.
type pageRecall struct {
	mu    sync.Mutex
	known map[pageKey]recalledPage
	turns int64 // of the last use
}

// pageKey is of an address, a language, a shop, and what who asks may.
type pageKey [sha256.Size]byte

type recalledPage struct {
	view any
	at   time.Time
	turn int64
}

// keep has a page in mind, and forgets the one that was used least recently.
func (r *pageRecall) keep(key pageKey, view any, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		r.known = map[pageKey]recalledPage{}
	}
	if _, is := r.known[key]; !is && len(r.known) >= recallPages {
		var oldest pageKey
		least := r.turns + 1
		for k, p := range r.known {
			if p.turn < least {
				oldest, least = k, p.turn
			}
		}
		delete(r.known, oldest)
	}
	r.turns++
	r.known[key] = recalledPage{view, at, r.turns}
}

func (r *pageRecall) of(key pageKey) (p recalledPage, is bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p, is = r.known[key]; is {
		r.turns++
		p.turn = r.turns
		r.known[key] = p
	}
	return p, is
}

// inFrame is a pointer to the view of a page.
type inFrame[V any] interface {
	*V
	Around() *ui.Frame
}

// showLast answers with the page that view gives. Where the database that others share is
// away, it is what view gave before to somebody who may the same, with when that was and
// with the frame of who asks now. Not for an answer to a form.
func showLast[V any, P inFrame[V]](s *Server, c echo.Context, view func(echo.Context) (V, error), page func(V) templ.Component) error {
	at := s.opt.Clock()
	v, err := view(c)
	if err != nil && s.store.IsShared() && store.IsAway(err) {
		if before, is := s.pages.of(keyOfPage(c)); is {
			v = before.view.(V)
			s.reframe(c, P(&v).Around(), before.at)
			return s.render(c, http.StatusOK, page(v))
		}
	}
	if err != nil {
		return err
	}
	drawn, err := draw(c, page(v))
	if err != nil {
		return err
	}
	if s.store.IsShared() && len(drawn) <= recallPageMost {
		f := P(&v).Around()
		*f = ui.Frame{Model: f.Model, Path: f.Path, Back: f.Back, Notices: slices.Clip(f.Notices)}
		s.pages.keep(keyOfPage(c), v, at)
	}
	return s.send(c, http.StatusOK, drawn)
}

// reframe puts around a page of before what is now, but for the model that it is of.
func (s *Server) reframe(c echo.Context, f *ui.Frame, at time.Time) {
	live, _ := s.training.Live() // the page may be of none
	now := s.frame(c, live)
	now.Model, now.Path, now.Back, now.Notices = f.Model, f.Path, f.Back, f.Notices
	now.Lost = strings.TrimSpace(now.Lost + " " + now.Text.T(text.ReadBefore, now.Text.Time(at)))
	*f = now
}

func keyOfPage(c echo.Context) pageKey {
	return sha256.Sum256(fmt.Appendf(nil, "%q %v %q %+v", c.Request().URL.RequestURI(), principalOf(c).May, locale(c).Code(), shopOf(c)))
}
