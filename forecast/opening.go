package forecast

import (
	"olist/stat"
	"olist/week"
)

// A shop or product that began after the others: what it sells in its first
// weeks is seldom its level. Those of the panel that began before it tell what
// comes after an opening, by its age in weeks; the others tell its year. With
// fewer than MinWeeks weeks it is forecast by that alone.
const (
	openingWeeks  = 26  // of age, in which a series may still be away from its level
	openingAfter  = 13  // weeks after the first series of the panel began, at least
	openingSettle = 13  // weeks of age from which a series tells its level
	openingKnown  = 4   // of them observed, at least
	openingPrior  = 2.  // series' worth of no deviation
	youngReach    = .25 // of the forecast, by which the 80% band of a young series reaches to each side, at least
)

// fitOpenings sets what the first weeks deviate from the level, of the series
// that began after the others.
func (p *pool) fitOpenings() {
	first := p.began(0)
	for i := range p.series {
		first = min(first, p.began(i))
	}
	sum, n := make([]float64, openingWeeks), make([]float64, openingWeeks)
	var late []int
	for i := range p.series {
		if x := &p.series[i]; !x.linear && p.began(i)-first >= openingAfter {
			late = append(late, i)
			x.addOpening(sum, n)
		}
	}
	opening := smoothOpening(sum, n)
	for _, i := range late {
		p.series[i].opening = opening
	}
}

// began is the week in which a series began.
func (p *pool) began(i int) week.Week { return p.series[i].start - week.Week(p.series[i].age) }

// addOpening adds the deviations of the first weeks from the level after them.
func (p *profiled) addOpening(sum, n []float64) {
	var settled []float64
	at := func(age int) float64 {
		if i := age - p.age; i >= 0 && i < len(p.y) {
			return p.y[i] - p.profile[phase(p.start+week.Week(i))]
		}
		return nan
	}
	for age := openingSettle; age < openingSettle+openingWeeks; age++ {
		if v := at(age); v == v {
			settled = append(settled, v)
		}
	}
	if len(settled) < openingKnown {
		return
	}
	level := stat.Median(settled)
	for age := range sum {
		if v := at(age) - level; v == v {
			sum[age], n[age] = sum[age]+clip(v, profileBound), n[age]+1
		}
	}
}

// smoothOpening is the mean deviation by age, smoothed and shrunken to 0. The
// first week is seldom a whole one: it says nothing of those after it.
func smoothOpening(sum, n []float64) []float64 {
	out := make([]float64, len(sum))
	out[0] = sum[0] / (n[0] + openingPrior)
	for age := 1; age < len(sum); age++ {
		s, weight, all := 0.0, 0.0, 0.0
		for d, k := range profileKernel {
			if near := age + d - len(profileKernel)/2; near >= 1 && near < len(sum) {
				s, weight, all = s+k*sum[near], weight+k*n[near], all+k
			}
		}
		out[age] = s / (weight + all*openingPrior)
	}
	return out
}

// youngLevel is the level of a series of fewer than MinWeeks observed weeks: the
// mean of what its profile leaves; false for any other.
func youngLevel(z []float64) (level float64, young bool) {
	known := make([]float64, 0, MinWeeks)
	for _, v := range z {
		if v != v {
			continue
		}
		if known = append(known, v); len(known) == MinWeeks {
			return 0, false
		}
	}
	if len(known) == 0 {
		return 0, false
	}
	return stat.Mean(known), true
}

// youngMember is the member that forecasts a series of fewer than MinWeeks weeks,
// where the panel knows its year; -1: its mean is forecast.
func (m *Model) youngMember(known bool, h *history) int {
	if !m.young || !known || h.n == 0 || h.parent != nil || h.floor != 0 {
		return -1
	}
	return memberAt(m.members, "seasonal_level")
}

// youngWidths are the widths of such a series' bands by step, in units of base:
// at least so wide that its 80% band reaches a quarter of the forecast to each
// side, and twice that after one week. There are too few openings to learn it.
func (m *Model) youngWidths(h *history, values []float64, base float64, width []float64) {
	if !m.young || h.n == 0 || h.parent != nil || h.floor != 0 || !m.dated {
		return
	}
	reach := youngReach * (1 + 1/float64(h.n))
	for k, v := range values {
		row := m.bands.Point[min(k+1, MaxHorizon)-1]
		if q := quantileAt(row, 80) * base; q > 0 {
			width[k] = max(width[k], reach*v*h.unit/q)
		}
	}
}
