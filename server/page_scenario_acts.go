package server

import (
	"context"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/server/sheet"
	"olist/store"
	"olist/views/scenarios"
	"olist/views/text"
	"olist/views/ui"
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
	_, err := s.store.UndoScenario(s.ifScenarioSeen(c), principalOf(c).Name, c.Param("id"))
	if overtaken(err) {
		return s.scenarioOvertaken(c)
	}
	if err != nil {
		return err
	}
	return s.backToScenario(c, 0)
}

// postScenarioRename answers POST /scenarios/{id}/rename.
func (s *Server) postScenarioRename(c echo.Context) error {
	id := c.Param("id")
	_, err := s.store.EditScenario(s.ifScenarioSeen(c), principalOf(c).Name, id, func(sc *store.Scenario) { sc.Name = c.FormValue("name") })
	if status, ok := refused(err); ok {
		page, pageErr := s.scenario(c)
		if pageErr != nil {
			return pageErr
		}
		page.Rename, page.Seen.Overtaken = scenarios.Input{Value: c.FormValue("name"), Problem: messageOf(c, err)}, overtaken(err)
		return s.render(c, status, scenarios.ScenarioPage(page))
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/scenarios/"+id)
}

// ifScenarioSeen is ifStillSeen for what a scenario assumes and is called.
func (s *Server) ifScenarioSeen(c echo.Context) context.Context {
	return ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) {
		sc, err := s.store.Scenario(ctx, c.Param("id"))
		return seenScenario(sc), err
	})
}

func seenScenario(sc store.Scenario) ui.Seen { return seenOf(sc.Name, sc.Changes) }

// scenarioOvertaken shows the scenario as others have left it.
func (s *Server) scenarioOvertaken(c echo.Context) error {
	page, err := s.scenario(c)
	if err != nil {
		return err
	}
	page.Seen.Overtaken = true
	return s.render(c, http.StatusConflict, scenarios.ScenarioPage(page))
}

// postScenarioCopy answers POST /scenarios/{id}/copy: the same under another
// name.
func (s *Server) postScenarioCopy(c echo.Context) error {
	ctx := c.Request().Context()
	kept, err := s.store.Scenario(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	made, err := s.store.PutScenario(ctx, principalOf(c).Name, "", shortName(locale(c).T(text.ScenarioCopyName, kept.Name)), kept.Changes)
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
	return sendTable(c, fmt.Sprintf("scenario-%s-%s", page.ID, fileName(page.Segment.Key)), tables{
		machine: func() sheet.Table { return scenarioTable(page) },
		shown:   func() sheet.Table { return scenarioShown(page) },
	})
}

func scenarioTable(page scenarios.Scenario) sheet.Table {
	t := headed(page.Text, text.FileScenario, text.FileSegment, text.FileWeek, text.FileStep, text.FileForecast,
		text.FileAssumed, text.FileDifference, text.FileAssumption, text.FileModel, text.FileNote)
	for i, base := range page.Base {
		assumed := page.Assumed[i].Cents
		t.Add(sheet.Text(page.Name), sheet.Text(page.Segment.Key), sheet.Date(base.Week), sheet.Int(base.Step),
			sheet.Money(base.Cents), sheet.Money(assumed), sheet.Money(assumed-base.Cents), sheet.Text(page.AssumedIn(base.Week)),
			sheet.Text(page.Model.ID), sheet.Text(joined(base.Event, base.Note)))
	}
	return t
}

// scenarioShown is the table on the screen, with its total below.
func scenarioShown(page scenarios.Scenario) sheet.Table {
	t := headed(page.Text, text.ColumnDates, text.SeriesBaseline, text.SeriesScenario, text.ColumnDifference)
	row := func(name string, base, assumed int64) {
		t.Add(sheet.Text(name), sheet.Money(base), sheet.Money(assumed), sheet.Money(assumed-base))
	}
	for i, base := range page.Base {
		row(page.Text.Week(base.Week), base.Cents, page.Assumed[i].Cents)
	}
	base, assumed := page.Totals()
	row(page.Text.T(text.RowTogether), base, assumed)
	return t
}
