package server

import (
	"net/http"
	"slices"
	"time"

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
	edit, paste, err := s.takeTable(c, func(live *training.Live, rows [][]string, seen int64) (store.Edit, error) {
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
	page.Paste = refusedPaste(page.Text, paste, status, why, stockouts.Address(""))
	return s.render(c, status, stockouts.Page(page))
}

// stockoutWords reads a table of marks: in each row a segment, a day and a note,
// which may lack; or below a header the columns of those that is exported. A first row
// without a day is a header. Returns CodeInvalid that names all rows at fault.
func stockoutWords(l text.Locale, d *training.Data, rows [][]string) ([]store.StockoutWord, error) {
	var words []store.StockoutWord
	var faults rowFaults
	var at []int
	if rows = withoutNames(rows); len(rows) > 0 {
		at = columnsCalled(rows[0], text.FileSegment, text.FileWeek, text.FileNote)
	}
	known := map[store.StockoutWord]bool{}
	for i, row := range rows {
		cells := filledCells(row)
		if at != nil {
			cells = []string{cellAt(row, at[0]), cellAt(row, at[1]), cellAt(row, at[2])}
		}
		if len(filledCells(cells)) == 0 || i == 0 && (at != nil || len(cells) > 1 && !hasDigit(cells[1])) {
			continue // nothing, or the header
		}
		w, err := stockoutRow(l, d, cells)
		key := store.StockoutWord{Segment: w.Segment, Week: w.Week}
		if err == nil && known[key] {
			err = fault.Invalid("files", message.StockoutTwice.With(message.Quoted(nameOfKey(l, d, w.Segment)), w.Week))
		}
		if err != nil {
			faults.add(i, err)
			continue
		}
		known[key] = true
		words = append(words, w)
	}
	if err := faults.err(); err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return nil, fault.Invalid("files", message.StockoutColumns.With())
	}
	return words, nil
}

func stockoutRow(l text.Locale, d *training.Data, cells []string) (w store.StockoutWord, err error) {
	if len(cells) < 2 || cells[0] == "" {
		return w, fault.Invalid("files", message.StockoutColumns.With())
	}
	segment, _, err := findSegment(l, d, cells[0])
	if err != nil {
		return w, err
	}
	w = store.StockoutWord{Segment: segment.Key, Out: true}
	if w.Week, err = stockoutWeek(l, d, cells[1], "files"); err != nil {
		return w, err
	}
	if len(cells) > 2 {
		w.Note = cells[2]
	}
	return w, nil
}

// daysTyped are the days that a person can mean: of two readings the one in the weeks of
// the data, or by the order of the shop's country; without one both.
func daysTyped(l text.Locale, d *training.Data, written string) (days []time.Time) {
	readings := ingest.DayReadings(written)
	order := []string{"ymd", "dmy", "mdy"}
	if l.MonthFirst() {
		order = []string{"ymd", "mdy", "dmy"}
	}
	var within []time.Time
	for _, name := range order {
		day, ok := readings[name]
		if !ok || slices.Contains(days, day) {
			continue
		}
		days = append(days, day)
		if w := d.Shop.Week(day); w >= d.From && w <= d.To {
			within = append(within, day)
		}
	}
	switch {
	case len(within) == 1 || len(within) > 1 && d.Shop.Country != "" && !d.Shop.Sample:
		return within[:1]
	case len(within) == 0 && len(days) > 0:
		return days[:1] // it says which weeks there are
	}
	return days
}
