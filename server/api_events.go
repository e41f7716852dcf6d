package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store"
	"olist/training"
	"olist/week"
)

// knownEvent is an event of the calendar or of a person, and what it does.
type knownEvent struct {
	ID      string    `json:"id,omitempty"` // of what a person entered
	Name    string    `json:"name"`
	Week    week.Week `json:"week"`
	Kind    string    `json:"kind"`
	Shock   bool      `json:"shock"`
	Factor  float64   `json:"factor,omitempty"`   // found for all sales; 1.2 is a fifth more
	LeftOut bool      `json:"left_out,omitempty"` // its week teaches nothing: a shock, said or found
	Amount  *reais    `json:"amount,omitempty"`   // what it adds to the forecast of all sales, the week before it included, where its week is to come
}

type eventsAnswer struct {
	Model string `json:"model"`
	amounts
	Events  []knownEvent       `json:"events"`
	LeftOut []store.EventGroup `json:"left_out"`
}

// knownEvents lists all events from the first week of the data to a year
// ahead, by week and name, and at last those that a person hid.
func knownEvents(live *training.Live) []knownEvent {
	type day struct {
		name string
		week week.Week
	}
	ids, added := map[day]string{}, map[day]reais{}
	var hidden []knownEvent
	for _, e := range live.Data.Events {
		ids[day{e.Name, e.Week}] = e.ID
		if e.Kind == forecast.KindHidden {
			hidden = append(hidden, knownEvent{ID: e.ID, Name: e.Name, Week: e.Week, Kind: e.Kind})
		}
	}
	if f, err := live.Forecast(store.TotalKey); err == nil {
		for _, e := range f.EventTotals(len(f.Points)) {
			added[day{e.Name, e.Week}] = reais(e.Amount)
		}
	}
	out := make([]knownEvent, 0, len(live.Data.Panel.Events))
	for _, e := range live.Data.Panel.Events {
		k := knownEvent{ID: ids[day{e.Name, e.Week}], Name: e.Name, Week: e.Week, Kind: e.Kind, Shock: e.Shock, Factor: live.Engine.EventFactor(store.TotalKey, e), LeftOut: !live.Engine.Teaches(store.TotalKey, e)}
		if amount, ok := added[day{e.Name, e.Week}]; ok {
			k.Amount = &amount
		}
		out = append(out, k)
	}
	return append(out, hidden...)
}

// getEvents answers GET /api/v1/events.
func (s *Server) getEvents(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	return s.answer(c, live, eventsAnswer{live.Model.ID, amountsOf(live), knownEvents(live), append([]store.EventGroup{}, live.Data.LeftOut...)})
}

// postEvent answers POST /api/v1/events: adds an event, or changes the one
// whose id is given.
func (s *Server) postEvent(c echo.Context) error {
	var body struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Week  string `json:"week"`
		Kind  string `json:"kind"`
		Shock bool   `json:"shock"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	e, err := eventOf(shopOf(c), body.Name, body.Week, body.Kind, body.Shock)
	if err != nil {
		return err
	}
	kept, err := s.putEvent(c, body.ID, e)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, knownEvent{ID: kept.ID, Name: kept.Name, Week: kept.Week, Kind: kept.Kind, Shock: kept.Shock})
}

// postEventDelete answers POST /api/v1/events/{id}/delete.
func (s *Server) postEventDelete(c echo.Context) error {
	if err := s.training.DeleteEvent(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"deleted": c.Param("id")})
}
