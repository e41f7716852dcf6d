package server

import (
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/server/sheet"
	"olist/store"
	"olist/training"
	"olist/views/order"
	"olist/views/text"
)

// bandOf is a demand as pages show it: expected, and the middle 80 of 100.
func bandOf(p forecast.Point) (b order.Band) {
	b.Mean = p.Mean
	for _, band := range p.Bands {
		if band.Level == 80 {
			b.Lower, b.Upper = band.Lower, band.Upper
		}
	}
	return b
}

// orderTable has what to order and what it was made from: it can be pasted back.
func orderTable(page order.View, of training.Orders) sheet.Table {
	heads := []text.Text{text.FileSegment, text.FileName, text.FileQuantity, text.FileBy}
	for _, f := range stockFields {
		heads = append(heads, f.file)
	}
	t := headed(page.Text, append(heads, text.FileLevel, text.FileCover, text.FileRisk, text.FileOrdered, text.FileLoss)...)
	for i, r := range page.Rows {
		o := of.All[i]
		cells := []sheet.Cell{sheet.Text(r.Key), sheet.Text(r.Name), {}, {}}
		if r.Why == "" {
			cells[2] = sheet.Int(int(r.Quantity))
		}
		if r.Quantity > 0 {
			cells[3] = sheet.Day(r.By)
		}
		for _, f := range stockFields {
			cells = append(cells, f.cell(o.StockRule))
		}
		if r.Why == "" {
			cells = append(cells, sheet.Int(int(o.Level)), sheet.Figure(forecast.Figure(math.Round(10*r.Cover)/10)), sheet.Ratio(r.Risk), moneyKnown(r.Cost, r.HasCost), moneyKnown(r.Loss, r.HasLoss))
		}
		t.Add(cells...)
	}
	return t
}

func (f stockField) cell(r store.StockRule) sheet.Cell {
	v := *f.of(&r)
	switch {
	case f.kind == stockMoney:
		return moneyKnown(v, v > 0)
	case f.kind == stockPercent:
		return sheet.Figure(forecast.Figure(float64(v) / 10))
	}
	return sheet.Int(int(v))
}

// postOrderImport answers POST /order/import: stock as a pasted table or a file.
func (s *Server) postOrderImport(c echo.Context) error {
	ctx := c.Request().Context()
	assumed := 0
	edit, paste, err := s.takeTable(c, func(live *training.Live, rows [][]string, seen int64) (store.Edit, error) {
		known, err := s.store.Stocks(ctx)
		if err != nil {
			return store.Edit{}, err
		}
		words, began, err := stockWords(locale(c), live.Data, known.All, rows)
		if err != nil {
			return store.Edit{}, err
		}
		assumed = began
		return s.store.PutStock(ctx, principalOf(c).Name, seen, words)
	})
	if err == nil {
		return c.Redirect(http.StatusSeeOther, order.Assumed(savedName(edit), assumed))
	}
	status, why, ok := mendable(err)
	if !ok {
		return err
	}
	page, _, err := s.orderPage(c)
	if err != nil {
		return err
	}
	page.Paste = refusedPaste(page.Text, paste, status, why, order.Address("", ""))
	return s.render(c, status, order.Page(page))
}
