package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/views/imports"
	"olist/views/text"
	"olist/views/ui"
)

// getImportsPage answers GET /data/imports. done and version say what was just
// done.
func (s *Server) getImportsPage(c echo.Context) error {
	page, err := s.importsPage(c)
	if err != nil {
		return err
	}
	done := c.QueryParam("done")
	if done == "discarded" {
		page.Notice = page.Text.T(text.ImportsDiscarded)
	}
	for _, row := range page.Rows { // an old address says nothing that is so no more
		if notice, ok := doneNotices[done]; ok && row.State == done && strconv.FormatInt(row.Version, 10) == c.QueryParam("version") {
			page.Notice, page.Done = page.Text.T(notice, row.Version), true
		}
	}
	return s.render(c, http.StatusOK, imports.Page(page))
}

// doneNotices say by the state of an import that it was just brought there.
var doneNotices = map[string]text.Text{imports.Applied: text.ImportsApplied, imports.Undone: text.ImportsUndone}

func (s *Server) importsPage(c echo.Context) (imports.View, error) {
	live, _ := s.training.Live() // data come before the first model
	page := imports.View{Frame: s.frame(c, live)}
	imports, err := s.store.Imports(c.Request().Context())
	for _, i := range imports {
		page.Rows = append(page.Rows, importRow(i))
	}
	return page, err
}

func importRow(i store.Import) imports.Row {
	return imports.Row{
		Version: i.Version, Kind: i.Kind, Source: i.Source, State: string(i.State), By: i.Actor, Read: i.CreatedAt,
		Applied: i.AppliedAt, Undone: i.UndoneAt, UndoneBy: i.UndoneBy, Fingerprint: i.Fingerprint,
	}
}

func refusedPlaces(l text.Locale, faults []ingest.Fault) (refused []imports.Refused) {
	for _, f := range faults {
		place := l.T(text.ImportWholeFile)
		switch {
		case f.Line > 0 && f.Column > 0:
			place = l.T(text.ImportLineColumn, f.Line, f.Column)
		case f.Line > 0:
			place = l.T(text.ImportLine, f.Line)
		}
		refused = append(refused, imports.Refused{File: f.File, Place: place, Reason: l.Say(f.Message)})
	}
	return refused
}

// getImportPage answers GET /data/imports/{id}: what the import does, or did.
func (s *Server) getImportPage(c echo.Context) error {
	return s.renderImport(c, http.StatusOK, "")
}

func (s *Server) renderImport(c echo.Context, status int, problem string) error {
	version, err := versionParam(c)
	if err != nil {
		return err
	}
	imp, changes, err := s.store.ImportChanges(c.Request().Context(), version)
	if err != nil {
		return err
	}
	live, _ := s.training.Live()
	page := imports.Preview{
		Frame: s.frame(c, live), Row: importRow(imp), Problem: problem,
		Added: changes.Added, Changed: changes.Changed, Unchanged: changes.Unchanged,
	}
	page.Back = fmt.Sprintf("/data/imports/%d", version)
	page.Retrain = s.changesMuch(changes)
	noteChanges(&page, changes)
	if live != nil {
		page.TaughtFrom, page.To = live.Model.TrainFrom, live.Model.TrainTo
	}
	for _, w := range changes.Weeks {
		page.Weeks = append(page.Weeks, imports.Week{
			Week: w.Week, Added: w.Added, Before: w.Before.Revenue, After: w.After.Revenue,
			OrdersBefore: w.Before.Orders, OrdersAfter: w.After.Orders, NoCategories: w.Vague.Categories, NoStates: w.Vague.States,
		})
	}
	for _, w := range changes.LeftOut() {
		page.LeftOut = append(page.LeftOut, ui.PastWeek{Week: w.Week, Cents: w.After.Revenue, Reason: reasonOf(page.Text, w.Judged)})
	}
	form, err := fillReport(&page, imp)
	if err != nil {
		return err
	}
	if kept, ok := s.kept.of(c.Request().Context(), version); ok && imp.State == store.ImportStaged {
		page.Choice = choiceOf(kept, form.MayBeDrivers, form.Choices)
	}
	return s.render(c, status, imports.PreviewPage(page))
}

// fillReport words what the reader of the files found, and gives how a table was
// understood.
func fillReport(page *imports.Preview, imp store.Import) (form ingest.Form, err error) {
	switch imp.Kind {
	case "orders":
		var r ingest.OrderReport
		if err := json.Unmarshal(imp.Report, &r); err != nil {
			return form, fmt.Errorf("server: report of import %d: %w", imp.Version, err)
		}
		page.Files, page.Left, page.Noted = orderFindings(page.Text, r)
		page.MissingZero, page.MissingWeeks = r.Missing == ingest.MissingZero, r.MissingWeeks
		noteStaging(page, r.Staging, r.Balance())
	case "weekly":
		var r ingest.WeeklyReport
		if err := json.Unmarshal(imp.Report, &r); err != nil {
			return form, fmt.Errorf("server: report of import %d: %w", imp.Version, err)
		}
		page.Files = []ui.FileRead{{Name: r.File.Name, Rows: int(r.File.Rows)}}
		page.Form, page.Trimmed = formOf(r.Form), r.Trimmed
		for _, warning := range r.Warnings {
			page.Warnings = append(page.Warnings, page.Text.Say(warning))
		}
		for _, note := range r.Notes {
			page.FileNotes = append(page.FileNotes, page.Text.Say(note))
		}
		page.MissingZero, page.MissingWeeks = r.Missing == ingest.MissingZero, r.MissingWeeks
		noteStaging(page, r.Staging, r.Balance())
		page.Refused, page.More = refusedPlaces(page.Text, r.Refused), r.MoreRefused
		page.RefusedWeeks = r.RefusedWeeks
		for _, d := range r.Drivers {
			page.Ahead = append(page.Ahead, imports.DriverRead{Name: d.Name, First: d.First, Last: d.Last, Ahead: d.Ahead, Holes: d.Holes, ByParts: d.ByParts, Alone: r.Weeks == 0})
		}
		form = r.Form
	}
	return form, nil
}

// postImportApplyPage answers POST /data/imports/{id}/apply.
func (s *Server) postImportApplyPage(c echo.Context) error {
	return s.changeImportPage(c, s.training.ApplyImport)
}

// postImportUndoPage answers POST /data/imports/{id}/undo.
func (s *Server) postImportUndoPage(c echo.Context) error {
	return s.changeImportPage(c, s.training.UndoImport)
}

// changeImportPage goes on to the list, or to the retraining where one was
// asked; a change that cannot be says why on the import's own page.
func (s *Server) changeImportPage(c echo.Context, change importAct) error {
	imp, job, err := s.actOnImport(c, change, c.FormValue("retrain") != "")
	switch {
	case fault.CodeOf(err) == fault.CodeConflict:
		status, problem := s.problem(err, c)
		return s.renderImport(c, status, locale(c).Say(problem.said))
	case err != nil:
		return err
	case job != nil:
		return c.Redirect(http.StatusSeeOther, "/admin")
	}
	q := url.Values{"done": {string(imp.State)}, "version": {strconv.FormatInt(imp.Version, 10)}}
	return c.Redirect(http.StatusSeeOther, "/data/imports?"+q.Encode())
}

// postImportDiscardPage answers POST /data/imports/{id}/discard.
func (s *Server) postImportDiscardPage(c echo.Context) error {
	if err := s.discardImport(c); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/data/imports?done=discarded")
}
