package gbt

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// naiveExact grows an exact tree the plain way: every node sorts its rows
// anew, every candidate is weighed in full. It shares only the arithmetic of
// weight and gain with the fast trainer.
type naiveExact struct {
	p    Params
	pen  penalty
	x    Matrix
	g, h []float32
	t    tree
}

func (n *naiveExact) sums(rows []int) (g, h float64) {
	for _, r := range rows {
		g += float64(n.g[r])
		h += float64(n.h[r])
	}
	return g, h
}

func (n *naiveExact) grow(rows []int, depth int, parent int32) int32 {
	g, h := n.sums(rows)
	w := n.pen.weight(g, h, unbounded)
	at := n.t.add(parent, n.pen.eta*w, w, float32(h))
	if depth == n.p.MaxDepth {
		return at
	}
	var best split
	for f := range n.x.Cols {
		n.scan(rows, f, g, h, n.pen.gain(g, h, w), &best)
	}
	if best.gain <= minGain {
		return at
	}
	var left, right []int
	for _, r := range rows {
		v := n.x.Row(r)[best.feature]
		if v < best.threshold || v != v && best.defaultLeft {
			left = append(left, r)
		} else {
			right = append(right, r)
		}
	}
	n.t.feature[at], n.t.threshold[at] = int32(best.feature), best.threshold
	n.t.defaultLeft[at], n.t.gain[at] = best.defaultLeft, best.gain
	l := n.grow(left, depth+1, at)
	r := n.grow(right, depth+1, at)
	n.t.left[at], n.t.right[at] = l, r
	if n.t.left[l] < 0 && n.t.left[r] < 0 && best.gain < float32(n.p.Gamma) {
		n.t.left[at], n.t.right[at] = -1, -1
		n.t.threshold[at] = n.pen.eta * w
		n.t.gain[at] = 0
	}
	return at
}

func (n *naiveExact) scan(rows []int, f int, g, h float64, parent float32, best *split) {
	all, constant, full := []float32{}, true, true
	for i := range n.x.Rows {
		if v := n.x.Row(i)[f]; v == v {
			all = append(all, v)
			constant = constant && v == all[0]
		} else {
			full = false
		}
	}
	var present []int
	for _, r := range rows {
		if v := n.x.Row(r)[f]; v == v {
			present = append(present, r)
		}
	}
	if len(present) == 0 {
		return
	}
	slices.SortStableFunc(present, func(a, b int) int {
		return int(floatKey(n.x.Row(a)[f])>>1) - int(floatKey(n.x.Row(b)[f])>>1)
	})
	try := func(side []int, threshold float32, defaultLeft bool) {
		sg, sh := n.sums(side)
		og, oh := g-sg, h-sh
		if sh < n.pen.minChildWeight || oh < n.pen.minChildWeight {
			return
		}
		a := n.pen.gain(sg, sh, n.pen.weight(sg, sh, unbounded))
		b := n.pen.gain(og, oh, n.pen.weight(og, oh, unbounded))
		gain := a + b - parent
		if best.better(gain, f) {
			*best = split{gain, f, threshold, defaultLeft}
		}
	}
	between := func(from, to float32) float32 {
		if m := float32(from+to) * 0.5; m != to {
			return m
		}
		return from
	}
	if !full && !constant { // missing values right
		for k := 1; k < len(present); k++ {
			a, b := n.x.Row(present[k-1])[f], n.x.Row(present[k])[f]
			if a != b {
				try(present[:k], between(a, b), false)
			}
		}
		last := n.x.Row(present[len(present)-1])[f]
		try(present, last+(float32(math.Abs(float64(last)))+minGain), false)
	}
	for k := len(present) - 1; k > 0; k-- { // missing values left
		a, b := n.x.Row(present[k])[f], n.x.Row(present[k-1])[f]
		if a != b {
			try(present[k:], between(a, b), true)
		}
	}
	last := n.x.Row(present[0])[f]
	try(present, last-(float32(math.Abs(float64(last)))+minGain), true)
}

// The naive trainer gives the same trees as the fast one, bit by bit.
func TestNaiveExactTrainerAgrees(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 400 {
		p, d := randomParams(r, Exact), randomData(r, 1+r.IntN(40), 1+r.IntN(4))
		m, err := Train(context.Background(), p, d)
		if err != nil {
			t.Fatal(err)
		}
		margin := make([]float32, d.X.Rows)
		rows := make([]int, d.X.Rows)
		for i := range margin {
			margin[i], rows[i] = m.baseMargin, i
		}
		for k := range m.trees {
			n := naiveExact{p: p, pen: newPenalty(p, squaredError{}), x: d.X,
				g: make([]float32, d.X.Rows), h: make([]float32, d.X.Rows)}
			squaredError{}.gradients(1, margin, d.Y, d.Weight, n.g, n.h)
			n.grow(rows, 0, noParent)
			sameTrees(t, &n.t, &m.trees[k])
			for i := range margin {
				margin[i] += n.t.threshold[n.t.leaf(d.X.Row(i))]
			}
		}
	}
}

// sameTrees compares from the root down; nodes may be numbered differently.
func sameTrees(t *testing.T, want, got *tree) {
	t.Helper()
	var walk func(a, b int32)
	walk = func(a, b int32) {
		if (want.left[a] < 0) != (got.left[b] < 0) || want.threshold[a] != got.threshold[b] ||
			want.weight[a] != got.weight[b] || want.cover[a] != got.cover[b] {
			t.Fatalf("node %d: leaf %v threshold %v weight %v cover %v, want leaf %v %v %v %v", b, got.left[b] < 0,
				got.threshold[b], got.weight[b], got.cover[b], want.left[a] < 0, want.threshold[a], want.weight[a], want.cover[a])
		}
		if want.left[a] < 0 {
			return
		}
		if want.feature[a] != got.feature[b] || want.defaultLeft[a] != got.defaultLeft[b] || want.gain[a] != got.gain[b] {
			t.Fatalf("node %d: feature %d gain %v left %v, want %d %v %v", b, got.feature[b], got.gain[b], got.defaultLeft[b],
				want.feature[a], want.gain[a], want.defaultLeft[a])
		}
		walk(want.left[a], got.left[b])
		walk(want.right[a], got.right[b])
	}
	walk(0, 0)
}
