package forecast

import (
	"cmp"
	"math"
	"slices"

	"olist/stat"
)

// assemble turns the members' forecasts of the targets,
// [member][series][step-1], into forecasts of the series, [series][step-1]:
// combined, times events, shares times their sums, reconciled; aimed at their
// median or mean.
func (m *Model) assemble(hs []*history, sums []Sum, all [][][]float64, horizon int, at aim) [][]float64 {
	values := m.targets(hs, all, horizon, at)
	place := make(map[*history]int, len(hs))
	for i, h := range hs {
		place[h] = i
	}
	done := make([]bool, len(hs))
	var multiply func(i int)
	multiply = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		if p := hs[i].parent; p != nil {
			multiply(place[p])
			for k, v := range values[place[p]] {
				values[i][k] *= v * hs[i].shareFactor(k+1)
			}
		}
	}
	for i := range hs {
		multiply(i)
	}
	m.makeCoherent(hs, values, sums)
	return values
}

// targets are the combined members with last year's season, events and the
// ratios of the aim on them.
func (m *Model) targets(hs []*history, all [][][]float64, horizon int, at aim) [][]float64 {
	values, yearly := m.combine(hs, all, horizon, at)
	known := m.pooledYear(hs)
	chance, rare := 0., 0.
	if at.rare != nil {
		chance, rare = saleChance(hs)
	}
	for i, h := range hs {
		if h.n < MinWeeks {
			stat.Fill(values[i], h.clamp(stat.Mean(h.x)))
			stat.Fill(yearly[i], 0)
			if young := m.youngMember(known, h); young >= 0 {
				clear(values[i])
				copy(yearly[i], all[young][i])
			}
			if at.rare != nil && h.parent == nil && h.floor == 0 {
				for k := range values[i] {
					values[i][k], yearly[i][k] = youngRare(h, values[i][k]+yearly[i][k], chance, rare), 0
				}
			}
		}
		season, ratio := m.seasonOf(h, horizon), at.ratioOf(h)
		for k := range values[i][:min(horizon, h.trailing+MaxHorizon)] { // later weeks are asked of series that end earlier
			times := ratio(k + 1)
			if h.parent == nil {
				times *= h.peakFactor(k+1) * h.knownFactor(k+1)
			}
			values[i][k] = float64(values[i][k]*(season[k]*times)) + float64(yearly[i][k]*times)
		}
	}
	return values
}

// combine is the weighted mean of the members' forecasts, by the weights of the
// series' class and the aim, in two parts: of members that know no year, on which last
// year's season goes, and of those that do.
func (m *Model) combine(hs []*history, all [][][]float64, horizon int, at aim) (values, yearly [][]float64) {
	values, yearly = matrix(len(hs), horizon), matrix(len(hs), horizon)
	known := m.pooledYear(hs)
	for k := range horizon {
		for c, w := range at.weights {
			ofClass := w.at(k + 1)
			for s, h := range hs {
				if h.class == class(c) {
					share := at.shareOf(h, m.members, ofClass)
					for mem, v := range all {
						to := values
						if known && h.parent == nil && m.members[mem].pooled != nil {
							to = yearly
						}
						to[s][k] += share[mem] * v[s][k]
					}
				}
			}
		}
	}
	return values, yearly
}

// makeCoherent reconciles step by step. Shares are scaled to a sum of 1 first:
// by how much they miss it says nothing about the total. What is left between
// series forecast at their own level is reconciled by their variances.
func (m *Model) makeCoherent(hs []*history, values [][]float64, sums []Sum) {
	if len(sums) == 0 || len(values[0]) == 0 {
		return
	}
	variance := make([]float64, len(hs))
	for i, h := range hs {
		variance[i] = m.variance(h)
	}
	var shareSums []Sum
	for _, s := range sums {
		if !slices.ContainsFunc(s.Parts, func(p int) bool { return hs[p].parent != hs[s.Total] }) {
			shareSums = append(shareSums, s)
		}
	}
	ordered := topDown(sums)
	shareSums = topDown(shareSums)
	y := make([]float64, len(hs))
	for k := range values[0] {
		for i := range hs {
			y[i] = values[i][k]
		}
		scaleParts(y, shareSums)
		reconcile(y, sums, variance)
		for i, h := range hs {
			y[i] = h.clamp(y[i])
		}
		scaleParts(y, ordered)
		for i := range hs {
			values[i][k] = y[i]
		}
	}
}

// variance of a series' residuals; that of a series not seen in training is its
// squared scale.
func (m *Model) variance(h *history) float64 {
	if f, ok := m.fit(h.key); ok && f.Variance > 0 {
		return f.Variance
	}
	s := h.scale()
	return s * s
}

// sortedSums is the sums by position in hs, in canonical order.
func sortedSums(hs []*history, sums []Sum) []Sum {
	at := make([]int, len(hs))
	for i, h := range hs {
		at[h.index] = i
	}
	out := make([]Sum, len(sums))
	for k, s := range sums {
		out[k].Total = at[s.Total]
		for _, p := range s.Parts {
			out[k].Parts = append(out[k].Parts, at[p])
		}
		slices.Sort(out[k].Parts)
	}
	slices.SortFunc(out, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(a.Total, b.Total), slices.Compare(a.Parts, b.Parts))
	})
	return out
}

// scaleParts scales the parts of each sum so that they add up to its total
// (top-down by forecast proportions). sums are in the order of topDown.
func scaleParts(y []float64, sums []Sum) {
	for _, s := range sums {
		all := 0.0
		for _, p := range s.Parts {
			all += y[p]
		}
		r := y[s.Total] / all
		for _, p := range s.Parts {
			switch {
			case all == 0:
				y[p] = y[s.Total] / float64(len(s.Parts))
			case !math.IsInf(r, 0):
				y[p] *= r
			}
		}
	}
}

// topDown orders sums so that one comes before those whose total is one of its
// parts.
func topDown(sums []Sum) []Sum {
	depth := map[int]int{}
	for range sums { // a hierarchy has at most as many levels
		for _, s := range sums {
			for _, p := range s.Parts {
				depth[p] = max(depth[p], min(depth[s.Total]+1, len(sums)))
			}
		}
	}
	out := slices.Clone(sums)
	slices.SortStableFunc(out, func(a, b Sum) int { return cmp.Compare(depth[a.Total], depth[b.Total]) })
	return out
}
