package store

import (
	"math"

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
		return fault.Invalid("segment", "choose the segment that changes")
	case c.To < c.From:
		return fault.Invalid("to", "the last week comes before the first one")
	case c.Price != nil:
		return c.Price.validate(c.Percent)
	case !(c.Percent >= -100 && c.Percent <= 1000) || c.Percent == 0:
		return fault.Invalid("percent", "the change is a number from -100 to 1000, and not 0")
	}
	return nil
}

func (p Price) validate(effect float64) error {
	switch {
	case !(p.Percent >= -90 && p.Percent <= 500) || p.Percent == 0:
		return fault.Invalid("price", "the price change is a number from -90 to 500, and not 0")
	case !(p.Elasticity >= -10 && p.Elasticity <= 0):
		return fault.Invalid("elasticity", "the elasticity is a number from -10 to 0")
	case !(math.Abs(effect-p.Effect()) <= 1e-9*math.Abs(effect)+1e-9):
		return fault.Invalid("percent", "the change of sales does not follow from the change of price")
	case effect > 1000:
		return fault.Invalid("elasticity", "together these mean more than eleven times the sales; give a smaller price change or elasticity")
	}
	return nil
}
