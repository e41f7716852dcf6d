package server

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store/fault"
	"olist/views"
	"olist/views/text"
)

// getEventsPage answers GET /events; ?edit= puts an event into the form.
func (s *Server) getEventsPage(c echo.Context) error {
	page, err := s.eventsPage(c)
	if err != nil {
		return err
	}
	for _, e := range append(page.Coming, page.Past...) {
		if key := c.QueryParam("edit"); key != "" && key == e.Key() {
			page.Form = views.EventForm{Editing: true, EventRow: e}
		}
	}
	return s.render(c, http.StatusOK, views.EventsPage(page))
}

func (s *Server) eventsPage(c echo.Context) (views.Events, error) {
	live, err := s.training.Live()
	if err != nil {
		return views.Events{}, err
	}
	page := views.Events{Frame: s.frame(c, live), Outdated: live.Model.DataFingerprint != live.Data.Fingerprint,
		Form: views.EventForm{EventRow: views.EventRow{Kind: forecast.KindRetail}}}
	for _, e := range knownEvents(live) {
		row := views.EventRow{ID: e.ID, Name: e.Name, Monday: e.Week.String(), Kind: e.Kind, Shock: e.Shock, Factor: e.Factor}
		if e.Amount != nil {
			row.Cents = cents(float64(*e.Amount))
		}
		switch {
		case e.Kind == forecast.KindHidden:
			page.Hidden = append(page.Hidden, row)
		case e.Week > live.Data.To:
			page.Coming = append(page.Coming, row)
		default:
			page.Past = append([]views.EventRow{row}, page.Past...) // the latest first
		}
	}
	return page, nil
}

// eventOf reads what a person or a program says of an event. Returns
// CodeInvalid with the field at fault.
func eventOf(name, week, kind string, shock bool) (forecast.Event, error) {
	day, err := time.Parse(time.DateOnly, week)
	if err != nil || day.Year() < 1970 || day.Year() > 2200 {
		return forecast.Event{}, fault.Invalid("week", "The day should be written like 2018-11-23.")
	}
	return forecast.Event{Name: name, Week: forecast.WeekOf(day), Kind: kind, Shock: shock}, nil
}

// postEventPage answers POST /events: adds or changes an event.
func (s *Server) postEventPage(c echo.Context) error {
	form := views.EventForm{Editing: c.FormValue("id") != "", EventRow: views.EventRow{ID: c.FormValue("id"), Name: c.FormValue("name"),
		Monday: c.FormValue("week"), Kind: c.FormValue("kind"), Shock: c.FormValue("shock") != ""}}
	e, err := eventOf(form.Name, form.Monday, form.Kind, form.Shock)
	if err == nil {
		_, err = s.training.PutEvent(c.Request().Context(), principalOf(c).Name, form.ID, e)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/events")
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.CodeInvalid {
		return err
	}
	page, pageErr := s.eventsPage(c)
	if pageErr != nil {
		return pageErr
	}
	form.Problem = map[string]string{f.Field: page.Text.T(text.EventProblems[f.Field])}
	page.Form = form
	return s.render(c, http.StatusUnprocessableEntity, views.EventsPage(page))
}

// postEventDeletePage answers POST /events/{id}/delete.
func (s *Server) postEventDeletePage(c echo.Context) error {
	if err := s.training.DeleteEvent(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/events")
}
