package forecast

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// What happened once (a strike, a flood) says nothing of other weeks. Where a
// one-off moved the weeks of its name far from the level around them, they teach
// as little as those that a person marked as a shock, and what it did is told as
// it was measured: there is no second time to shrink it towards.
const (
	shockSide   = 6   // weeks on each side whose median is the level, the nearest that no event affects
	shockReach  = 13  // weeks on each side that are looked at
	shockKnown  = 3   // of them known in all, at least
	shockNoise  = 3   // its distance in usual distances of other weeks, at least
	shockEffect = .22 // and as a logarithm, at least: a fifth less, or a quarter more
)

// withShocks is p with the one-offs that count as shocks marked as such, and
// the effects of all shocks on the series that are no part of a sum, each told
// of its own week, and of a one-off the mean of its weeks, for the next time.
func (p Panel) withShocks() (Panel, []effect) {
	if !p.Dated || !slices.ContainsFunc(p.Events, func(e Event) bool { return e.Shock || e.Kind == KindOneOff }) {
		return p, nil
	}
	part := make([]bool, len(p.Series))
	for _, s := range p.Sums {
		for _, i := range s.Parts {
			part[i] = true
		}
	}
	var own []*surroundings
	for i, s := range p.Series {
		if !part[i] {
			own = append(own, newSurroundings(s, p))
		}
	}
	slices.SortFunc(own, func(a, b *surroundings) int { return cmp.Compare(a.Key, b.Key) })
	shocks := map[string]bool{}
	for _, e := range p.Events {
		if e.Kind == KindOneOff && !e.Shock && moved(own, e.Week) {
			shocks[e.Name] = true
		}
	}
	var end week.Week
	for _, s := range p.Series {
		end = max(end, s.End())
	}
	p.Events = slices.Clone(p.Events)
	for i, e := range p.Events {
		if e.Kind == KindOneOff && shocks[e.Name] && e.Week < end {
			p.Events[i].Shock = true
		}
	}
	return p, told(own, p.Events, shocks)
}

// surroundings are a series' weeks against the level around them.
type surroundings struct {
	Series
	usual []bool // the week has a value, and no event affects it
	noise float64
}

func newSurroundings(s Series, p Panel) *surroundings {
	eventful := map[week.Week]bool{}
	for _, e := range p.Events {
		if e.Explains() {
			eventful[e.Week] = true
			eventful[e.Week-leads] = eventful[e.Week-leads] || e.Kind == KindRetail
		}
	}
	a := &surroundings{Series: s, usual: make([]bool, len(s.Values))}
	var sizes []float64
	for i, v := range s.Known() {
		a.usual[i] = v == v && !eventful[s.Start+week.Week(i)]
	}
	for i := max(0, len(s.Values)-2*week.PerYear); i < len(s.Values); i++ {
		if d := a.distance(s.Start + week.Week(i)); a.usual[i] && d == d {
			sizes = append(sizes, math.Abs(d))
		}
	}
	a.noise = stat.Median(sizes)
	return a
}

// distance of a week from the level around it, as a logarithm; NaN where either
// is not known.
func (a *surroundings) distance(w week.Week) float64 {
	i := int(w - a.Start)
	if i < 0 || i >= len(a.Values) || !(a.Values[i] >= 0) || a.IsCensored(i) {
		return nan
	}
	var around []float64
	for _, direction := range []int{-1, 1} {
		for k, n := 1, 0; k <= shockReach && n < shockSide; k++ {
			if j := i + direction*k; j >= 0 && j < len(a.Values) && a.usual[j] {
				around = append(around, a.Values[j])
				n++
			}
		}
	}
	if level := stat.Median(around); len(around) >= shockKnown && level > 0 {
		return clip(math.Log(max(a.Values[i]/level, 1e-9)), maxEffect)
	}
	return nan
}

// moved reports whether most of the series that know a week are far from their
// level in it.
func moved(own []*surroundings, w week.Week) bool {
	known, far := 0, 0
	for _, a := range own {
		if d := a.distance(w); d == d {
			known++
			if math.Abs(d) >= max(shockEffect, shockNoise*a.noise) {
				far++
			}
		}
	}
	return 2*far > known
}

// told are the effects of the shocks, and the mean of those of each one-off
// that became one.
func told(own []*surroundings, events []Event, oneOffs map[string]bool) (out []effect) {
	events = slices.Clone(events)
	slices.SortFunc(events, func(a, b Event) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Week, b.Week)) })
	for _, a := range own {
		sum, n := map[string]float64{}, map[string]float64{}
		for _, e := range slices.Compact(events) {
			d := a.distance(e.Week)
			if !e.Shock || d != d {
				continue
			}
			out = append(out, effect{Key: a.Key, eventWeek: eventWeek{Name: e.Name}, Log: d, Week: e.Week})
			if oneOffs[e.Name] {
				sum[e.Name], n[e.Name] = sum[e.Name]+d, n[e.Name]+1
			}
		}
		for _, name := range slices.Sorted(maps.Keys(n)) {
			out = append(out, effect{Key: a.Key, eventWeek: eventWeek{Name: name}, Log: sum[name] / n[name]})
		}
	}
	return out
}
