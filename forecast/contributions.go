package forecast

import (
	"context"
	"math"
	"olist/stat"
)

// groups in the order told.
var groups = []string{GroupLevel, GroupMomentum, GroupSeason, GroupEvents}

const (
	byLevel = iota
	byMomentum
	bySeason
	byEvents
	groupCount
)

// causes are amounts by group.
type contributions [groupCount]float64

func (c contributions) sum() float64 { return c[0] + c[1] + c[2] + c[3] }

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

// mostScaled is how many times larger reconciliation may make the parts of a
// forecast.
const maxScaling = 2

// scaledTo brings the amounts to the forecast as it was reconciled. What events
// do is a share of that forecast, by their factor lift. The rest is scaled
// where that leaves it of the size of what it explains; parts that nearly
// cancel, or that the floor held above nothing, stay as they are, and what is
// missing is level.
func (c contributions) scaledTo(value, lift float64) contributions {
	times := value / c.sum()
	if math.Signbit(times) || !(times <= maxScaling) { // also where the sum is nothing
		times = 1
	}
	var out contributions
	out.add(c, times)
	out[byEvents] = value - value/lift
	out[byLevel] += value - out.sum() // also what floating point left over
	for _, v := range out {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return contributions{byLevel: value} // parts that cannot be told in numbers
		}
	}
	return out
}

// recursions run the members with trees and give, by member, each series'
// companion as it went on.
func (m *Model) recursions(hs []*history, horizon int) ([]map[*history]*rolling, error) {
	peers, out := findPeers(hs), make([]map[*history]*rolling, len(m.members))
	for i, mem := range m.members {
		if mem.damping == 0 {
			continue
		}
		from := newRecursion(hs, peers, horizon)
		if err := m.forest.forecast(from, horizon, mem.damping, matrix(len(hs), horizon)); err != nil {
			return nil, err
		}
		out[i] = make(map[*history]*rolling, len(hs))
		for k, h := range hs {
			out[i][h] = from.indices[k]
		}
	}
	return out, nil
}

// causesOf takes apart what assemble puts together.
func (m *Model) contributionsOf(ctx context.Context, h *history, runs []map[*history]*rolling, horizon int) []contributions {
	out := make([]contributions, horizon)
	if h.n < MinWeeks {
		for k := range out {
			out[k][byLevel] = stat.Mean(h.raw)
		}
		return out
	}
	for i, mem := range m.members {
		c := m.memberContributions(ctx, h, mem, runs[i][h], horizon)
		for k := range out {
			out[k].add(c[k], m.weights[h.class].at(k + 1)[i])
		}
	}
	if h.parent == nil {
		season := seasonFactors(h.x, m.season, horizon)
		for k := range out {
			out[k][bySeason] += out[k].sum() * (season[k] - 1)
			out[k][byEvents] += out[k].sum() * (h.eventFactor(k+1) - 1)
		}
		return out
	}
	// share x sum: what events do to the sum they do to its parts; of the rest,
	// the share's level of the sum's level is level, and what is left follows
	// where either comes from.
	total := m.contributionsOf(ctx, h.parent, runs, horizon)
	for k, share := range out {
		plain := total[k].sum() - total[k][byEvents]
		out[k] = contributions{byLevel: share[byLevel] * total[k][byLevel], byEvents: share.sum() * total[k][byEvents]}
		for _, g := range []int{byMomentum, bySeason} {
			out[k][g] = share[g]*plain + share[byLevel]*total[k][g]
		}
	}
	return out
}

// memberCauses: a simple member's 13-week mean is level, what it adds to that
// momentum, or season where it repeats last year.
func (m *Model) memberContributions(ctx context.Context, h *history, mem member, comp *rolling, horizon int) []contributions {
	if mem.damping > 0 {
		return m.forest.contributions(ctx, h, comp, horizon, mem.damping)
	}
	v := make([]float64, horizon)
	x := h.adjusted()
	mem.local(x, v)
	l := stat.Mean(stat.Tail(x, 13))
	out := make([]contributions, horizon)
	for k := range out {
		out[k][byLevel] = l
		g := byMomentum
		if mem.name == "seasonal_naive" {
			g = bySeason
		}
		out[k][g] += h.clamp(v[k]) - l
	}
	return out
}

// causes runs the recursion of one series and keeps, week by week, where the
// value came from: a week observed is level; a week forecast is its
// reference's causes plus the trees' contributions. comp is the companion as it
// went on.
func (f *forest) contributions(ctx context.Context, h *history, comp *rolling, horizon int, damping float64) []contributions {
	t := h.recent(horizon)
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
	counts := 1.0
	for range horizon {
		i := len(t.x) - 1
		c, moved := f.Reference.contributions(at, i), contributions{}
		if f.model != nil && ctx.Err() == nil { // Explain tells of the end
			s := t.scale(i)
			f.layout.fill(t, comp, i, s, full)
			for k, j := range f.Columns {
				row[k] = full[j]
			}
			f.model.Contributions(row, phi)
			for k, j := range f.Columns {
				moved[groupIndex(f.layout.group[j])] += counts * s * phi[k]
			}
			moved[byMomentum] += counts * s * phi[len(f.Columns)] // the usual drift
		}
		v := h.clamp(c.sum() + moved.sum())
		c.addUpTo(v, moved)
		out = append(out, c)
		t.push(v)
		counts *= damping
	}
	return out
}

// moveTo adds what moved a week from its reference to v. Where the floor held
// it, only so much of that counts as there was room for: or else level and
// momentum would grow against each other from week to week.
func (c *contributions) addUpTo(v float64, moved contributions) {
	times := 1.0
	if all := moved.sum(); c.sum()+all < v {
		times = max(0, min(1, (v-c.sum())/all))
	}
	c.add(moved, times)
	c[byLevel] += v - c.sum() // what floating point left over
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
