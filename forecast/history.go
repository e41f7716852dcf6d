package forecast

import (
	"cmp"
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// history is one series prepared for learning: missing weeks and shocks are
// imputed, so that lags and rolling means have a value there, and marked, so
// that they are neither training rows nor scored.
//
// The target of a part of a sum is its share: a sum's level moves slowly and
// shares move fast, so each is forecast at its own pace; and what moves all
// parts alike (growth, Black Friday) is left to the sum.
type history struct {
	key      string
	index    int       // in Panel.Series
	start    week.Week // of x[0]
	unit     float64   // by which values were divided: raw and all derived from it are in that unit
	raw      []float64 // the series from its first value on; no NaN
	x        []float64 // the target: the share in parent's series, or raw itself
	observed []bool    // the week has a value, is no shock and in no gap
	gap      []bool    // the week is in a gap: see impute; nil where there is none
	least    []float64 // lower bounds of raw where a week is censored, else NaN; nil where none is
	leastX   []float64 // and of x
	trailing int       // missing weeks after x: step 1 comes after them
	n        int       // observed weeks
	floor    float64   // no forecast below it: 0 for series that never were negative
	parent   *history  // whose share x is, or nil
	class    class     // of the whole history, also where it is cut
	sold     []float64 // the values given, NaN included; nil without drivers

	drivers     [][]float64           // [driver][week] from start on, in the model's order; nil where there are none
	driverParts [][]float64           // each driver's effect like eventLogs; nil where there is none
	driverLogs  []float64             // their sum, bounded
	shareParts  [][]float64           // each driver's effect on a part's share like eventLogs; nil where its drivers are those of its sum
	closed      []bool                // weeks that a driver closes, like driverLogs
	plain       []float64             // raw without the drivers' effects; nil where there are none
	eventsStay  bool                  // in x: history is too short for anything but a profile to count them twice
	peakLogs    []float64             // what recurring weeks of the year add, like eventLogs: see applyPeaks
	events      map[eventWeek]float64 // effects of events on the series, as logarithms; nil where there are none
	eventDoubts []float64             // standard errors of eventLogs where they are assumed; nil where none is
	eventLogs   []float64             // event effects by week from start on, MaxHorizon weeks past the end, as logarithms; nil where there are none
}

// class says which weights of the members a series is forecast with.
type class int

const (
	longSeries  class = iota // two years or more, forecast at their own level
	shortSeries              // less than two years, forecast at their own level
	shareSeries              // shares in a sum
	classes
)

func (h *history) classify() {
	switch {
	case h.parent != nil:
		h.class = shareSeries
	case len(h.x) >= 2*week.PerYear:
		h.class = longSeries
	default:
		h.class = shortSeries
	}
}

// histories prepares a panel, in the order of the keys, so that the order of
// the series changes nothing; the sums are by position in that order. Event
// effects come later: see applyEvents.
func histories(p Panel) ([]*history, []Sum) {
	p = p.TrimLeadingZeros()
	shock := shockWeeks(p)
	out, trailing := make([]*history, len(p.Series)), trailingMissing(p)
	for i, s := range p.Series {
		s.Values = s.Values[:len(s.Values)-trailing[i]]
		out[i] = observe(s, shock)
		out[i].index, out[i].trailing = i, trailing[i]
	}
	slices.SortFunc(out, func(a, b *history) int { return cmp.Compare(a.key, b.key) })
	sums := sortedSums(out, p.Sums)
	spreadGaps(out, sums)
	for _, h := range out {
		h.interpolate()
	}
	raiseSums(out, sums)
	normalise(out, sums)
	for _, h := range out {
		h.impute(h.raw, h.least)
	}
	takeShares(out, sums)
	for _, h := range out {
		h.classify()
	}
	return out, sums
}

// takeShares makes the target of each part its share in the first sum that it
// belongs to. Only what ends with its sum can be forecast with it.
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
			h.observed = slices.Clone(h.observed)
			h.leastX = slices.Clone(h.least)
			last := 0.0
			for k, v := range h.raw {
				j := len(total.raw) - len(h.raw) + k
				if j >= 0 && total.raw[j] > 0 {
					last = v / total.raw[j]
					h.scaleLeast(k, 1/total.raw[j])
					h.observed[k] = h.observed[k] && (total.observed[j] || total.isCensored(j))
				} else {
					h.observed[k] = false
					h.scaleLeast(k, 0)
				}
				h.x[k] = last
			}
			h.impute(h.x, h.leastX)
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

// newHistory is a series by itself, gaps and shocks filled.
func newHistory(s Series, shock map[week.Week]bool) *history {
	h := observe(s, shock)
	h.interpolate()
	return h
}

// observe marks what was observed of a series; nothing is imputed yet.
func observe(s Series, shock map[week.Week]bool) *history {
	lead := 0
	for lead < len(s.Values) && math.IsNaN(s.Values[lead]) {
		lead++
	}
	h := &history{key: s.Key, unit: 1, start: s.Start + week.Week(lead), x: slices.Clone(s.Values[lead:]), floor: math.Inf(-1)}
	h.observed, h.gap = make([]bool, len(h.x)), gapsOf(s.Known()[lead:])
	h.least = leastOf(s, lead)
	h.leastX = h.least
	lowest := 0.0
	for i, v := range h.x {
		h.observed[i] = !h.inGap(i) && !shock[h.start+week.Week(i)]
		if h.observed[i] {
			h.n++
			lowest = min(lowest, v)
		}
	}
	if lowest >= 0 {
		h.floor = 0
	}
	h.raw = h.x
	if h.drivers = from(s.Drivers, lead); h.drivers != nil {
		h.sold = s.Values[lead:]
	}
	return h
}

// interpolate imputes gaps and interpolates shocks linearly, constant before
// the first and after the last observed week.
func (h *history) interpolate() {
	h.impute(h.x, h.least)
	last := -1
	for i := range h.x {
		if !h.observed[i] && !h.inGap(i) {
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

// cut is the history without its last k weeks, sharing memory; gaps are imputed
// anew from what is left.
func (h *history) cut(k int) *history {
	c := *h
	m := max(0, len(h.x)-k)
	c.raw, c.x, c.observed = h.raw[:m:m], h.x[:m:m], h.observed[:m:m]
	c.n = 0
	if h.gap != nil {
		c.gap, c.raw, c.x = h.gap[:m:m], slices.Clone(c.raw), slices.Clone(c.x)
		if h.least != nil {
			c.least, c.leastX = h.least[:m:m], h.leastX[:m:m]
		}
		c.impute(c.raw, c.least)
		c.impute(c.x, c.leastX)
	}
	if h.sold != nil {
		c.sold = h.sold[:m]
	}
	if h.plain != nil {
		if c.plain = h.plain[:m:m]; h.gap != nil {
			c.plain = slices.Clone(c.plain)
			c.impute(c.plain, c.leastPlain())
		}
	}
	for _, ok := range c.observed {
		if ok {
			c.n++
		}
	}
	return &c
}

// clamp keeps a forecast at or above the floor.
func (h *history) clamp(v float64) float64 { return max(v, h.floor) }

// recent is the part of the target that the features of the coming weeks look
// back to, with room for so many more.
func (h *history) recent(room int, in *rollingRoom) *rolling {
	x := stat.Tail(h.adjusted(), lookback)
	if len(x) == 0 {
		x = []float64{0}
	}
	t := in.rolling(x, room)
	t.first = len(h.x) - len(x)
	return t
}

// scale is the unit of the series' residuals: see rolling.scale. A gap within
// the last year makes it no smaller than it was before.
func (h *history) scale() float64 {
	u := h.scaleOf(h.base())
	if k := h.gapWithin(week.PerYear); k >= MinWeeks {
		u = max(u, h.scaleOf(h.base()[:k]))
	}
	return u
}

// targetScale is the scale of the target.
func (h *history) targetScale() float64 { return h.scaleOf(h.x) }

// scaleOf is rolling.scale at the end of x, outliers winsorised. Of what sells
// rarely each sale is far from the weeks around it and no outlier: without them its
// errors would be bounded to nothing, and the mean with them. Parts of a sum need
// none of that: their sum has a mean of its own.
func (h *history) scaleOf(x []float64) float64 {
	if len(x) == 0 {
		return 1
	}
	last := stat.Tail(x, week.PerYear+1)
	if h.parent != nil || !sparse(x) {
		last = winsorised(last)
	}
	var unit float64
	withRolling(last, func(t *rolling) { unit = t.scale(min(len(x)-1, week.PerYear)) })
	return unit
}

// cutAll is the histories without their last k weeks, parents included.
func cutAll(hs []*history, k int) []*history {
	out := make([]*history, len(hs))
	cut := make(map[*history]*history, len(hs))
	for i, h := range hs {
		out[i] = h.cut(k)
		cut[h] = out[i]
	}
	for _, h := range out {
		if h.parent != nil {
			h.parent = cut[h.parent]
		}
	}
	return out
}
