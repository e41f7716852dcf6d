package server

import (
	"cmp"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	accessview "olist/views/access"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// shareLasts is how long a link lasts where nothing else is chosen, in days.
const shareLasts = 30

// getSharesPage answers GET /shares?page=&segment=&horizon=&period=: the links, and
// the form for a new one of the page that was come from.
func (s *Server) getSharesPage(c echo.Context) error {
	f := ui.Frame{Text: locale(c)}
	asked := shareForm{Segment: segmentParam(c), Horizon: horizonOf(c, &f, training.DefaultHorizon), Period: spanOf(c, &f)}
	asked.Page = oneOf(c, &f, "page", f.Text.SharePage(string(store.ShareForecast)), store.SharePages...)
	asked.Until = s.opt.Clock().In(s.training.Automation().Zone(c.Request().Context())).AddDate(0, 0, shareLasts).Format(time.DateOnly)
	return s.renderShares(c, http.StatusOK, asked, accessview.Shares{Frame: f})
}

// postSharePage answers POST /shares: the one time that the link is shown, or the
// form with what is wrong with it (422).
func (s *Server) postSharePage(c echo.Context) error {
	asked := shareForm{
		Page: store.SharePage(c.FormValue("page")), Segment: c.FormValue("segment"), Period: week.Span(c.FormValue("period")), Language: c.FormValue("language"),
		Until: c.FormValue("until"), Origins: strings.Fields(strings.ReplaceAll(c.FormValue("origins"), ",", " ")),
	}
	made, err := share{}, error(nil)
	if asked.Horizon, err = strconv.Atoi(strings.TrimSpace(c.FormValue("horizon"))); err != nil {
		err = fault.Invalid("horizon", message.ShareHorizon.With(training.MaxHorizon))
	} else {
		made, err = s.addShare(c, asked)
	}
	f, wrong := errors.AsType[*fault.Error](err)
	switch {
	case wrong && f.Code == fault.CodeInvalid:
		return s.renderShares(c, http.StatusUnprocessableEntity, asked, accessview.Shares{Problem: map[string]string{f.Field: messageOf(c, err)}})
	case wrong && f.Code == fault.CodeConflict:
		return s.renderShares(c, http.StatusConflict, asked, accessview.Shares{Refused: messageOf(c, err)})
	case err != nil:
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return s.renderShares(c, http.StatusCreated, asked, accessview.Shares{Link: made.Link, Framed: len(made.Share.Origins) > 0})
}

// postShareRevokePage answers POST /shares/{id}/revoke.
func (s *Server) postShareRevokePage(c echo.Context) error {
	if _, err := s.revokeShare(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/shares")
}

// postSharesRevokePage answers POST /shares/revoke: ends all of them.
func (s *Server) postSharesRevokePage(c echo.Context) error {
	if _, err := s.revokeShares(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/shares")
}

func (s *Server) renderShares(c echo.Context, status int, asked shareForm, page accessview.Shares) error {
	live, err := s.training.Live() // without one there is nothing to share, but something to end
	notices := page.Notices
	page.Frame, page.Now = s.frame(c, live), s.opt.Clock()
	page.Notices = append(page.Notices, notices...)
	page.Period, page.Page, page.Horizon, page.Language, page.Until, page.Origins = cmp.Or(asked.Period, week.ByWeek), string(asked.Page), asked.Horizon, asked.Language, asked.Until, strings.Join(asked.Origins, "\n")
	page.Longest, page.Farthest = training.MaxHorizon, page.Now.AddDate(0, 0, store.ShareDays)
	for _, p := range store.SharePages {
		page.Pages = append(page.Pages, string(p))
	}
	name := func(key string) string { return key }
	if page.Any = err == nil; page.Any {
		page.Segments = segmentChoice(page.Text, live.Data)
		name = func(key string) string { return sharedName(page.Text, live.Data, key) }
		page.Segment.Name = asked.Segment
		if found, _, err := findSegment(page.Text, live.Data, asked.Segment); err == nil {
			page.Segment = segmentView(page.Text, found)
		}
	}
	shares, err := s.shares(c)
	if err != nil {
		return err
	}
	for _, h := range shares {
		page.Rows = append(page.Rows, accessview.ShareRow{ID: h.ID, Page: string(h.Page), Segment: name(h.Segment), Horizon: h.Horizon, Period: h.Period, Language: h.Language, Origins: h.Origins,
			By: h.CreatedBy, Ends: h.EndsAt, Revoked: h.RevokedAt, Views: h.Views, Opened: h.OpenedAt})
	}
	return s.render(c, status, accessview.SharesPage(page))
}

// sharedName is what people call a segment, or its key where it is not there any more.
func sharedName(l text.Locale, d *training.Data, key string) string {
	if segment, err := d.Segment(key); err == nil {
		return segmentName(l, segment)
	}
	return key
}
