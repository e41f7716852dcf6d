package server

import (
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store/fault"
	"olist/views"
	"olist/views/text"
)

// noteViews are all notes as the page lists them.
func (s *Server) noteViews(c echo.Context) ([]views.Note, error) {
	kept, err := s.store.Notes(c.Request().Context())
	if err != nil {
		return nil, err
	}
	var notes []views.Note
	for _, n := range kept {
		notes = append(notes, views.Note{ID: n.ID, Monday: n.Week.String(), Text: n.Text, By: n.Actor})
	}
	return notes, nil
}

// postNote answers POST /notes: keeps a note about the week that a day is in.
func (s *Server) postNote(c echo.Context) error {
	day, err := time.Parse(time.DateOnly, c.FormValue("week"))
	if err != nil {
		return fault.Invalid("week", "%s", locale(c).T(text.NoteWeekWrong))
	}
	if _, err := s.store.AddNote(c.Request().Context(), principalOf(c).Name, forecast.WeekOf(day), c.FormValue("text")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, localPath(c.FormValue("back"))+"#notes")
}

// postNoteDelete answers POST /notes/{id}/delete; the page then offers to take
// it back.
func (s *Server) postNoteDelete(c echo.Context) error {
	if err := s.store.DeleteNote(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, withParam(localPath(c.FormValue("back")), "undo", c.Param("id"))+"#notes")
}

// postNoteRestore answers POST /notes/{id}/restore.
func (s *Server) postNoteRestore(c echo.Context) error {
	if err := s.store.RestoreNote(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, withParam(localPath(c.FormValue("back")), "undo", "")+"#notes")
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
