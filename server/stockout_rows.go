package server

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/stockouts"
	"olist/views/text"
	"olist/views/ui"
)

// postStockoutsImport answers POST /stockouts/import: marks as a pasted table or a
// file.
func (s *Server) postStockoutsImport(c echo.Context) error {
	edit, pasted, err := s.takeTable(c, func(live *training.Live, rows [][]string, seen int64) (store.Edit, error) {
		words, err := stockoutWords(locale(c), live.Data, rows)
		if err != nil {
			return store.Edit{}, err
		}
		return s.training.PutStockouts(c.Request().Context(), principalOf(c).Name, seen, words)
	})
	if err == nil {
		return c.Redirect(http.StatusSeeOther, stockouts.Address(savedName(edit)))
	}
	status, why, ok := mendable(err)
	if !ok {
		return err
	}
	page, _, err := s.stockoutsPage(c)
	if err != nil {
		return err
	}
	page.Paste = ui.Paste{Text: pasted, Problem: page.Text.Say(why)}
	return s.render(c, status, stockouts.Page(page))
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
			return nil, inRow(i, saidBy(err))
		}
		segment, _, err := findSegment(l, d, cells[0])
		if err != nil {
			return nil, inRow(i, saidBy(err))
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
