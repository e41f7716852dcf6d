package server

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/views"
)

// getForecastFile answers GET /forecast.csv, .tsv and .xlsx with
// ?horizon=&segment=: the table of the dashboard.
func (s *Server) getForecastFile(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	d, err := s.dashboard(c, live)
	if err != nil {
		return err
	}
	head, rows := forecastTable(d)
	return sendTable(c, fmt.Sprintf("forecast-%s-%dw", fileName(d.Segment.Key), d.Horizon), head, rows)
}

func forecastTable(d views.Dashboard) (head []string, rows [][]cell) {
	head = []string{"segment", "week", "step", "forecast", "lo80", "hi80", "lo95", "hi95", "model", "note"}
	for _, t := range d.Targets {
		rows = append(rows, []cell{textCell(d.Segment.Key), dateCell(t.Monday), numberCell(t.Step),
			moneyCell(t.Cents), moneyCell(t.Low), moneyCell(t.High), moneyCell(t.Low95), moneyCell(t.High95),
			textCell(d.Model.ID), textCell(t.Event)})
	}
	return head, rows
}

// sendTable sends a table in the format that the address ends in: csv, tsv (for
// the clipboard) or xlsx.
func sendTable(c echo.Context, name string, head []string, rows [][]cell) error {
	var b bytes.Buffer
	var err error
	ext := path.Ext(c.Request().URL.Path)
	kind := "text/csv; charset=utf-8"
	switch ext {
	case ".xlsx":
		kind, err = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeXLSX(&b, head, rows)
	case ".tsv":
		kind, err = "text/tab-separated-values; charset=utf-8", writeSeparated(&b, '\t', head, rows)
	default:
		err = writeSeparated(&b, ',', head, rows)
	}
	if err != nil {
		return fmt.Errorf("server: write %s: %w", ext, err)
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+name+ext+`"`)
	h.Set("Cache-Control", "private, no-cache")
	return c.Blob(http.StatusOK, kind, b.Bytes())
}

func writeSeparated(b *bytes.Buffer, mark rune, head []string, rows [][]cell) error {
	w := csv.NewWriter(b)
	w.Comma = mark
	if err := w.Write(head); err != nil {
		return err
	}
	for _, row := range rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = c.plain()
		}
		if err := w.Write(fields); err != nil {
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
