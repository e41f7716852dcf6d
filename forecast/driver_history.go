package forecast

import (
	"math"
	"slices"
)

// applyDrivers takes the effects out of the past of the series that have
// drivers and are no part of a sum, and of parts whose drivers are their own, and
// sets them for the weeks ahead.
func applyDrivers(e *driverEffects, hs []*history) {
	if e == nil {
		return
	}
	for _, h := range hs {
		if h.parent == nil && h.drivers != nil && len(h.raw) > 0 {
			h.takeDrivers(e)
		} else {
			h.takeShareDrivers(e.Parts)
		}
	}
}

func (h *history) takeDrivers(e *driverEffects) {
	own, n := e.own(h.key), len(h.raw)+h.trailing+MaxHorizon
	h.driverParts, h.driverLogs = matrix(len(e.Names), n), make([]float64, n)
	for d := range e.Names {
		s, sum, known := &e.Shapes[d], 0.0, 0.0
		for i, v := range h.drivers[d][:len(h.raw)] {
			if v == v && h.observed[i] {
				sum, known = sum+s.in(h.drivers[d], i), known+1
			}
		}
		usual := sum / max(1, known) // of a week whose value is not known
		for i := range n {
			log := usual
			if i < len(h.drivers[d]) && h.drivers[d][i] == h.drivers[d][i] {
				log = s.in(h.drivers[d], i)
			}
			h.driverParts[d][i] = log * own.Factors[d]
			h.driverLogs[i] += h.driverParts[d][i]
		}
	}
	h.closed = make([]bool, n)
	for i, log := range h.driverLogs {
		h.driverLogs[i] = clip(log, maxDriverLog)
		h.closed[i] = e.closes(h, i)
	}
	h.closeWeeks()
	h.plain = slices.Clone(h.raw)
	for i := range h.plain {
		if h.observed[i] {
			h.plain[i] *= math.Exp(-h.driverLogs[i])
		}
	}
	h.leastX = slices.Clone(h.least)
	h.liftLeast(h.driverLogs)
	h.impute(h.plain, h.leastX)
	h.x = h.plain
}

// closeWeeks makes a gap of the past weeks that drivers close.
func (h *history) closeWeeks() {
	for i := range h.raw {
		if !h.closed[i] || h.inGap(i) {
			continue
		}
		if h.gap == nil {
			h.gap = make([]bool, len(h.raw))
		}
		h.gap[i] = true
		if h.observed[i] {
			h.observed[i] = false
			h.n--
		}
	}
	h.impute(h.raw, h.least)
}

// base is what was sold, without what drivers did.
func (h *history) base() []float64 {
	if h.plain != nil {
		return h.plain
	}
	return h.raw
}

// driverFactor is the factor of the drivers in the week step weeks ahead; 0
// where they close it.
func (h *history) driverFactor(step int) float64 {
	at := len(h.raw) + step - 1
	switch {
	case h.driverLogs == nil:
		return 1
	case h.closed[at]:
		return 0
	}
	return math.Exp(h.driverLogs[at])
}

// knownFactor is the factor of all that is known of the week step weeks ahead.
func (h *history) knownFactor(step int) float64 { return h.eventFactor(step) * h.driverFactor(step) }

// driverFactors are the factors of the first steps; nil where there are none.
func (h *history) driverFactors(steps int) []float64 {
	if h.driverLogs == nil {
		return nil
	}
	out := make([]float64, steps)
	for k := range out {
		out[k] = h.driverFactor(k + 1)
	}
	return out
}
