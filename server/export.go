package server

import (
	"archive/zip"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
)

// exportLasts bounds a download of everything: it holds one state of the
// database for as long.
const exportLasts = 10 * time.Minute

// getExport answers GET /data/export.zip and GET /api/v1/export: everything but
// secrets, written while it is read. One at a time.
func (s *Server) getExport(c echo.Context) error {
	if !s.exporting.CompareAndSwap(false, true) {
		return fault.New(fault.CodeBusy, message.ExportBusy.With())
	}
	defer s.exporting.Store(false)
	_ = http.NewResponseController(c.Response().Writer).SetWriteDeadline(s.opt.Clock().Add(exportLasts)) // where that cannot be, the server's own holds
	h := c.Response().Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="sales-export.zip"`)
	z := zip.NewWriter(c.Response())
	if err := s.store.Export(c.Request().Context(), func(name string) (io.Writer, error) { return z.Create(name) }); err != nil {
		return err // the archive has no end then, and no program takes it
	}
	return z.Close()
}
