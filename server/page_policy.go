package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/training/automation"
	automationview "olist/views/automation"
	"olist/views/text"
	"olist/views/ui"
)

// decisionsShown is how many verdicts of the policy its page lists, found among
// the latest so many jobs.
const (
	decisionsShown = 10
	decisionsAmong = 100
)

// getPolicyPage answers GET /admin/policy.
func (s *Server) getPolicyPage(c echo.Context) error {
	return s.renderPolicy(c, http.StatusOK, func(p *automationview.Policy) {
		if c.QueryParam("saved") != "" {
			p.Notice = p.Text.T(text.PolicySaved)
		}
		if gone, err := strconv.Atoi(c.QueryParam("gone")); err == nil && gone > 0 {
			p.Notice = p.Text.N(text.RetentionGone, gone)
		}
	})
}

// renderPolicy shows what is stored; change lays over it what was given.
func (s *Server) renderPolicy(c echo.Context, status int, change func(*automationview.Policy)) error {
	ctx := c.Request().Context()
	live, _ := s.training.Live() // a policy may be set before the first model
	policy, errPolicy := s.training.Automation().Policy(ctx)
	retention, errRetention := s.training.Automation().Retention(ctx)
	unread := errors.Join(errPolicy, errRetention)
	if err := s.without(ctx, unread); err != nil {
		return err
	}
	page := automationview.Policy{Frame: s.frame(c, live), Mode: policy.Mode, MaxWorse: typedNumber(locale(c), policy.MaxWorse), Keep: strconv.Itoa(retention.Keep)}
	page.Path, page.Back = "/admin/policy", "/admin/policy"
	page.Seen, page.KeepSeen = seenOf(policy), seenOf(retention)
	if unread != nil {
		page.Unread = page.Text.T(text.PolicyUnread)
	}
	jobs, err := s.store.Jobs(ctx, 0, decisionsAmong)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	for _, j := range jobs {
		if len(page.Decisions) == decisionsShown {
			break
		}
		if j.ModelID == "" {
			continue
		}
		why, err := s.verdict(ctx, j)
		if err = s.without(ctx, err); err != nil {
			return err
		}
		if !why.IsZero() {
			page.Decisions = append(page.Decisions, automationview.Decision{Job: j.ID, At: j.FinishedAt, Why: why})
		}
	}
	change(&page)
	return s.render(c, status, automationview.PolicyPage(page))
}

// postPolicyPage answers POST /admin/policy.
func (s *Server) postPolicyPage(c echo.Context) error {
	mode, worse := c.FormValue("mode"), c.FormValue("max_worse")
	limit, err := locale(c).ParseNumber(worse)
	if err != nil {
		limit = -1 // outside what the policy takes
	}
	ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) { return seen(s.training.Automation().Policy(ctx)) })
	err = s.training.Automation().SetPolicy(ctx, principalOf(c).Name, automation.Policy{Mode: mode, MaxWorse: limit})
	if status, ok := refused(err); ok {
		return s.renderPolicy(c, status, func(p *automationview.Policy) {
			p.Mode, p.MaxWorse = mode, worse
			switch fieldOf(err) {
			case seenField:
				p.Seen.Overtaken = true
			case "mode":
				p.ModeProblem = messageOf(c, err)
			default:
				p.MaxProblem = p.Text.T(text.NumberBetween, 0, 100)
			}
		})
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/policy?saved=yes")
}

// postRetentionPage answers POST /admin/retention.
func (s *Server) postRetentionPage(c echo.Context) error {
	given := c.FormValue("keep")
	keep, err := strconv.Atoi(strings.TrimSpace(given))
	if err != nil {
		keep = -1 // outside what the retention takes
	}
	ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) { return seen(s.training.Automation().Retention(ctx)) })
	gone, err := s.training.SetRetention(ctx, principalOf(c).Name, automation.Retention{Keep: keep})
	if status, ok := refused(err); ok {
		return s.renderPolicy(c, status, func(p *automationview.Policy) {
			p.Keep = given
			if p.KeepSeen.Overtaken = overtaken(err); !p.KeepSeen.Overtaken {
				p.KeepProblem = p.Text.T(text.WholeBetween, 0, automation.RetentionMost)
			}
		})
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/policy?saved=yes&gone="+strconv.Itoa(len(gone)))
}

// getPolicy answers GET /api/v1/policy.
func (s *Server) getPolicy(c echo.Context) error {
	p, err := s.training.Automation().Policy(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, p)
}

// postPolicy answers POST /api/v1/policy: what is left out stays as it is.
func (s *Server) postPolicy(c echo.Context) error {
	p, err := s.training.Automation().Policy(c.Request().Context())
	if err != nil {
		return err
	}
	if err := decodeJSON(c, &p); err != nil {
		return err
	}
	if err := s.training.Automation().SetPolicy(c.Request().Context(), principalOf(c).Name, p); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, p)
}

// getRetention answers GET /api/v1/retention.
func (s *Server) getRetention(c echo.Context) error {
	r, err := s.training.Automation().Retention(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"keep": r.Keep, "deleted": []string{}})
}

// postRetention answers POST /api/v1/retention, and names what it deleted.
func (s *Server) postRetention(c echo.Context) error {
	var r automation.Retention
	if err := decodeJSON(c, &r); err != nil {
		return err
	}
	gone, err := s.training.SetRetention(c.Request().Context(), principalOf(c).Name, r)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"keep": r.Keep, "deleted": append([]string{}, gone...)})
}
