package server

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
)

type (
	ordersAnswer struct {
		Model    string      `json:"model"`
		Revision int64       `json:"revision"` // of the stock
		From     string      `json:"from"`     // the day that orders are counted from
		Pieces   string      `json:"pieces"`   // measured, counted or price
		Currency string      `json:"currency"`
		Orders   []orderJSON `json:"orders"` // the most urgent first
	}
	orderJSON struct {
		Segment  string       `json:"segment"`
		Why      string       `json:"why"`   // nothing is said: segment, price or bands; else empty
		Order    *int64       `json:"order"` // pieces; null where nothing is said, as all below
		By       *string      `json:"order_by"`
		Late     bool         `json:"late"` // order_by has passed, or is today
		Position int64        `json:"position"`
		UpTo     *int64       `json:"order_up_to"`
		Demand   *demandRange `json:"demand"` // over lead time and review period
		Lead     *demandRange `json:"demand_until_delivery"`
		Cover    *float64     `json:"cover_weeks"`
		Risk     *float64     `json:"risk_until_delivery"`
		Without  *float64     `json:"risk_without"`
		Missing  *float64     `json:"missing_without"`
		Before   *float64     `json:"missing_before_delivery"` // for whom the order counts on waiting
		Fill     *float64     `json:"fill"`
		Cost     *reais       `json:"order_cost"`
		Loss     *reais       `json:"lost_without"`
		Price    *reais       `json:"price"`
		Planned  bool         `json:"planned"` // a published plan counts
	}
	demandRange struct {
		Mean  float64 `json:"mean"`
		Lower float64 `json:"lower"` // of the band of 80 percent
		Upper float64 `json:"upper"`
	}
	stockAnswer struct {
		Revision int64       `json:"revision"`
		Stock    []stockJSON `json:"stock"`
	}
	stockJSON struct {
		Segment string    `json:"segment"`
		OnHand  int64     `json:"on_hand"`
		OnOrder int64     `json:"on_order"`
		Lead    int64     `json:"lead_days"`
		Review  int64     `json:"review_days"`
		Pack    int64     `json:"pack"`
		Minimum int64     `json:"minimum"`
		Service float64   `json:"service"` // percent
		Cost    *reais    `json:"unit_cost"`
		Short   *reais    `json:"short_cost"`
		Price   *reais    `json:"price"`
		By      string    `json:"by"`
		At      time.Time `json:"at"`
	}
	stockEdit struct {
		ID       int64 `json:"id"` // 0 where nothing was changed
		Segments int   `json:"segments"`
		Undone   bool  `json:"undone"`
		Revision int64 `json:"revision"`
	}
)

// getOrders answers GET /api/v1/orders.
func (s *Server) getOrders(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	of, err := s.training.Orders(c.Request().Context(), live)
	if err != nil {
		return err
	}
	a := ordersAnswer{Model: live.Model.ID, Revision: of.Revision, From: of.From.Format(time.DateOnly), Pieces: of.Pieces, Currency: live.Data.Shop.Currency, Orders: []orderJSON{}}
	for _, o := range of.All {
		a.Orders = append(a.Orders, orderAnswer(o, of.From))
	}
	return c.JSON(http.StatusOK, a)
}

func orderAnswer(o training.Ordered, from time.Time) orderJSON {
	a := orderJSON{Segment: o.Segment, Why: o.Why, Position: o.OnHand + o.OnOrder, Planned: o.Planned}
	if o.Why != "" {
		return a
	}
	by := from.AddDate(0, 0, max(0, o.By)).Format(time.DateOnly)
	a.Order, a.By, a.Late, a.UpTo = &o.Quantity, &by, o.By <= 0, &o.Level
	demand, lead := demandRange(bandOf(o.Interval)), demandRange(bandOf(o.Order.Lead))
	a.Demand, a.Lead = &demand, &lead
	a.Cover, a.Risk, a.Without, a.Missing, a.Before, a.Fill = orNull(o.Cover), orNull(o.Risk), orNull(o.Without), orNull(o.Missing), orNull(o.Before), orNull(o.Fill)
	a.Cost, a.Loss, a.Price = reaisKnown(cents(o.Cost), o.StockRule.Cost > 0), reaisKnown(cents(o.Loss), o.Short > 0), reaisKnown(cents(o.Price), o.Price > 0)
	return a
}

// reaisKnown is an amount in money; null where it is not known.
func reaisKnown(cents int64, known bool) *reais {
	if !known {
		return nil
	}
	v := reais(float64(cents) / 100)
	return &v
}

// getStock answers GET /api/v1/stock.
func (s *Server) getStock(c echo.Context) error {
	all, err := s.store.Stocks(c.Request().Context())
	if err != nil {
		return err
	}
	a := stockAnswer{Revision: all.Revision, Stock: []stockJSON{}}
	for _, k := range all.All {
		a.Stock = append(a.Stock, stockJSON{Segment: k.Segment, OnHand: k.OnHand, OnOrder: k.OnOrder, Lead: k.Lead, Review: k.Review, Pack: k.Pack, Minimum: k.Minimum,
			Service: float64(k.Service) / 10, Cost: reaisKnown(k.Cost, k.Cost > 0), Short: reaisKnown(k.Short, k.Short > 0), Price: reaisKnown(k.Price, k.Price > 0), By: k.Actor, At: k.At})
	}
	return c.JSON(http.StatusOK, a)
}

// stockBody is a segment as a program says it: what is left out stays, or is what a new
// segment begins with.
type stockBody struct {
	Segment string   `json:"segment"`
	Remove  bool     `json:"remove"`
	OnHand  *float64 `json:"on_hand"`
	OnOrder *float64 `json:"on_order"`
	Lead    *float64 `json:"lead_days"`
	Review  *float64 `json:"review_days"`
	Pack    *float64 `json:"pack"`
	Minimum *float64 `json:"minimum"`
	Service *float64 `json:"service"`
	Cost    *float64 `json:"unit_cost"`
	Short   *float64 `json:"short_cost"`
	Price   *float64 `json:"price"`
}

// over lays what is said over a rule. Returns CodeInvalid of the field that is wrong.
func (b stockBody) over(r store.StockRule) (*store.StockRule, error) {
	for i, v := range []*float64{b.OnHand, b.OnOrder, b.Lead, b.Review, b.Pack, b.Minimum, b.Service, b.Cost, b.Short, b.Price} { // as stockFields
		if v == nil {
			continue
		}
		if err := stockFields[i].put(&r, *v); err != nil {
			return nil, err
		}
	}
	return &r, nil
}

// postStockJSON answers POST /api/v1/stock: saves what there is of segments.
func (s *Server) postStockJSON(c echo.Context) error {
	var body struct {
		Revision *int64      `json:"revision"`
		Stock    []stockBody `json:"stock"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	ctx := c.Request().Context()
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	now, err := s.store.Stocks(ctx)
	if err != nil {
		return err
	}
	seen := now.Revision // what is left out is laid over what was just read
	if body.Revision != nil {
		seen = *body.Revision
	}
	if len(body.Stock) > store.StockMost {
		return fault.Invalid("stock", message.StockTooMany.With(store.StockMost))
	}
	var words []store.StockWord
	for _, b := range body.Stock {
		w := store.StockWord{Segment: b.Segment}
		if !b.Remove {
			if _, err := live.Data.Segment(b.Segment); err != nil {
				return fault.Invalid("stock", saidBy(err))
			}
			if w.Rule, err = b.over(ruleOf(now.All, b.Segment)); err != nil {
				return err
			}
		}
		words = append(words, w)
	}
	edit, err := s.store.PutStock(ctx, principalOf(c).Name, seen, words)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, stockEdit{edit.ID, edit.Count, edit.Undone, edit.Revision})
}

// postStockUndoJSON answers POST /api/v1/stock/{id}/undo.
func (s *Server) postStockUndoJSON(c echo.Context) error {
	edit, err := s.undoStock(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, stockEdit{edit.ID, edit.Count, edit.Undone, edit.Revision})
}
