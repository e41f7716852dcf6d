package forecast

import (
	"math"
	"olist/week"
	"slices"
)

// applyEvents sets the event effects of the series that are no part of a sum:
// h.eventLogs for all weeks and, where they are to be removed from the past,
// h.x.
func applyEvents(p Panel, hs []*history, effects []effect) {
	affected := affectedWeeks(p)
	if len(affected) == 0 {
		return
	}
	byKey := effectsByKey(effects)
	for _, h := range hs {
		if h.parent != nil {
			continue
		}
		h.eventLogs, h.eventDoubts, h.eventsStay, h.x = nil, nil, false, h.base()
		of := byKey[h.key]
		if h.events = of.logs; len(of.logs) == 0 {
			continue
		}
		h.eventLogs = make([]float64, len(h.raw)+h.trailing+MaxHorizon)
		for i := range h.eventLogs {
			for _, k := range affected[h.start+week.Week(i)] {
				h.eventLogs[i] += of.logs[k]
			}
			h.eventLogs[i] = clip(h.eventLogs[i], maxEffect)
		}
		if of.doubts != nil && !sparse(h.raw) { // in bands that hold a sale among none, it is nothing
			h.eventDoubts = make([]float64, len(h.eventLogs))
			for i := range h.eventDoubts {
				for _, k := range affected[h.start+week.Week(i)] {
					h.eventDoubts[i] += of.doubts[k]
				}
			}
		}
		if h.eventsStay = !of.removed; h.eventsStay {
			continue
		}
		h.x = slices.Clone(h.x)
		for i := range h.x {
			if h.observed[i] {
				h.x[i] *= math.Exp(-h.eventLogs[i])
			}
		}
		h.liftLeast(h.eventLogs)
		h.impute(h.x, h.leastX)
	}
}

// ownEffects are the effects of events on a series.
type ownEffects struct {
	logs    map[eventWeek]float64
	doubts  map[eventWeek]float64 // nil: none
	removed bool
}

// effectsByKey are the effects on each series, but for those told of one week.
func effectsByKey(effects []effect) map[string]ownEffects {
	out := map[string]ownEffects{}
	for _, e := range effects {
		if e.Week != 0 {
			continue
		}
		of := out[e.Key]
		if of.logs == nil {
			of.logs = map[eventWeek]float64{}
		}
		of.logs[e.eventWeek], of.removed = e.Log, of.removed || e.Removed
		if e.Doubt > 0 {
			if of.doubts == nil {
				of.doubts = map[eventWeek]float64{}
			}
			of.doubts[e.eventWeek] = e.Doubt
		}
		out[e.Key] = of
	}
	return out
}

// eventFactor is the factor of the events in the week step weeks ahead.
func (h *history) eventFactor(step int) float64 {
	if h.eventLogs == nil {
		return 1
	}
	return math.Exp(h.eventLogs[len(h.raw)+step-1])
}

// eventDoubt is the standard error of the logarithm of eventFactor, as far as that
// is assumed.
func (h *history) eventDoubt(step int) float64 {
	if t := h.root(); t.eventDoubts != nil {
		return t.eventDoubts[len(t.raw)+step-1]
	}
	return 0
}

// root is the series whose level h follows: h, or the sum that it is a part of.
func (h *history) root() *history {
	for h.parent != nil {
		h = h.parent
	}
	return h
}

// eventAmounts is what each event adds to a coming week's forecast of value, by
// the effects on the root series. Effects of events that meet multiply.
func eventAmounts(affected map[week.Week][]eventWeek, h *history, step int, value float64) []EventAmount {
	t := h.root()
	if t.eventLogs == nil {
		return nil
	}
	var out []EventAmount
	base, sum := value/t.eventFactor(step), 0.0
	level := base
	for _, k := range affected[t.start+week.Week(len(t.raw)+step-1)] {
		if f := math.Exp(t.events[k]); f != 1 {
			out = append(out, EventAmount{k.Name, k.Lead, f, level * (f - 1)})
			sum += level * (f - 1)
			level *= f
		}
	}
	for i := range out {
		if sum != 0 { // the bound on their joint effect
			out[i].Amount *= (value - base) / sum
		}
	}
	return out
}

// EventFactor is the factor of an event's own week, as estimated for a series
// that is no part of a sum: 1.2 is a fifth more. A shock has that of its own week.
// 0 where none was found, and for other keys.
func (m *Model) EventFactor(key string, event Event) (factor float64) {
	for _, e := range m.effects {
		if e.Key != key || e.Lead != 0 || e.Name != event.Name {
			continue
		}
		if e.Week == event.Week {
			return math.Exp(e.Log)
		}
		if e.Week == 0 && !event.Shock {
			factor = math.Exp(e.Log)
		}
	}
	return factor
}

// Teaches reports whether training learnt from the week of an event: not where
// it is a shock, marked or found.
func (m *Model) Teaches(key string, event Event) bool {
	return !event.Shock && !slices.ContainsFunc(m.effects, func(e effect) bool {
		return e.Key == key && e.Name == event.Name && e.Week == event.Week && e.Week != 0
	})
}
