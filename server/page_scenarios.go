package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/scenarios"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// getScenarios answers GET /scenarios.
func (s *Server) getScenarios(c echo.Context) error {
	return s.renderScenarios(c, http.StatusOK, scenarios.Input{})
}

func (s *Server) renderScenarios(c echo.Context, status int, name scenarios.Input) error {
	kept, err := s.store.Scenarios(c.Request().Context())
	if err != nil {
		return err
	}
	live, _ := s.training.Live() // the list needs no model
	page := scenarios.View{Frame: s.frame(c, live), Name: name}
	if principalOf(c).May.has(plans) {
		page.Deleted = c.QueryParam("deleted")
	}
	for _, sc := range kept {
		page.Rows = append(page.Rows, scenarios.Row{ID: sc.ID, Name: sc.Name, By: sc.Actor, Changed: sc.UpdatedAt, Assumptions: len(sc.Changes)})
	}
	if len(page.Rows) == 0 && live != nil {
		examples, err := scenarioExamples(page.Text, live)
		if err != nil {
			return err
		}
		for _, e := range examples {
			page.Examples = append(page.Examples, e.Example)
		}
	}
	return s.render(c, status, scenarios.Page(page))
}

// postScenario answers POST /scenarios: a new one without assumptions, or that
// of an example.
func (s *Server) postScenario(c echo.Context) error {
	name, changes, err := s.newScenario(c)
	if err != nil {
		return err
	}
	sc, err := s.store.PutScenario(c.Request().Context(), principalOf(c).Name, "", name, changes)
	if message, ok := invalid(c, err); ok {
		return s.renderScenarios(c, http.StatusUnprocessableEntity, scenarios.Input{Value: name, Problem: message})
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+sc.ID)
}

func (s *Server) newScenario(c echo.Context) (name string, changes []store.Change, err error) {
	key := c.FormValue("example")
	if key == "" {
		return c.FormValue("name"), nil, nil
	}
	live, err := s.training.Live()
	if err != nil {
		return "", nil, err
	}
	examples, err := scenarioExamples(locale(c), live)
	for _, e := range examples {
		if e.Key == key {
			return shortName(e.Name), e.changes, err
		}
	}
	return c.FormValue("name"), nil, err
}

// shortName is as much of a name as a scenario's may have.
func shortName(name string) string {
	letters := []rune(name)
	return string(letters[:min(len(letters), 80)])
}

// invalid gives the message of an error that a person can mend.
func invalid(c echo.Context, err error) (message string, ok bool) {
	var f *fault.Error
	if errors.As(err, &f) && f.Code == fault.CodeInvalid {
		return locale(c).Say(f.Message), true
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
		return s.render(c, http.StatusOK, scenarios.ScenarioPage(page), scenarios.Results)
	}
	return s.render(c, http.StatusOK, scenarios.ScenarioPage(page))
}

func (s *Server) scenario(c echo.Context) (scenarios.Scenario, error) {
	page := scenarios.Scenario{Longest: training.MaxHorizon, Today: thisWeek(c), Editing: -1}
	live, err := s.training.Live()
	if err != nil {
		return page, err
	}
	kept, err := s.store.Scenario(c.Request().Context(), c.Param("id"))
	if err != nil {
		return page, err
	}
	page.Frame = s.frame(c, live)
	page.Seen = seenScenario(kept)
	page.ID, page.Name, page.By, page.Changed = kept.ID, kept.Name, kept.Actor, kept.UpdatedAt
	page.MayUndo, page.Rename.Value = kept.Before != nil, kept.Name
	page.Undone = kept.Before != nil && kept.Before.Undone
	first := live.Data.To + 1
	page.Horizon = horizonOf(c, &page.Frame, reaching(kept.Changes, first))
	segment, _, err := findSegment(page.Text, live.Data, segmentParam(c))
	if err != nil {
		return page, err
	}
	page.Segment = segmentView(page.Text, segment)
	page.Segments = segmentChoice(page.Text, live.Data)
	page.Events = eventsByWeek(page.Text, live.Data)
	page.Past = pastWeeks(page.Text, live.Data, segment, page.Events)
	base, assumed, err := s.training.Assume(c.Request().Context(), live, kept.Changes, segment.Key, page.Horizon)
	if err != nil {
		return page, err
	}
	page.Base, page.Assumed = targets(base), targets(assumed)
	if err := s.noteScenario(c, &page); err != nil {
		return page, err
	}
	for i := range week.Week(training.MaxHorizon) {
		page.Weeks = append(page.Weeks, first+i)
	}
	page.Drivers = live.Data.Panel.Drivers
	page.Given = scenarios.Assumption{Kind: scenarios.AssumePercent, Segment: page.Segment, From: page.Weeks[0], To: page.Weeks[0], Elasticity: typedNumber(page.Text, usualElasticity)}
	for _, change := range kept.Changes {
		a := assumptionView(page.Text, live.Data, change)
		if a.Learnt, err = learntStep(c.Request().Context(), page.Frame, live, change); err != nil {
			return page, err
		}
		page.Assumptions = append(page.Assumptions, a)
	}
	if n, err := strconv.Atoi(c.QueryParam("edit")); err == nil && n >= 0 && n < len(page.Assumptions) {
		page.Editing, page.Given = n, page.Assumptions[n]
	}
	return page, nil
}

// noteScenario puts notes and the page's events beside the weeks.
func (s *Server) noteScenario(c echo.Context, page *scenarios.Scenario) error {
	notes, err := s.noteViews(c)
	if err != nil {
		return err
	}
	for i, w := range page.Past {
		page.Past[i].Note = noteOn(page.Text, notes, w.Week)
	}
	for i, t := range page.Base {
		page.Base[i].Note = noteOn(page.Text, notes, t.Week)
		page.Base[i].Event = page.Events[t.Week]
	}
	return nil
}

// reaching is the horizon that shows every change, at least the usual one.
func reaching(changes []store.Change, first week.Week) int {
	horizon := training.DefaultHorizon
	for _, change := range changes {
		horizon = max(horizon, int(change.To-first)+1)
	}
	return min(horizon, training.MaxHorizon)
}

// usualElasticity is what a form begins with.
const usualElasticity = -1.5

func assumptionView(l text.Locale, d *training.Data, change store.Change) scenarios.Assumption {
	a := scenarios.Assumption{
		Kind: scenarios.AssumePercent, Segment: ui.Segment{Key: change.Segment, Name: change.Segment},
		From: change.From, To: change.To, Ratio: change.Percent / 100, Percent: typedNumber(l, change.Percent), Elasticity: typedNumber(l, usualElasticity),
	}
	if known, err := d.Segment(change.Segment); err == nil { // one that is gone keeps its key
		a.Segment = segmentView(l, known)
	}
	switch {
	case change.Driver != nil:
		a.Kind, a.Percent = scenarios.AssumeDriver, ""
		a.Driver, a.Value, a.Set = change.Driver.Name, typedNumber(l, change.Driver.Value), change.Driver.Set
	case change.Price != nil:
		a.Kind, a.Percent = scenarios.AssumePrice, ""
		a.Price, a.Elasticity = typedNumber(l, change.Price.Percent), typedNumber(l, change.Price.Elasticity)
		a.PriceRatio, a.Response = change.Price.Percent/100, change.Price.Elasticity
	case change.Percent == -100:
		a.Kind, a.Percent = scenarios.AssumeStop, ""
	}
	return a
}

// learntStep is what the change of a driver does, as the page shows it; nil where
// the model that serves has not learnt it.
func learntStep(ctx context.Context, f ui.Frame, live *training.Live, change store.Change) (*scenarios.Learnt, error) {
	e, err := live.WhatIf(ctx, change)
	if err != nil || e == nil {
		return nil, err
	}
	k := &scenarios.Learnt{Ratio: e.Ratio, Own: e.Own, Same: len(e.Weeks) == 0, Beyond: e.Beyond, Model: f.Model.Name, Weeks: e.DriverLearnt.Weeks,
		From: usualNumber(f.Text, e.From), To: usualNumber(f.Text, e.To)}
	if k.Unsure = len(e.Bands) == 0 && !k.Same; !k.Unsure && !k.Same {
		k.Low, k.High = e.Bands[0].Lower, e.Bands[0].Upper
	}
	return k, nil
}

func targets(points []forecast.Point) []ui.Target {
	out := make([]ui.Target, len(points))
	for i, p := range points {
		out[i] = ui.Target{Step: p.Step, Week: p.Week, Range: rangeOf(p)}
	}
	return out
}
