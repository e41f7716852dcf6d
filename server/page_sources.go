package server

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/source"
	"olist/store"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/sources"
	sourcesview "olist/views/sources"
	"olist/views/ui"
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
	n := sources.Source{Place: source.Spec{Kind: kind, Driver: source.DriverPostgres}, Rules: sources.DefaultRules(), Schedule: sources.Schedule{Every: automation.EveryDay, Weekday: time.Monday, Hour: 6}}
	if kind == source.KindFolder {
		n.Rules.Whole, n.Schedule.Every = false, automation.EveryHour
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
		ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) {
			now, err := s.training.Sources().Source(ctx, id)
			return seenSource(now), err
		})
		if kept, err = put(ctx, principalOf(c).Name, n); err == nil {
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
	if form.Seen.Overtaken = overtaken(cause); form.Seen.Overtaken {
		return s.render(c, http.StatusConflict, sourcesview.FormPage(form))
	}
	return s.render(c, http.StatusUnprocessableEntity, sourcesview.FormPage(form))
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
