package forecast

import (
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// A week of the year that lies far from the weeks around it in every year
// (Christmas, a sale that has no event) is forecast at its own height: smoothed
// over its neighbours, or left to a member with a small share, it would come too
// low. It is taken out of the past before anything is learnt, as an event is,
// and laid on the forecast. All series tell it together by their median, and each
// what it has beyond that.
const (
	peakSide       = 3   // weeks on each side whose median is usual
	peakSideKnown  = 2   // of them observed, at least
	peakYears      = 2   // that have the week, at least
	peakSure       = 4   // its distance, in standard errors, at least
	peakConsistent = .5  // the least year's over the mean, at least
	peakBound      = 2.  // of the distance, as a logarithm
	peakNoise      = .01 // standard deviation of a week's distance, at least
	peakPrior      = 2   // weeks' worth of the panel's distance in a series' own
)

// applyPeaks takes the recurring weeks, as known from the histories of past,
// out of the targets of hs and sets what they add: of the series that are no
// part of a sum. Both hold the same series in the same order.
func applyPeaks(hs, past []*history) {
	var own []*history
	for i, h := range past {
		if h.parent == nil && hs[i].floor == 0 && h.n >= peakYears*week.PerYear {
			own = append(own, h)
		} else {
			own = append(own, nil)
		}
	}
	peaks := findPeaks(own)
	for i, h := range hs {
		if own[i] == nil || peaks[i] == (yearProfile{}) {
			continue
		}
		h.peakLogs = make([]float64, len(h.raw)+h.trailing+MaxHorizon)
		for k := range h.peakLogs {
			h.peakLogs[k] = peaks[i][phase(h.start+week.Week(k))]
		}
		h.x = slices.Clone(h.x)
		for k := range h.x {
			h.x[k] *= math.Exp(-h.peakLogs[k])
		}
		h.liftLeast(h.peakLogs)
		h.impute(h.x, h.leastX)
	}
}

// peakFactor is the factor of a recurring week, step weeks ahead.
func (h *history) peakFactor(step int) float64 {
	if h.peakLogs == nil {
		return 1
	}
	return math.Exp(h.peakLogs[len(h.raw)+step-1])
}

// distances are a series' weeks less the median of the weeks around them, as
// logarithms, and the first of these weeks; NaN where too few are known.
type distances struct {
	start week.Week
	of    []float64
}

// findPeaks is what the recurring weeks add in each series, as logarithms, 0
// where nothing is sure; series that are nil have none.
func findPeaks(hs []*history) []yearProfile {
	out, away := make([]yearProfile, len(hs)), make([]distances, len(hs))
	var all []distances
	for i, h := range hs {
		if h != nil {
			away[i] = distancesOf(h)
			all = append(all, away[i])
		}
	}
	if len(all) == 0 {
		return out
	}
	panel := medianDistances(all).peaks(yearProfile{})
	for i, h := range hs {
		if h == nil {
			continue
		}
		for j, v := range away[i].peaks(panel) {
			out[i][j] = clip(panel[j]+v, peakBound)
		}
	}
	return out
}

func distancesOf(h *history) distances {
	p := newProfiled(h, h.x)
	d := distances{p.start, make([]float64, len(p.y))}
	var around [2 * peakSide]float64
	for i, v := range p.y {
		known := around[:0]
		for _, side := range [][]float64{p.y[max(0, i-peakSide):i], p.y[i+1 : min(len(p.y), i+1+peakSide)]} {
			n := len(known)
			for _, w := range side {
				if w == w {
					known = append(known, w)
				}
			}
			if len(known)-n < peakSideKnown {
				v = nan
			}
		}
		d.of[i] = nan
		if v == v && !h.inEvent(p.start+week.Week(i)) {
			d.of[i] = v - stat.Median(known)
		}
	}
	return d
}

// inEvent reports whether a known event has an effect in the week.
func (h *history) inEvent(w week.Week) bool {
	return h.eventLogs != nil && h.eventLogs[w-h.start] != 0
}

// medianDistances is the median of the series' distances in each week.
func medianDistances(all []distances) distances {
	first, end := all[0].start, all[0].start
	for _, d := range all {
		first, end = min(first, d.start), max(end, d.start+week.Week(len(d.of)))
	}
	out := distances{first, make([]float64, end-first)}
	known := make([]float64, 0, len(all))
	for i := range out.of {
		known = known[:0]
		for _, d := range all {
			if k := i - int(d.start-first); k >= 0 && k < len(d.of) && d.of[k] == d.of[k] {
				known = append(known, d.of[k])
			}
		}
		out.of[i] = nan
		if len(known) > 0 {
			out.of[i] = stat.Median(known)
		}
	}
	return out
}

// peaks are the recurring weeks beyond those of the panel: where the panel has
// one, the mean of what is left, shrunken; elsewhere what is sure by itself.
func (d distances) peaks(panel yearProfile) (out yearProfile) {
	var sum, square, n, least yearProfile
	squares, weeks := 0.0, 0.0
	for i, v := range d.of {
		if v == v {
			j := phase(d.start + week.Week(i))
			away := v - panel[j]
			sum[j], square[j], n[j] = sum[j]+away, square[j]+away*away, n[j]+1
			squares, weeks = squares+away*away, weeks+1
		}
	}
	for j := range least {
		least[j] = math.Inf(1)
	}
	for i, v := range d.of {
		if v == v {
			j := phase(d.start + week.Week(i))
			least[j] = min(least[j], (v-panel[j])*math.Copysign(1, sum[j]))
		}
	}
	for j := range out {
		mean := sum[j] / max(1, n[j])
		noise := max(peakNoise, math.Sqrt((squares-square[j])/max(1, weeks-n[j]))) // of all other weeks, their tails too
		switch {
		case n[j] == 0:
		case panel[j] != 0:
			out[j] = sum[j] / (n[j] + peakPrior)
		case n[j] >= peakYears && least[j] > peakConsistent*math.Abs(mean):
			unsure := peakSure * noise / math.Abs(mean)
			out[j] = mean * max(0, 1-unsure*unsure/n[j])
		}
	}
	return out
}
