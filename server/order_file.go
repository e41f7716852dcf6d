package server

import (
	"fmt"
	"math"
	"net/http"
	"os"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/server/sheet"
	"olist/store"
	"olist/store/ingest"
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
	heads := []text.Text{text.FileSegment, text.FileQuantity, text.FileBy}
	for _, f := range stockFields {
		heads = append(heads, f.file)
	}
	t := headed(page.Text, append(heads, text.FileLevel, text.FileCover, text.FileRisk, text.FileOrdered, text.FileLoss)...)
	for i, r := range page.Rows {
		o := of.All[i]
		cells := []sheet.Cell{sheet.Text(r.Key), {}, {}}
		if r.Why == "" {
			cells[1], cells[2] = sheet.Int(int(r.Quantity)), sheet.Day(r.By)
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
	u, err := s.receive(c)
	pasted := ""
	if err == nil {
		defer u.Close()
		pasted = pastedIn(u)
		var words []store.StockWord
		if words, err = s.stockFile(c, u); err == nil {
			var edit store.StockEdit
			edit, err = s.store.PutStock(c.Request().Context(), principalOf(c).Name, revisionOf(u.choices.Get("revision")), words)
			if err == nil {
				return c.Redirect(http.StatusSeeOther, order.Address("", stockSaved(edit)))
			}
		}
	}
	status, why, ok := refusedBudgets(err, message.Message{})
	if !ok {
		return err
	}
	page, _, err := s.orderPage(c)
	if err != nil {
		return err
	}
	page.Paste = order.Paste{Text: pasted, Problem: page.Text.Say(why)}
	return s.render(c, status, order.Page(page))
}

func (s *Server) stockFile(c echo.Context, u *upload) ([]store.StockWord, error) {
	ctx := c.Request().Context()
	live, err := s.training.Live()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(u.path(0))
	if err != nil {
		return nil, fmt.Errorf("server: read an upload: %w", err)
	}
	defer f.Close()
	rows, err := ingest.Grid(ctx, f)
	if err != nil {
		return nil, err
	}
	known, err := s.store.Stocks(ctx)
	if err != nil {
		return nil, err
	}
	return stockWords(locale(c), live.Data, known.All, rows)
}
