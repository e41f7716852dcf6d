package forecast

import (
	"cmp"
	"math"
	"slices"
)

// history is one series made ready for learning: weeks left out are bridged,
// so that lags and rolling means have a number there, and marked, so that they
// do not teach.
type history struct {
	key   string
	index int       // in Panel.Series
	start Week      // of x[0]
	x     []float64 // leading weeks without a value are gone; no NaN
	seen  []bool    // x[i] was observed and is no shock
	n     int       // weeks seen
	floor float64   // no forecast below it: 0 for series that never were negative
}

// histories prepares a panel, in the order of the keys, so that the order of
// the series in a panel changes nothing.
func histories(p Panel) []*history {
	shock := shockWeeks(p)
	out := make([]*history, len(p.Series))
	for i, s := range p.Series {
		out[i] = newHistory(s, shock)
		out[i].index = i
	}
	slices.SortFunc(out, func(a, b *history) int { return cmp.Compare(a.key, b.key) })
	return out
}

func shockWeeks(p Panel) map[Week]bool {
	shock := map[Week]bool{}
	if p.Dated {
		for _, e := range p.Events {
			if e.Shock {
				shock[e.Week] = true
			}
		}
	}
	return shock
}

func newHistory(s Series, shock map[Week]bool) *history {
	lead := 0
	for lead < len(s.Values) && math.IsNaN(s.Values[lead]) {
		lead++
	}
	h := &history{key: s.Key, start: s.Start + Week(lead), x: slices.Clone(s.Values[lead:]), floor: math.Inf(-1)}
	h.seen = make([]bool, len(h.x))
	lowest := 0.0
	for i, v := range h.x {
		h.seen[i] = !math.IsNaN(v) && !shock[h.start+Week(i)]
		if h.seen[i] {
			h.n++
			lowest = min(lowest, v)
		}
	}
	if lowest >= 0 {
		h.floor = 0
	}
	h.bridge()
	return h
}

// bridge draws straight lines over the weeks not seen; before the first and
// after the last seen week it stays level.
func (h *history) bridge() {
	last := -1
	for i := range h.x {
		if !h.seen[i] {
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

// before gives the history without its last k weeks, sharing memory.
func (h *history) before(k int) *history {
	c := *h
	m := max(0, len(h.x)-k)
	c.x, c.seen = h.x[:m:m], h.seen[:m:m]
	c.n = 0
	for _, ok := range c.seen {
		if ok {
			c.n++
		}
	}
	return &c
}

// clamp keeps a forecast at or above the floor.
func (h *history) clamp(v float64) float64 { return max(v, h.floor) }
