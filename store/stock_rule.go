package store

import (
	"encoding/json"
	"fmt"

	"olist/message"
	"olist/store/fault"
)

// Bounds of what is kept of stock.
const (
	StockMost    = 2_000         // segments
	StockPieces  = 1_000_000_000 // of a segment
	StockMoney   = 100_000_000   // cents of a piece
	StockLead    = 240           // days
	StockReview  = 84            // days
	StockLeast   = 500           // service, in tenths of a percent
	StockHighest = 995
)

// StockRule is what there is of a segment, and how it is ordered. A piece is what the
// shop counts its units in.
type StockRule struct {
	OnHand  int64 `json:"on_hand"`
	OnOrder int64 `json:"on_order"` // comes within the lead time
	Lead    int64 `json:"lead"`     // days from an order until it comes
	Review  int64 `json:"review"`   // days from one order to the next
	Pack    int64 `json:"pack"`     // pieces that are ordered at once
	Minimum int64 `json:"minimum"`  // pieces of an order
	Service int64 `json:"service"`  // tenths of a percent: the chance that nothing runs out between two deliveries
	Cost    int64 `json:"cost"`     // cents that a piece is bought for; 0: not known
	Short   int64 `json:"short"`    // cents that a piece too few loses; 0: not known
	Price   int64 `json:"price"`    // cents that a piece is sold for, where files have no units; 0: not known
}

// NewStockRule is what a segment begins with.
func NewStockRule() StockRule { return StockRule{Lead: 14, Review: 7, Pack: 1, Service: 950} }

// parseStock reads a rule as it is kept. Errors have ErrDamaged in their chain.
func parseStock(segment, kept string) (r StockRule, err error) {
	if err = json.Unmarshal([]byte(kept), &r); err == nil {
		err = r.Validate()
	}
	if err != nil {
		return r, fmt.Errorf("%w: stock of %s: %w", ErrDamaged, segment, err)
	}
	return r, nil
}

// Validate returns CodeInvalid naming the field that is wrong.
func (r StockRule) Validate() error {
	for _, of := range []struct {
		field             string
		value, least, top int64
	}{
		{"on_hand", r.OnHand, 0, StockPieces}, {"on_order", r.OnOrder, 0, StockPieces}, {"lead_days", r.Lead, 0, StockLead}, {"review_days", r.Review, 1, StockReview},
		{"pack", r.Pack, 1, StockPieces}, {"minimum", r.Minimum, 0, StockPieces},
	} {
		if of.value < of.least || of.value > of.top {
			return fault.Invalid(of.field, message.StockWhole.With(int(of.least), int(of.top)))
		}
	}
	if r.Service < StockLeast || r.Service > StockHighest {
		return fault.Invalid("service", message.StockService.With())
	}
	for _, of := range []struct {
		field string
		cents int64
	}{{"unit_cost", r.Cost}, {"short_cost", r.Short}, {"price", r.Price}} {
		if of.cents < 0 || of.cents > StockMoney {
			return fault.Invalid(of.field, message.StockAmount.With())
		}
	}
	return nil
}
