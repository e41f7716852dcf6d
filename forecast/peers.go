package forecast

import (
	"cmp"
	"math"
	"slices"

	"olist/stat"
	"olist/week"
)

// Series that move together tell of each other: what is noise in one is
// averaged out over its peers, and a year that one has seen speaks for all.
// The peers of a series end in the same week and moved like it in the last two
// years; the mean path of their moves is its companion.

const (
	peerWeeks   = 2 * week.PerYear // of the past that say who moves alike
	peerOverlap = 20               // weeks that two series must share for that
	peerLeast   = .2               // correlation below which series are strangers
	peerCount   = 20               // peers of a series at most
	peerAmong   = 1000             // series that are asked for each, at most
	moveBound   = 5.               // bound of a move, in units of track.scale
)

// peer is another series, by its position, and its share in the companion.
type peer struct {
	at    int
	share float64
}

// moves are the weekly changes of x, each in units of the scale before it and
// bounded; moves[i] leads into week i.
func moves(x []float64) []float64 {
	t := newTrack(x, 0)
	out := make([]float64, len(x))
	for i := 1; i < len(x); i++ {
		out[i] = move(x[i-1], x[i], t.scale(i-1))
	}
	return out
}

func move(from, to, scale float64) float64 { return clip((to-from)/scale, moveBound) }

// findPeers finds the peers of each series: out[series], the closest first.
// Each is compared with at most peerAmong others: O(series x peerAmong x peerWeeks).
func findPeers(hs []*history) [][]peer {
	ends := map[week.Week][]int{}
	recent := make([][]float64, len(hs))
	for i, h := range hs {
		if h.n >= MinWeeks {
			end := h.start + week.Week(len(h.x))
			ends[end] = append(ends[end], i)
			recent[i] = moves(stat.Tail(h.mended(), peerWeeks+week.PerYear))[1:]
			recent[i] = stat.Tail(recent[i], peerWeeks)
		}
	}
	out := make([][]peer, len(hs))
	for _, group := range ends {
		stride := (len(group) + peerAmong - 1) / peerAmong
		for g, i := range group {
			for k := g % stride; k < len(group); k += stride {
				if j := group[k]; j != i {
					if r := correlation(recent[i], recent[j]); r > peerLeast {
						out[i] = append(out[i], peer{j, r * r})
					}
				}
			}
			out[i] = closest(out[i])
		}
	}
	return out
}

// closest keeps the peers that count, and makes their shares add up to 1.
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
// that cannot be said.
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

// companions lays out the companion of each series over its last weeks, with
// room for as many weeks more; nil where the peers tell too little.
func companions(hs []*history, peers [][]peer, weeks, room int) []*track {
	all := make([][]float64, len(hs))
	for i, h := range hs {
		all[i] = moves(stat.Tail(h.mended(), weeks))
	}
	out := make([]*track, len(hs))
	for i, ps := range peers {
		path := companion(ps, all, len(all[i]))
		if len(path) > peerOverlap {
			out[i] = newTrack(path, room)
			out[i].lead = len(hs[i].x) - len(path)
		}
	}
	return out
}

// companion adds the moves of the peers up over the last n weeks, as far back
// as peers with half of the shares go.
func companion(ps []peer, all [][]float64, n int) []float64 {
	sum, share := make([]float64, n), make([]float64, n)
	for _, p := range ps {
		m := all[p.at]
		for k := max(1, n-len(m)+1); k < n; k++ {
			sum[k] += p.share * m[len(m)-n+k]
			share[k] += p.share
		}
	}
	first := n // the first week that a move leads into
	for first > 1 && share[first-1] > .5 {
		first--
	}
	path := make([]float64, n-first+1)
	for k := 1; k < len(path); k++ {
		at := first - 1 + k
		path[k] = path[k-1] + sum[at]/share[at]
	}
	return path
}

// follow pushes the peers' mean move of the coming week on to the companion.
func follow(c *track, ps []peer, moved []float64) {
	d := 0.0
	for _, p := range ps {
		d += p.share * moved[p.at]
	}
	c.push(c.x[len(c.x)-1] + d)
}
