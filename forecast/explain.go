package forecast

import (
	"context"
	"fmt"
	"math"

	"olist/stat"
	"olist/week"
)

// Contribution is what one group of causes adds to a forecast.
type Contribution struct {
	Group  string  `json:"group"` // GroupLevel, GroupMomentum, GroupSeason, GroupEvents
	Amount float64 `json:"amount"`
}

// Explanation is what drove the forecast of one week; the amounts add up to
// Value.
type Explanation struct {
	Step          int            `json:"step"`
	Week          week.Week      `json:"week"`
	Value         float64        `json:"value"`
	Contributions []Contribution `json:"contributions"`
}

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
type causes [groupCount]float64

func (c causes) sum() float64 { return c[0] + c[1] + c[2] + c[3] }

func (c *causes) add(d causes, times float64) {
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

// Explainer tells what drove a model's forecasts of one panel. What all series
// need, the trees' recursion, is computed once, with the Explainer. It never
// changes and may be used by many at once.
type Explainer struct {
	m    *Model
	by   map[string]*history
	runs []map[*history]*track
	to   int
}

// Explainer prepares for forecasts of p up to horizon weeks ahead. Errors: as
// Forecast.
func (m *Model) Explainer(p Panel, horizon int) (*Explainer, error) {
	if err := checkAsk(p, horizon, nil); err != nil {
		return nil, err
	}
	hs, _ := m.histories(p)
	runs, err := m.recursions(hs, horizon+latest(hs))
	if err != nil {
		return nil, err
	}
	e := &Explainer{m, make(map[string]*history, len(hs)), runs, horizon}
	for _, h := range hs {
		e.by[h.key] = h
	}
	return e, nil
}

// Size is how many bytes it holds, about.
func (e *Explainer) Size() int {
	n := 0
	for _, h := range e.by {
		n += len(h.raw) + len(h.x)
	}
	for _, run := range e.runs {
		for _, t := range run {
			if t != nil { // a companion of none
				n += cap(t.x) + cap(t.sum) + cap(t.sq) + cap(t.abs) + cap(t.diff)
			}
		}
	}
	return 8 * n
}

// Explain tells what drove the first horizon steps of a forecast: TreeSHAP
// contributions (Lundberg et al. 2020) carried through the recursion, the other
// members, the season, the events and the sum that the series is a part of. f
// must come from the same model and panel. Errors: a *PanelError where its
// series is not of the panel, a *ConfigError for a horizon beyond it or beyond
// the Explainer's; the context's.
func (e *Explainer) Explain(ctx context.Context, f Forecast, horizon int) ([]Explanation, error) {
	h, ok := e.by[f.Key]
	if !ok {
		return nil, &PanelError{Key: f.Key, Message: fmt.Sprintf("is not among the %d series", len(e.by))}
	}
	if most := min(e.to, len(f.Points)); horizon < 1 || horizon > most {
		return nil, &ConfigError{"horizon", fmt.Sprintf("must lie between 1 and %d", most)}
	}
	why := e.m.causesOf(ctx, h, e.runs, horizon+h.late)[h.late:]
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]Explanation, horizon)
	for k, point := range f.Points[:horizon] {
		value := point.Value
		if len(f.outline.values) > 0 {
			value = f.outline.values[k] // as it was before rounding
		}
		out[k] = Explanation{Step: point.Step, Week: point.Week, Value: value}
		var c causes
		c.add(why[k], h.per)
		c = c.scaledTo(value, h.top().lifts(h.late+k+1))
		for g, name := range groups {
			out[k].Contributions = append(out[k].Contributions, Contribution{name, c[g]})
		}
	}
	return out, nil
}

// Hold takes v for the forecast, a rounded value say; the recent level takes
// the difference.
func (e *Explanation) Hold(v float64) {
	for i := range e.Contributions {
		if e.Contributions[i].Group == groups[byLevel] {
			e.Contributions[i].Amount += v - e.Value
		}
	}
	e.Value = v
}

// mostScaled is how many times larger reconciliation may make the parts of a
// forecast.
const mostScaled = 2

// scaledTo brings the amounts to the forecast as it was reconciled. What events
// do is a share of that forecast, by their factor lift. The rest is scaled
// where that leaves it of the size of what it explains; parts that nearly
// cancel, or that the floor held above nothing, stay as they are, and what is
// missing is level.
func (c causes) scaledTo(value, lift float64) causes {
	times := value / c.sum()
	if math.Signbit(times) || !(times <= mostScaled) { // also where the sum is nothing
		times = 1
	}
	var out causes
	out.add(c, times)
	out[byEvents] = value - value/lift
	out[byLevel] += value - out.sum() // also what floating point left over
	for _, v := range out {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return causes{byLevel: value} // parts that cannot be told in numbers
		}
	}
	return out
}

// recursions run the members with trees and give, by member, each series'
// companion as it went on.
func (m *Model) recursions(hs []*history, horizon int) ([]map[*history]*track, error) {
	peers, out := findPeers(hs), make([]map[*history]*track, len(m.members))
	for i, mem := range m.members {
		if mem.damping == 0 {
			continue
		}
		from := newStart(hs, peers, horizon)
		if err := m.forest.forecast(from, horizon, mem.damping, matrix(len(hs), horizon)); err != nil {
			return nil, err
		}
		out[i] = make(map[*history]*track, len(hs))
		for k, h := range hs {
			out[i][h] = from.comp[k]
		}
	}
	return out, nil
}

// causesOf takes apart what assemble puts together.
func (m *Model) causesOf(ctx context.Context, h *history, runs []map[*history]*track, horizon int) []causes {
	out := make([]causes, horizon)
	if h.n < MinWeeks {
		for k := range out {
			out[k][byLevel] = stat.Mean(h.raw)
		}
		return out
	}
	for i, mem := range m.members {
		c := m.memberCauses(ctx, h, mem, runs[i][h], horizon)
		for k := range out {
			out[k].add(c[k], m.weights[h.class].at(k + 1)[i])
		}
	}
	if h.parent == nil {
		season := seasonFactors(h.x, m.season, horizon)
		for k := range out {
			out[k][bySeason] += out[k].sum() * (season[k] - 1)
			out[k][byEvents] += out[k].sum() * (h.lifts(k+1) - 1)
		}
		return out
	}
	// share x sum: what events do to the sum they do to its parts; of the rest,
	// the share's level of the sum's level is level, and what is left follows
	// where either comes from.
	total := m.causesOf(ctx, h.parent, runs, horizon)
	for k, share := range out {
		plain := total[k].sum() - total[k][byEvents]
		out[k] = causes{byLevel: share[byLevel] * total[k][byLevel], byEvents: share.sum() * total[k][byEvents]}
		for _, g := range []int{byMomentum, bySeason} {
			out[k][g] = share[g]*plain + share[byLevel]*total[k][g]
		}
	}
	return out
}

// memberCauses: a simple member's 13-week mean is level, what it adds to that
// momentum, or season where it repeats last year.
func (m *Model) memberCauses(ctx context.Context, h *history, mem member, comp *track, horizon int) []causes {
	if mem.damping > 0 {
		return m.forest.causes(ctx, h, comp, horizon, mem.damping)
	}
	v := make([]float64, horizon)
	x := h.mended()
	mem.local(x, v)
	l := stat.Mean(stat.Tail(x, 13))
	out := make([]causes, horizon)
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
func (f *forest) causes(ctx context.Context, h *history, comp *track, horizon int, damping float64) []causes {
	t := h.recent(horizon)
	known := len(t.x)
	full := make([]float32, f.layout.len())
	row := make([]float32, len(f.Columns))
	phi := make([]float64, len(f.Columns)+1)
	out := make([]causes, 0, horizon)
	at := func(i int) causes { // of week i
		if i < known {
			return causes{byLevel: t.x[i]}
		}
		return out[i-known]
	}
	counts := 1.0
	for range horizon {
		i := len(t.x) - 1
		c, moved := f.Reference.causes(at, i), causes{}
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
		c.moveTo(v, moved)
		out = append(out, c)
		t.push(v)
		counts *= damping
	}
	return out
}

// moveTo adds what moved a week from its reference to v. Where the floor held
// it, only so much of that counts as there was room for: or else level and
// momentum would grow against each other from week to week.
func (c *causes) moveTo(v float64, moved causes) {
	times := 1.0
	if all := moved.sum(); c.sum()+all < v {
		times = max(0, min(1, (v-c.sum())/all))
	}
	c.add(moved, times)
	c[byLevel] += v - c.sum() // what floating point left over
}

func (r reference) causes(at func(int) causes, i int) causes {
	if r != refLevel {
		return at(i)
	}
	var c causes
	lo := max(0, i-12)
	for j := lo; j <= i; j++ {
		c.add(at(j), 1/float64(i+1-lo))
	}
	return c
}
