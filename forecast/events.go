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

// What a retail event does to its week, and to the week before, is learnt
// from the few times that it happened: as the logarithm of the week over the
// usual weeks around it, by ridge regression on the events of the week. An
// event that met no other then counts its mean times n/(n+k) (Hoerl & Kennard
// 1970). First what it does to all series that are no part of a sum, then,
// held more strongly, what it does to each beyond that; parts follow their sum.
//
// Holidays are known and shown but move nothing: on weekly sales they told
// more chance than effect. Shocks and hidden days move nothing either.
const (
	eventHold   = 1   // k of what is common: one time counts for half
	ownHold     = 8   // k of what is a series' own
	effectBound = 1.5 // bound of an effect, as a logarithm
	aroundHalf  = 6   // weeks on each side of an event that say what is usual
	aroundSide  = 3   // at least so many are needed on each side
	leads       = 1   // weeks before an event that it moves, too
)

// effect is what an event does to a series at its own level: a logarithm, so
// that .1 is 10% more.
type effect struct {
	Key string `json:"key"`
	eventWeek
	Log float64 `json:"log"`
	// Off says that it is taken off the past before anything else is learnt
	// from it: where history is long enough for the trees to learn the year,
	// they would count the event a second time.
	Off bool `json:"off,omitempty"`
}

// eventWeek is one of the weeks that an event moves: its own (Lead 0) or one
// before it.
type eventWeek struct {
	Name string `json:"name"`
	Lead int    `json:"lead"`
}

func compareEventWeeks(a, b eventWeek) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Lead, b.Lead))
}

// movedWeeks tells which events move a week, by name and lead.
func movedWeeks(p Panel) map[week.Week][]eventWeek {
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

// eventRow is one week that events moved, and the logarithm of what it was
// over what is usual.
type eventRow struct {
	on []eventWeek
	y  float64
}

// estimateEffects finds what the events did to every series that is no part
// of a sum, by key, name and lead.
func estimateEffects(p Panel, hs []*history) []effect {
	moved := movedWeeks(p)
	if len(moved) == 0 {
		return nil
	}
	rows, together := make([]map[week.Week]float64, len(hs)), map[week.Week][]float64{}
	for i, h := range hs {
		rows[i] = eventRows(h, moved)
		for w, y := range rows[i] {
			together[w] = append(together[w], y)
		}
	}
	usual := map[week.Week]float64{}
	for w, all := range together {
		usual[w] = stat.Median(all)
	}
	common, off := ridge(listed(usual, moved), eventHold), learnsYear(hs)
	var out []effect
	for i, h := range hs {
		if len(rows[i]) == 0 {
			continue
		}
		for w, y := range rows[i] {
			rows[i][w] = y - usual[w]
		}
		own := ridge(listed(rows[i], moved), ownHold)
		for _, k := range slices.SortedFunc(maps.Keys(common), compareEventWeeks) {
			if log := common[k] + own[k]; log != 0 {
				out = append(out, effect{h.key, k, clip(log, effectBound), off})
			}
		}
	}
	return out
}

// learnsYear reports whether the trees may see what a year ago did: two years
// and more of the usual series.
func learnsYear(hs []*history) bool {
	lengths := make([]float64, len(hs))
	for i, h := range hs {
		lengths[i] = float64(len(h.raw))
	}
	return stat.Median(lengths) >= 2*week.PerYear
}

// eventRows gives the weeks of a series that say something about events.
func eventRows(h *history, moved map[week.Week][]eventWeek) map[week.Week]float64 {
	out := map[week.Week]float64{}
	if h.parent != nil || h.n < MinWeeks || h.floor != 0 {
		return out
	}
	for i, v := range h.raw {
		w := h.start + week.Week(i)
		if !h.seen[i] || len(moved[w]) == 0 {
			continue
		}
		if usual := usualAround(h, i, moved); usual > 0 {
			out[w] = clip(math.Log(max(v/usual, 1e-9)), effectBound)
		}
	}
	return out
}

// usualAround is the median of the weeks around i that no event moved; NaN
// where there are too few.
func usualAround(h *history, i int, moved map[week.Week][]eventWeek) float64 {
	var around []float64
	for _, side := range [][2]int{{i - aroundHalf, i}, {i + 1, i + aroundHalf + 1}} {
		n := 0
		for j := max(0, side[0]); j < min(len(h.raw), side[1]); j++ {
			if h.seen[j] && len(moved[h.start+week.Week(j)]) == 0 {
				around = append(around, h.raw[j])
				n++
			}
		}
		if n < aroundSide {
			return nan
		}
	}
	return stat.Median(around)
}

// listed puts rows in the order of their weeks.
func listed(y map[week.Week]float64, moved map[week.Week][]eventWeek) []eventRow {
	var out []eventRow
	for _, w := range slices.Sorted(maps.Keys(y)) {
		out = append(out, eventRow{moved[w], y[w]})
	}
	return out
}

// ridge regresses y on the events of the rows, each held towards 0 by k.
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
	var chol mat.Cholesky
	var x mat.VecDense
	if !chol.Factorize(a) || chol.SolveVecTo(&x, b) != nil {
		return out
	}
	for e, i := range at {
		out[e] = x.AtVec(i)
	}
	return out
}

// liftEvents lays what is known of events on the series that are no part of a
// sum: h.lift for the weeks to come and, where that is due, out of h.x.
func liftEvents(p Panel, hs []*history, effects []effect) {
	moved := movedWeeks(p)
	if len(moved) == 0 {
		return
	}
	for _, h := range hs {
		if h.parent != nil {
			continue
		}
		h.lift, h.x = nil, h.raw
		logs, off := logsOf(effects, h.key)
		if len(logs) == 0 {
			continue
		}
		h.lift = make([]float64, len(h.raw)+h.late+MaxHorizon)
		for i := range h.lift {
			for _, k := range moved[h.start+week.Week(i)] {
				h.lift[i] += logs[k]
			}
			h.lift[i] = clip(h.lift[i], effectBound)
		}
		if !off {
			continue
		}
		h.x = slices.Clone(h.raw)
		for i := range h.x {
			if h.seen[i] {
				h.x[i] *= math.Exp(-h.lift[i])
			}
		}
		h.refill(h.x)
	}
}

func logsOf(effects []effect, key string) (logs map[eventWeek]float64, off bool) {
	logs = map[eventWeek]float64{}
	for _, e := range effects {
		if e.Key == key {
			logs[e.eventWeek] = e.Log
			off = e.Off
		}
	}
	return logs, off
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

// eventsOf names the events that move a coming week of a series, and what they
// add to make value; logs are the effects on the series' top. Events that meet
// are laid on one after the other.
func eventsOf(moved map[week.Week][]eventWeek, logs map[eventWeek]float64, h *history, step int, value float64) []EventAmount {
	t := h.top()
	if t.lift == nil {
		return nil
	}
	var out []EventAmount
	base, sum := value/t.lifts(step), 0.0
	level := base
	for _, k := range moved[t.start+week.Week(len(t.raw)+step-1)] {
		if f := math.Exp(logs[k]); f != 1 {
			out = append(out, EventAmount{k.Name, k.Lead, f, level * (f - 1)})
			sum += level * (f - 1)
			level *= f
		}
	}
	for i := range out {
		if sum != 0 { // the bound on what they do together
			out[i].Amount *= (value - base) / sum
		}
	}
	return out
}
