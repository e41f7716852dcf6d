package server

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views"
)

// getScenarios answers GET /scenarios.
func (s *Server) getScenarios(c echo.Context) error {
	return s.renderScenarios(c, http.StatusOK, views.Input{})
}

func (s *Server) renderScenarios(c echo.Context, status int, name views.Input) error {
	kept, err := s.store.Scenarios(c.Request().Context())
	if err != nil {
		return err
	}
	live, _ := s.training.Live() // the list needs no model
	page := views.Scenarios{Frame: s.frame(c, live), Name: name}
	for _, sc := range kept {
		page.Rows = append(page.Rows, views.ScenarioRow{ID: sc.ID, Name: sc.Name, By: sc.Actor, Changed: sc.UpdatedAt, Assumptions: len(sc.Changes)})
	}
	return s.render(c, status, views.ScenariosPage(page))
}

// postScenario answers POST /scenarios: a new one, without assumptions.
func (s *Server) postScenario(c echo.Context) error {
	name := c.FormValue("name")
	sc, err := s.store.PutScenario(c.Request().Context(), principalOf(c).Name, "", name, nil)
	if message, ok := invalid(err); ok {
		return s.renderScenarios(c, http.StatusUnprocessableEntity, views.Input{Value: name, Problem: message})
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+sc.ID)
}

// invalid gives the message of an error that a person can mend.
func invalid(err error) (message string, ok bool) {
	var f *fault.Error
	if errors.As(err, &f) && f.Code == fault.CodeInvalid {
		return f.Message, true
	}
	return "", false
}

// getScenario answers GET /scenarios/{id}?segment=&horizon=.
func (s *Server) getScenario(c echo.Context) error {
	page, err := s.scenario(c)
	if err != nil {
		return err
	}
	if isPartial(c) {
		return s.render(c, http.StatusOK, views.ScenarioPage(page), views.ScenarioResults)
	}
	return s.render(c, http.StatusOK, views.ScenarioPage(page))
}

func (s *Server) scenario(c echo.Context) (views.Scenario, error) {
	page := views.Scenario{Longest: training.MaxHorizon}
	live, err := s.training.Live()
	if err != nil {
		return page, err
	}
	kept, err := s.store.Scenario(c.Request().Context(), c.Param("id"))
	if err != nil {
		return page, err
	}
	page.Frame = s.frame(c, live)
	page.ID, page.Name, page.By, page.Changed = kept.ID, kept.Name, kept.Actor, kept.UpdatedAt
	if page.Horizon, err = intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon); err != nil {
		return page, err
	}
	segment, err := live.Data.Segment(segmentParam(c))
	if err != nil {
		return page, err
	}
	page.Segment = views.Segment{Key: segment.Key, Name: segmentName(page.Text, segment)}
	page.Segments = segmentChoice(page.Text, live.Data)
	page.Past = pastWeeks(page.Text, live.Data, segment)
	base, assumed, err := live.Assume(kept.Changes, segment.Key, page.Horizon)
	if err != nil {
		return page, err
	}
	page.Base, page.Assumed = targets(base), targets(assumed)
	for _, p := range base[:1] {
		for i := range forecast.Week(training.MaxHorizon) {
			page.Weeks = append(page.Weeks, (p.Week + i).String())
		}
	}
	page.Given = views.Assumption{Segment: page.Segment, From: page.Weeks[0], To: page.Weeks[0]}
	for _, change := range kept.Changes {
		a := views.Assumption{Segment: views.Segment{Key: change.Segment, Name: change.Segment}, From: change.From.String(), To: change.To.String(), Ratio: change.Percent / 100}
		if known, err := live.Data.Segment(change.Segment); err == nil { // one that is gone keeps its key
			a.Segment.Name = segmentName(page.Text, known)
		}
		page.Assumptions = append(page.Assumptions, a)
	}
	return page, nil
}

func targets(points []forecast.Point) []views.Target {
	out := make([]views.Target, len(points))
	for i, p := range points {
		out[i] = views.Target{Step: p.Step, Monday: p.Week.String(), Range: rangeOf(p)}
	}
	return out
}

// postAssumption answers POST /scenarios/{id}/add. What is wrong comes back in
// the form (422).
func (s *Server) postAssumption(c echo.Context) error {
	change, err := changeOf(c)
	if err == nil {
		err = s.editScenario(c, func(all []store.Change) []store.Change { return append(all, change) })
	}
	message, wrong := invalid(err)
	if err != nil && !wrong {
		return err
	}
	if wrong {
		page, err := s.scenario(c)
		if err != nil {
			return err
		}
		page.Problem = message
		page.Given = views.Assumption{Segment: views.Segment{Key: c.FormValue("segment")}, From: c.FormValue("from"), To: c.FormValue("to"), Percent: c.FormValue("percent")}
		return s.render(c, http.StatusUnprocessableEntity, views.ScenarioPage(page))
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+c.Param("id")+"#assumptions")
}

func changeOf(c echo.Context) (store.Change, error) {
	change := store.Change{Segment: c.FormValue("segment")}
	var err error
	if change.From, err = forecast.ParseWeek(c.FormValue("from")); err != nil {
		return change, fault.Invalid("from", "the first week should be a date, for example 2018-11-19")
	}
	if change.To, err = forecast.ParseWeek(c.FormValue("to")); err != nil {
		return change, fault.Invalid("to", "the last week should be a date, for example 2018-11-19")
	}
	if change.Percent, err = strconv.ParseFloat(c.FormValue("percent"), 64); err != nil {
		return change, fault.Invalid("percent", "the change should be a number, for example 10 or -100")
	}
	return change, change.Validate()
}

// postAssumptionRemove answers POST /scenarios/{id}/remove.
func (s *Server) postAssumptionRemove(c echo.Context) error {
	n, err := strconv.Atoi(c.FormValue("assumption"))
	if err != nil {
		return fault.Invalid("assumption", "name the assumption to remove by its number")
	}
	err = s.editScenario(c, func(all []store.Change) []store.Change {
		if n < 0 || n >= len(all) {
			return all
		}
		return append(all[:n:n], all[n+1:]...)
	})
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+c.Param("id")+"#assumptions")
}

func (s *Server) editScenario(c echo.Context, edit func([]store.Change) []store.Change) error {
	ctx, id := c.Request().Context(), c.Param("id")
	kept, err := s.store.Scenario(ctx, id)
	if err != nil {
		return err
	}
	_, err = s.store.PutScenario(ctx, principalOf(c).Name, id, kept.Name, edit(kept.Changes))
	return err
}

// postScenarioDelete answers POST /scenarios/{id}/delete.
func (s *Server) postScenarioDelete(c echo.Context) error {
	if err := s.store.DeleteScenario(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios")
}

// getScenarioFile answers GET /scenarios/{id}/forecast.csv, .tsv and .xlsx.
func (s *Server) getScenarioFile(c echo.Context) error {
	page, err := s.scenario(c)
	if err != nil {
		return err
	}
	head := []string{"scenario", "segment", "week", "step", "forecast", "assumed", "difference", "model"}
	var rows [][]cell
	for i, base := range page.Base {
		assumed := page.Assumed[i].Cents
		rows = append(rows, []cell{textCell(page.Name), textCell(page.Segment.Key), dateCell(base.Monday), numberCell(base.Step),
			moneyCell(base.Cents), moneyCell(assumed), moneyCell(assumed - base.Cents), textCell(page.Model.ID)})
	}
	return sendTable(c, fmt.Sprintf("scenario-%s-%s", page.ID, fileName(page.Segment.Key)), head, rows)
}
