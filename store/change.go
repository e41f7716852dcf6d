package store

import (
	"math"
	"strconv"

	"olist/message"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

// Change is one assumption about the weeks From to To, both included: sales of a
// segment are so many percent more (or, negative, less) than forecast, or what is
// known ahead is otherwise, of which a model learnt what it does.
type Change struct {
	Segment string    `json:"segment"`
	From    week.Week `json:"from"`
	To      week.Week `json:"to"`
	Percent float64   `json:"percent"` // -100 is a stop
	// Price is the change of price that Percent follows from, nil where the
	// percentage itself is assumed.
	Price *Price `json:"price,omitempty"`
	// Driver is what is otherwise, nil where sales themselves are assumed; Percent
	// is 0 then.
	Driver *DriverStep `json:"driver,omitempty"`
}

// DriverStep is another value of a driver in a week.
type DriverStep struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Set   bool    `json:"set"` // Value stands instead of the known one; else it is added to it
}

// From gives the value in a week in which v is known.
func (d DriverStep) From(v float64) float64 {
	if d.Set {
		return d.Value
	}
	return v + d.Value
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
	case c.Driver != nil:
		return c.Driver.validate(c)
	case c.Price != nil:
		return c.Price.validate(c.Percent)
	case !(c.Percent >= -100 && c.Percent <= 1000) || c.Percent == 0:
		return fault.Invalid("percent", message.ChangeOutside.With())
	}
	return nil
}

func (d DriverStep) validate(c Change) error {
	switch {
	case ingest.CheckDriver(d.Name) != nil:
		return fault.Invalid("driver", message.ChooseDriver.With())
	case c.Price != nil || c.Percent != 0:
		return fault.Invalid("percent", message.DriverAlone.With())
	case !(math.Abs(d.Value) <= ingest.MaxDriverValue):
		return fault.Invalid("value", message.DriverValue.With(strconv.FormatFloat(ingest.MaxDriverValue, 'g', -1, 64)))
	case d.Value == 0 && !d.Set:
		return fault.Invalid("value", message.DriverStepNone.With())
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
