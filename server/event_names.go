package server

import (
	"slices"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store"
	"olist/training"
	"olist/views/text"
)

// happened tells whether an event of this name is in the data with sales that
// say something about it.
func happened(d *training.Data, name string) bool {
	return slices.ContainsFunc(d.Panel.Events, func(e forecast.Event) bool {
		return e.Name == name && e.Week >= d.From && e.Week <= d.To && !e.Shock && e.Kind != forecast.KindHoliday
	})
}

// occasionNames are the names of events that may have an effect, in the
// person's language.
func occasionNames(l text.Locale, d *training.Data) (names []string) {
	for _, e := range d.Panel.Events {
		if name := l.Occasion(e.Name); e.Kind != forecast.KindHoliday && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	text.SortBy(len(names), func(i int) string { return names[i] }, func(i, j int) { names[i], names[j] = names[j], names[i] })
	return names
}

// knownName gives the name under which a written one is known already: events
// of one name share their effect, whatever the language they are called in.
func knownName(d *training.Data, written string) string {
	for _, holiday := range []bool{false, true} { // what moves sales goes first
		for _, e := range d.Panel.Events {
			if (e.Kind == forecast.KindHoliday) == holiday && text.SameOccasion(written, e.Name) {
				return e.Name
			}
		}
	}
	for _, e := range d.Events { // of those hidden
		if text.SameOccasion(written, e.Name) {
			return e.Name
		}
	}
	return written
}

// putEvent keeps an event under the name that it is known by.
func (s *Server) putEvent(c echo.Context, id string, e forecast.Event) (store.StoredEvent, error) {
	live, err := s.training.Live()
	if err != nil {
		return store.StoredEvent{}, err
	}
	e.Name = knownName(live.Data, e.Name)
	return s.training.PutEvent(c.Request().Context(), principalOf(c).Name, id, e)
}

// addsNothing tells whether the page would add what the calendar has already.
func addsNothing(d *training.Data, e forecast.Event) bool {
	name := knownName(d, e.Name)
	return e.Kind != forecast.KindHidden && slices.ContainsFunc(d.Panel.Events, func(k forecast.Event) bool {
		return k.Week == e.Week && k.Name == name
	})
}
