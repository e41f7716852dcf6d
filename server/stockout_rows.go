package server

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/training"
	"olist/views/stockouts"
	"olist/views/text"
)

// postStockoutsImport answers POST /stockouts/import: marks as a pasted table or a
// file.
func (s *Server) postStockoutsImport(c echo.Context) error {
	u, err := s.receive(c)
	pasted := ""
	var edit store.StockoutEdit
	if err == nil {
		defer u.Close()
		pasted = pastedIn(u)
		live, wrong := s.training.Live()
		if wrong != nil {
			return wrong
		}
		var words []store.StockoutWord
		if words, err = stockoutFile(c, live, u); err == nil {
			edit, err = s.training.PutStockouts(c.Request().Context(), principalOf(c).Name, revisionOf(u.choices.Get("revision")), words)
		}
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, stockouts.Address(savedStockout(edit)))
	}
	status, why, ok := refusedBudgets(err, message.Message{})
	if !ok {
		return err
	}
	page, _, err := s.stockoutsPage(c)
	if err != nil {
		return err
	}
	page.Paste = stockouts.Paste{Text: pasted, Problem: page.Text.Say(why)}
	return s.render(c, status, stockouts.Page(page))
}

func stockoutFile(c echo.Context, live *training.Live, u *upload) ([]store.StockoutWord, error) {
	f, err := os.Open(u.path(0))
	if err != nil {
		return nil, fmt.Errorf("server: read an upload: %w", err)
	}
	defer f.Close()
	rows, err := ingest.Grid(c.Request().Context(), f)
	if err != nil {
		return nil, err
	}
	return stockoutWords(locale(c), live.Data, rows)
}

// stockoutWords reads a table of marks: in each row a segment, a day and a note,
// which may lack. A first row without a day is a header. Returns CodeInvalid that
// names the row.
func stockoutWords(l text.Locale, d *training.Data, rows [][]string) ([]store.StockoutWord, error) {
	var words []store.StockoutWord
	for i, row := range rows {
		cells := filledCells(row)
		if len(cells) == 0 {
			continue
		}
		if len(cells) < 2 {
			return nil, inRow(i, message.StockoutColumns.With())
		}
		w, err := stockoutWeek(d, cells[1], "files")
		if err != nil && i == 0 && !strings.ContainsAny(cells[1], "0123456789") {
			continue // the header
		}
		if err != nil {
			return nil, inRow(i, whyOf(err))
		}
		segment, _, err := findSegment(l, d, cells[0])
		if err != nil {
			return nil, inRow(i, whyOf(err))
		}
		word := store.StockoutWord{Segment: segment.Key, Week: w, Out: true}
		if len(cells) > 2 {
			word.Note = cells[2]
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return nil, fault.Invalid("files", message.StockoutColumns.With())
	}
	return words, nil
}
