package server

import (
	"net/url"
	sourcesview "olist/views/sources"
	"olist/views/ui"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/source"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/training/sources"
)

// keptForm is the form of a kept source, with what came of it.
func (s *Server) keptForm(c echo.Context, id string) (sourcesview.Form, error) {
	n, err := s.training.Sources().Source(c.Request().Context(), id)
	if err != nil {
		return sourcesview.Form{}, err
	}
	form := s.sourceForm(c, n)
	form.Seen = seenSource(n)
	runs, err := s.training.Sources().Runs(c.Request().Context(), id, sourceRunsShown)
	for _, r := range runs {
		form.Runs = append(form.Runs, sourceRun(r))
	}
	return form, err
}

// seenSource marks what the form of a source is filled from.
func seenSource(n sources.Source) ui.Seen {
	return seenOf(n.Name, n.Place.URL.String(), n.Place.Folder, n.Place.Driver, n.Place.Connection, n.Place.Query, n.Rules, n.Options, n.Schedule)
}

// sourceForm shows a source; of its address what may be seen.
func (s *Server) sourceForm(c echo.Context, n sources.Source) sourcesview.Form {
	live, _ := s.training.Live()
	f := sourcesview.Form{Frame: s.frame(c, live), Row: sourceRow(n), Kind: n.Place.Kind, Name: n.Name,
		URL: n.URL.String(), Folder: n.Place.Folder, Driver: n.Place.Driver, Connection: n.Place.Connection, Query: n.Place.Query,
		Every: n.Schedule.Every, Time: clockTime(n.Schedule.Hour, n.Schedule.Minute), Weekday: int(n.Schedule.Weekday),
		MaxChange: typedNumber(locale(c), n.Rules.MaxChange), Apply: n.Rules.Apply, NewNames: n.Rules.NewNames, Whole: n.Rules.Whole, Retrain: n.Rules.Retrain,
		Decimal: n.Options.Decimal, Dates: n.Options.Dates, WeekDates: n.Options.WeekDates, Missing: n.Options.Missing, DriverNames: strings.Join(n.Options.Drivers, ", "),
		Roots: s.training.Sources().Roots(), Drivers: source.Drivers()}
	f.Path = "/sources/new"
	if n.ID != "" {
		f.Path = "/sources/" + n.ID
	}
	f.Back = f.Path
	if n.ID == "" {
		f.Back += "?kind=" + url.QueryEscape(n.Place.Kind)
	}
	return f
}

// givenSource reads the form over what is kept of the source.
func (s *Server) givenSource(c echo.Context, id string) (n sources.Source, err error) {
	if id != "" {
		if n, err = s.training.Sources().Source(c.Request().Context(), id); err != nil {
			return n, err
		}
	}
	kept := n.Place
	yes := func(name string) bool { return c.FormValue(name) == "yes" }
	n.Name = c.FormValue("name")
	n.Place = source.Spec{Kind: c.FormValue("kind"), URL: secret.OfURL(strings.TrimSpace(c.FormValue("url"))), Folder: strings.TrimSpace(c.FormValue("folder")),
		Driver: c.FormValue("driver"), Connection: strings.TrimSpace(c.FormValue("connection")), Query: strings.TrimSpace(c.FormValue("query"))}
	if id != "" && n.Place.URL.Reveal() == kept.URL.String() { // as it was shown
		n.Place.URL = kept.URL
	}
	n.Place.Wide = kept.Wide
	n.Rules = sources.Rules{Apply: yes("apply"), NewNames: yes("new_names"), Whole: yes("whole"), Retrain: yes("retrain"), MaxChange: -1}
	if most, err := locale(c).ParseNumber(c.FormValue("max_change")); err == nil {
		n.Rules.MaxChange = most
	}
	o := ingest.Options{Decimal: c.FormValue("decimal"), Dates: c.FormValue("dates"), Missing: c.FormValue("missing")}
	n.Options.Decimal, n.Options.Dates, n.Options.Missing, n.Options.Drivers = o.Decimal, o.Dates, o.Missing, nil // what the form does not hold stays
	for name := range strings.SplitSeq(c.FormValue("drivers"), ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(n.Options.Drivers, name) {
			n.Options.Drivers = append(n.Options.Drivers, name)
		}
	}
	day, err := strconv.Atoi(c.FormValue("weekday"))
	if err != nil {
		day = -1 // outside what the schedule takes
	}
	n.Schedule = sources.Schedule{Every: c.FormValue("every"), Weekday: time.Weekday(day)}
	at, err := time.Parse("15:04", c.FormValue("time"))
	if err != nil {
		return n, fault.Invalid("time", message.TimeWrong.With())
	}
	n.Schedule.Hour, n.Schedule.Minute = at.Hour(), at.Minute()
	return n, nil
}

// typedForm is the form with what was typed.
func (s *Server) typedForm(c echo.Context, id string, n sources.Source) (sourcesview.Form, error) {
	var runs []sourcesview.Run
	var seen ui.Seen
	if id != "" {
		kept, err := s.keptForm(c, id)
		if err != nil {
			return kept, err
		}
		runs, seen = kept.Runs, kept.Seen
	}
	form := s.sourceForm(c, n)
	form.MaxChange, form.Time, form.Runs = c.FormValue("max_change"), c.FormValue("time"), runs
	form.Seen = seen
	form.URL = c.FormValue("url")
	if !slices.Contains(source.Kinds(), form.Kind) {
		form.Kind = source.KindURL
	}
	return form, nil
}
