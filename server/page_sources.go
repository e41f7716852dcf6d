package server

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/source"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/training/sources"
	sourcesview "olist/views/sources"
)

// sourceRunsShown is how many fetches of a source its page lists.
const sourceRunsShown = 30

// getSourcesPage answers GET /sources; deleted names one to take that back of.
func (s *Server) getSourcesPage(c echo.Context) error {
	live, _ := s.training.Live() // sources come before the first model
	page := sourcesview.View{Frame: s.frame(c, live)}
	page.Path, page.Back = "/sources", "/sources"
	if id := c.QueryParam("deleted"); sourceID(id) {
		page.Deleted = id
	}
	all, err := s.training.Sources().Sources(c.Request().Context())
	for _, n := range all {
		page.Rows = append(page.Rows, sourceRow(n))
	}
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, sourcesview.Page(page))
}

// sourceID reports whether a text looks like a source's id.
func sourceID(id string) bool {
	number, found := strings.CutPrefix(id, "f")
	_, err := strconv.ParseUint(number, 10, 32)
	return found && err == nil
}

func sourceRow(n sources.Source) sourcesview.Row {
	row := sourcesview.Row{ID: n.ID, Name: n.Name, Kind: n.Place.Kind, Where: n.Where(), Next: n.Next, Paused: n.Paused, Held: n.Held}
	if n.Latest != nil {
		row.Latest = sourceRun(*n.Latest)
	}
	return row
}

func sourceRun(r store.SourceRun) sourcesview.Run {
	return sourcesview.Run{State: string(r.State), File: r.File, Import: r.Import, At: r.At, Why: r.Why}
}

// getSourceNewPage answers GET /sources/new: the form of a kind.
func (s *Server) getSourceNewPage(c echo.Context) error {
	kind := c.QueryParam("kind")
	if !slices.Contains(source.Kinds(), kind) {
		kind = source.KindURL
	}
	n := sources.Source{Place: source.Spec{Kind: kind, Driver: source.DriverPostgres}, Rules: sources.DefaultRules(), Schedule: sources.Schedule{Every: sources.EveryDay, Weekday: time.Monday, Hour: 6}}
	if kind == source.KindFolder {
		n.Rules.Whole, n.Schedule.Every = false, sources.EveryHour
	}
	return s.render(c, http.StatusOK, sourcesview.FormPage(s.sourceForm(c, n)))
}

// getSourcePage answers GET /sources/{id}.
func (s *Server) getSourcePage(c echo.Context) error {
	form, err := s.keptForm(c, c.Param("id"))
	if err != nil {
		return err
	}
	form.Saved = c.QueryParam("saved") != ""
	if id := c.QueryParam("asked"); strings.HasPrefix(id, "j") {
		if job, err := s.store.Job(c.Request().Context(), id); err == nil {
			form.Asked = job.ID
		}
	}
	return s.render(c, http.StatusOK, sourcesview.FormPage(form))
}

// keptForm is the form of a kept source, with what came of it.
func (s *Server) keptForm(c echo.Context, id string) (sourcesview.Form, error) {
	n, err := s.training.Sources().Source(c.Request().Context(), id)
	if err != nil {
		return sourcesview.Form{}, err
	}
	form := s.sourceForm(c, n)
	runs, err := s.training.Sources().Runs(c.Request().Context(), id, sourceRunsShown)
	for _, r := range runs {
		form.Runs = append(form.Runs, sourceRun(r))
	}
	return form, err
}

// sourceForm shows a source; of its address what may be seen.
func (s *Server) sourceForm(c echo.Context, n sources.Source) sourcesview.Form {
	live, _ := s.training.Live()
	f := sourcesview.Form{Frame: s.frame(c, live), Row: sourceRow(n), Kind: n.Place.Kind, Name: n.Name,
		URL: n.URL.String(), Folder: n.Place.Folder, Driver: n.Place.Driver, Connection: n.Place.Connection, Query: n.Place.Query,
		Every: n.Schedule.Every, Time: fmt.Sprintf("%02d:%02d", n.Schedule.Hour, n.Schedule.Minute), Weekday: int(n.Schedule.Weekday),
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

// postSourcePage answers POST /sources and POST /sources/{id}.
func (s *Server) postSourcePage(c echo.Context) error {
	id := c.Param("id")
	n, err := s.givenSource(c, id)
	if err == nil {
		put := s.training.Sources().Add
		if id != "" {
			put = s.training.Sources().Change
		}
		var kept sources.Source
		if kept, err = put(c.Request().Context(), principalOf(c).Name, n); err == nil {
			return c.Redirect(http.StatusSeeOther, "/sources/"+kept.ID+"?saved=yes")
		}
	}
	return s.refuseSource(c, id, n, err)
}

// refuseSource shows the form again with what was typed and what is wrong. An
// address that was typed is not shown again: it may be a key.
func (s *Server) refuseSource(c echo.Context, id string, n sources.Source, cause error) error {
	f, known := errors.AsType[*fault.Error](cause)
	if !known || f.Code != fault.CodeInvalid && f.Code != fault.CodeConflict {
		return cause
	}
	form, err := s.typedForm(c, id, n)
	if err != nil {
		return err
	}
	field := f.Field
	switch field {
	case "hour", "minute", "weekday", "every":
		field = "time"
	case "kind":
		field = "url"
	case "":
		field = "name"
	}
	form.Problem = map[string]string{field: messageOf(c, cause)}
	return s.render(c, http.StatusUnprocessableEntity, sourcesview.FormPage(form))
}

// typedForm is the form with what was typed.
func (s *Server) typedForm(c echo.Context, id string, n sources.Source) (sourcesview.Form, error) {
	var runs []sourcesview.Run
	if id != "" {
		kept, err := s.keptForm(c, id)
		if err != nil {
			return kept, err
		}
		runs = kept.Runs
	}
	form := s.sourceForm(c, n)
	form.MaxChange, form.Time, form.Runs = c.FormValue("max_change"), c.FormValue("time"), runs
	form.URL = c.FormValue("url")
	if !slices.Contains(source.Kinds(), form.Kind) {
		form.Kind = source.KindURL
	}
	return form, nil
}

// postSourcePreviewPage answers POST /sources/preview: what a fetch would bring,
// by the form as it stands. One is read at a time, as uploads are.
func (s *Server) postSourcePreviewPage(c echo.Context) error {
	id := c.FormValue("id")
	n, err := s.givenSource(c, id)
	var p sources.Preview
	if err == nil {
		p, err = s.preview(c, n)
	}
	if err != nil {
		return s.refuseSource(c, id, n, err)
	}
	form, err := s.typedForm(c, id, n)
	if err != nil {
		return err
	}
	form.Preview = shownPreview(c, p)
	return s.render(c, http.StatusOK, sourcesview.FormPage(form))
}

// preview looks at what a source, kept or not, would bring.
func (s *Server) preview(c echo.Context, n sources.Source) (sources.Preview, error) {
	ctx := c.Request().Context()
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return sources.Preview{}, ctx.Err()
	}
	return s.training.Sources().Preview(ctx, principalOf(c).Name, n)
}

func shownPreview(c echo.Context, p sources.Preview) *sourcesview.Preview {
	l := locale(c)
	v := &sourcesview.Preview{File: p.File, Problem: p.Problem, Holds: p.Holds}
	for _, r := range refusedPlaces(l, p.Places) {
		v.Places = append(v.Places, r.Place+": "+r.Reason)
	}
	if p.Changes == nil {
		return v
	}
	v.Read, v.Added, v.Changed, v.Unchanged = true, p.Changes.Added, p.Changes.Changed, p.Changes.Unchanged
	if p.Report != nil {
		v.Weeks, v.First, v.Last, v.Cents = p.Report.Weeks, p.Report.First, p.Report.Last, p.Report.Totals.Revenue
	}
	return v
}

// postSourceFetchPage answers POST /sources/{id}/fetch.
func (s *Server) postSourceFetchPage(c echo.Context) error {
	job, _, err := s.training.Sources().Fetch(c.Request().Context(), principalOf(c).Name, c.Param("id"))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/sources/"+c.Param("id")+"?asked="+job.ID)
}

// postSourcePausePage answers POST /sources/{id}/pause: paused is yes or no.
func (s *Server) postSourcePausePage(c echo.Context) error {
	if err := s.training.Sources().Pause(c.Request().Context(), principalOf(c).Name, c.Param("id"), c.FormValue("paused") != "no"); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/sources/"+c.Param("id"))
}

// postSourceDeletePage answers POST /sources/{id}/delete; the list then offers to
// take it back.
func (s *Server) postSourceDeletePage(c echo.Context) error {
	if err := s.training.Sources().Delete(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/sources?deleted="+c.Param("id"))
}

// postSourceRestorePage answers POST /sources/{id}/restore.
func (s *Server) postSourceRestorePage(c echo.Context) error {
	if err := s.training.Sources().Restore(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/sources/"+c.Param("id"))
}
