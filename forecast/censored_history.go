package forecast

import (
	"math"
	"slices"

	"olist/week"
)

// mostRaised is the part of a sum's week that may be an estimate and forecasts
// still be held against it.
const mostRaised = .1

// nans is n weeks of which nothing is known.
func nans(n int) []float64 { return slices.Repeat([]float64{nan}, n) }

// leastOf are the lower bounds of a series from a week on; nil where none is
// censored.
func leastOf(s Series, lead int) (least []float64) {
	for i := lead; i < len(s.Values); i++ {
		if s.IsCensored(i) {
			if least == nil {
				least = nans(len(s.Values) - lead)
			}
			least[i-lead] = s.Values[i]
		}
	}
	return least
}

// taught reports whether week i teaches: it is observed, or censored and
// estimated. Without those, what is learnt would be of weeks that were chosen for
// their low demand.
func (h *history) taught(i int) bool { return h.observed[i] || h.n > 0 && h.isCensored(i) }

// demand is what week i sold, or would have.
func (h *history) demand(i int) float64 {
	switch {
	case !h.isCensored(i):
		return h.raw[i]
	case h.parent == nil:
		return h.x[i] * h.pastFactor(i)
	}
	return h.x[i] * math.Exp(h.shareLog(i)) * h.parent.raw[h.inParent(i)]
}

// scaleLeast multiplies the lower bound of x in week i.
func (h *history) scaleLeast(i int, by float64) {
	if h.leastX != nil {
		h.leastX[i] *= by
	}
}

// liftLeast takes effects out of the lower bounds of x, as out of x.
func (h *history) liftLeast(logs []float64) {
	if h.leastX == nil {
		return
	}
	h.leastX = slices.Clone(h.leastX)
	for i := range h.leastX {
		h.leastX[i] *= math.Exp(-logs[i])
	}
}

// leastPlain are the lower bounds of plain; nil where there are none.
func (h *history) leastPlain() []float64 {
	if h.least == nil || h.driverLogs == nil {
		return nil
	}
	out := slices.Clone(h.least)
	for i := range out {
		out[i] *= math.Exp(-h.driverLogs[i])
	}
	return out
}

// raiseSums carries what censored weeks would have sold more through the sums:
// a total by what its marked parts lost, which are filled before it; or by what
// it lost itself, where that is more. Where marks do not say which parts of a
// sum lost it, all do alike, so that shares stay. Nothing is raised where no
// week is censored.
func raiseSums(hs []*history, sums []Sum) {
	if len(sums) == 0 || !slices.ContainsFunc(hs, func(h *history) bool { return h.least != nil }) {
		return
	}
	up := make([][]float64, len(hs))
	for i, h := range hs {
		up[i] = make([]float64, len(h.raw))
		for k := range h.least {
			if h.isCensored(k) {
				up[i][k] = h.raw[k] - h.least[k]
			}
		}
	}
	ordered := topDown(sums)
	for _, s := range slices.Backward(ordered) {
		for k, own := range up[s.Total] {
			w := hs[s.Total].start + week.Week(k)
			up[s.Total][k] = max(own, raisedBy(hs, up, s.Parts, w))
		}
	}
	for _, s := range ordered {
		for k, all := range up[s.Total] {
			if all > 0 {
				spreadUp(hs, up, s.Parts, hs[s.Total].start+week.Week(k), all)
			}
		}
	}
	for i, h := range hs {
		h.raise(up[i])
	}
}

// raisedBy is by how much parts rise in a week.
func raisedBy(hs []*history, up [][]float64, parts []int, w week.Week) (sum float64) {
	for _, p := range parts {
		if k := int(w - hs[p].start); k >= 0 && k < len(up[p]) {
			sum += up[p][k]
		}
	}
	return sum
}

// spreadUp gives what the parts lack of all to those that are not censored, by
// what they have.
func spreadUp(hs []*history, up [][]float64, parts []int, w week.Week, all float64) {
	left, have := all-raisedBy(hs, up, parts, w), 0.0
	open := func(p int) (int, bool) {
		k := int(w - hs[p].start)
		return k, k >= 0 && k < len(up[p]) && !hs[p].inGap(k) && hs[p].raw[k] > 0
	}
	for _, p := range parts {
		if k, is := open(p); is {
			have += hs[p].raw[k]
		}
	}
	if left <= 0 || have <= 0 {
		return
	}
	for _, p := range parts {
		if k, is := open(p); is {
			up[p][k] += left * hs[p].raw[k] / have
		}
	}
}

// raise adds to weeks that are not filled already.
func (h *history) raise(up []float64) {
	for k, more := range up {
		switch {
		case more <= 0:
		case h.isCensored(k):
			h.raw[k] = max(h.raw[k], h.least[k]+more)
		default:
			h.raw[k] += more
		}
	}
}

// Actuals are what forecasts of p may be held against, [series][week] like
// Values: NaN where a week is censored, and in sums with what their parts lost
// where that is at most mostRaised, else NaN. Values themselves where nothing is
// censored.
func (p Panel) Actuals() [][]float64 {
	out, marked := make([][]float64, len(p.Series)), false
	for i, s := range p.Series {
		out[i] = s.Values
		marked = marked || slices.Contains(s.Censored, true)
	}
	if !marked {
		return out
	}
	hs := make([]*history, len(p.Series))
	for i, s := range p.Series {
		hs[i] = newHistory(s, nil)
	}
	raiseSums(hs, p.Sums)
	for i, s := range p.Series {
		out[i] = s.Known()
		h := hs[i]
		for k := range h.raw {
			at := k + int(h.start-s.Start)
			switch v := out[i][at]; {
			case v != v || h.raw[k] <= v:
			case h.raw[k]-v <= mostRaised*h.raw[k]:
				out[i] = replaced(out[i], s.Values, at, h.raw[k])
			default:
				out[i] = replaced(out[i], s.Values, at, nan)
			}
		}
	}
	return out
}

// replaced is x with another value in a week, and not in the values given.
func replaced(x, given []float64, at int, v float64) []float64 {
	if len(x) > 0 && &x[0] == &given[0] {
		x = slices.Clone(x)
	}
	x[at] = v
	return x
}
