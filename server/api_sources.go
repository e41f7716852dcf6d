package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/secret"
	"olist/source"
	"olist/store"
	"olist/store/ingest"
	"olist/training/automation"
	"olist/training/sources"
)

// sourcePlace is where a source's data are, with the address that is never shown
// whole.
type sourcePlace struct {
	Kind       string `json:"kind"`
	URL        string `json:"url,omitempty"`
	Folder     string `json:"folder,omitempty"`
	Driver     string `json:"driver,omitempty"`
	Connection string `json:"connection,omitempty"`
	Query      string `json:"query,omitempty"`
}

// sourceReading is how a source's files are read: ingest.Options.
type sourceReading struct {
	Missing   string            `json:"missing,omitempty"`
	Decimal   string            `json:"decimal,omitempty"`
	Dates     string            `json:"dates,omitempty"`
	WeekDates string            `json:"week_dates,omitempty"`
	Sheet     string            `json:"sheet,omitempty"`
	Drivers   []string          `json:"drivers,omitempty"`
	Roles     map[string]string `json:"roles,omitempty"`
	Unsold    string            `json:"unsold,omitempty"`
	WeekStart string            `json:"week_start,omitempty"`
}

// sourceJSON is a source as programs see and write it.
type sourceJSON struct {
	ID       string           `json:"id,omitempty"`
	Name     string           `json:"name"`
	Place    sourcePlace      `json:"place"`
	Reading  sourceReading    `json:"reading"`
	Rules    sources.Rules    `json:"rules"`
	Schedule sources.Schedule `json:"schedule"`
}

// sourceAnswer is a source with where it stands.
type sourceAnswer struct {
	sourceJSON
	Paused bool             `json:"paused"`
	Next   string           `json:"next,omitempty"`
	Held   int64            `json:"held,omitempty"` // the import that waits for a person
	Latest *store.SourceRun `json:"latest,omitempty"`
}

func sourceOut(n sources.Source) sourceAnswer {
	p, o := n.Place, n.Options
	a := sourceAnswer{Paused: n.Paused, Held: n.Held, Latest: n.Latest, sourceJSON: sourceJSON{ID: n.ID, Name: n.Name, Rules: n.Rules, Schedule: n.Schedule,
		Place:   sourcePlace{p.Kind, n.URL.String(), p.Folder, p.Driver, p.Connection, p.Query},
		Reading: sourceReading{o.Missing, o.Decimal, o.Dates, o.WeekDates, o.Sheet, o.Drivers, o.Roles, o.Unsold, o.WeekStart}}}
	if !n.Next.IsZero() {
		a.Next = n.Next.UTC().Format("2006-01-02T15:04:05Z07:00")
	}
	return a
}

// sourceIn is what a program asks for.
func (j sourceJSON) source() sources.Source {
	p, r := j.Place, j.Reading
	return sources.Source{ID: j.ID, Name: j.Name, Rules: j.Rules, Schedule: j.Schedule,
		Place: source.Spec{Kind: p.Kind, URL: secret.OfURL(p.URL), Folder: p.Folder, Driver: p.Driver, Connection: p.Connection, Query: p.Query},
		Options: ingest.Options{Missing: r.Missing, Decimal: r.Decimal, Dates: r.Dates, WeekDates: r.WeekDates, Sheet: r.Sheet, Drivers: r.Drivers,
			Roles: r.Roles, Unsold: r.Unsold, WeekStart: r.WeekStart}}
}

// getSources answers GET /api/v1/sources.
func (s *Server) getSources(c echo.Context) error {
	all, err := s.training.Sources().Sources(c.Request().Context())
	if err != nil {
		return err
	}
	list := []sourceAnswer{}
	for _, n := range all {
		list = append(list, sourceOut(n))
	}
	return c.JSON(http.StatusOK, map[string]any{"sources": list})
}

// getSource answers GET /api/v1/sources/{id}, with its latest fetches.
func (s *Server) getSource(c echo.Context) error {
	n, err := s.training.Sources().Source(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	runs, err := s.training.Sources().Runs(c.Request().Context(), n.ID, sourceRunsShown)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"source": sourceOut(n), "runs": runs})
}

// postSource answers POST /api/v1/sources: a new source; rules and schedule that
// are left out are the usual ones.
func (s *Server) postSource(c echo.Context) error {
	body := sourceJSON{Rules: sources.DefaultRules(), Schedule: sources.Schedule{Every: automation.EveryDay, Weekday: 1, Hour: 6}}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	kept, err := s.training.Sources().Add(c.Request().Context(), principalOf(c).Name, body.source())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, sourceOut(kept))
}

// postSourceChange answers POST /api/v1/sources/{id}: what is left out stays.
func (s *Server) postSourceChange(c echo.Context) error {
	n, err := s.training.Sources().Source(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	body := sourceOut(n).sourceJSON
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	body.ID = n.ID
	kept, err := s.training.Sources().Change(c.Request().Context(), principalOf(c).Name, body.source())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, sourceOut(kept))
}

// postSourceFetch answers POST /api/v1/sources/{id}/fetch with the job.
func (s *Server) postSourceFetch(c echo.Context) error {
	job, started, err := s.training.Sources().Fetch(c.Request().Context(), principalOf(c).Name, c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"job": job, "started": started})
}

// postSourcePreview answers POST /api/v1/sources/{id}/preview: what a fetch would
// bring now. Nothing of it is kept.
func (s *Server) postSourcePreview(c echo.Context) error {
	n, err := s.training.Sources().Source(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	p, err := s.preview(c, n)
	if err != nil {
		return err
	}
	answer := map[string]any{"file": p.File, "holds": said(p.Holds), "hold_messages": append([]message.Message{}, p.Holds...)}
	if p.Changes != nil {
		answer["changes"] = p.Changes
	}
	if !p.Problem.IsZero() {
		answer["problem"], answer["problem_message"], answer["refused"] = p.Problem.String(), p.Problem, append([]ingest.Fault{}, p.Places...)
	}
	return c.JSON(http.StatusOK, answer)
}

func said(all []message.Message) []string {
	words := []string{}
	for _, m := range all {
		words = append(words, m.String())
	}
	return words
}

// postSourcePause answers POST /api/v1/sources/{id}/pause.
func (s *Server) postSourcePause(c echo.Context) error {
	body := struct {
		Paused bool `json:"paused"`
	}{true}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if err := s.training.Sources().Pause(c.Request().Context(), principalOf(c).Name, c.Param("id"), body.Paused); err != nil {
		return err
	}
	return s.getSource(c)
}

// postSourceDelete answers POST /api/v1/sources/{id}/delete.
func (s *Server) postSourceDelete(c echo.Context) error {
	if err := s.training.Sources().Delete(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"deleted": c.Param("id")})
}

// postSourceRestore answers POST /api/v1/sources/{id}/restore.
func (s *Server) postSourceRestore(c echo.Context) error {
	if err := s.training.Sources().Restore(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return s.getSource(c)
}
