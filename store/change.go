package store

import (
	"math"

	"olist/message"
	"olist/store/fault"
	"olist/week"
)

// Change is one assumption: sales of a segment are so many percent more (or,
// negative, less) than forecast in the weeks From to To, both included.
type Change struct {
	Segment string    `json:"segment"`
	From    week.Week `json:"from"`
	To      week.Week `json:"to"`
	Percent float64   `json:"percent"` // -100 is a stop
	// Price is the change of price that Percent follows from, nil where the
	// percentage itself is assumed.
	Price *Price `json:"price,omitempty"`
}

// Price is a change of price, and by how many percent the quantity that is sold
// changes where the price changes by one (the price elasticity of demand).
type Price struct {
	Percent    float64 `json:"percent"`
	Elasticity float64 `json:"elasticity"`
}

// Effect is the change of sales in percent at a constant elasticity.
func (p Price) Effect() float64 {
	return 100 * (math.Pow(1+p.Percent/100, 1+p.Elasticity) - 1)
}

// Validate returns CodeInvalid naming the field that is wrong.
func (c Change) Validate() error {
	switch {
	case c.Segment == "":
		return fault.Invalid("segment", message.ChooseSegment.With())
	case c.To < c.From:
		return fault.Invalid("to", message.LastWeekFirst.With())
	case c.Price != nil:
		return c.Price.validate(c.Percent)
	case !(c.Percent >= -100 && c.Percent <= 1000) || c.Percent == 0:
		return fault.Invalid("percent", message.ChangeOutside.With())
	}
	return nil
}

func (p Price) validate(effect float64) error {
	switch {
	case !(p.Percent >= -90 && p.Percent <= 500) || p.Percent == 0:
		return fault.Invalid("price", message.PriceOutside.With())
	case !(p.Elasticity >= -10 && p.Elasticity <= 0):
		return fault.Invalid("elasticity", message.ElasticityRange.With())
	case !(math.Abs(effect-p.Effect()) <= 1e-9*math.Abs(effect)+1e-9):
		return fault.Invalid("percent", message.PriceNotFollowed.With())
	case effect > 1000:
		return fault.Invalid("elasticity", message.PriceTooMuch.With())
	}
	return nil
}
