package server

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/server/sheet"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/order"
	"olist/views/text"
	"olist/views/ui"
)

// getOrderPage answers GET /order?segment=&saved=.
func (s *Server) getOrderPage(c echo.Context) error {
	return showLast(s, c, func(c echo.Context) (order.View, error) {
		page, _, err := s.orderPage(c)
		return page, err
	}, order.Page)
}

// orderPage is what to order, and what it was made from.
func (s *Server) orderPage(c echo.Context) (page order.View, of training.Orders, err error) {
	ctx := c.Request().Context()
	live, err := s.training.Live()
	if err != nil {
		return page, of, err
	}
	if of, err = s.training.Orders(ctx, live); err != nil {
		return page, of, err
	}
	page = order.View{Frame: s.frame(c, live), Pieces: of.Pieces, From: of.From, Today: of.Today, Revision: of.Revision}
	l := page.Text
	page.Beginning = orderRow(l, live.Data, of.From, training.Ordered{Stock: store.Stock{StockRule: store.NewStockRule()}})
	page.Cash, page.Segments = inMoney(l), segmentChoice(l, live.Data)
	for _, o := range of.All {
		page.Rows = append(page.Rows, orderRow(l, live.Data, of.From, o))
	}
	if written := c.QueryParam("segment"); written != "" {
		if page.Open, err = openOrder(l, live.Data, of, written); err != nil {
			return page, of, err
		}
	}
	edits, err := s.store.StockEdits(ctx, editsRead)
	page.Edits = shownEdits(c, edits)
	switch n, err := strconv.Atoi(c.QueryParam("assumed")); {
	case err == nil && n >= 0 && n <= store.StockMost:
		page.Assumed = n
	case c.QueryParam("assumed") != "":
		notUnderstood(c, &page.Frame, "assumed", fault.Invalid("assumed", message.NeedsBetween.With(0, store.StockMost)), l.T(text.OrderTitle))
	}
	return page, of, err
}

func orderRow(l text.Locale, d *training.Data, from time.Time, o training.Ordered) order.Row {
	r := order.Row{Segment: ui.Segment{Key: o.Segment, Name: o.Segment}, OnHand: strconv.FormatInt(o.OnHand, 10), OnOrder: strconv.FormatInt(o.OnOrder, 10),
		HandNow: strconv.FormatInt(o.OnHand, 10), Coming: strconv.FormatInt(o.OnOrder, 10), Planned: o.Planned,
		Lead: l.Int(int(o.StockRule.Lead)), Review: l.Int(int(o.Review)), Service: stockFields[6].typed(l, o.StockRule)}
	if seg, err := d.Segment(o.Segment); err == nil {
		r.Segment = segmentView(l, seg)
	}
	if why, ok := orderWhys[o.Why]; ok {
		r.Why = l.T(why)
		return r
	}
	r.Quantity, r.Cover, r.Lasting, r.Risk, r.Far = o.Quantity, o.Cover, o.Lasting, o.Risk, o.Far
	r.By, r.Late = from.AddDate(0, 0, max(0, o.By)), o.By <= 0
	r.Cost, r.HasCost = cents(o.Cost), o.StockRule.Cost > 0
	r.Loss, r.HasLoss = cents(o.Loss), o.Short > 0
	return r
}

var orderWhys = map[string]text.Text{training.OrderNoSegment: text.OrderNoSegment, training.OrderNoPrice: text.OrderNoPrice, training.OrderNoBands: text.OrderNoBands}

// openOrder is a segment that is looked into.
func openOrder(l text.Locale, d *training.Data, of training.Orders, written string) (*order.Open, error) {
	seg, _, err := findSegment(l, d, written)
	if err != nil {
		return nil, err
	}
	for _, o := range of.All {
		if o.Segment != seg.Key {
			continue
		}
		open := &order.Open{Row: orderRow(l, d, of.From, o), Known: o.Why == "", Service: float64(o.Service) / 1000, Position: o.Position, Level: o.Level,
			Days: int(o.StockRule.Lead + o.Review), Without: o.Without, Missing: o.Missing, Fill: o.Fill, Before: int64(math.Round(min(o.Before, float64(o.Quantity)))), Price: cents(o.Price), Margin: o.Margin, Short: cents(o.Short),
			TypedBy: o.Actor, At: o.At, Fields: stockForm(l, o.StockRule)}
		if open.Known {
			open.Demand, open.Lead = bandOf(o.Interval), bandOf(o.Order.Lead)
		}
		return open, nil
	}
	return &order.Open{Row: order.Row{Segment: segmentView(l, seg)}, New: true, Fields: stockForm(l, store.NewStockRule())}, nil
}

// postOrder answers POST /order: what is on hand and on order of the segments of the
// table, as it was typed. What is no number, and what others changed meanwhile, comes
// back in it.
func (s *Server) postOrder(c echo.Context) error {
	page, of, err := s.orderPage(c)
	if err != nil {
		return err
	}
	var words []store.StockWord
	var wrong error
	for i := range page.Rows {
		r := &page.Rows[i]
		rule := of.All[i].StockRule
		for _, in := range []struct {
			name  string
			value *string
			wrong *bool
			field stockField
		}{{"hand-", &r.OnHand, &r.WrongHand, stockFields[0]}, {"coming-", &r.OnOrder, &r.WrongOrder, stockFields[1]}} {
			if written := strings.TrimSpace(c.FormValue(in.name + r.Key)); written != "" {
				*in.value = written
				if err := in.field.read(page.Text, &rule, written); err != nil {
					*in.wrong, wrong = true, err
				}
			}
		}
		words = append(words, store.StockWord{Segment: r.Key, Rule: &rule})
	}
	return s.saveStock(c, page, words, wrong, "")
}

// saveStock saves what a form says, or answers with the form and what is wrong.
func (s *Server) saveStock(c echo.Context, page order.View, words []store.StockWord, wrong error, segment string) error {
	err := wrong
	if err == nil {
		var edit store.Edit
		if edit, err = s.store.PutStock(c.Request().Context(), principalOf(c).Name, revisionOf(c.FormValue("revision")), words); err == nil {
			return c.Redirect(http.StatusSeeOther, order.Address(segment, savedName(edit)))
		}
	}
	status, why, ok := mendable(err)
	if !ok {
		return err
	}
	page.Problem, page.Revision = page.Text.Say(why), seenBefore(c, status, page.Revision)
	page.Overtaken.Page = nowAt(status, order.Address(segment, ""))
	return s.render(c, status, order.Page(page))
}

// postOrderSegment answers POST /order/segment?segment=: all that is known of a
// segment's stock, or, with forget, that it is ordered no more.
func (s *Server) postOrderSegment(c echo.Context) error {
	page, of, err := s.orderPage(c)
	if err != nil {
		return err
	}
	if page.Open == nil {
		return fault.New(fault.CodeNotFound, message.NothingHere.With())
	}
	key := page.Open.Key
	if c.FormValue("forget") == "true" {
		return s.saveStock(c, page, []store.StockWord{{Segment: key}}, nil, "")
	}
	stocks := make([]store.Stock, len(of.All))
	for i, o := range of.All {
		stocks[i] = o.Stock
	}
	rule := ruleOf(stocks, key)
	var wrong error
	for i, f := range stockFields {
		in := &page.Open.Fields[i]
		in.Value = strings.TrimSpace(c.FormValue(f.name))
		if err := f.read(page.Text, &rule, in.Value); err != nil {
			in.Problem, wrong = page.Text.Say(saidBy(err)), err
		}
	}
	return s.saveStock(c, page, []store.StockWord{{Segment: key, Rule: &rule}}, wrong, key)
}

// postOrderUndo answers POST /order/{id}/undo: takes a change back, or brings it again.
func (s *Server) postOrderUndo(c echo.Context) error {
	edit, err := s.undoStock(c)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, order.Address("", savedName(edit)))
}

func (s *Server) undoStock(c echo.Context) (store.Edit, error) {
	id, err := editParam(c, message.NoStockEdit)
	if err != nil {
		return store.Edit{}, err
	}
	return s.store.UndoStock(c.Request().Context(), principalOf(c).Name, id)
}

// getOrderFile answers GET /order.csv, .tsv and .xlsx: what to order, and from what.
func (s *Server) getOrderFile(c echo.Context) error {
	page, of, err := s.orderPage(c)
	if err != nil {
		return err
	}
	table := func() sheet.Table { return orderTable(page, of) }
	return sendTable(c, "order-"+of.From.Format(time.DateOnly), tables{machine: table, shown: table})
}
