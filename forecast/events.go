package forecast

import (
	"cmp"
	"math"
	"slices"
)

// effect is what an event did to a series at its own level: a logarithm, so
// that .1 is 10% more.
type effect struct {
	Key  string  `json:"key"`
	Name string  `json:"name"`
	Log  float64 `json:"log"`
}

// effectBound keeps one wild week from promising another: seven times more.
const effectBound = 2

// estimateEffects finds what each event that is no shock did to every series
// at its own level: the mean of its weeks over the level around them, shrunk
// as far as it could be chance (positive-part James-Stein, Efron & Morris
// 1973). Shares in a sum have none of their own.
func estimateEffects(p Panel, hs []*history) []effect {
	if !p.Dated || len(p.Events) == 0 {
		return nil
	}
	weeks, marked := eventWeeks(p.Events)
	var out []effect
	for _, h := range hs {
		if h.class() != levels || h.n < MinWeeks {
			continue
		}
		ratio := make([]float64, len(h.raw))
		noise, n := 0.0, 0.0
		for i := range ratio {
			ratio[i] = nan
			if a := levelAround(h.raw, i); h.seen[i] && a > 0 && h.raw[i] > 0 {
				ratio[i] = clip(math.Log(h.raw[i]/a), effectBound)
				if !marked[h.start+Week(i)] {
					noise += ratio[i] * ratio[i]
					n++
				}
			}
		}
		if n == 0 {
			continue
		}
		for _, e := range weeks {
			sum, k := 0.0, 0.0
			for _, w := range e.weeks {
				if i := int(w - h.start); i >= 0 && i < len(ratio) && ratio[i] == ratio[i] {
					sum += ratio[i]
					k++
				}
			}
			if k == 0 || sum == 0 {
				continue
			}
			m := sum / k
			if kept := 1 - noise/n/k/(m*m); kept > 0 {
				out = append(out, effect{h.key, e.name, m * kept})
			}
		}
	}
	return out
}

// named are the weeks of one event.
type named struct {
	name  string
	weeks []Week
}

// eventWeeks groups the events that are no shock by name, and marks all weeks
// that something is known of.
func eventWeeks(events []Event) ([]named, map[Week]bool) {
	by, marked := map[string][]Week{}, map[Week]bool{}
	for _, e := range events {
		marked[e.Week] = true
		if !e.Shock && !slices.Contains(by[e.Name], e.Week) {
			by[e.Name] = append(by[e.Name], e.Week)
		}
	}
	var out []named
	for name, weeks := range by {
		slices.Sort(weeks)
		out = append(out, named{name, weeks})
	}
	slices.SortFunc(out, func(a, b named) int { return cmp.Compare(a.name, b.name) })
	return out, marked
}

// liftEvents takes the events out of what is learnt, week by week, and keeps
// what they do to the weeks to come.
func liftEvents(p Panel, hs []*history, effects []effect) {
	if !p.Dated || len(effects) == 0 {
		return
	}
	weeks, _ := eventWeeks(p.Events)
	for _, h := range hs {
		if h.class() != levels {
			continue
		}
		lift := make([]float64, len(h.raw)+MaxHorizon)
		any := false
		for _, e := range effects {
			if e.Key != h.key {
				continue
			}
			for _, n := range weeks {
				if n.name != e.Name {
					continue
				}
				for _, w := range n.weeks {
					if i := int(w - h.start); i >= 0 && i < len(lift) {
						lift[i] += e.Log
						any = true
					}
				}
			}
		}
		if !any {
			continue
		}
		h.lift = lift
		h.x = slices.Clone(h.raw)
		for i := range h.x {
			h.x[i] *= math.Exp(-lift[i])
		}
	}
}

// lifts is the factor of the events in the week step weeks ahead.
func (h *history) lifts(step int) float64 {
	if h.lift == nil {
		return 1
	}
	return math.Exp(h.lift[len(h.raw)+step-1])
}

// top is the series whose level h follows.
func (h *history) top() *history {
	for h.parent != nil {
		h = h.parent
	}
	return h
}

// eventsOf names the events in a coming week of a series and what they add to
// a forecast of value.
func (m *Model) eventsOf(p Panel, h *history, step int, value float64) []EventAmount {
	t := h.top()
	if t.lift == nil {
		return nil
	}
	week := t.start + Week(len(t.raw)+step-1)
	total := t.lift[len(t.raw)+step-1]
	if total == 0 {
		return nil
	}
	var out []EventAmount
	for _, e := range p.Events {
		if e.Week != week || e.Shock {
			continue
		}
		for _, f := range m.effects {
			if f.Key == t.key && f.Name == e.Name {
				// Several events share what they do together by their logarithms.
				out = append(out, EventAmount{e.Name, value * (1 - math.Exp(-total)) * f.Log / total})
			}
		}
	}
	return out
}
