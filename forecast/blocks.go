package forecast

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// A panel of thousands is forecast in blocks, each with its own peers, profile
// of the year and regressions: time grows with the number of series, not with
// its square, and what a series needs while it is forecast is gone with its
// block. Trees are trained on the first blocks, and the rolling origins are
// those of the first one: many origins of some series tell more than one origin
// of all.
const (
	trainingBlocks = 3
	classSeries    = 50 // of each class that the rolling origins have, at least, where there are as many
)

// blockSeries are the series of a block, about. Only a test changes it.
var blockSeries = 1000

// blocksOf divides the series, by position: every class is spread evenly, in the
// order of the keys, so that each block is the panel in small.
func blocksOf(hs []*history) [][]int {
	n := max(1, (len(hs)+blockSeries/2)/blockSeries)
	out := make([][]int, n)
	at := 0
	for c := range classes {
		for i, h := range hs {
			if h.class == c {
				out[at%n] = append(out[at%n], i)
				at++
			}
		}
	}
	for _, b := range out {
		slices.Sort(b)
	}
	return out
}

// sampled are the series of the first so many blocks and some of each class, by
// position, with all the sums that they follow.
func sampled(hs []*history, blocks int) []int {
	all := blocksOf(hs)
	blocks = min(blocks, len(all))
	in, count := make([]bool, len(hs)), [classes]int{}
	take := func(i int) {
		if !in[i] {
			in[i] = true
			count[hs[i].class]++
		}
	}
	for _, b := range all[:blocks] {
		for _, i := range b {
			take(i)
		}
	}
	for _, b := range all[blocks:] {
		for _, i := range b {
			if count[hs[i].class] < classSeries {
				take(i)
			}
		}
	}
	at := make(map[*history]int, len(hs))
	for i, h := range hs {
		at[h] = i
	}
	var out []int
	for i := range hs {
		if in[i] {
			for p := hs[i].parent; p != nil && !in[at[p]]; p = p.parent {
				take(at[p])
			}
		}
	}
	for i := range hs {
		if in[i] {
			out = append(out, i)
		}
	}
	return out
}

func pick(hs []*history, at []int) []*history {
	out := make([]*history, len(at))
	for k, i := range at {
		out[k] = hs[i]
	}
	return out
}

// apart are copies of histories that no event or driver has changed yet; what
// these do to one, they do not to the other.
func apart(hs []*history) []*history {
	out := cutAll(hs, 0)
	for _, h := range out {
		h.observed, h.gap, h.raw = slices.Clone(h.observed), slices.Clone(h.gap), slices.Clone(h.raw)
		if h.x = slices.Clone(h.x); h.parent == nil {
			h.x = h.raw
		}
	}
	return out
}

// sumsWithin are the sums of which a sample has the total and every part, by
// position in the sample.
func sumsWithin(sums []Sum, at []int) []Sum {
	var out []Sum
	for _, s := range sums {
		total, ok := slices.BinarySearch(at, s.Total)
		within := Sum{Total: total}
		for _, p := range s.Parts {
			part, in := slices.BinarySearch(at, p)
			within.Parts, ok = append(within.Parts, part), ok && in
		}
		if ok {
			out = append(out, within)
		}
	}
	return out
}

// spreadFits gives the series that were not among the sample what the sample
// has on average: their own error is not known, their variance is the usual one
// of their scale.
func (m *Model) spreadFits(sample, hs []*history) {
	if len(sample) == len(hs) {
		return
	}
	var ratio, n [classes]float64
	for i, h := range sample {
		if s := h.scale(); m.series[i].Variance > 0 {
			ratio[h.class] += m.series[i].Variance / (s * s)
			n[h.class]++
		}
	}
	fits := make([]seriesFit, len(hs))
	for i, h := range hs {
		fits[i] = seriesFit{Key: h.key}
		if k, ok := m.fitAt(h.key); ok {
			fits[i] = m.series[k]
		} else if s := h.scale(); n[h.class] > 0 {
			fits[i].Variance = s * s * ratio[h.class] / n[h.class]
		}
	}
	m.series = fits
}

// inBlocks calls for every block with its series and their peers, as many at
// once as there are processors. A model of an earlier version knew no blocks:
// it has one.
func (m *Model) inBlocks(ctx context.Context, hs []*history, visit func(at []int, block []*history, peers [][]peer) error) error {
	all := blocksOf(hs)
	if !slices.ContainsFunc(m.members, func(x member) bool { return x.pooled != nil }) {
		all = [][]int{positions(len(hs))}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, at := range all {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			block := pick(hs, at)
			return visit(at, block, findPeers(block))
		})
	}
	return g.Wait()
}

func positions(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// allForecasts forecasts the targets of a whole panel with every member:
// [member][series][step-1].
func (m *Model) allForecasts(ctx context.Context, hs []*history, horizon int) ([][][]float64, error) {
	out := make([][][]float64, len(m.members))
	for i := range out {
		out[i] = make([][]float64, len(hs))
	}
	err := m.inBlocks(ctx, hs, func(at []int, block []*history, peers [][]peer) error {
		values, err := m.memberForecasts(block, peers, horizon, runtime.GOMAXPROCS(0))
		for i := range values {
			for k, s := range at {
				out[i][s] = values[i][k]
			}
		}
		return err
	})
	return out, err
}
