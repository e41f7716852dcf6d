package server

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/accuracy"
	"olist/views/dashboard"
	"olist/views/text"
	"olist/views/ui"
)

// getShared answers GET /shared?key=: the one page that a link shows, to whoever
// has it. It reads no cookie and sets none. What it cannot show it says on a page
// that leads nowhere, in the same words whether there ever was such a link.
func (s *Server) getShared(c echo.Context) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store") // a link that is ended is ended everywhere
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	found, live, err := s.openShare(c)
	words := s.sharedLanguage(c, found.Language)
	var page templ.Component
	if err == nil {
		setFramers(h, found.Origins)
		page, err = s.sharedPage(c, words, found, live)
	}
	if err != nil {
		return s.renderUnshared(c, words, err)
	}
	if c.Request().Method == http.MethodGet {
		s.views.add(c.Request().Context(), found, s.opt.Clock())
	}
	return s.render(c, http.StatusOK, page)
}

// openShare finds the link of a request. Where nobody could end one, none opens
// anything. Whoever has tried many that were none waits.
func (s *Server) openShare(c echo.Context) (found store.Share, live *training.Live, err error) {
	ctx, client, now := c.Request().Context(), limited(c.RealIP()), s.opt.Clock()
	if !s.guesses.allowed(ctx, client, now) {
		return found, nil, fault.New(fault.CodeRateLimited, message.TooManyAttempts.With())
	}
	if s.isClosed(ctx) {
		return found, nil, fault.New(fault.CodeNotFound, message.ShareOver.With())
	}
	key := secret.Of(c.QueryParam("key"))
	if found, err = remembered(s, "share "+key.Sum(), func() (store.Share, error) { return s.store.Shared(ctx, key) }); err != nil {
		if fault.CodeOf(err) == fault.CodeNotFound {
			s.guesses.count(ctx, client, now)
		}
		return found, nil, err
	}
	live, err = s.training.Live()
	return found, live, err
}

// setFramers lets pages of the origins frame this one, and no others.
func setFramers(h http.Header, origins []string) {
	if len(origins) == 0 {
		return
	}
	h.Set("Content-Security-Policy", strings.Replace(contentSecurityPolicy, framedByNone, "frame-ancestors "+strings.Join(origins, " "), 1))
	h.Del("X-Frame-Options") // it knows no origins
}

// sharedLanguage is the link's language or the browser's, in the words of the shop.
func (s *Server) sharedLanguage(c echo.Context, code string) text.Locale {
	return text.Match(code, c.Request().Header.Get("Accept-Language")).For(shopOf(c)).In(s.training.Automation().Zone(c.Request().Context()))
}

// renderUnshared says why nothing is shown: of what failed here, only that it did.
func (s *Server) renderUnshared(c echo.Context, l text.Locale, err error) error {
	said := message.ShareNothing.With()
	status, _ := s.problem(err, c)
	switch code := fault.CodeOf(err); code {
	case fault.CodeNotFound, fault.CodeRateLimited:
		if fieldOf(err) != "segment" {
			said = saidBy(err)
		}
	}
	if status >= http.StatusInternalServerError || status == statusOf[fault.CodeNotFound] && said.Key == message.ShareNothing.With().Key {
		status = http.StatusServiceUnavailable
	}
	return s.render(c, status, ui.BareProblem(ui.Frame{Text: l}, l.Say(said)))
}

// sharedPage is what the link shows.
func (s *Server) sharedPage(c echo.Context, l text.Locale, h store.Share, live *training.Live) (templ.Component, error) {
	f := ui.Frame{Text: l, Model: modelView(live.Model), Shared: l.T(text.SharedBy, l.Shop().Name, l.Day(h.EndsAt.Add(-time.Second)))}
	if err := s.addStanding(c.Request().Context(), &f, live); err != nil {
		return nil, err
	}
	if h.Page == store.ShareAccuracy {
		a := accuracy.View{Frame: f}
		if r := live.Report; r != nil {
			a.Ahead = min(h.Horizon, r.Horizon)
			fillAccuracy(&a, r, live.Data)
			a.Later = live.MeasuredByLater()
		} else {
			a.Wait.Few = fewOf(l, live)
		}
		return accuracy.Shared(a), nil
	}
	d := dashboard.View{Frame: f, Longest: training.MaxHorizon, Today: thisWeek(c), Horizon: h.Horizon}
	d.Span = h.Period
	segment, err := live.Data.Segment(h.Segment)
	if err != nil {
		return nil, err
	}
	if err := s.addSegment(&d, live, segment); err != nil {
		return nil, err
	}
	if d.Problem == "" {
		if err := addPeriods(&d, live); err != nil {
			return nil, err
		}
	}
	withoutRemarks(&d, live.Data)
	return dashboard.Shared(d), nil
}

// withoutRemarks leaves out what people wrote of weeks: it was meant for those who
// log in.
func withoutRemarks(d *dashboard.View, data *training.Data) {
	for i, w := range data.Weeks {
		if w.Override != nil && d.Past[i].Reason != "" {
			d.Past[i].Reason = d.Text.SayWords(message.WeekRuledOut.With())
		}
	}
}

// guesses bounds how often a client may try links that are none: twenty at once,
// and then one in six seconds.
type guesses struct {
	shared *store.Store // where several programs count together, beside here; nil for here alone

	mu sync.Mutex
	of limits
}

func newGuesses() *guesses {
	return &guesses{of: limits{6 * time.Second, 20, map[string]*rate.Limiter{}}}
}

// allowed counts nothing. Where the database cannot tell, what is counted here holds: it opens
// no link then but those that are known.
func (g *guesses) allowed(ctx context.Context, client string, now time.Time) bool {
	if here := g.allowedHere(client, now); !here || g.shared == nil {
		return here
	}
	ok, err := g.shared.MayAttempt(ctx, now, g.limit(client))
	return ok || err != nil
}

func (g *guesses) allowedHere(client string, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	known := g.of.of[client]
	return known == nil || known.TokensAt(now) >= 1
}

func (g *guesses) count(ctx context.Context, client string, now time.Time) {
	g.mu.Lock()
	g.of.allow(client, now)
	g.mu.Unlock()
	if g.shared != nil {
		_, _ = g.shared.Attempt(ctx, now, g.limit(client)) // here it is counted
	}
}

func (g *guesses) limit(client string) store.Limit {
	return store.Limit{Who: "guess " + client, Every: g.of.every, Burst: g.of.burst}
}

// views are the openings of links that are not written yet. They are written once in a
// pause for each link, before they are shown, and at the end: however often
// strangers open one, the database is not written to more often. A crash loses
// those of a pause, and other programs on the database show them after it.
type views struct {
	mu    sync.Mutex
	of    map[string]opened // by id of a link that opens
	due   *time.Timer       // writes them; nil where none waits
	pause time.Duration
	store *store.Store
}

type opened struct {
	views int
	last  time.Time
	tried time.Time // to write it
}

func (v *views) add(ctx context.Context, h store.Share, now time.Time) {
	v.mu.Lock()
	o := v.of[h.ID]
	o.views, o.last = o.views+1, now
	due := now.Sub(h.OpenedAt) >= v.pause && now.Sub(o.tried) >= v.pause
	if due {
		o.tried = now
	} else if v.due == nil {
		v.due = time.AfterFunc(v.pause, func() { v.write(context.WithoutCancel(ctx)) })
	}
	v.of[h.ID] = o
	v.mu.Unlock()
	if due {
		v.writeOne(ctx, h.ID)
	}
}

func (v *views) write(ctx context.Context) {
	v.mu.Lock()
	ids := slices.Collect(maps.Keys(v.of))
	if v.due != nil {
		v.due.Stop()
		v.due = nil
	}
	v.mu.Unlock()
	for _, id := range ids {
		v.writeOne(ctx, id)
	}
}

// writeOne keeps what cannot be written for the next time: a full disk is no reason
// to refuse who only reads. Nobody waits for it but who writes.
func (v *views) writeOne(ctx context.Context, id string) {
	v.mu.Lock()
	o := v.of[id]
	delete(v.of, id)
	v.mu.Unlock()
	if o.views == 0 || v.store.CountViews(ctx, id, o.views, o.last) == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	later := v.of[id]
	later.views += o.views
	later.last, later.tried = laterOf(later.last, o.last), laterOf(later.tried, o.tried)
	v.of[id] = later
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
