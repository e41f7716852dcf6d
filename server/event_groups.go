package server

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store"
	"olist/training"
	"olist/views/events"
)

// eventGroups are the groups that can be left out, and those that are: the kinds
// of the calendar first, then the names of its retail events.
func eventGroups(live *training.Live) []events.Group {
	var out []events.Group
	index := map[store.EventGroup]int{}
	add := func(g store.EventGroup, name string) *events.Group {
		i, ok := index[g]
		if !ok {
			i = len(out)
			index[g] = i
			out = append(out, events.Group{Key: string(g), Name: name, LeftOut: slices.Contains(live.Data.LeftOut, g)})
		}
		return &out[i]
	}
	for _, kind := range []string{forecast.KindHoliday, forecast.KindRetail} {
		add(store.EventGroup(kind), "")
	}
	for _, e := range live.Data.Calendar() {
		add(store.EventGroup(e.Kind), "").Weeks++
		if e.Kind == forecast.KindRetail {
			add(store.EventGroup(store.NamePrefix+e.Name), e.Name).Weeks++
		}
	}
	for _, g := range live.Data.LeftOut { // of a calendar that is no longer in force
		if _, known := index[g]; !known {
			add(g, string(g[len(store.NamePrefix):]))
		}
	}
	return out
}

// postEventGroupPage answers POST /events/groups.
func (s *Server) postEventGroupPage(c echo.Context) error {
	if err := s.groupEvents(c, c.FormValue("group"), c.FormValue("left_out") != ""); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/events#groups-title")
}

// postEventGroup answers POST /api/v1/events/groups: leaves a group of the
// calendar's events out, or brings it back.
func (s *Server) postEventGroup(c echo.Context) error {
	var body struct {
		Group   string `json:"group"`
		LeftOut bool   `json:"left_out"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if err := s.groupEvents(c, body.Group, body.LeftOut); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, body)
}

func (s *Server) groupEvents(c echo.Context, group string, leaveOut bool) error {
	return s.training.GroupEvents(c.Request().Context(), principalOf(c).Name, store.EventGroup(group), leaveOut)
}
