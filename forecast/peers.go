package forecast

import (
	"cmp"
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// Series that move together inform each other: noise in one averages out over
// its peers, and a season that one has seen holds for all. The peers of a
// series end in the same week and correlate with it over the last two years;
// the cumulated mean of their changes is its peer index.

const (
	peerWeeks      = 2 * week.PerYear // last weeks that correlations are computed on
	peerOverlap    = 20               // weeks that two series share, at least
	minCorrelation = .2               // correlation of a peer, at least
	peerCount      = 20               // peers of a series at most
	peerCandidates = 1000             // series compared with each, at most
	maxChange      = 5.               // bound of a change, in units of rolling.scale
)

// peer is another series, by its position, and its weight in the peer index.
type peer struct {
	at    int
	share float64
}

// scaledChanges are the weekly changes of x, each in units of the scale before
// it and clipped; entry i leads into week i.
func scaledChanges(x []float64) []float64 {
	out := make([]float64, len(x))
	withRolling(x, func(t *rolling) {
		for i := 1; i < len(x); i++ {
			out[i] = scaledChange(x[i-1], x[i], t.scale(i-1))
		}
	})
	return out
}

func scaledChange(from, to, scale float64) float64 { return clip((to-from)/scale, maxChange) }

// findPeers is the peers of each series, [series], the closest first. Each
// series is compared with at most peerCandidates others: O(series x
// peerCandidates x peerWeeks).
func findPeers(hs []*history) [][]peer {
	ends := map[week.Week][]int{}
	recent := make([][]float64, len(hs))
	for i, h := range hs {
		if h.n >= MinWeeks {
			end := h.start + week.Week(len(h.x))
			ends[end] = append(ends[end], i)
			recent[i] = scaledChanges(stat.Tail(h.adjusted(), peerWeeks+week.PerYear))[1:]
			recent[i] = stat.Tail(recent[i], peerWeeks)
		}
	}
	out := make([][]peer, len(hs))
	for _, group := range ends {
		stride := (len(group) + peerCandidates - 1) / peerCandidates
		for g, i := range group {
			for k := g % stride; k < len(group); k += stride {
				if j := group[k]; j != i {
					if r := correlation(recent[i], recent[j]); r > minCorrelation {
						out[i] = append(out[i], peer{j, r * r})
					}
				}
			}
			out[i] = closest(out[i])
		}
	}
	return out
}

// closest keeps the peerCount best peers and makes their weights add up to 1.
func closest(ps []peer) []peer {
	slices.SortFunc(ps, func(a, b peer) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.at, b.at)) })
	ps = ps[:min(len(ps), peerCount)]
	sum := 0.0
	for _, p := range ps {
		sum += p.share
	}
	for i := range ps {
		ps[i].share /= sum
	}
	return ps
}

// correlation of the ends of a and b, over as many weeks as both have; 0 where
// it is undefined.
func correlation(a, b []float64) float64 {
	n := min(len(a), len(b))
	if n < peerOverlap {
		return 0
	}
	a, b = stat.Tail(a, n), stat.Tail(b, n)
	var sa, sb, saa, sbb, sab float64
	for i, x := range a {
		y := b[i]
		sa, sb = sa+x, sb+y
		saa, sbb, sab = saa+x*x, sbb+y*y, sab+x*y
	}
	k := float64(n)
	va, vb := saa-sa*sa/k, sbb-sb*sb/k
	if va <= 1e-12 || vb <= 1e-12 {
		return 0
	}
	return (sab - sa*sb/k) / math.Sqrt(va*vb)
}

// peerIndices is the peer index of each series over its last weeks, with room
// for so many more; nil where the peers cover too little.
func peerIndices(hs []*history, peers [][]peer, weeks, room int, in *rollingRoom) []*rolling {
	all := make([][]float64, len(hs))
	for i, h := range hs {
		all[i] = scaledChanges(stat.Tail(h.adjusted(), weeks))
	}
	out := make([]*rolling, len(hs))
	buf := scratch.Get().(*[]float64)
	defer scratch.Put(buf)
	for i, ps := range peers {
		n := len(all[i])
		*buf = slices.Grow((*buf)[:0], 3*n+1)[:3*n+1]
		path := peerIndex(ps, all, n, *buf)
		if len(path) > peerOverlap {
			out[i] = in.rolling(path, room)
			out[i].first = len(hs[i].x) - len(path)
		}
	}
	return out
}

// peerIndex cumulates the changes of the peers over the last n weeks, as far
// back as peers with half of the weight go. It lies in buf, 3n+1 values.
func peerIndex(ps []peer, all [][]float64, n int, buf []float64) []float64 {
	clear(buf)
	sum, share, path := buf[:n], buf[n:2*n], buf[2*n:]
	for _, p := range ps {
		m := all[p.at]
		for k := max(1, n-len(m)+1); k < n; k++ {
			sum[k] += p.share * m[len(m)-n+k]
			share[k] += p.share
		}
	}
	first := n // the first week that a change leads into
	for first > 1 && share[first-1] > .5 {
		first--
	}
	path = path[:n-first+1]
	for k := 1; k < len(path); k++ {
		at := first - 1 + k
		path[k] = path[k-1] + sum[at]/share[at]
	}
	return path
}

// extend pushes the peers' mean change of the coming week on to the peer index.
func extend(c *rolling, ps []peer, changes []float64) {
	d := 0.0
	for _, p := range ps {
		d += p.share * changes[p.at]
	}
	c.push(c.x[len(c.x)-1] + d)
}
