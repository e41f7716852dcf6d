package forecast

import "math"

// A member is one way of forecasting that takes part in the combination. Its
// prior is the share that it has where the data cannot tell; the trees have
// half.
type member struct {
	name, label string
	prior       float64
	damping     float64 // of the trees' recursion; 0 where the member has no trees
	local       local
	share       int // weeks over which a part's share in its sum is taken; 0 where it is not
}

// pullBack is how much of the last week's distance to the level is left a
// week later, in the members that return to a level.
const pullBack = .5

func members(ref reference) []member {
	return []member{
		{name: "trees", label: "trees on change against the " + string(ref), prior: .2, damping: 1},
		{name: "trees_damped", label: "the same trees, recursion damped by 0.7 a week", prior: .3, damping: .7},
		{name: "level_13", label: "return to the 13-week mean", prior: .1, local: level(13, mean)},
		{name: "level_20", label: "return to the 20-week mean", prior: .1, local: level(20, mean)},
		{name: "median_16", label: "return to the 16-week median", prior: .1, local: level(16, median)},
		{name: "share_8", label: "8-week share of the sum, times the sum's 20-week level", prior: .15, local: level(20, mean), share: 8},
		{name: "damped_ets", label: "damped exponential smoothing", prior: .02, local: dampedTrend},
		{name: "theta", label: "Theta method", prior: .02, local: theta},
		{name: "last_value", label: "last value", prior: .005, local: lastValue},
		{name: "seasonal_naive", label: "last year's weeks", prior: .005, local: seasonalNaive},
	}
}

// level starts at the last value and returns to a rolling level of k weeks.
func level(k int, of func([]float64) float64) local {
	return func(x, out []float64) {
		l := of(tail(x, k))
		away := x[len(x)-1] - l
		for h := range out {
			away *= pullBack
			out[h] = l + away
		}
	}
}

// damp lets a path go on ever more slowly after its first step: the change
// into step h counts by damping^(h-1) (Gardner & McKenzie 1985 damp a trend
// so).
func damp(path, out []float64, damping float64) {
	v, d := path[0], 1.0
	out[0] = v
	for h := 1; h < len(path); h++ {
		d *= damping
		v += d * (path[h] - path[h-1])
		out[h] = v
	}
}

// candidates forecasts every member: out[member][series][step-1].
func (m *Model) candidates(hs []*history, sums []Sum, horizon int) ([][][]float64, error) {
	out := make([][][]float64, len(m.members))
	paths := matrix(len(hs), horizon)
	if err := m.forest.forecast(hs, horizon, paths); err != nil {
		return nil, err
	}
	for i, mem := range m.members {
		out[i] = matrix(len(hs), horizon)
		for s, h := range hs {
			if mem.damping > 0 {
				damp(paths[s], out[i][s], mem.damping)
			} else {
				mem.local(h.x, out[i][s])
			}
		}
		if mem.share > 0 {
			shareOut(hs, sums, mem.share, out[i])
		}
		for s, h := range hs {
			for k, v := range out[i][s] {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					v = h.x[len(h.x)-1]
				}
				out[i][s][k] = h.clamp(v)
			}
		}
	}
	return out, nil
}

// shareOut replaces the forecasts of parts by their share in their sum over
// the last weeks, times the sum's own forecast. A sum's level moves slowly and
// shares move fast: each is measured at its own pace. A part of several sums
// takes the last.
func shareOut(hs []*history, sums []Sum, weeks int, out [][]float64) {
	for _, sum := range sums {
		all := 0.0
		for _, v := range tail(hs[sum.Total].x, weeks) {
			all += v
		}
		if all <= 0 {
			continue
		}
		for _, part := range sum.Parts {
			own := 0.0
			for _, v := range tail(hs[part].x, weeks) {
				own += v
			}
			for k, v := range out[sum.Total] {
				out[part][k] = own / all * v
			}
		}
	}
}

func matrix(rows, cols int) [][]float64 {
	buf := make([]float64, rows*cols)
	out := make([][]float64, rows)
	for i := range out {
		out[i] = buf[i*cols : (i+1)*cols : (i+1)*cols]
	}
	return out
}
