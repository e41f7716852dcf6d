package server

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/server/sheet"
	"olist/store"
	accessview "olist/views/access"
)

const (
	auditShown = 100 // on a page
	auditBatch = 500 // read at once for the CSV
)

// getAuditPage answers GET /admin/audit?before=.
func (s *Server) getAuditPage(c echo.Context) error {
	before, err := beforeParam(c)
	if err != nil {
		return err
	}
	entries, err := s.store.AuditLog(c.Request().Context(), before, auditShown+1)
	if err != nil {
		return err
	}
	live, _ := s.training.Live()
	page := accessview.Audit{Frame: s.frame(c, live), Paged: before > 0}
	if len(entries) > auditShown {
		entries = entries[:auditShown]
		page.Older = entries[auditShown-1].Seq
	}
	words, err := s.actWords(c.Request().Context(), page.Text, live)
	if err != nil {
		return err
	}
	for _, e := range entries {
		said, pairs := words.say(e)
		page.Rows = append(page.Rows, accessview.AuditRow{Number: e.Seq, At: e.At, Actor: e.Actor, Action: e.Action, Said: said, Detail: pairs})
	}
	return s.render(c, http.StatusOK, accessview.AuditPage(page))
}

// detailOf is an entry's detail, "" where it has none.
func detailOf(e store.AuditEntry) string {
	if string(e.Detail) == "{}" {
		return ""
	}
	return string(e.Detail)
}

// getAuditCSV answers GET /admin/audit.csv: everything, newest first, without
// holding it.
func (s *Server) getAuditCSV(c echo.Context) error {
	ctx := c.Request().Context()
	entries, err := s.store.AuditLog(ctx, 0, auditBatch)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="audit.csv"`)
	h.Set("Cache-Control", "no-store")
	if _, err := c.Response().Write([]byte(sheet.ByteOrderMark)); err != nil {
		return err
	}
	w := csv.NewWriter(c.Response())
	if err := w.Write([]string{"number", "time", "actor", "action", "subject", "detail"}); err != nil {
		return err
	}
	for len(entries) > 0 {
		for _, e := range entries {
			row := []string{strconv.FormatInt(e.Seq, 10), e.At.UTC().Format(time.RFC3339), forecast.CSVText(e.Actor), forecast.CSVText(e.Action), forecast.CSVText(e.Subject), forecast.CSVText(detailOf(e))}
			if err := w.Write(row); err != nil {
				return err
			}
		}
		if entries, err = s.store.AuditLog(ctx, entries[len(entries)-1].Seq, auditBatch); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// getAudit answers GET /api/v1/audit?before=&limit=.
func (s *Server) getAudit(c echo.Context) error {
	before, err := beforeParam(c)
	if err != nil {
		return err
	}
	limit, err := intParam(c, "limit", auditShown, 1, auditBatch)
	if err != nil {
		return err
	}
	entries, err := s.store.AuditLog(c.Request().Context(), before, limit)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"entries": entries})
}
