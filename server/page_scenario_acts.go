package server

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/views/scenarios"
	"olist/views/text"
)

// postScenarioDelete answers POST /scenarios/{id}/delete; the list then offers
// to take it back.
func (s *Server) postScenarioDelete(c echo.Context) error {
	if err := s.store.DeleteScenario(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios?deleted="+c.Param("id"))
}

// postScenarioRestore answers POST /scenarios/{id}/restore.
func (s *Server) postScenarioRestore(c echo.Context) error {
	if err := s.store.RestoreScenario(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+c.Param("id"))
}

// postScenarioUndo answers POST /scenarios/{id}/undo: back to what it was before
// the latest change, or forward again.
func (s *Server) postScenarioUndo(c echo.Context) error {
	if _, err := s.store.UndoScenario(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return s.backToScenario(c, 0)
}

// postScenarioRename answers POST /scenarios/{id}/rename.
func (s *Server) postScenarioRename(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("id")
	kept, err := s.store.Scenario(ctx, id)
	if err != nil {
		return err
	}
	_, err = s.store.PutScenario(ctx, principalOf(c).Name, id, c.FormValue("name"), kept.Changes)
	if message, ok := invalid(c, err); ok {
		page, err := s.scenario(c)
		if err != nil {
			return err
		}
		page.Rename = scenarios.Input{Value: c.FormValue("name"), Problem: message}
		return s.render(c, http.StatusUnprocessableEntity, scenarios.ScenarioPage(page))
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+id)
}

// postScenarioCopy answers POST /scenarios/{id}/copy: the same under another
// name.
func (s *Server) postScenarioCopy(c echo.Context) error {
	ctx := c.Request().Context()
	kept, err := s.store.Scenario(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	name := []rune(locale(c).T(text.ScenarioCopyName, kept.Name))
	made, err := s.store.PutScenario(ctx, principalOf(c).Name, "", string(name[:min(len(name), 80)]), kept.Changes)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+made.ID)
}

// getScenarioFile answers GET /scenarios/{id}/forecast.csv, .tsv and .xlsx.
func (s *Server) getScenarioFile(c echo.Context) error {
	page, err := s.scenario(c)
	if err != nil {
		return err
	}
	t := table{head: []text.Text{text.FileScenario, text.FileSegment, text.FileWeek, text.FileStep, text.FileForecast,
		text.FileAssumed, text.FileDifference, text.FileAssumption, text.FileModel, text.FileNote}}
	for i, base := range page.Base {
		assumed := page.Assumed[i].Cents
		t.add(textCell(page.Name), textCell(page.Segment.Key), dateCell(base.Week), numberCell(base.Step),
			moneyCell(base.Cents), moneyCell(assumed), moneyCell(assumed-base.Cents), textCell(page.AssumedIn(base.Week)),
			textCell(page.Model.ID), textCell(joined(base.Event, base.Note)))
	}
	return sendTable(c, fmt.Sprintf("scenario-%s-%s", page.ID, fileName(page.Segment.Key)), t)
}
