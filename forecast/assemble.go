package forecast

import (
	"cmp"
	"math"
	"slices"

	"olist/stat"
)

// assemble makes forecasts of the series out of the members' forecasts of
// what is learnt: combined, the season laid on, shares multiplied with their
// sums, and all made to add up.
func (m *Model) assemble(hs []*history, sums []Sum, all [][][]float64, horizon int) [][]float64 {
	values := m.combine(hs, all, horizon)
	for i, h := range hs {
		if h.n < MinWeeks {
			stat.Fill(values[i], h.clamp(stat.Mean(h.x)))
		}
		if h.parent == nil {
			for k, f := range seasonFactors(h.x, m.season, horizon) {
				values[i][k] *= f * h.lifts(k+1)
			}
		}
	}
	at := make(map[*history]int, len(hs))
	for i, h := range hs {
		at[h] = i
	}
	done := make([]bool, len(hs))
	var scale func(i int)
	scale = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		if p := hs[i].parent; p != nil {
			scale(at[p])
			for k, v := range values[at[p]] {
				values[i][k] *= v
			}
		}
	}
	for i := range hs {
		scale(i)
	}
	m.addUp(hs, values, sums)
	return values
}

// combine mixes the members' forecasts by the shares of the series' class.
func (m *Model) combine(hs []*history, all [][][]float64, horizon int) [][]float64 {
	out := matrix(len(hs), horizon)
	for k := range horizon {
		for c, w := range m.weights {
			share := w.at(k + 1)
			for s, h := range hs {
				if h.class == class(c) {
					for mem, v := range all {
						out[s][k] += share[mem] * v[s][k]
					}
				}
			}
		}
	}
	return out
}

// addUp reconciles step by step. Shares are brought to a sum of 1 first: what
// they miss of it says nothing about the total. What is left between series
// forecast at their own level is reconciled by their variances.
func (m *Model) addUp(hs []*history, values [][]float64, sums []Sum) {
	if len(sums) == 0 || len(values[0]) == 0 {
		return
	}
	variance := make([]float64, len(hs))
	for i, h := range hs {
		variance[i] = m.variance(h)
	}
	var ofShares []Sum
	for _, s := range sums {
		if !slices.ContainsFunc(s.Parts, func(p int) bool { return hs[p].parent != hs[s.Total] }) {
			ofShares = append(ofShares, s)
		}
	}
	y := make([]float64, len(hs))
	for k := range values[0] {
		for i := range hs {
			y[i] = values[i][k]
		}
		settle(y, ofShares)
		reconcile(y, sums, variance)
		for i, h := range hs {
			y[i] = h.clamp(y[i])
		}
		settle(y, sums)
		for i := range hs {
			values[i][k] = y[i]
		}
	}
}

// variance of a series' errors; one not seen in training is as uncertain as
// its own weekly changes.
func (m *Model) variance(h *history) float64 {
	if f, ok := m.fit(h.key); ok && f.Variance > 0 {
		return f.Variance
	}
	s := h.unit()
	return s * s
}

// sortedSums tells the sums in positions of hs, in an order of their own.
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

// settle makes the parts of each sum add up to its total by scaling them;
// sums of sums come after the sum that they are a part of.
func settle(y []float64, sums []Sum) {
	for _, s := range topDown(sums) {
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

// topDown orders sums so that one comes before those whose total is its part.
func topDown(sums []Sum) []Sum {
	depth := map[int]int{}
	for range sums { // as many rounds as there can be levels
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
