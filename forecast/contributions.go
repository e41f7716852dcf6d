package forecast

import (
	"context"
	"maps"
	"math"
	"olist/stat"
	"slices"
	"sync"
)

// groups in order of display.
var groups = []string{GroupLevel, GroupMomentum, GroupSeason, GroupEvents, GroupDrivers}

const (
	byLevel = iota
	byMomentum
	bySeason
	byEvents
	byDrivers
	groupCount
)

// contributions are amounts by group.
type contributions [groupCount]float64

func (c contributions) sum() float64 { return c[0] + c[1] + c[2] + c[3] + c[4] }

func (c *contributions) add(d contributions, times float64) {
	for g := range c {
		c[g] += times * d[g]
	}
}

func groupIndex(name string) int {
	for i, g := range groups {
		if g == name {
			return i
		}
	}
	return byLevel
}

// maxScaling bounds the factor by which contributions are scaled to a
// reconciled forecast.
const maxScaling = 2

// scaledTo scales the contributions to the reconciled forecast. Those of events
// and drivers are exact, by their factors; the others are scaled where the
// factor is within maxScaling. Where they nearly cancel, or the floor lifted the
// forecast, they stay, and the difference is level. Drivers that close a week
// take all that it would have been.
func (c contributions) scaledTo(value, eventFactor, driverFactor float64) contributions {
	if driverFactor == 0 {
		c[byDrivers] += value - c.sum()
		return c
	}
	times := value / c.sum()
	if math.Signbit(times) || !(times <= maxScaling) { // also where the sum is 0
		times = 1
	}
	var out contributions
	out.add(c, times)
	out[byEvents] = value - value/eventFactor
	out[byDrivers] = value/eventFactor - value/eventFactor/driverFactor
	out[byLevel] += value - out.sum() // and rounding
	for _, v := range out {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return contributions{byLevel: value} // overflow
		}
	}
	return out
}

// memberRun is what a member of all series computed: with trees, each series'
// peer index extended by the recursion; pooled, its forecasts.
type memberRun struct {
	indices   map[*history]*rolling
	pooled    map[*history]pooledForecast
	knowsYear bool // by a profile: last year's season is not laid on its forecasts
}

type pooledForecast struct {
	series profiled
	values []float64 // [step-1]
}

// memberRuns run the members that need other series, by member.
func (m *Model) memberRuns(ctx context.Context, hs []*history, horizon int) ([]memberRun, error) {
	out := make([]memberRun, len(m.members))
	for i := range out {
		out[i] = memberRun{map[*history]*rolling{}, map[*history]pooledForecast{}, m.members[i].pooled != nil && m.pooledYear(hs)}
	}
	var one sync.Mutex
	err := m.inBlocks(ctx, hs, func(_ []int, block []*history, peers [][]peer) error {
		runs, err := m.blockRuns(block, peers, horizon)
		one.Lock()
		defer one.Unlock()
		for i, run := range runs {
			maps.Copy(out[i].indices, run.indices)
			maps.Copy(out[i].pooled, run.pooled)
		}
		return err
	})
	return out, err
}

func (m *Model) blockRuns(hs []*history, peers [][]peer, horizon int) ([]memberRun, error) {
	out := make([]memberRun, len(m.members))
	adjusted := make([][]float64, len(hs))
	for s, h := range hs {
		adjusted[s] = h.adjusted()
	}
	pools := m.pools(hs, adjusted)
	for i, mem := range m.members {
		if mem.pooled != nil {
			out[i].pooled = make(map[*history]pooledForecast, len(hs))
			for _, p := range pools {
				values := matrix(len(p.at), horizon)
				mem.pooled(p, values)
				for k, s := range p.at {
					out[i].pooled[hs[s]] = pooledForecast{p.series[k], values[k]}
				}
			}
		}
		if mem.damping == 0 && mem.name != directMember {
			continue
		}
		from := newRecursion(hs, peers, horizon)
		if mem.damping > 0 { // the direct forest looks back from the origin alone
			if err := m.forest.forecast(from, horizon, mem.damping, matrix(len(hs), horizon)); err != nil {
				return nil, err
			}
		}
		out[i].indices = make(map[*history]*rolling, len(hs))
		for k, h := range hs {
			out[i].indices[h] = from.indices[k]
		}
	}
	return out, nil
}

// contributionsOf is the contributions by step, along the way that assemble
// makes a forecast.
func (m *Model) contributionsOf(ctx context.Context, h *history, runs []memberRun, horizon int) []contributions {
	out := make([]contributions, horizon)
	if young := m.youngMember(slices.ContainsFunc(runs, func(r memberRun) bool { return r.knowsYear }), h); h.n < MinWeeks && young >= 0 {
		return m.memberContributions(ctx, h, m.members[young], runs[young], horizon)
	}
	if h.n < MinWeeks {
		for k := range out {
			out[k][byLevel] = stat.Mean(h.raw)
		}
		return out
	}
	season := m.seasonOf(h, horizon)
	for i, mem := range m.members {
		c := m.memberContributions(ctx, h, mem, runs[i], horizon)
		for k := range out {
			if !runs[i].knowsYear {
				c[k][bySeason] += c[k].sum() * (season[k] - 1)
			}
			out[k].add(c[k], m.weights[h.class].at(k + 1)[i])
		}
	}
	if h.parent == nil {
		for k := range out {
			out[k][bySeason] += out[k].sum() * (h.peakFactor(k+1) - 1)
			out[k][byDrivers] += out[k].sum() * (h.driverFactor(k+1) - 1)
			out[k][byEvents] += out[k].sum() * (h.eventFactor(k+1) - 1)
		}
		return out
	}
	// share x sum: the events' contribution to the sum is shared out; of the
	// rest, the share's level times the sum's level is level, and momentum and
	// season come from either factor.
	total := m.contributionsOf(ctx, h.parent, runs, horizon)
	for k, share := range out {
		plain := total[k].sum() - total[k][byEvents] - total[k][byDrivers]
		out[k] = contributions{byLevel: share[byLevel] * total[k][byLevel], byEvents: share.sum() * total[k][byEvents], byDrivers: share.sum() * total[k][byDrivers]}
		for _, g := range []int{byMomentum, bySeason} {
			out[k][g] = share[g]*plain + share[byLevel]*total[k][g]
		}
		if f := h.shareFactor(k + 1); f != 1 {
			out[k][byDrivers] += share.sum() * total[k].sum() * (f - 1)
		}
	}
	return out
}

// memberContributions of a member without trees: the 13-week mean is level,
// what the profile of the year adds is season, and the rest is momentum; of the
// seasonal naive member it is season.
func (m *Model) memberContributions(ctx context.Context, h *history, mem member, run memberRun, horizon int) []contributions {
	if mem.name == directMember {
		return m.direct.contributions(ctx, h, run.indices[h], horizon)
	}
	if mem.damping > 0 {
		return m.forest.contributions(ctx, h, run.indices[h], horizon, mem.damping)
	}
	v := make([]float64, horizon)
	x := h.adjusted()
	pooled, isPooled := run.pooled[h]
	if isPooled {
		v = pooled.values
	} else {
		mem.local(x, v)
	}
	l := stat.Mean(stat.Tail(x, 13))
	out := make([]contributions, horizon)
	for k := range out {
		out[k][byLevel] = l
		v := h.clamp(v[k])
		seasonless := v
		switch {
		case isPooled:
			seasonless = h.clamp(pooled.series.seasonless(v, k+1))
		case mem.name == "seasonal_naive":
			seasonless = l
		}
		out[k][byMomentum] = seasonless - l
		out[k][bySeason] = v - seasonless
	}
	return out
}

// contributions runs the recursion of one series and keeps the contributions
// week by week: an observed week is level; a forecast week is its reference's
// contributions plus the trees'. index is the peer index as recursions extended
// it.
func (f *forest) contributions(ctx context.Context, h *history, index *rolling, horizon int, damping float64) []contributions {
	t := h.recent(horizon, nil)
	known := len(t.x)
	full := make([]float32, f.layout.len())
	row := make([]float32, len(f.Columns))
	phi := make([]float64, len(f.Columns)+1)
	out := make([]contributions, 0, horizon)
	at := func(i int) contributions { // of week i
		if i < known {
			return contributions{byLevel: t.x[i]}
		}
		return out[i-known]
	}
	weight := 1.0
	for range horizon {
		i := len(t.x) - 1
		c, change := f.Reference.contributions(at, i), contributions{}
		if f.model != nil && ctx.Err() == nil { // Explain reports the context's error
			s := t.scale(i)
			f.layout.fill(t, index, i, s, full)
			for k, j := range f.Columns {
				row[k] = full[j]
			}
			f.model.Contributions(row, phi)
			for k, j := range f.Columns {
				change[groupIndex(f.layout.group[j])] += weight * s * phi[k]
			}
			change[byMomentum] += weight * s * phi[len(f.Columns)] // SHAP's expected value: the mean drift
		}
		v := h.clamp(c.sum() + change.sum())
		c.addUpTo(v, change)
		out = append(out, c)
		t.push(v)
		weight *= damping
	}
	return out
}

// addUpTo adds the change of a week from its reference to v. Where the floor
// bound the forecast, only that part of the change counts: otherwise level and
// momentum would grow against each other from week to week.
func (c *contributions) addUpTo(v float64, change contributions) {
	times := 1.0
	if all := change.sum(); c.sum()+all < v {
		times = max(0, min(1, (v-c.sum())/all))
	}
	c.add(change, times)
	c[byLevel] += v - c.sum() // rounding
}

func (r reference) contributions(at func(int) contributions, i int) contributions {
	if r != refLevel {
		return at(i)
	}
	var c contributions
	lo := max(0, i-12)
	for j := lo; j <= i; j++ {
		c.add(at(j), 1/float64(i+1-lo))
	}
	return c
}
