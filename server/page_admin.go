package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/training"
	jobsview "olist/views/jobs"
	"olist/views/text"
)

// getAdmin answers GET /admin: the form filled with the live model's
// parameters, and the running or latest training.
func (s *Server) getAdmin(c echo.Context) error {
	page, err := s.adminPage(c, s.paramForm(locale(c), nil))
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, jobsview.RetrainPage(page))
}

func (s *Server) adminPage(c echo.Context, form jobsview.ParamForm) (jobsview.Retrain, error) {
	live, _ := s.training.Live() // the first model is trained without one
	page := jobsview.Retrain{Frame: s.frame(c, live), Form: form}
	var err error
	page.Job, err = s.latestJob(c.Request().Context())
	return page, err
}

// postJob answers POST /admin/jobs: starts a training. What is wrong comes
// back in the form (422), each message at its field, nothing lost.
func (s *Server) postJob(c echo.Context) error {
	given := map[string]string{}
	for _, p := range training.Params {
		if c.Request().PostForm.Has(p.Name) {
			given[p.Name] = c.Request().PostForm.Get(p.Name)
		}
	}
	l := locale(c)
	form := s.paramForm(l, given)
	if form.Wrong() {
		form.Problem = l.T(text.ParamsWrong)
		return s.renderWrongForm(c, form)
	}
	values, err := training.ParseValues(given)
	if err != nil {
		return err
	}
	job, started, err := s.training.Start(c.Request().Context(), training.Request{Params: values, By: principalOf(c).Name, Beside: c.FormValue("beside") == "yes"})
	if err != nil {
		return err
	}
	if !isPartial(c) {
		return c.Redirect(http.StatusSeeOther, "/admin")
	}
	view, err := s.jobView(c.Request().Context(), job.ID)
	if err != nil {
		return err
	}
	view.Joined = !started
	return s.render(c, http.StatusOK, jobsview.Panel(l, view))
}

func (s *Server) renderWrongForm(c echo.Context, form jobsview.ParamForm) error {
	page, err := s.adminPage(c, form)
	if err != nil {
		return err
	}
	if isPartial(c) {
		return s.render(c, http.StatusUnprocessableEntity, jobsview.RetrainPage(page), jobsview.RetrainForm)
	}
	return s.render(c, http.StatusUnprocessableEntity, jobsview.RetrainPage(page))
}

// paramForm fills the form with the live parameters, and over them with what
// was given, each checked by itself.
func (s *Server) paramForm(l text.Locale, given map[string]string) (form jobsview.ParamForm) {
	base := s.training.BaseParams()
	for _, p := range training.Params {
		now := p.Of(base)
		field := jobsview.Field{
			Name: p.Name, Value: plainNumber(now), Front: p.Front, Integer: p.Integer(),
			Min: plainNumber(p.Min), Max: plainNumber(p.Max),
		}
		if value, ok := given[p.Name]; ok {
			field.Value, field.Problem = value, paramProblem(l, p, value)
		}
		form.Fields = append(form.Fields, field)
	}
	return form
}

// paramProblem says what is wrong with one value, in the person's language.
func paramProblem(l text.Locale, p training.Param, value string) string {
	if _, err := training.ParseValues(map[string]string{p.Name: value}); err == nil {
		return ""
	}
	if p.Integer() {
		return l.T(text.ParamsInteger, l.Marks(plainNumber(p.Min)), l.Marks(plainNumber(p.Max)))
	}
	return l.T(text.ParamsNumber, l.Marks(plainNumber(p.Min)), l.Marks(plainNumber(p.Max)))
}
