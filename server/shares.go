package server

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/text"
	"olist/week"
)

// sharePrefix makes a leaked link findable by scanners.
const sharePrefix = "olist_share_"

// share is what is said of a link, and the link itself where it has just been made.
type share struct {
	Share store.Share `json:"share"`
	Link  string      `json:"link"`
}

// shareForm is what is asked of a new link.
type shareForm struct {
	Page     store.SharePage `json:"page"`     // "" for the forecast
	Segment  string          `json:"segment"`  // by any of its names, "" for all sales
	Horizon  int             `json:"horizon"`  // weeks ahead; left out, as many as the pages show
	Period   week.Span       `json:"period"`   // what sums are by, "" for weeks
	Language string          `json:"language"` // "" for that of who opens it
	Until    string          `json:"until"`    // the last day that it is good for
	Origins  []string        `json:"origins"`  // that may frame it
}

// getShares answers GET /api/v1/shares.
func (s *Server) getShares(c echo.Context) error {
	shares, err := s.shares(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"shares": shares})
}

// shares are all links, with the views that are not written yet.
func (s *Server) shares(c echo.Context) ([]store.Share, error) {
	s.views.write(c.Request().Context())
	return s.store.Shares(c.Request().Context())
}

// postShare answers POST /api/v1/shares: the one time that the link is shown.
func (s *Server) postShare(c echo.Context) error {
	body := shareForm{Horizon: training.DefaultHorizon}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	made, err := s.addShare(c, body)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, made)
}

// postShareRevoke answers POST /api/v1/shares/{id}/revoke.
func (s *Server) postShareRevoke(c echo.Context) error {
	revoked, err := s.revokeShare(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, revoked)
}

// postSharesRevoke answers POST /api/v1/shares/revoke: ends all of them.
func (s *Server) postSharesRevoke(c echo.Context) error {
	n, err := s.revokeShares(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]int{"revoked": n})
}

func (s *Server) revokeShares(c echo.Context) (int, error) {
	s.views.write(c.Request().Context())
	return s.store.RevokeShares(c.Request().Context(), principalOf(c).Name)
}

func (s *Server) revokeShare(c echo.Context) (store.Share, error) {
	s.views.write(c.Request().Context())
	return s.store.RevokeShare(c.Request().Context(), principalOf(c).Name, c.Param("id"))
}

// addShare keeps a link whose last day, in the data's zone, is still a whole one.
func (s *Server) addShare(c echo.Context, f shareForm) (made share, err error) {
	shown, err := s.shown(c, f)
	if err != nil {
		return made, err
	}
	key := secret.New(sharePrefix)
	kept, err := s.store.AddShare(c.Request().Context(), principalOf(c).Name, shown, key)
	return share{kept, s.linkTo(c, "/shared", key)}, err
}

// shown checks what a link is to show.
func (s *Server) shown(c echo.Context, f shareForm) (n store.Shown, err error) {
	live, err := s.training.Live()
	if err != nil {
		return n, err
	}
	n = store.Shown{Page: cmp.Or(f.Page, store.ShareForecast), Horizon: f.Horizon, Period: cmp.Or(f.Period, week.ByWeek), Language: f.Language}
	segment, _, err := findSegment(s.language(c), live.Data, cmp.Or(strings.TrimSpace(f.Segment), store.TotalKey))
	switch {
	case fault.CodeOf(err) == fault.CodeNotFound:
		return n, fault.Invalid("segment", saidBy(err))
	case err != nil:
		return n, err
	case n.Horizon < 1 || n.Horizon > training.MaxHorizon:
		return n, fault.Invalid("horizon", message.ShareHorizon.With(training.MaxHorizon))
	case !slices.Contains(week.Spans, n.Period):
		return n, fault.Invalid("period", message.PeriodWrong.With())
	case n.Language != "" && !slices.Contains(text.Codes(), n.Language):
		return n, fault.Invalid("language", message.ShareLanguage.With())
	}
	if n.Segment = segment.Key; n.Page == store.ShareAccuracy {
		n.Segment, n.Period = store.TotalKey, week.ByWeek // it is of all segments, by week
	}
	last, err := time.ParseInLocation(time.DateOnly, f.Until, s.training.Automation().Zone(c.Request().Context()))
	if err != nil {
		return n, fault.Invalid("until", message.ShareEnd.With(store.ShareDays))
	}
	n.EndsAt = last.AddDate(0, 0, 1)
	n.Origins, err = framers(f.Origins)
	return n, err
}

// framers are the origins that may frame a page, each once and as browsers write
// it. They are pages over TLS, or of this machine: what came over a plain line
// could be anybody's.
func framers(written []string) (origins []string, err error) {
	for _, w := range written {
		origin := strings.TrimSuffix(strings.TrimSpace(w), "/")
		u, err := url.Parse(origin)
		if err != nil || CheckOrigin(origin) != nil || u.Scheme != "https" && !isLocalHost(u.Host) {
			return nil, fault.Invalid("origins", message.ShareOrigin.With(message.Quoted(w)))
		}
		if !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	return origins, nil
}
