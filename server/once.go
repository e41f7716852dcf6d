package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/training"
	"olist/training/costly"
)

// isWrittenOnce tells the answers that are large and the same for everybody who
// asks: each compresses its own, see sendOnce, or goes as the file that it is.
func isWrittenOnce(c echo.Context) bool {
	p := c.Request().URL.Path
	return p == "/api/v1/backtest" || p == "/accuracy.csv" || p == "/data/export.zip" || p == "/api/v1/export" ||
		strings.HasPrefix(p, "/api/v1/models/") && (strings.HasSuffix(p, "/xgboost.json") || strings.HasSuffix(p, "/download"))
}

// sendOnce answers with what write writes, which depends on the live version and
// on name alone. It is written once for many askers.
func (s *Server) sendOnce(c echo.Context, live *training.Live, name, kind string, write func(*bytes.Buffer) error) error {
	zipped := strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip")
	key := "answer plain " + name + " " + live.Version
	if zipped {
		key = "answer zipped " + name + " " + live.Version
	}
	size := func(b []byte) int { return cap(b) }
	answer, err := costly.Do(c.Request().Context(), s.training.Costly(), key, size, func(context.Context) ([]byte, error) {
		var b bytes.Buffer
		if err := write(&b); err != nil || !zipped {
			return b.Bytes(), err
		}
		var small bytes.Buffer
		z := gzip.NewWriter(&small)
		if _, err := z.Write(b.Bytes()); err != nil {
			return nil, err
		}
		err := z.Close()
		return small.Bytes(), err
	})
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Add("Vary", "Accept-Encoding")
	if zipped {
		h.Set("Content-Encoding", "gzip")
	}
	return c.Blob(http.StatusOK, kind, answer)
}
