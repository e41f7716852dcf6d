package server

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/store/fault"
	"olist/views/data"
)

// postWeek answers POST /data/weeks: a person's word on a week, before the
// detector's.
func (s *Server) postWeek(c echo.Context) error {
	form := data.WeekForm{Week: c.FormValue("week"), Verdict: c.FormValue("verdict"), Note: c.FormValue("note")}
	err := s.training.JudgeWeek(c.Request().Context(), principalOf(c).Name, form.Week, form.Verdict, form.Note)
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/data#incomplete-title")
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.CodeInvalid {
		return err
	}
	page, err := s.dataPage(c)
	if err != nil {
		return err
	}
	form.Problem = page.Text.Say(f.Message)
	page.Judge = form
	return s.render(c, http.StatusUnprocessableEntity, data.Page(page))
}

// postWeekJSON answers POST /api/v1/weeks.
func (s *Server) postWeekJSON(c echo.Context) error {
	var body struct {
		Week    string `json:"week"`
		Verdict string `json:"verdict"`
		Note    string `json:"note"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if err := s.training.JudgeWeek(c.Request().Context(), principalOf(c).Name, body.Week, body.Verdict, body.Note); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, body)
}
