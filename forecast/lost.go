package forecast

import (
	"math"

	"olist/week"
)

// LostLevel is the level of the bands of lost sales that people are shown, in percent.
const LostLevel = 80

// LostWeek is what a series would have sold more in a week that ran out of
// stock: an estimate, never below 0, in the unit of the series.
type LostWeek struct {
	Week         week.Week
	Sold         float64
	Lost         float64 // expected
	Lower, Upper float64 // band of Lost at the level asked for
}

// LostSales are the lost sales of one series, and their sum.
type LostSales struct {
	Key                string
	Weeks              []LostWeek
	Lost, Lower, Upper float64
}

// windowWeeks is of how many weeks a level is known, by which bands of what
// was lost are wider than its own law.
const windowWeeks = 2 * censoredSide

// LostSales estimates what was lost in the censored weeks of p, in p's order, at
// a level in percent, 1 to 99; only of series that have such weeks. What events,
// drivers and recurring weeks did to a week, as far as the model knows it, its
// demand has. The sum of weeks takes them for independent but for their level.
// Errors: *PanelError, *ConfigError.
func (m *Model) LostSales(p Panel, level float64) ([]LostSales, error) {
	if err := checkRequest(p, 1, []float64{level}); err != nil {
		return nil, err
	}
	hs, _, err := m.histories(p)
	if err != nil {
		return nil, err
	}
	all := make([]*LostSales, len(hs))
	for _, h := range hs {
		if h.least != nil {
			all[h.index] = h.lost(p.Series[h.index], level)
		}
	}
	var out []LostSales
	for _, l := range all {
		if l != nil {
			out = append(out, *l)
		}
	}
	return out, nil
}

// lost is what a series lost, at the level of its band in percent.
func (h *history) lost(s Series, level float64) *LostSales {
	base, least, factor := make([]float64, len(h.raw)), make([]float64, len(h.raw)), make([]float64, len(h.raw))
	for i, v := range h.raw {
		factor[i] = h.pastFactor(i)
		base[i], least[i] = v/factor[i], h.least[i]/factor[i]
	}
	out, c := &LostSales{Key: h.key}, newCensored(base, least, h.observed)
	below, above, common := 0., 0., 0.
	tail := (1 - level/100) / 2
	for k, i := range placesOf(c, h) {
		w := LostWeek{Week: h.start + week.Week(i)}
		w.Sold = s.Values[w.Week-s.Start]
		if c != nil {
			unit := factor[i] * h.unit
			more := func(demand float64) float64 { return max(0, (demand-least[i])*unit) }
			w.Lost, w.Lower, w.Upper = more(c.expected(k)), more(c.quantile(k, tail)), more(c.quantile(k, 1-tail))
			below, above = below+math.Pow(w.Lost-w.Lower, 2), above+math.Pow(w.Upper-w.Lost, 2)
			common += max(w.Lost-w.Lower, w.Upper-w.Lost)
		}
		out.Weeks = append(out.Weeks, w)
		out.Lost += w.Lost
	}
	shared := common * common / windowWeeks
	out.Lower, out.Upper = max(0, out.Lost-math.Sqrt(below+shared)), out.Lost+math.Sqrt(above+shared)
	return out
}

// placesOf are the censored weeks of h, by place in c.
func placesOf(c *censored, h *history) func(yield func(k, i int) bool) {
	return func(yield func(k, i int) bool) {
		if c == nil {
			for i := range h.least {
				if h.isCensored(i) && !yield(i, i) {
					return
				}
			}
			return
		}
		for k, i := range c.at {
			if c.least[k] == c.least[k] && !yield(k, i) {
				return
			}
		}
	}
}

// pastFactor is the factor of all that is known of a past week: of a part, that
// of its sum and of its own drivers.
func (h *history) pastFactor(i int) float64 {
	log := 0.
	for _, logs := range [][]float64{h.driverLogs, h.peakLogs} {
		if logs != nil {
			log += logs[i]
		}
	}
	if h.eventLogs != nil && !h.eventsStay {
		log += h.eventLogs[i]
	}
	if h.parent == nil {
		return math.Exp(log)
	}
	f := math.Exp(h.shareLog(i))
	if j := h.inParent(i); j >= 0 && j < len(h.parent.raw) {
		f *= h.parent.pastFactor(j)
	}
	return f
}
