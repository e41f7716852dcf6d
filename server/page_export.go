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

	"olist/views/dashboard"
	"olist/views/text"
	"olist/views/ui"
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
	t := forecastTable(d, path.Ext(c.Request().URL.Path) == ".tsv")
	return sendTable(c, fmt.Sprintf("forecast-%s-%dw", fileName(d.Segment.Key), d.Horizon), t)
}

// forecastTable holds what is on the screen: the weeks ahead as in the table and,
// but on the clipboard, before them the weeks that the chart shows, with notes.
// Every row is a week. What is for all weeks ahead together stands once, in
// columns of its own beside the first of them: a row of it among the weeks would
// double their sum.
func forecastTable(d dashboard.View, clipboard bool) table {
	t := table{head: forecastHead(d)}
	if !clipboard {
		for _, w := range d.Past {
			t.add(pastRow(d, w)...)
		}
	}
	for i, w := range d.Targets {
		row := append([]cell{textCell(d.Segment.Key), dateCell(w.Week), numberCell(w.Step)}, rangeRow(w.Range)...)
		row = append(row, textCell(d.Model.ID), textCell(joined(w.Event, w.Note)), noCell())
		if d.Overlay > 0 {
			row = append(row, noCell())
		}
		if goalOfWeeks(d) {
			row = append(row, goalRow(d, w.Range)...)
		}
		if i == 0 && len(d.Targets) > 1 {
			row = append(row, togetherRow(d)...)
		}
		t.add(row...)
	}
	return t
}

func forecastHead(d dashboard.View) []text.Text {
	head := []text.Text{text.FileSegment, text.FileWeek, text.FileStep, text.FileForecast,
		text.FileLow80, text.FileHigh80, text.FileLow95, text.FileHigh95, text.FileModel, text.FileNote, text.FileSales}
	if d.Overlay > 0 {
		head = append(head, text.FileSaid)
	}
	if goalOfWeeks(d) {
		head = append(head, text.FileTarget, text.FileGap, text.FileChance)
	}
	if len(d.Targets) > 1 {
		head = append(head, text.FileTogether, text.FileTogetherLow80, text.FileTogetherHigh80, text.FileTogetherLow95, text.FileTogetherHigh95)
		if d.Goal.Cents > 0 && !goalOfWeeks(d) {
			head = append(head, text.FileTogetherTarget, text.FileTogetherGap, text.FileTogetherChance)
		}
	}
	return head
}

// goalOfWeeks tells whether each week stands against the target by itself.
func goalOfWeeks(d dashboard.View) bool {
	return d.Goal.Cents > 0 && (d.Goal.Weekly || len(d.Targets) == 1)
}

func togetherRow(d dashboard.View) []cell {
	row := rangeRow(d.Together)
	if d.Goal.Cents > 0 && !goalOfWeeks(d) {
		row = append(row, goalRow(d, d.Together)...)
	}
	return row
}

// goalRow says how a range stands to the target.
func goalRow(d dashboard.View, r ui.Range) []cell {
	return []cell{moneyCell(d.Goal.Cents), moneyCell(r.Cents - d.Goal.Cents), ratioCell(r.Chance(d.Goal.Cents))}
}

func pastRow(d dashboard.View, w ui.PastWeek) []cell {
	note := joined(w.Event, w.Note)
	if w.Reason != "" {
		note = joined(note, d.Text.T(text.LeftOut, w.Reason))
	}
	row := []cell{textCell(d.Segment.Key), dateCell(w.Week), noCell(), noCell(), noCell(), noCell(), noCell(), noCell(), noCell(), textCell(note), moneyCell(w.Cents)}
	if d.Overlay > 0 {
		row = append(row, noCell())
		if w.Said != nil {
			row[len(row)-1] = moneyCell(w.Said.Cents)
		}
	}
	return row
}

func rangeRow(r ui.Range) []cell {
	return []cell{moneyCell(r.Cents), moneyCell(r.Low), moneyCell(r.High), moneyCell(r.Low95), moneyCell(r.High95)}
}

// byteOrderMark tells sheets that what follows is UTF-8.
const byteOrderMark = "\ufeff"

// sendTable sends a table in the format that the address ends in: csv, tsv (for
// the clipboard) or xlsx. In Portuguese, sheets expect decimal commas and, in
// CSV, semicolons between.
func sendTable(c echo.Context, name string, t table) error {
	var b bytes.Buffer
	ext := path.Ext(c.Request().URL.Path)
	if err := t.write(&b, locale(c), ext); err != nil {
		return err
	}
	asFile(c, name+ext)
	return c.Blob(http.StatusOK, fileKinds[ext], b.Bytes())
}

var fileKinds = map[string]string{
	".csv":  "text/csv; charset=utf-8",
	".tsv":  "text/tab-separated-values; charset=utf-8",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// asFile says that the answer is a file in the person's language.
func asFile(c echo.Context, name string) {
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Accept-Language, Cookie")
}

// write writes the table as a file of the kind that ext names.
func (t table) write(b *bytes.Buffer, l text.Locale, ext string) (err error) {
	mark := ','
	switch {
	case ext == ".xlsx":
		err = writeXLSX(b, l.T(text.FileSheet), t.headIn(l), t.rows)
	case ext == ".tsv":
		err = writeSeparated(b, '\t', l, t)
	case l == text.Portuguese:
		b.WriteString(byteOrderMark)
		mark = ';'
		fallthrough
	default:
		err = writeSeparated(b, mark, l, t)
	}
	if err != nil {
		return fmt.Errorf("server: write %s: %w", ext, err)
	}
	return nil
}

func writeSeparated(b *bytes.Buffer, mark rune, l text.Locale, t table) error {
	w := csv.NewWriter(b)
	w.Comma = mark
	if err := w.Write(t.headIn(l)); err != nil {
		return err
	}
	for _, row := range t.rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = c.plain(l)
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

// fileName keeps letters, digits and dashes of a segment's key.
func fileName(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, key)
}
