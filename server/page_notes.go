package server

import (
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/dashboard"
	"olist/week"
)

// noteViews are all notes as the page lists them.
func (s *Server) noteViews(c echo.Context) ([]dashboard.Note, error) {
	kept, err := remembered(s, "notes", func() ([]store.Note, error) { return s.store.Notes(c.Request().Context()) })
	if err = s.without(c.Request().Context(), err); err != nil {
		return nil, err
	}
	var notes []dashboard.Note
	for _, n := range kept {
		notes = append(notes, dashboard.Note{ID: n.ID, Week: n.Week, Text: n.Text, By: n.Actor})
	}
	return notes, nil
}

// postNote answers POST /notes: keeps a note about the week that a day is in.
func (s *Server) postNote(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	form := dashboard.NoteForm{Week: c.FormValue("week"), Text: c.FormValue("text")}
	week, err := noteWeekOf(live.Data, form.Week)
	if err == nil {
		_, err = s.store.AddNote(c.Request().Context(), principalOf(c).Name, week, form.Text)
	}
	if message, ok := invalid(c, err); ok {
		form.Problem = message
		return s.renderNoteForm(c, live, form)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, s.localPath(c.FormValue("back"))+"#notes")
}

// noteWeekOf reads the day that a note is about: within the data, or as far
// ahead as can be forecast.
func noteWeekOf(d *training.Data, written string) (week.Week, error) {
	day, err := time.Parse(time.DateOnly, written)
	if err != nil {
		return 0, fault.Invalid("week", message.NoteDay.With())
	}
	week, first, last := d.Shop.Week(day), d.Weeks[0].Week, d.To+training.MaxHorizon
	if week < first || week > last {
		return 0, fault.Invalid("week", message.NoteOutside.With(message.DayOf(first.First()), message.DayOf(last.Last())))
	}
	return week, nil
}

// renderNoteForm gives the dashboard from which a note was sent, with what is
// wrong beside what was written.
func (s *Server) renderNoteForm(c echo.Context, live *training.Live, form dashboard.NoteForm) error {
	back := s.localPath(c.FormValue("back"))
	if u, err := url.Parse(back); err == nil {
		c.Request().URL.RawQuery = u.RawQuery
	}
	d, err := s.dashboard(c, live)
	if err != nil {
		return err
	}
	d.Path, d.Back, d.NoteForm = "/", back, form
	return s.render(c, http.StatusUnprocessableEntity, dashboard.Page(d))
}

// postNoteDelete answers POST /notes/{id}/delete; the page then offers to take
// it back.
func (s *Server) postNoteDelete(c echo.Context) error {
	if err := s.store.DeleteNote(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, withParam(s.localPath(c.FormValue("back")), "undo", c.Param("id"))+"#notes")
}

// postNoteRestore answers POST /notes/{id}/restore.
func (s *Server) postNoteRestore(c echo.Context) error {
	if err := s.store.RestoreNote(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, withParam(s.localPath(c.FormValue("back")), "undo", "")+"#notes")
}

// withParam is a local address with one parameter set, or, where value is
// empty, without it.
func withParam(address, name, value string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	u.RawQuery = q.Encode()
	return u.String()
}
