package server

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/views/events"
)

// getEventsPage answers GET /events; ?edit= puts an event into the form.
func (s *Server) getEventsPage(c echo.Context) error {
	page, err := s.eventsPage(c)
	if err != nil {
		return err
	}
	for _, e := range append(page.Coming, page.Past...) {
		if key := c.QueryParam("edit"); key != "" && key == e.Key() {
			page.Form = events.Form{Editing: true, Row: e, Day: e.Week.String()}
		}
	}
	page.Saved = savedEvent(page, c.QueryParam("saved"))
	page.Gone = goneEvent(c)
	return s.render(c, http.StatusOK, events.Page(page))
}

// savedEvent gives the event that was just saved, where nothing is known of
// what it does.
func savedEvent(page events.View, id string) *events.Row {
	for _, e := range page.Coming {
		if id != "" && e.ID == id && e.Unheard {
			return &e
		}
	}
	return nil
}

// goneEvent reads the event that was just deleted from the address, so that it
// can be put back.
func goneEvent(c echo.Context) *events.Row {
	e, err := eventOf(shopOf(c), c.QueryParam("gone"), c.QueryParam("week"), c.QueryParam("kind"), c.QueryParam("shock") != "")
	if err != nil || e.Name == "" {
		return nil
	}
	return &events.Row{Name: e.Name, Week: e.Week, Kind: e.Kind, Shock: e.Shock}
}

func (s *Server) eventsPage(c echo.Context) (events.View, error) {
	live, err := s.training.Live()
	if err != nil {
		return events.View{}, err
	}
	page := events.View{Frame: s.frame(c, live), Outdated: live.Model.DataFingerprint != live.Data.Fingerprint,
		Form: events.Form{Row: events.Row{Kind: forecast.KindRetail}}, Known: occasionNames(locale(c), live.Data), Groups: eventGroups(live)}
	for _, e := range knownEvents(live) {
		row := events.Row{ID: e.ID, Name: e.Name, Week: e.Week, Kind: e.Kind, Shock: e.Shock, Factor: e.Factor, LeftOut: e.LeftOut}
		if e.Amount != nil {
			row.Cents = cents(float64(*e.Amount))
		}
		row.Unheard = e.Kind != forecast.KindHoliday && !e.Shock && e.Factor == 0 && !happened(live.Data, e.Name)
		switch {
		case e.Kind == forecast.KindHidden:
			page.Hidden = append(page.Hidden, row)
		case e.Week > live.Data.To:
			page.Coming = append(page.Coming, row)
		default:
			page.Past = append([]events.Row{row}, page.Past...) // the latest first
		}
	}
	return page, nil
}

// eventOf reads what a person or a program says of an event. Returns
// CodeInvalid with the field at fault.
func eventOf(p shop.Profile, name, date, kind string, shock bool) (forecast.Event, error) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil || day.Year() < 1970 || day.Year() > 2200 {
		return forecast.Event{}, fault.Invalid("week", message.EventDay.With())
	}
	return forecast.Event{Name: name, Week: p.Week(day), Kind: kind, Shock: shock}, nil
}

// postEventPage answers POST /events: adds or changes an event.
func (s *Server) postEventPage(c echo.Context) error {
	form := events.Form{Editing: c.FormValue("id") != "" || c.FormValue("edit") != "", Row: events.Row{ID: c.FormValue("id"), Name: c.FormValue("name"),
		Kind: c.FormValue("kind"), Shock: c.FormValue("shock") != ""}, Day: c.FormValue("week")}
	e, err := eventOf(shopOf(c), form.Name, form.Day, form.Kind, form.Shock)
	var kept store.StoredEvent
	if err == nil {
		kept, err = s.putEventOfPage(c, form, e)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/events?saved="+url.QueryEscape(kept.ID))
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.CodeInvalid && f.Code != fault.CodeConflict {
		return err
	}
	page, pageErr := s.eventsPage(c)
	if pageErr != nil {
		return pageErr
	}
	field := f.Field
	if f.Code == fault.CodeConflict {
		field = "name"
	}
	form.Problem = map[string]string{field: page.Text.Say(f.Message)}
	page.Form = form
	return s.render(c, statusOf[f.Code], events.Page(page))
}

// putEventOfPage refuses to add again what the list shows in that week; to
// change a day of the calendar is to edit it there.
func (s *Server) putEventOfPage(c echo.Context, form events.Form, e forecast.Event) (store.StoredEvent, error) {
	live, err := s.training.Live()
	if err != nil {
		return store.StoredEvent{}, err
	}
	if !form.Editing && addsNothing(live.Data, e) {
		return store.StoredEvent{}, fault.New(fault.CodeConflict, message.EventTwice.With())
	}
	return s.putEvent(c, form.ID, e)
}

// postEventDeletePage answers POST /events/{id}/delete; the page then offers to
// take it back.
func (s *Server) postEventDeletePage(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	back := url.Values{}
	for _, e := range live.Data.Events {
		if e.ID == c.Param("id") && e.Kind != forecast.KindHidden {
			back = url.Values{"gone": {e.Name}, "week": {e.Week.String()}, "kind": {e.Kind}}
			if e.Shock {
				back.Set("shock", "yes")
			}
		}
	}
	if err := s.training.DeleteEvent(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, strings.TrimSuffix("/events?"+back.Encode(), "?"))
}
