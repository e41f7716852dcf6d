package server

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/store/fault"
	"olist/training"
	jobsview "olist/views/jobs"
	"olist/views/text"
)

// getSearchPage answers GET /admin/search.
func (s *Server) getSearchPage(c echo.Context) error {
	page, err := s.searchPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, jobsview.SearchPage(page))
}

func (s *Server) searchPage(c echo.Context) (jobsview.Search, error) {
	ctx := c.Request().Context()
	live, _ := s.training.Live() // a search starts from the defaults without one
	page := jobsview.Search{
		Frame: s.frame(c, live), Holdout: training.SearchHoldout, Trials: "30", Minutes: "20", Seed: "1",
		TrialsMost: training.SearchTrialsMost, MinutesMost: training.SearchMinutesMost,
	}
	for _, r := range training.Space {
		page.Space = append(page.Space, jobsview.SpaceRow{Name: r.Name, From: plainNumber(r.Min), To: plainNumber(r.Max), Log: r.Log})
	}
	jobs, err := s.store.Jobs(ctx, 0, 100)
	if s.store.Suspect(ctx, err) {
		page.Job.Unread, err = true, nil
	}
	if err != nil {
		return page, err
	}
	for _, j := range jobs {
		if j.Kind == training.KindSearch {
			page.Job, err = s.jobView(ctx, j.ID)
			break
		}
	}
	return page, err
}

// postSearchPage answers POST /admin/search: on to the job, or the form with
// what is wrong at each field (422).
func (s *Server) postSearchPage(c echo.Context) error {
	page, err := s.searchPage(c)
	if err != nil {
		return err
	}
	page.Trials, page.Minutes, page.Seed = c.FormValue("trials"), c.FormValue("minutes"), c.FormValue("seed")
	whole := func(given string, least, most int64, problem *string) int64 {
		n, err := strconv.ParseInt(strings.TrimSpace(given), 10, 64)
		if err != nil || n < least || n > most {
			*problem = page.Text.T(text.WholeBetween, least, most)
		}
		return n
	}
	r := training.SearchRequest{
		Trials:  int(whole(page.Trials, 1, training.SearchTrialsMost, &page.TrialsProblem)),
		Minutes: int(whole(page.Minutes, 1, training.SearchMinutesMost, &page.MinutesProblem)),
		Seed:    whole(page.Seed, 0, 1<<53-1, &page.SeedProblem),
		By:      principalOf(c).Name,
	}
	if page.TrialsProblem+page.MinutesProblem+page.SeedProblem != "" {
		return s.render(c, http.StatusUnprocessableEntity, jobsview.SearchPage(page))
	}
	job, _, err := s.training.Search(c.Request().Context(), r)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/jobs/"+job.ID)
}

// postSearch answers POST /api/v1/search; what is left out takes the page's
// defaults.
func (s *Server) postSearch(c echo.Context) error {
	r := training.SearchRequest{Trials: 30, Minutes: 20, Seed: 1}
	if err := decodeJSON(c, &r); err != nil {
		return err
	}
	r.By = principalOf(c).Name
	job, started, err := s.training.Search(c.Request().Context(), r)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"job": job, "started": started})
}

// fieldOf is the input at fault.
func fieldOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Field
	}
	return ""
}
