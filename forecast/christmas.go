package forecast

import (
	"maps"
	"math"
	"slices"
	"time"

	"olist/week"
)

// A first year has not seen Christmas, for which most shops sell more, and one
// that has seen it knows it from one time. So the events of Christmas have
// effects a priori, towards which what was measured is shrunken, and a dated panel
// of less than two years that names no retail event has these: later, the year is
// known from the weeks themselves.

// Names of the events, as package calendar has them.
const (
	christmas         = "Christmas"
	christmasShopping = "Christmas shopping"
)

// christmasShape is how far a shop's weeks lie from the usual shape of Christmas, as
// a standard deviation of logarithms.
const christmasShape = .1

// christmasReach is the weeks before the end of a panel whose Christmases count.
const christmasReach = 5 * week.PerYear

// usualChristmas is what shops sell more, as logarithms, in the four weeks up to
// Christmas: what supermarkets did in three years, and two other panels about.
var usualChristmas = map[eventWeek]float64{
	{christmasShopping, 1}: .07, {christmasShopping, 0}: .07, {christmas, 1}: .2, {christmas, 0}: .2,
}

// priorEffects are the effects a priori of events. A calendar without the weeks
// before Christmas says that it is no season of its own there.
func priorEffects(events []Event) map[eventWeek]float64 {
	if slices.ContainsFunc(events, func(e Event) bool { return e.Kind == KindRetail && e.Name == christmasShopping }) {
		return usualChristmas
	}
	return nil
}

// christmasPrior are the effects a priori of events, as a panel's own Christmases
// show their height.
type christmasPrior struct {
	logs map[eventWeek]float64 // nil: none
	// doubt is the standard error of all of them, in the usual heights.
	doubt float64
}

// measuredPrior scales the usual effects by one factor, by what weeks were over their
// surroundings, usual, in noise: a shop has a great Christmas in all of its weeks, or
// none. By Bayes, from 1 with a standard deviation of 1.
func measuredPrior(prior map[eventWeek]float64, usual map[week.Week]float64, affected map[week.Week][]eventWeek, noise float64) christmasPrior {
	if prior == nil {
		return christmasPrior{}
	}
	variance := noise*noise + christmasShape*christmasShape
	sum, weight := 1., 1.
	for _, w := range slices.Sorted(maps.Keys(usual)) {
		height, alone := 0., true
		for _, k := range affected[w] {
			height, alone = height+prior[k], alone && prior[k] != 0
		}
		if alone {
			sum, weight = sum+height*usual[w]/variance, weight+height*height/variance
		}
	}
	out := christmasPrior{maps.Clone(prior), math.Sqrt(1 / weight)}
	for k := range out.logs {
		out.logs[k] *= max(0, sum/weight)
	}
	return out
}

// less takes the effects a priori from the logarithms of weeks.
func (c christmasPrior) less(y map[week.Week]float64, affected map[week.Week][]eventWeek) {
	for w := range y {
		for _, k := range affected[w] {
			y[w] -= c.logs[k]
		}
	}
}

// lacksChristmas reports whether p is a dated panel without retail events, of
// less than two years. What never moved is taken to go on so, at Christmas as well.
func (p Panel) lacksChristmas() bool {
	return p.Dated && !slices.ContainsFunc(p.Events, func(e Event) bool { return e.Kind == KindRetail }) && p.isYoung() && p.moves()
}

// moves reports whether a series has two values.
func (p Panel) moves() bool {
	return slices.ContainsFunc(p.Series, func(s Series) bool {
		first := firstSale(s.Values)
		return first >= 0 && slices.ContainsFunc(s.Values[first:], func(v float64) bool { return v == v && v != s.Values[first] })
	})
}

// isYoung reports whether p has less than two years, from the first sale on:
// zeros before it, which a file may have or leave out, know no year.
func (p Panel) isYoung() bool {
	return !slices.ContainsFunc(p.Series, func(s Series) bool {
		first := firstSale(s.Values)
		return first >= 0 && len(s.Values)-first >= 2*week.PerYear
	})
}

// firstSale is where a series begins; -1 where nothing was sold.
func firstSale(values []float64) int {
	return slices.IndexFunc(values, func(v float64) bool { return v == v && v != 0 })
}

// AssumesChristmas reports whether what a model of p expects of any of the weeks is
// shaped by effects of Christmas a priori: those of other shops, until p has two years.
func (p Panel) AssumesChristmas(weeks []week.Week) bool {
	if !p.Dated || !p.isYoung() {
		return false
	}
	if p.lacksChristmas() {
		p = p.withChristmas()
	}
	affected, prior := affectedWeeks(p), priorEffects(p.Events)
	return slices.ContainsFunc(weeks, func(w week.Week) bool {
		return slices.ContainsFunc(affected[w], func(k eventWeek) bool { return prior[k] != 0 })
	})
}

// withChristmas is p with the events of Christmas, from its first week to as far
// as is forecast: in the week of the eve, the last day to shop, and two before.
func (p Panel) withChristmas() Panel {
	if len(p.Series) == 0 {
		return p
	}
	first, end := p.Series[0].Start, p.Series[0].End()
	for _, s := range p.Series {
		first, end = min(first, s.Start), max(end, s.End())
	}
	first = max(first, end-christmasReach) // series may lie ages apart
	end += MaxHorizon + leads
	p.Events = slices.Clone(p.Events)
	for year := first.First().Year(); year <= end.Last().Year(); year++ {
		for _, e := range []struct {
			name string
			day  int
		}{{christmasShopping, 10}, {christmas, 24}} {
			if w := first.Containing(time.Date(year, time.December, e.day, 0, 0, 0, 0, time.UTC)); w >= first && w <= end {
				p.Events = append(p.Events, Event{Name: e.name, Week: w, Kind: KindRetail})
			}
		}
	}
	return p
}

// expecting is p with the events that the model knows beside those of p.
func (m *Model) expecting(p Panel) Panel {
	if m.christmas && !slices.ContainsFunc(p.Events, func(e Event) bool { return e.Kind == KindRetail }) {
		return p.withChristmas()
	}
	return p
}
