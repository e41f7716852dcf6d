package forecast

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"olist/stat"
	"olist/week"
)

// The effect of a retail event on its week, and on the week before, is
// estimated from the few times it happened: ridge regression (Hoerl & Kennard
// 1970) of the logarithm of the week over the median of the weeks around it, on
// indicators of the week's events. An event that met no other then gets its
// mean times n/(n+k). First the effect common to all series that are no part of
// a sum, then, shrunken more strongly, each series' deviation from it; parts
// follow their sum.
//
// Holidays are shown but have no effect: on weekly sales their estimates were
// more chance than effect. Hidden days have none either, and that of a shock is
// told, see withShocks.
const (
	eventPenalty  = 1   // ridge penalty of common effects in noise as large as usualEffect or more: an event seen once counts half
	leastPenalty  = .05 // and where there is none
	usualEffect   = .2  // of an event, as a logarithm
	ownPenalty    = 8   // ridge penalty of a series' deviation from them
	maxEffect     = 1.5 // bound of an effect, as a logarithm
	localWeeks    = 6   // weeks on each side of an event whose median is usual
	minLocalWeeks = 3   // of them on each side, at least
	farWeeks      = 13  // how far they may lie where none are nearer
	leads         = 1   // weeks before an event that it affects, too
)

// effect is the effect of an event on a series at its own level, as a
// logarithm: .1 is 10.5% more.
type effect struct {
	Key string `json:"key"`
	eventWeek
	Log float64 `json:"log"`
	// Removed: the effect is divided out of the past before anything is learnt.
	// Where history is long enough for the trees to learn the year, they would
	// otherwise count the event twice.
	Removed bool `json:"off,omitempty"`
	// Week, where it is not 0, is that of a shock whose effect is told of this
	// week alone: it is laid on no forecast.
	Week week.Week `json:"week,omitempty"`
	// Doubt is the standard error of Log where it is assumed, see christmasPrior: bands
	// hold it.
	Doubt float64 `json:"doubt,omitempty"`
}

// eventWeek is one of the weeks that an event affects: its own (Lead 0) or one
// before it.
type eventWeek struct {
	Name string `json:"name"`
	Lead int    `json:"lead"`
}

func compareEventWeeks(a, b eventWeek) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Lead, b.Lead))
}

// affectedWeeks is the events that affect each week, by name and lead.
func affectedWeeks(p Panel) map[week.Week][]eventWeek {
	out := map[week.Week][]eventWeek{}
	if !p.Dated {
		return out
	}
	for _, e := range p.Events {
		if e.Shock || e.Kind == KindHoliday || e.Kind == KindHidden {
			continue
		}
		for lead := range leads + 1 {
			w, k := e.Week-week.Week(lead), eventWeek{e.Name, lead}
			if !slices.Contains(out[w], k) {
				out[w] = append(out[w], k)
			}
		}
	}
	for _, all := range out {
		slices.SortFunc(all, compareEventWeeks)
	}
	return out
}

// eventRow is one row of the regression: the events that affect a week, and the
// logarithm of its value over the local median.
type eventRow struct {
	on []eventWeek
	y  float64
}

// estimateEffects is the effects of the events on every series that is no part
// of a sum, by key, name and lead.
func estimateEffects(p Panel, hs []*history) []effect {
	affected := affectedWeeks(p)
	if len(affected) == 0 {
		return nil
	}
	reach := farWeeks
	if p.isYoung() {
		reach = localWeeks // what cannot be measured there is assumed
	}
	assumed := priorEffects(p.Events)
	level := localMedian
	if assumed != nil {
		level = localLevel
	}
	rows, pooled := make([]map[week.Week]float64, len(hs)), map[week.Week][]float64{}
	for i, h := range hs {
		rows[i] = eventRows(h, affected, reach, level)
		for w, y := range rows[i] {
			pooled[w] = append(pooled[w], y)
		}
	}
	usual := map[week.Week]float64{}
	for w, all := range pooled {
		usual[w] = stat.Median(all)
	}
	noise := quietNoise(hs, affected)
	prior := measuredPrior(assumed, usual, affected, noise)
	prior.less(usual, affected)
	common, off := ridge(ordered(usual, affected), penaltyIn(noise)), longEnoughForYear(hs)
	for k, log := range prior.logs {
		if _, measured := common[k]; measured || p.isYoung() {
			common[k] += log
		}
	}
	var out []effect
	for i, h := range hs {
		if len(rows[i]) == 0 && (len(prior.logs) == 0 || !h.hasAssumed()) {
			continue
		}
		prior.less(rows[i], affected)
		for w, y := range rows[i] {
			rows[i][w] = y - usual[w]
		}
		own := ridge(ordered(rows[i], affected), ownPenalty)
		for _, k := range slices.SortedFunc(maps.Keys(common), compareEventWeeks) {
			if log := common[k] + own[k]; log != 0 {
				out = append(out, effect{Key: h.key, eventWeek: k, Log: clip(log, maxEffect), Removed: off, Doubt: prior.doubt * assumed[k]})
			}
		}
	}
	return out
}

// penaltyIn is the penalty of common effects in so much noise: by Bayes its
// variance over that of effects.
func penaltyIn(noise float64) float64 {
	return max(leastPenalty, min(eventPenalty, noise*noise/(usualEffect*usualEffect)))
}

// quietNoise is the standard deviation, by the median, of what common effects are
// estimated from, in weeks that no event affects.
func quietNoise(hs []*history, affected map[week.Week][]eventWeek) float64 {
	weeks := map[week.Week][]float64{}
	for _, h := range hs {
		if !h.hasEffects() {
			continue
		}
		for i := max(0, len(h.raw)-2*week.PerYear); i < len(h.raw); i++ {
			w := h.start + week.Week(i)
			if usual := localMedian(h, i, affected); h.observed[i] && len(affected[w]) == 0 && usual > 0 {
				weeks[w] = append(weeks[w], math.Log(max(h.raw[i]/usual, 1e-9)))
			}
		}
	}
	var sizes []float64
	for _, all := range weeks {
		sizes = append(sizes, math.Abs(stat.Median(all)))
	}
	const normal = 1.4826 // standard deviation of a normal distribution over its median distance
	return normal * stat.Median(sizes)
}

// longEnoughForYear reports whether the trees may learn the year: the median
// series has two years or more.
func longEnoughForYear(hs []*history) bool {
	lengths := make([]float64, len(hs))
	for i, h := range hs {
		lengths[i] = float64(len(h.raw))
	}
	return stat.Median(lengths) >= 2*week.PerYear
}

// hasEffects reports whether events have effects of their own on h: none on parts,
// short series and series with negative values.
func (h *history) hasEffects() bool { return h.parent == nil && h.n >= MinWeeks && h.floor == 0 }

// hasAssumed reports whether effects a priori are laid on h: also on what has just
// begun, of which nothing is measured.
func (h *history) hasAssumed() bool { return h.parent == nil && h.n > 0 && h.floor == 0 }

// eventRows is the dependent variable by week, for the affected weeks of a
// series, against the level of the quiet weeks around. Where events leave too few quiet weeks near by, those within reach count:
// before Christmas a calendar may have none for a month.
func eventRows(h *history, affected map[week.Week][]eventWeek, reach int, level func(*history, int, map[week.Week][]eventWeek) float64) map[week.Week]float64 {
	out := map[week.Week]float64{}
	if !h.hasEffects() {
		return out
	}
	for i, v := range h.base() {
		w := h.start + week.Week(i)
		if !h.observed[i] || len(affected[w]) == 0 {
			continue
		}
		usual := level(h, i, affected)
		if usual != usual {
			usual = medianWithin(h, i, affected, reach)
		}
		if usual > 0 {
			out[w] = clip(math.Log(max(v/usual, 1e-9)), maxEffect)
		}
	}
	return out
}

// ordered puts rows in the order of their weeks.
func ordered(y map[week.Week]float64, affected map[week.Week][]eventWeek) []eventRow {
	var out []eventRow
	for _, w := range slices.Sorted(maps.Keys(y)) {
		out = append(out, eventRow{affected[w], y[w]})
	}
	return out
}

// ridge regresses y on the events of the rows with penalty k. It gives no
// effects where the system cannot be solved.
func ridge(rows []eventRow, k float64) map[eventWeek]float64 {
	at := map[eventWeek]int{}
	for _, r := range rows {
		for _, e := range r.on {
			if _, ok := at[e]; !ok {
				at[e] = len(at)
			}
		}
	}
	out := map[eventWeek]float64{}
	if len(at) == 0 {
		return out
	}
	a, b := mat.NewSymDense(len(at), nil), mat.NewVecDense(len(at), nil)
	for i := range len(at) {
		a.SetSym(i, i, k)
	}
	for _, r := range rows {
		for _, e := range r.on {
			i := at[e]
			b.SetVec(i, b.AtVec(i)+r.y)
			for _, f := range r.on {
				if j := at[f]; j >= i {
					a.SetSym(i, j, a.At(i, j)+1)
				}
			}
		}
	}
	if x := solved(a, b); x != nil {
		for e, i := range at {
			out[e] = x.AtVec(i)
		}
	}
	return out
}
