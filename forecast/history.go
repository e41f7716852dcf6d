package forecast

import (
	"cmp"
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// history is one series made ready for learning: weeks left out are bridged,
// so that lags and rolling means have a number there, and marked, so that they
// do not teach.
//
// What is learnt of a part of a sum is its share: a sum's level moves slowly
// and shares move fast, so each is learnt at its own pace; and what moves all
// parts alike (growth, Black Friday) is no part's own.
type history struct {
	key    string
	index  int       // in Panel.Series
	start  week.Week // of x[0]
	per    float64   // the unit that raw and all that follows from it is in
	raw    []float64 // the series; leading weeks without a value are gone; no NaN
	x      []float64 // what is learnt: the share in parent's series, or raw itself
	seen   []bool    // the week was observed, is no shock and of no gap
	gap    []bool    // the week is of a gap: see fillGaps; nil where there is none
	late   int       // weeks after x of which nothing is known yet: the first that is asked for comes after them
	n      int       // weeks seen
	floor  float64   // no forecast below it: 0 for series that never were negative
	parent *history  // whose share x is, or nil
	class  class     // of the whole history, also where it is cut
	lift   []float64 // logarithm of what events do to each week from start on, MaxHorizon weeks past the end; nil where nothing
}

// class says which shares of the members a series goes by.
type class int

const (
	grown  class = iota // forecast at their own level, with two years or more behind them
	young               // the same with less: no year can be told from another
	shares              // shares in a sum
	classes
)

func (h *history) classify() {
	switch {
	case h.parent != nil:
		h.class = shares
	case len(h.x) >= 2*week.PerYear:
		h.class = grown
	default:
		h.class = young
	}
}

// histories prepares a panel, in the order of the keys, so that the order of
// the series in a panel changes nothing; sums are told in that order. Events
// have done nothing yet: see liftEvents.
func histories(p Panel) ([]*history, []Sum) {
	p = p.Begun()
	shock := shockWeeks(p)
	out, late := make([]*history, len(p.Series)), lateWeeks(p)
	for i, s := range p.Series {
		s.Values = s.Values[:len(s.Values)-late[i]]
		out[i] = observed(s, shock)
		out[i].index, out[i].late = i, late[i]
	}
	slices.SortFunc(out, func(a, b *history) int { return cmp.Compare(a.key, b.key) })
	sums := sortedSums(out, p.Sums)
	closeParts(out, sums)
	for _, h := range out {
		h.bridge()
	}
	toUnits(out, sums)
	for _, h := range out {
		h.refill(h.raw)
	}
	takeShares(out, sums)
	for _, h := range out {
		h.classify()
	}
	return out, sums
}

// takeShares turns parts into shares in the first sum that they belong to.
// Only what ends with its sum can be forecast with it.
func takeShares(hs []*history, sums []Sum) {
	for _, s := range sums {
		total := hs[s.Total]
		for _, i := range s.Parts {
			h := hs[i]
			if h.parent != nil || i == s.Total || len(h.raw) == 0 || h.start+week.Week(len(h.raw)) != total.start+week.Week(len(total.raw)) {
				continue
			}
			h.parent = total
			h.x = make([]float64, len(h.raw))
			h.seen = slices.Clone(h.seen)
			last := 0.0
			for k, v := range h.raw {
				j := len(total.raw) - len(h.raw) + k
				if j >= 0 && total.raw[j] > 0 {
					last = v / total.raw[j]
					h.seen[k] = h.seen[k] && total.seen[j]
				} else {
					h.seen[k] = false
				}
				h.x[k] = last
			}
			h.refill(h.x)
		}
	}
}

func shockWeeks(p Panel) map[week.Week]bool {
	shock := map[week.Week]bool{}
	if p.Dated {
		for _, e := range p.Events {
			if e.Shock {
				shock[e.Week] = true
			}
		}
	}
	return shock
}

// newHistory is a series by itself, bridged.
func newHistory(s Series, shock map[week.Week]bool) *history {
	h := observed(s, shock)
	h.bridge()
	return h
}

// observed is what was seen of a series; nothing is bridged yet.
func observed(s Series, shock map[week.Week]bool) *history {
	lead := 0
	for lead < len(s.Values) && math.IsNaN(s.Values[lead]) {
		lead++
	}
	h := &history{key: s.Key, per: 1, start: s.Start + week.Week(lead), x: slices.Clone(s.Values[lead:]), floor: math.Inf(-1)}
	h.seen, h.gap = make([]bool, len(h.x)), gapsOf(h.x)
	lowest := 0.0
	for i, v := range h.x {
		h.seen[i] = !h.inGap(i) && !shock[h.start+week.Week(i)]
		if h.seen[i] {
			h.n++
			lowest = min(lowest, v)
		}
	}
	if lowest >= 0 {
		h.floor = 0
	}
	h.raw = h.x
	return h
}

// bridge fills the gaps and draws straight lines over the shocks; before the
// first and after the last seen week it stays level.
func (h *history) bridge() {
	h.refill(h.x)
	last := -1
	for i := range h.x {
		if !h.seen[i] && !h.inGap(i) {
			continue
		}
		for j := last + 1; j < i; j++ {
			if last < 0 {
				h.x[j] = h.x[i]
			} else {
				h.x[j] = h.x[last] + (h.x[i]-h.x[last])*float64(j-last)/float64(i-last)
			}
		}
		last = i
	}
	for j := last + 1; j < len(h.x); j++ {
		if last < 0 {
			h.x[j] = 0
		} else {
			h.x[j] = h.x[last]
		}
	}
}

// before gives the history without its last k weeks, sharing memory; gaps are
// filled anew, by what is left.
func (h *history) before(k int) *history {
	c := *h
	m := max(0, len(h.x)-k)
	c.raw, c.x, c.seen = h.raw[:m:m], h.x[:m:m], h.seen[:m:m]
	c.n = 0
	if h.gap != nil {
		c.gap, c.raw, c.x = h.gap[:m:m], slices.Clone(c.raw), slices.Clone(c.x)
		c.refill(c.raw)
		c.refill(c.x)
	}
	for _, ok := range c.seen {
		if ok {
			c.n++
		}
	}
	return &c
}

// clamp keeps a forecast at or above the floor.
func (h *history) clamp(v float64) float64 { return max(v, h.floor) }

// recent is the track of what the features of the coming weeks look back to.
func (h *history) recent(room int) *track {
	x := stat.Tail(h.mended(), reach)
	if len(x) == 0 {
		x = []float64{0}
	}
	t := newTrack(x, room)
	t.lead = len(h.x) - len(x)
	return t
}

// unit is what errors of the series itself are told in. A gap of the last year
// makes it no smaller than it was before.
func (h *history) unit() float64 {
	u := unitOf(h.raw)
	if k := h.gapWithin(week.PerYear); k >= MinWeeks {
		u = max(u, unitOf(h.raw[:k]))
	}
	return u
}

// learntUnit is the unit of what is learnt.
func (h *history) learntUnit() float64 { return unitOf(h.x) }

// unitOf is track.scale at the end of x, outliers drawn in.
func unitOf(x []float64) float64 {
	if len(x) == 0 {
		return 1
	}
	return newTrack(tamed(stat.Tail(x, week.PerYear+1)), 0).scale(min(len(x)-1, week.PerYear))
}

// cutAll gives the histories without their last k weeks, parents included.
func cutAll(hs []*history, k int) []*history {
	out := make([]*history, len(hs))
	cut := make(map[*history]*history, len(hs))
	for i, h := range hs {
		out[i] = h.before(k)
		cut[h] = out[i]
	}
	for _, h := range out {
		if h.parent != nil {
			h.parent = cut[h.parent]
		}
	}
	return out
}
