package forecast

import (
	"math"

	"golang.org/x/sync/errgroup"

	"olist/forecast/baseline"
	"olist/stat"
)

// member is one method of the combination.
type member struct {
	name    string
	prior   prior
	damping float64 // of the trees' changes by step; 0 where the member has no trees
	local   baseline.Method
	pooled  func(p *pool, out [][]float64) // of all series of a pool, [series][step-1]
}

// prior is the share of a member in the absence of evidence: of short series,
// for the next weeks and far ahead, where simple methods are safer; of shares
// in a sum; of long series. In a panel of dated weeks, where all series tell one
// year together, there are others: of its long series, and of its short ones.
type prior struct{ near, far, share, long, panel, young float64 }

// pooledPrior is the number of other short series at which a pooled member has
// half of its prior: one alone has nothing to pool.
const pooledPrior = 10

// priorsOf are the shares a priori in a class of so many series, [bin][member].
// In a dated panel of so many series at their own level (0: there are none, or
// no dates), they are drawn to the panel's, the more the more series it has.
func priorsOf(members []member, c class, ref reference, count, panel float64) [][]float64 {
	out := singlePriors(members, c, ref, count)
	if c == shareSeries || panel < 2 {
		return out
	}
	pooled := (panel - 1) / (panel - 1 + pooledPrior)
	for _, row := range out {
		alone, together := 0.0, 0.0
		for i, m := range members {
			alone, together = alone+row[i], together+m.prior.ofPanel(c)
		}
		for i, m := range members {
			row[i] = (1-pooled)*row[i]/alone + pooled*m.prior.ofPanel(c)/together
		}
	}
	return out
}

// singlePriors are those of series that share no year.
func singlePriors(members []member, c class, ref reference, count float64) [][]float64 {
	out := matrix(len(stepBins), len(members))
	for b := range out {
		for i, m := range members {
			out[b][i] = m.prior.of(c, b, ref)
			if others := max(0, count-1); m.pooling() && c == shortSeries {
				out[b][i] *= others / (others + pooledPrior)
			}
		}
	}
	return out
}

// of is the prior of a class and bin, by the panel's reference: where the last
// value predicts better than a level, short series take the prior of long ones.
func (p prior) of(c class, bin int, ref reference) float64 {
	switch {
	case c == shareSeries:
		return p.share
	case c == longSeries || ref == refLast:
		return p.long
	case bin == len(stepBins)-1:
		return p.far
	}
	return p.near
}

// ofPanel is the prior in a dated panel.
func (p prior) ofPanel(c class) float64 {
	if c == longSeries {
		return p.panel
	}
	return p.young
}

// members are in the order in which they came to be: a model that an earlier
// version wrote has the first of them.
func members() []member {
	return []member{
		{"trees", prior{.05, .02, .15, 0.35, .05, .03}, 1, nil, nil},
		{"trees_damped", prior{.3, .2, .35, 0.25, .1, .2}, .7, nil, nil},
		{"level_8", prior{.01, .01, .1, 0.02, .01, .02}, 0, baseline.ReturnToLevel(8, stat.Mean), nil},
		{"level_13", prior{.21, .69, .1, 0.08, .02, .05}, 0, baseline.ReturnToLevel(13, stat.Mean), nil},
		{"median_13", prior{.2, .03, .15, 0.05, .02, .08}, 0, baseline.ReturnToLevel(13, stat.Median), nil},
		{"level_20", prior{.2, .02, .02, 0.05, .02, .08}, 0, baseline.ReturnToLevel(20, stat.Mean), nil},
		{"smoothing", prior{.01, .01, .1, 0.03, .02, .03}, 0, baseline.Smoothing(.2), nil},
		{"damped_ets", prior{.005, .005, .01, 0.07, .02, .01}, 0, baseline.DampedTrend, nil},
		{"theta", prior{.005, .005, .01, 0.07, .02, .03}, 0, baseline.Theta, nil},
		{"last_value", prior{.003, .003, .003, 0.02, .005, .003}, 0, baseline.LastValue, nil},
		{"seasonal_naive", prior{.001, .001, .001, 0.01, .005, .03}, 0, baseline.SeasonalNaive, nil},
		{"seasonal_level", prior{.1, .1, .001, .15, .25, .2}, 0, nil, seasonalLevel},
		{"seasonal_ridge", prior{.1, .1, .001, .15, .25, .25}, 0, nil, seasonalRidge},
		{directMember, prior{.1, .1, .1, .2, .3, .1}, 0, nil, nil},
		{crostonMember, prior{.02, .02, .002, .02, .02, .02}, 0, nil, intermittent(baseline.Croston)},
		{tsbMember, prior{.02, .02, .002, .02, .02, .02}, 0, nil, intermittent(baseline.TSB)},
	}
}

// memberForecasts forecasts the targets with every member:
// [member][series][step-1]; by so many workers the trees beside the others.
func (m *Model) memberForecasts(hs []*history, peers [][]peer, horizon, workers int) ([][][]float64, error) {
	out := make([][][]float64, len(m.members))
	for i := range out {
		out[i] = matrix(len(hs), horizon)
	}
	var g errgroup.Group
	g.SetLimit(workers)
	g.Go(func() error { return m.forecastByTrees(hs, peers, horizon, out) })
	g.Go(func() error { m.forecastByMethods(hs, out); return nil })
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for _, member := range out {
		for s, h := range hs {
			for k, v := range member[s] {
				if len(h.x) == 0 {
					break // no observed week: 0
				}
				if math.IsNaN(v) || math.IsInf(v, 0) {
					v = h.x[len(h.x)-1]
				}
				member[s][k] = h.clamp(v)
			}
		}
	}
	return out, nil
}

// forecastByTrees writes the forecasts of the members with trees.
func (m *Model) forecastByTrees(hs []*history, peers [][]peer, horizon int, out [][][]float64) error {
	from := newRecursion(hs, peers, horizon)
	defer from.release()
	for i, mem := range m.members {
		if mem.damping > 0 {
			if err := m.forest.forecast(from, horizon, mem.damping, out[i]); err != nil {
				return err
			}
			from.rewind(horizon)
		}
		if mem.name == directMember {
			if err := m.direct.forecast(from, horizon, out[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// forecastByMethods writes the forecasts of the members without trees.
func (m *Model) forecastByMethods(hs []*history, out [][][]float64) {
	past := make([][]float64, len(hs))
	for s, h := range hs {
		past[s] = h.adjusted()
	}
	pools := m.pools(hs, past)
	for i, mem := range m.members {
		if mem.pooled != nil {
			for _, p := range pools {
				mem.pooled(p, rowsOf(out[i], p.at))
			}
		}
		if mem.local != nil {
			for s, h := range hs {
				if len(h.x) > 0 {
					mem.local(past[s], out[i][s])
				}
			}
		}
	}
}

// pooling reports whether a member learns from all series together, and needs
// them; the recursive trees do so in every class.
func (m member) pooling() bool { return m.pooled != nil || m.name == directMember }

func rowsOf(rows [][]float64, at []int) [][]float64 {
	out := make([][]float64, len(at))
	for i, j := range at {
		out[i] = rows[j]
	}
	return out
}

func matrix(rows, cols int) [][]float64 {
	buf := make([]float64, rows*cols)
	out := make([][]float64, rows)
	for i := range out {
		out[i] = buf[i*cols : (i+1)*cols : (i+1)*cols]
	}
	return out
}
