package order

import (
	"math"

	"olist/forecast"
	"olist/stat"
)

// Bounds of what may be asked, in days, pieces and money. The days of a lead time and
// a review period together stay within the weeks that are forecast.
const (
	LeadMost    = 240
	ReviewMost  = 84
	QuantMost   = 1_000_000_000
	MoneyMost   = 1e9  // of a piece
	amountMost  = 1e15 // of an order
	ServiceLow  = 0.5
	ServiceHigh = 0.995
)

// Levels are the bands that quantiles of demand are read off, in percent.
var Levels = []float64{20, 40, 60, 80, 90, 96, 99}

// Rule is how a segment is ordered and what there is of it, in pieces.
type Rule struct {
	OnHand, OnOrder int64   // on order comes within the lead time
	Lead, Review    int     // days
	Pack, Minimum   int64   // orders are whole packs, and no fewer pieces than Minimum
	Service         float64 // probability that nothing runs out between two deliveries
	Cost, Short     float64 // of a piece: what it is bought for; what one too few loses. 0: not known
}

// Demand is what is expected of a segment, in pieces.
type Demand struct {
	Forecast forecast.Forecast // with bands of Levels
	// From is the day that orders are counted from: days after the first one forecast.
	From int
	// Scale are factors by week that the forecast is multiplied with, as where a plan
	// says another figure; nil or short: 1.
	Scale []float64
	Unit  float64 // pieces of one of the forecast's unit; 0: it is pieces
	// Learnt is how sums came out of what was forecast; nil: as was forecast. Zeros is
	// the share of weeks of the past year in which nothing was sold.
	Learnt *Calibration
	Zeros  float64
}

// Order is what to do about a segment, in pieces. Days count from Demand.From.
type Order struct {
	Position int64          // on hand and on order
	Level    int64          // to order up to
	Quantity int64          // to order now; 0 where the position suffices until the next review
	By       int            // day by which an order must be placed to keep the service; below 0: it is late
	Far      bool           // By lies beyond what is forecast, and is its end
	Cover    float64        // weeks that the position lasts at the demand expected
	Lasting  bool           // Cover is all that is forecast
	Interval forecast.Point // demand over lead time and review period
	Lead     forecast.Point // over the lead time
	// Risk is the probability to run out before what is ordered now comes; Without,
	// in the interval where nothing is ordered.
	Risk, Without float64
	// Missing is how much falls short in the interval where nothing is ordered, in the
	// mean; Still, where the quantity is.
	Missing, Still float64
	// Before is how much falls short in the mean before what is ordered now comes. The
	// order has it: demand is taken to wait.
	Before float64
	Fill   float64 // expected share of demand met from stock, with the order; NaN where none is expected
	Cost   float64 // of the quantity
	Loss   float64 // of what falls short after the delivery where nothing is ordered, less what does with the order
}

// Decide is the order. ok is false where the forecast has no bands to read.
func Decide(d Demand, r Rule) (o Order, ok bool) {
	r = r.bounded()
	o.Interval, o.Lead = d.Over(r.Lead+r.Review), d.Over(r.Lead)
	if len(o.Interval.Bands) == 0 {
		return o, false
	}
	o.Position = r.OnHand + r.OnOrder
	position := float64(o.Position)
	score := stat.Quantile(r.Service)
	o.Level = upTo(o.Interval, r.Service)
	o.Quantity = r.quantity(o.Level - o.Position)
	lasts, far := d.lasts(func(p forecast.Point) float64 { return p.AtScore(score) }, position)
	o.By, o.Far = lasts-r.Lead, far
	o.Cover, o.Lasting = d.cover(position)
	o.Risk, o.Without = o.Lead.Reaches(position+.5), o.Interval.Reaches(position+.5) // more than so many whole pieces
	o.value(r)
	return o, true
}

// value fills in what the order costs and what it saves. The share met is one less what
// falls short between the delivery of this order and that of the next, over the demand
// of a review period.
func (o *Order) value(r Rule) {
	position, after := float64(o.Position), float64(o.Position+o.Quantity)
	o.Missing, o.Still, o.Before = o.Interval.Excess(position), o.Interval.Excess(after), o.Lead.Excess(position)
	later := max(0, o.Still-o.Lead.Excess(after)) // falls short between the deliveries
	o.Cost = min(float64(o.Quantity)*r.Cost, amountMost)
	o.Loss = min(max(0, o.Missing-o.Before-later)*r.Short, amountMost)
	o.Fill = math.NaN()
	if expected := o.Interval.Mean - o.Lead.Mean; expected > 0 {
		o.Fill = max(0, min(1, 1-later/expected))
	}
}

// bounded is the rule within its bounds.
func (r Rule) bounded() Rule {
	r.OnHand, r.OnOrder = between(r.OnHand, -QuantMost, QuantMost), between(r.OnOrder, 0, QuantMost)
	r.Lead, r.Review = between(r.Lead, 0, LeadMost), between(r.Review, 1, ReviewMost)
	r.Pack, r.Minimum = between(r.Pack, 1, QuantMost), between(r.Minimum, 0, QuantMost)
	r.Service = between(r.Service, ServiceLow, ServiceHigh)
	r.Cost, r.Short = between(r.Cost, 0, MoneyMost), between(r.Short, 0, MoneyMost)
	return r
}

// between is v within bounds; low where v is no number.
func between[T int | int64 | float64](v, low, high T) T {
	if !(v >= low) {
		return low
	}
	return min(v, high)
}

// upTo is the order-up-to level of an interval's demand.
func upTo(p forecast.Point, service float64) int64 { return pieces(p.AtScore(stat.Quantile(service))) }

// pieces is a number of them that suffices for a demand.
func pieces(demand float64) int64 {
	const dust = 1e-6 // that arithmetic leaves on whole numbers
	return int64(math.Ceil(between(demand, 0, 4*QuantMost) - dust))
}

// quantity is what to order where so many pieces are needed: no fewer than the least,
// in whole packs.
func (r Rule) quantity(need int64) int64 {
	if need <= 0 {
		return 0
	}
	return (max(need, r.Minimum) + r.Pack - 1) / r.Pack * r.Pack
}
