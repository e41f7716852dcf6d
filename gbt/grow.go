package gbt

import (
	"cmp"
	"container/heap"
	"context"
)

// histNode is a node while its tree grows.
type histNode struct {
	depth       int
	order       int // the number of nodes made before it, where that counts
	start, end  int // its rows
	g, h        int64
	weight      float32
	gain        float32 // of the node by itself; a split has to beat it
	bounds      bounds
	hist        []int64
	best        histSplit
	left, right *histNode
}

// histGrower grows trees from binned data.
type histGrower struct {
	ctx     context.Context
	params  Params
	threads int
	scan    scanner
	own     columns // of a tree that draws few columns
	set     rowSet
	workers []*histWorker
	pool    histPool
	open    []*histNode // yet to be split
	routes  routes      // down the tree at hand
}

func newHistGrower(ctx context.Context, p Params, obj objective, b *binned, threads int) *histGrower {
	t := &histGrower{
		ctx: ctx, params: p, threads: threads,
		scan: scanner{b: b, p: newPenalty(p, obj), monotone: monotone(p)},
	}
	for range threads {
		t.workers = append(t.workers, &histWorker{buf: newHistBuffer(b.all.words)})
	}
	return t
}

// monotone returns nil where no constraint binds.
func monotone(p Params) []int {
	for _, c := range p.MonotoneConstraints {
		if c != 0 {
			return p.MonotoneConstraints
		}
	}
	return nil
}

// grow returns the root of a new tree over the set's rows. The nodes live
// until the next call. When ctx is cancelled the tree stays unfinished.
func (t *histGrower) grow(q fixedPoint, g, h int64, features []int) *histNode {
	t.begin(q, features)
	w := t.workers[0]
	root := w.node()
	*root = histNode{end: len(t.set.rows), g: g, h: h, bounds: unbounded}
	t.weigh(root)
	if t.mayGrow(root) {
		root.hist = t.build(w, root, t.threads)
		root.best = t.scan.best(root)
	}
	if t.params.MaxLeaves > 0 || t.params.GrowPolicy == LossGuide {
		t.growBest(root)
		return root
	}
	t.growTop(root)
	t.growShared(max(leastShared, len(t.set.rows)/(8*t.threads)))
	return root
}

// leastShared is the least number of rows of a node whose children another
// thread may take: below it handing over costs more than it saves, and each node
// that waits holds a histogram.
const leastShared = 512

func (t *histGrower) begin(q fixedPoint, features []int) {
	t.scan.q, t.scan.features = q, features
	b := t.scan.b
	t.scan.c = &b.all
	if worthwhile(len(features), b.cols) {
		t.own.gather(b, features, t.threads)
		t.scan.c = &t.own
	}
	for _, w := range t.workers {
		w.used = 0
	}
}

// growAll grows everything below n, depth first: the rows at hand stay in the
// cache and no more than one histogram a level is alive.
func (t *histGrower) growAll(w *histWorker, n *histNode) {
	if !t.splits(n) {
		t.release(n)
		return
	}
	t.expand(w, n, 1)
	t.growAll(w, n.left)
	t.growAll(w, n.right)
}

// growBest splits the node with the most gain next (lossguide), or level by
// level, until max_leaves is reached.
func (t *histGrower) growBest(root *histNode) {
	w := t.workers[0]
	queue := &frontier{byGain: t.params.GrowPolicy == LossGuide}
	made, leaves := 1, 1
	offer := func(n *histNode) {
		if t.splits(n) {
			heap.Push(queue, n)
		} else {
			t.release(n)
		}
	}
	offer(root)
	for queue.Len() > 0 {
		n := heap.Pop(queue).(*histNode)
		if t.params.MaxLeaves > 0 && leaves >= t.params.MaxLeaves {
			t.release(n)
			continue
		}
		t.expand(w, n, t.threads)
		n.left.order, n.right.order = made, made+1
		made += 2
		leaves++
		offer(n.left)
		offer(n.right)
	}
}

// splits says whether a node's best split is worth it. Once cancelled, none is.
func (t *histGrower) splits(n *histNode) bool {
	return n.best.gain > minGain && n.best.gain >= float32(t.params.Gamma) && t.ctx.Err() == nil
}

// mayGrow says whether a node could be split at all.
func (t *histGrower) mayGrow(n *histNode) bool {
	return n.depth < cmp.Or(t.params.MaxDepth, MaxDepth) && n.end-n.start >= 2 &&
		n.h/2 >= t.scan.q.least(t.scan.p.minChildWeight)
}

func (t *histGrower) weigh(n *histNode) {
	g, h := t.scan.q.real(n.g, n.h)
	n.weight = t.scan.p.weight(g, h, n.bounds)
	n.gain = t.scan.p.gain(g, h, n.weight)
}

// expand parts a node's rows. The smaller child's histogram is built, the
// other's is what remains of the parent's.
func (t *histGrower) expand(w *histWorker, n *histNode, threads int) {
	s := &n.best
	middle := t.set.partition(t.scan.b, s, n.start, n.end, threads)
	left, right := w.node(), w.node()
	*left = histNode{depth: n.depth + 1, start: n.start, end: middle, g: s.leftG, h: s.leftH, bounds: n.bounds}
	*right = histNode{depth: n.depth + 1, start: middle, end: n.end, g: n.g - s.leftG, h: n.h - s.leftH, bounds: n.bounds}
	n.left, n.right = left, right
	t.weigh(left)
	t.weigh(right)
	if t.scan.monotone != nil {
		left.bounds, right.bounds = n.bounds.split(t.scan.monotone[s.feature], left.weight, right.weight)
	}
	small, large := left, right
	if large.end-large.start < small.end-small.start {
		small, large = large, small
	}
	growSmall, growLarge := t.mayGrow(small), t.mayGrow(large)
	if growSmall || growLarge {
		small.hist = t.build(w, small, threads)
	}
	if growSmall {
		small.best = t.scan.best(small)
	}
	if growLarge {
		large.hist, n.hist = n.hist, nil
		subtract(large.hist, small.hist)
		large.best = t.scan.best(large)
	}
	t.release(n)
}

// split passes a node's bounds on: a monotone feature parts them midway
// between the children's weights.
func (b bounds) split(constraint int, left, right float32) (l, r bounds) {
	l, r = b, b
	mid := (left + right) / 2
	switch constraint {
	case 1:
		l.high, r.low = mid, mid
	case -1:
		l.low, r.high = mid, mid
	}
	return l, r
}

// buildChunk is the least number of words, eight codes each, worth a goroutine
// and a histogram.
const buildChunk = 1 << 16

// build returns the histogram of a node's rows.
func (t *histGrower) build(w *histWorker, n *histNode, threads int) []int64 {
	rows, chunk := n.end-n.start, max(1, buildChunk/t.scan.c.words)
	threads = min(threads, max(1, rows/chunk))
	if threads == 1 {
		hist := t.take()
		t.add(w, hist, n.start, n.end)
		return hist
	}
	parts := make([][]int64, threads)
	chunks(threads, rows, chunk, func(worker, low, high int) {
		if parts[worker] == nil {
			parts[worker] = t.take()
		}
		t.add(t.workers[worker], parts[worker], n.start+low, n.start+high)
	})
	var hist []int64
	for _, part := range parts {
		switch {
		case part == nil:
		case hist == nil:
			hist = part
		default:
			accumulate(hist, part)
			t.pool.put(part)
		}
	}
	return hist
}

// add adds rows to a histogram, unless training is cancelled meanwhile.
func (t *histGrower) add(w *histWorker, hist []int64, start, end int) {
	const step = 1 << 14
	for ; start < end && t.ctx.Err() == nil; start += step {
		stop := min(start+step, end)
		var hess []int32
		if t.set.hess != nil {
			hess = t.set.hess[start:stop]
		}
		t.scan.c.build(hist, &t.scan.q, w.buf, t.set.rows[start:stop], t.set.grad[start:stop], hess)
	}
}

// flatten turns the grown nodes into a tree, level by level, and appends its
// leaves to leaves.
func (t *histGrower) flatten(root *histNode, leaves []leafRows) (tree, []leafRows) {
	used := 0
	for _, w := range t.workers {
		used += w.used
	}
	flat := newTree(used)
	queue := make([]*histNode, 1, used)
	queue[0] = root
	flat.add(noParent, 0, 0, 0)
	for i := 0; i < len(queue); i++ {
		n := queue[i]
		_, h := t.scan.q.real(n.g, n.h)
		flat.weight[i], flat.cover[i], flat.threshold[i] = n.weight, float32(h), t.scan.p.eta*n.weight
		if n.left == nil {
			leaves = append(leaves, leafRows{int32(i), t.set.rows[n.start:n.end]})
			continue
		}
		flat.split(i, &n.best.split)
		queue = append(queue, n.left, n.right)
	}
	t.routes.set(t.scan.b, queue, &flat)
	return flat, leaves
}
