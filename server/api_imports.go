package server

import (
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
)

type (
	importAnswer struct {
		Import  *store.Import `json:"import"` // null where the files bring nothing new
		Changes store.Changes `json:"changes"`
		Report  any           `json:"report,omitempty"` // where there is no import that holds it
	}
	importProblem struct {
		Problem
		Refused     []any `json:"refused"` // the first of them
		MoreRefused int   `json:"more_refused"`
	}
	importChange struct {
		Import store.Import `json:"import"`
		Job    *store.Job   `json:"job,omitempty"` // the retraining, where one was asked
	}
)

// importAct applies or undoes an import.
type importAct func(ctx context.Context, actor string, version int64) (store.Import, error)

// getImports answers GET /api/v1/imports: every version of the data, newest
// first.
func (s *Server) getImports(c echo.Context) error {
	imports, err := s.store.Imports(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"imports": imports})
}

// postImport answers POST /api/v1/imports: order files or a weekly CSV, as the
// files of a form or a weekly CSV as the body; kept for a look, not in force.
func (s *Server) postImport(c echo.Context) error {
	u, err := s.receive(c)
	if err != nil {
		return err
	}
	defer u.Close()
	st, err := s.stageUpload(c, u)
	if err != nil {
		return s.refusedFiles(c, err)
	}
	if st.changes.None() {
		return c.JSON(http.StatusOK, importAnswer{Changes: st.changes, Report: st.report})
	}
	return c.JSON(http.StatusOK, importAnswer{Import: &st.imp, Changes: st.changes})
}

// refusedFiles tells the places of files that must be mended; any other error it gives
// back.
func (s *Server) refusedFiles(c echo.Context, err error) error {
	f := faultsOf(err)
	if len(f.List) == 0 {
		return err
	}
	status, p := s.problem(err, c)
	refused := make([]any, len(f.List))
	for i, one := range f.List {
		refused[i] = one.Of(shopOf(c).Words())
	}
	return c.JSON(status, importProblem{p, refused, f.More})
}

// getImport answers GET /api/v1/imports/{id}: what it does to the data.
func (s *Server) getImport(c echo.Context) error {
	version, err := versionParam(c)
	if err != nil {
		return err
	}
	imp, changes, err := s.store.ImportChanges(c.Request().Context(), version)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, importAnswer{Import: &imp, Changes: changes})
}

// postImportApply answers POST /api/v1/imports/{id}/apply.
func (s *Server) postImportApply(c echo.Context) error {
	return s.changeImport(c, s.training.ApplyImport)
}

// postImportUndo answers POST /api/v1/imports/{id}/undo.
func (s *Server) postImportUndo(c echo.Context) error {
	return s.changeImport(c, s.training.UndoImport)
}

func (s *Server) changeImport(c echo.Context, change importAct) error {
	var body struct {
		Retrain *bool `json:"retrain"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	if body.Retrain == nil {
		much, err := s.isLargeImport(c)
		if err != nil {
			return err
		}
		much = much && principalOf(c).May.has(trains)
		body.Retrain = &much
	}
	imp, job, err := s.actOnImport(c, change, *body.Retrain)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, importChange{imp, job})
}

// postImportJoin answers POST /api/v1/imports/{id}/join: takes categories of a
// preview for one, as it proposes.
func (s *Server) postImportJoin(c echo.Context) error {
	var body struct {
		Into []string `json:"into"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	version, err := versionParam(c)
	if err != nil {
		return err
	}
	if err := s.store.JoinSpellings(c.Request().Context(), principalOf(c).Name, version, body.Into); err != nil {
		return err
	}
	return s.getImport(c)
}

// postImportDiscard answers POST /api/v1/imports/{id}/discard.
func (s *Server) postImportDiscard(c echo.Context) error {
	if err := s.discardImport(c); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (s *Server) discardImport(c echo.Context) error {
	version, err := versionParam(c)
	if err != nil {
		return err
	}
	s.kept.drop(c.Request().Context(), version)
	return s.store.DiscardImport(c.Request().Context(), principalOf(c).Name, version)
}

// actOnImport changes the data and, where asked, starts a retraining on them.
func (s *Server) actOnImport(c echo.Context, change importAct, retrain bool) (store.Import, *store.Job, error) {
	version, err := versionParam(c)
	if err != nil {
		return store.Import{}, nil, err
	}
	ctx, by := c.Request().Context(), principalOf(c).Name
	if retrain && !principalOf(c).May.has(trains) {
		return store.Import{}, nil, fault.New(fault.CodeForbidden, message.BeyondRole.With())
	}
	imp, err := change(ctx, by, version)
	if err == nil {
		s.kept.drop(ctx, version)
	}
	if err != nil || !retrain {
		return imp, nil, err
	}
	job, _, err := s.training.Start(ctx, training.Request{By: by, Note: message.AfterImport.With(version, string(imp.State))})
	return imp, &job, err
}

// isLargeImport reports whether the model should learn from an import at once,
// unless somebody says otherwise.
func (s *Server) isLargeImport(c echo.Context) (bool, error) {
	version, err := versionParam(c)
	if err != nil {
		return false, err
	}
	_, changes, err := s.store.ImportChanges(c.Request().Context(), version)
	return err == nil && s.changesMuch(changes), err
}

// changesMuch reports whether more than a tenth of the weeks change, or nothing
// forecasts yet.
func (s *Server) changesMuch(changes store.Changes) bool {
	live, _ := s.training.Live()
	return live == nil || 10*(changes.Added+changes.Changed) > len(live.Data.Weeks)
}

// versionParam is the import that the path names.
func versionParam(c echo.Context) (int64, error) {
	version, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return 0, fault.New(fault.CodeNotFound, message.ImportUnknown.With(message.Quoted(c.Param("id"))))
	}
	return version, nil
}
