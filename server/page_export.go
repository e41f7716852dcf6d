package server

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/views"
)

// getForecastCSV answers GET /forecast.csv?horizon=&segment=: the table of the
// dashboard, with points in numbers and plain ISO dates whatever the language.
func (s *Server) getForecastCSV(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	d, err := s.dashboard(c, live)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := writeForecastCSV(&b, d); err != nil {
		return fmt.Errorf("server: write CSV: %w", err)
	}
	return sendCSV(c, fmt.Sprintf("forecast-%s-%dw.csv", fileName(d.Segment.Key), d.Horizon), b.Bytes())
}

func sendCSV(c echo.Context, name string, content []byte) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "private, no-cache")
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", content)
}

func writeForecastCSV(b *bytes.Buffer, d views.Dashboard) error {
	w := csv.NewWriter(b)
	if err := w.Write([]string{"segment", "week", "step", "forecast", "lo80", "hi80", "lo95", "hi95", "model", "note"}); err != nil {
		return err
	}
	for _, t := range d.Targets {
		row := []string{neutral(d.Segment.Key), t.Monday, strconv.Itoa(t.Step),
			decimal(t.Cents), decimal(t.Low), decimal(t.High), decimal(t.Low95), decimal(t.High95), neutral(d.Model.ID), neutral(t.Event)}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// decimal writes cents as R$ with a point.
func decimal(cents int64) string { return strconv.FormatFloat(float64(cents)/100, 'f', 2, 64) }

// neutral keeps a spreadsheet from taking a text for a formula.
func neutral(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r") == 0 {
		return "'" + cell
	}
	return cell
}

// fileName keeps letters, digits and dashes of a segment's key.
func fileName(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, key)
}
