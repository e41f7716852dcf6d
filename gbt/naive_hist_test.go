package gbt

import (
	"context"
	"math/rand/v2"
	"testing"
)

// naiveHist grows a hist tree straight from the rows' codes and integer
// gradients: no histogram is subtracted, no row is moved, nothing is packed.
type naiveHist struct {
	p       Params
	s       scanner
	b       *binned
	g, h    []int64
	feature []int
	t       tree
}

func (n *naiveHist) sums(rows []int) (g, h int64) {
	for _, r := range rows {
		g += n.g[r]
		h += n.h[r]
	}
	return g, h
}

func (n *naiveHist) grow(rows []int, depth int, parent int32, b bounds) int32 {
	node := histNode{bounds: b}
	for _, r := range rows {
		node.g += n.g[r]
		node.h += n.h[r]
	}
	g, h := n.s.q.real(node.g, node.h)
	node.weight = n.s.p.weight(g, h, b)
	node.gain = n.s.p.gain(g, h, node.weight)
	at := n.t.add(parent, n.s.p.eta*node.weight, node.weight, float32(h))
	if depth == n.p.MaxDepth {
		return at
	}
	find := n.best
	if n.p.RegAlpha != 0 || n.s.monotone != nil {
		find = n.bestBounded
	}
	best, left, right := find(&node, rows)
	if best.gain <= minGain || best.gain < float32(n.p.Gamma) {
		return at
	}
	n.t.feature[at], n.t.threshold[at] = int32(best.feature), best.threshold
	n.t.defaultLeft[at], n.t.gain[at] = best.defaultLeft, best.gain
	low, high := b, b
	if n.s.monotone != nil {
		low, high = b.split(n.s.monotone[best.feature], n.weigh(left, b), n.weigh(right, b))
	}
	l := n.grow(left, depth+1, at, low)
	r := n.grow(right, depth+1, at, high)
	n.t.left[at], n.t.right[at] = l, r
	return at
}

func (n *naiveHist) gain(rows []int, w float32) float32 {
	g, h := n.s.q.real(n.sums(rows))
	return n.s.p.gain(g, h, w)
}

// agreesWithNaiveHist trains on d and compares every tree with the naive
// trainer's. It returns how gradients became integers in the last tree, and
// how many splits there are.
func agreesWithNaiveHist(t *testing.T, p Params, d Dataset) (q fixedPoint, splits int) {
	t.Helper()
	m := mustTrain(t, p, d)
	missing, err := d.X.missing(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	b, err := newBinned(context.Background(), d.X, missing, p.MaxBin, 1)
	if err != nil {
		t.Fatal(err)
	}
	margin := make([]float32, d.X.Rows)
	rows, ids := make([]int, d.X.Rows), make([]uint32, d.X.Rows)
	for i := range margin {
		margin[i], rows[i], ids[i] = m.baseMargin, i, uint32(i)
	}
	for k := range m.trees {
		g := make([]float32, d.X.Rows)
		var h []float32
		if d.Weight != nil {
			h = make([]float32, d.X.Rows)
		}
		squaredError{}.gradients(1, margin, d.Y, d.Weight, g, h)
		var set rowSet
		set.allocate(d.X.Rows, h != nil)
		q, _, _ = set.fill(ids, g, h, 1)
		n := naiveHist{p: p, b: b, s: scanner{b: b, q: q, p: newPenalty(p, squaredError{}), monotone: monotone(p)},
			feature: sampler{}.columns(k, d.X.Cols, p.ColsampleByTree)}
		for i := range rows {
			n.g = append(n.g, int64(set.grad[i]))
			if h == nil {
				n.h = append(n.h, 1)
			} else {
				n.h = append(n.h, int64(set.hess[i]))
			}
		}
		n.grow(rows, 0, noParent, unbounded)
		sameTrees(t, &n.t, &m.trees[k])
		for i := range margin {
			margin[i] += n.t.threshold[n.t.leaf(d.X.Row(i))]
		}
		splits += n.t.nodes() / 2
	}
	return q, splits
}

func TestNaiveHistTrainerAgrees(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 400 {
		p, d := randomParams(r, Hist), randomData(r, 2+r.IntN(60), 1+r.IntN(20))
		p.RegAlpha, p.MaxBin = 0, []int{4, 256}[r.IntN(2)]
		p.ColsampleByTree = []float64{1, 0.4}[r.IntN(2)]
		agreesWithNaiveHist(t, p, d)
	}
}

func (n *naiveHist) weigh(rows []int, b bounds) float32 {
	g, h := n.s.q.real(n.sums(rows))
	return n.s.p.weight(g, h, b)
}

// part gives the rows on each side of a cut, and the hessians of the missing ones.
func (n *naiveHist) part(rows []int, f, cut int, missingLeft bool) (left, right []int, miss int64) {
	for _, row := range rows {
		code := n.b.byCol[f][row]
		missing := code < n.b.first[f]
		if missing {
			miss += n.h[row]
		}
		if missing && missingLeft || !missing && int(code-n.b.first[f]) <= cut {
			left = append(left, row)
		} else {
			right = append(right, row)
		}
	}
	return left, right, miss
}

func (n *naiveHist) best(node *histNode, rows []int) (best split, left, right []int) {
	c := n.s.newSearch(node)
	for _, f := range n.feature {
		for _, missingLeft := range []bool{false, true} {
			for k := range n.b.cuts[f] {
				l, r, miss := n.part(rows, f, k, missingLeft)
				g, h := n.sums(l)
				if missingLeft && miss == 0 || h < c.least || node.h-h < c.least {
					continue
				}
				side := float64(h) + c.lambda
				d := float64(g) - float64(float64(c.g)/c.s*side)
				over, under := float64(d*d), float64(side*(c.s-side))
				if over > float64(c.score*under) {
					c.score = over / under
					best = split{c.gain(), f, n.b.cuts[f][k], missingLeft || miss == 0}
					left, right = l, r
				}
			}
		}
	}
	return best, left, right
}

// bestBounded weighs both sides of every cut in full, within the node's bounds.
func (n *naiveHist) bestBounded(node *histNode, rows []int) (best split, left, right []int) {
	for _, f := range n.feature {
		for k := range n.b.cuts[f] {
			for _, missingLeft := range []bool{false, true} {
				l, r, miss := n.part(rows, f, k, missingLeft)
				_, lh := n.sums(l)
				_, rh := n.sums(r)
				if least := n.s.q.least(n.p.MinChildWeight); missingLeft && miss == 0 || lh < least || rh < least {
					continue
				}
				wl, wr := n.weigh(l, node.bounds), n.weigh(r, node.bounds)
				if n.s.monotone != nil && float32(n.s.monotone[f])*(wr-wl) < 0 {
					continue
				}
				gain := n.gain(l, wl) + n.gain(r, wr) - node.gain
				if best.better(gain, f) {
					best = split{gain, f, n.b.cuts[f][k], missingLeft || miss == 0}
					left, right = l, r
				}
			}
		}
	}
	return best, left, right
}
