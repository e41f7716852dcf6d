package server

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/views/imports"
	"olist/views/text"
)

// postImportPage answers POST /data/imports: on to the preview; or the page
// again with what is wrong (422), or with word that nothing is new.
func (s *Server) postImportPage(c echo.Context) error {
	u, err := s.receive(c)
	if err != nil {
		return s.renderUnread(c, err, keptUpload{})
	}
	return s.readUpload(c, keptUpload{upload: u, id: rand.Text()})
}

// postImportReadPage answers POST /data/imports/read: an upload is read again,
// as the person chose; the preview that came of it before is dropped.
func (s *Server) postImportReadPage(c echo.Context) error {
	kept, ok := s.kept.take(c.Request().Context(), c.FormValue("upload"))
	if !ok {
		return s.renderUnread(c, fault.New(fault.CodeNotFound, message.UploadForgotten.With()), keptUpload{})
	}
	kept.choices = url.Values{}
	for _, name := range []string{"missing", "decimal", "dates", "week_dates", "sheet", "unsold"} {
		kept.choices.Set(name, c.FormValue(name))
	}
	kept.choices["drivers"] = c.Request().Form["drivers"]
	if roles := c.Request().Form["role"]; len(roles) <= valuesMost {
		kept.choices["role"] = roles
	}
	return s.readUpload(c, kept)
}

// readUpload goes on to the preview of an upload, and keeps it for as long as
// another way of reading it may be wanted.
func (s *Server) readUpload(c echo.Context, kept keptUpload) error {
	st, err := s.stageUpload(c, kept.upload)
	keep := err == nil && (!st.changes.None() || mayDrive(st.report))
	if err != nil {
		f := faultsOf(err)
		keep = kept.version > 0 || f.Choosable()
		if len(f.Sheets) > 0 {
			kept.sheets = f.Sheets
		}
	}
	if keep && err == nil {
		if kept.version > 0 {
			err = s.store.DiscardImport(c.Request().Context(), principalOf(c).Name, kept.version)
			if code := fault.CodeOf(err); code == fault.CodeNotFound || code == fault.CodeConflict {
				err = nil // somebody else was faster
			}
		}
		kept.version = st.imp.Version
	}
	if keep {
		kept.at = s.opt.Clock()
		s.kept.put(c.Request().Context(), kept)
	} else {
		kept.Close()
		kept = keptUpload{}
	}
	switch {
	case err != nil:
		return s.renderUnread(c, err, kept)
	case st.changes.None():
		return s.renderNothingNew(c, st, kept)
	}
	return c.Redirect(http.StatusSeeOther, fmt.Sprintf("/data/imports/%d", st.imp.Version))
}

// mayDrive tells whether the files have columns that a person may say are known
// ahead.
func mayDrive(report any) bool {
	r, ok := report.(*ingest.WeeklyReport)
	return ok && len(r.Form.MayBeDrivers) > 0
}

func (s *Server) renderNothingNew(c echo.Context, st staged, kept keptUpload) error {
	page, err := s.importsPage(c)
	if err != nil {
		return err
	}
	page.Notice = page.Text.T(text.ImportsSame, page.Text.N(text.Weeks, st.changes.Unchanged))
	if r, ok := st.report.(*ingest.WeeklyReport); ok {
		page.Refused, page.More = refusedPlaces(page.Text, r.Refused), r.MoreRefused
		if kept.upload != nil {
			page.Choice = choiceOf(kept, r.Form.MayBeDrivers, r.Form.Choices)
		}
	}
	return s.render(c, http.StatusOK, imports.Page(page))
}

// renderUnread shows what is wrong with files, and the choices where they may
// help.
func (s *Server) renderUnread(c echo.Context, cause error, kept keptUpload) error {
	switch fault.CodeOf(cause) {
	case fault.CodeInvalid, fault.CodeMalformed, fault.CodeTooLarge, fault.CodeRateLimited, fault.CodeNotFound:
	default:
		return cause
	}
	page, err := s.importsPage(c)
	if err != nil {
		return err
	}
	status, problem := s.problem(cause, c)
	page.Problem = page.Text.Say(problem.said)
	if f := faultsOf(cause); len(f.List) > 0 {
		page.Problem = page.Text.T(text.ImportNotRead)
		page.Refused, page.More = refusedPlaces(page.Text, f.List), f.More
		if kept.upload != nil {
			page.Choice = choiceOf(kept, f.MayBeDrivers, f.Choices)
		}
	}
	return s.render(c, status, imports.Page(page))
}

// postImportJoinPage answers POST /data/imports/{id}/join.
func (s *Server) postImportJoinPage(c echo.Context) error {
	version, err := versionParam(c)
	if err != nil {
		return err
	}
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(fault.CodeMalformed, err, message.FormUnreadable.With())
	}
	err = s.store.JoinSpellings(c.Request().Context(), principalOf(c).Name, version, form["into"])
	if code := fault.CodeOf(err); code == fault.CodeConflict || code == fault.CodeInvalid {
		status, problem := s.problem(err, c)
		return s.renderImport(c, status, locale(c).Say(problem.said))
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, fmt.Sprintf("/data/imports/%d", version))
}

// choiceOf is what may be decided about an upload; more are columns that may be
// known ahead, beside those chosen, and columns all of the file.
func choiceOf(kept keptUpload, more []string, columns []ingest.ColumnChoice) imports.Choice {
	choice := imports.Choice{Upload: kept.id, Missing: kept.choices.Get("missing"), Decimal: kept.choices.Get("decimal"), Dates: kept.choices.Get("dates"), WeekDates: kept.choices.Get("week_dates"), Sheet: kept.choices.Get("sheet"), Sheets: kept.sheets}
	for _, name := range kept.choices["drivers"] {
		choice.Columns = append(choice.Columns, imports.ColumnAhead{Name: name, Chosen: true})
	}
	choice.Unsold = kept.choices.Get("unsold")
	for _, c := range columns {
		choice.Roles = append(choice.Roles, imports.ColumnRole{Key: c.Key, Role: c.Role, Possible: c.Possible})
	}
	for _, name := range more {
		choice.Columns = append(choice.Columns, imports.ColumnAhead{Name: name})
	}
	return choice
}

// noteChanges tells what a person should look at before the data go live.
func noteChanges(page *imports.Preview, c store.Changes) {
	page.RevenueBefore, page.RevenueAfter = c.RevenueBefore, c.RevenueAfter
	page.NewCategories, page.NewStates = c.NewCategories, c.NewStates
	for _, g := range c.Gaps {
		page.Gaps = append(page.Gaps, imports.Gap{After: g.After, Before: g.Before, Weeks: g.Weeks})
	}
	for _, p := range c.Spellings {
		page.Spellings = append(page.Spellings, imports.Spelling{Into: p.Into, Names: p.Names})
	}
}

// noteStaging tells where the revenue that was read went.
func noteStaging(page *imports.Preview, s ingest.Staging, b ingest.Balance) {
	page.Read, page.Taken, page.Known, page.HeldRevenue, page.RefusedRevenue = b.Read, b.Taken, b.Known, b.Held, b.Refused
	for _, h := range s.Held {
		page.Held = append(page.Held, imports.HeldWeek{Week: h.Week, Cents: h.Revenue, Code: h.Code, Near: h.Near})
	}
	page.Spare(s.SparedWeeks, s.SparedRevenue)
}

func formOf(f ingest.Form) imports.Form {
	form := imports.Form{Encoding: f.Encoding, Separator: f.Separator, Sheet: f.Sheet, Number: f.Number, Dates: f.Dates, Grain: f.Grain, Ignored: f.Ignored}
	for _, c := range f.Columns {
		form.Columns = append(form.Columns, [2]string{c.Name, c.As})
	}
	return form
}
