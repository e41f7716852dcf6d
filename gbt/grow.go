package gbt

import "container/heap"

// histNode is a node while its tree grows.
type histNode struct {
	depth       int
	order       int // the number of nodes made before it
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
	params Params
	scan   scanner
	set    rowSet
	inUse  columns
	pool   [][]int64
	made   int
	leaves int
}

func newHistGrower(p Params, obj objective, b *binned) *histGrower {
	return &histGrower{params: p, scan: scanner{b: b, p: newPenalty(p, obj), monotone: monotone(p)}}
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

// grow returns the root of a new tree over the set's rows.
func (t *histGrower) grow(q fixedPoint, features []int) *histNode {
	t.scan.q, t.scan.features = q, features
	t.inUse.use(t.scan.b, features)
	t.made, t.leaves = 0, 1
	root := t.node(0, 0, len(t.set.rows), unbounded)
	for i, g := range t.set.grad {
		root.g += int64(g)
		if t.set.hess != nil {
			root.h += int64(t.set.hess[i])
		}
	}
	if t.set.hess == nil {
		root.h = int64(len(t.set.rows))
	}
	t.weigh(root)
	root.hist = t.build(root)
	root.best = t.scan.best(root)
	queue := &frontier{byGain: t.params.GrowPolicy == LossGuide}
	t.offer(queue, root)
	for queue.Len() > 0 {
		n := heap.Pop(queue).(*histNode)
		if t.params.MaxLeaves > 0 && t.leaves >= t.params.MaxLeaves {
			t.release(n)
			continue
		}
		t.expand(n)
		t.leaves++
		t.offer(queue, n.left)
		t.offer(queue, n.right)
	}
	return root
}

// offer queues a node that may be split, and drops the histogram of another.
func (t *histGrower) offer(queue *frontier, n *histNode) {
	if n.best.gain > minGain && n.best.gain >= float32(t.params.Gamma) {
		heap.Push(queue, n)
		return
	}
	t.release(n)
}

func (t *histGrower) node(depth, start, end int, b bounds) *histNode {
	t.made++
	return &histNode{depth: depth, order: t.made - 1, start: start, end: end, bounds: b}
}

func (t *histGrower) weigh(n *histNode) {
	g, h := float64(n.g)*t.scan.q.gradScale, float64(n.h)*t.scan.q.hessScale
	n.weight = t.scan.p.weight(g, h, n.bounds)
	n.gain = t.scan.p.gain(g, h, n.weight)
}

// expand parts a node's rows. The smaller child's histogram is built, the
// other's is what remains of the parent's.
func (t *histGrower) expand(n *histNode) {
	s := &n.best
	middle := t.set.partition(t.scan.b, s, n.start, n.end)
	n.left = t.node(n.depth+1, n.start, middle, n.bounds)
	n.right = t.node(n.depth+1, middle, n.end, n.bounds)
	n.left.g, n.left.h = s.leftG, s.leftH
	n.right.g, n.right.h = n.g-s.leftG, n.h-s.leftH
	t.weigh(n.left)
	t.weigh(n.right)
	if t.scan.monotone != nil {
		n.left.bounds, n.right.bounds = n.bounds.split(t.scan.monotone[s.feature], n.left.weight, n.right.weight)
	}
	if t.params.MaxDepth > 0 && n.depth+1 >= t.params.MaxDepth {
		t.release(n)
		return
	}
	small, large := n.left, n.right
	if large.end-large.start < small.end-small.start {
		small, large = large, small
	}
	small.hist = t.build(small)
	large.hist, n.hist = n.hist, nil
	subtract(large.hist, small.hist)
	small.best = t.scan.best(small)
	large.best = t.scan.best(large)
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

func (t *histGrower) build(n *histNode) []int64 {
	hist := t.take()
	set := &t.set
	var hess []int32
	if set.hess != nil {
		hess = set.hess[n.start:n.end]
	}
	t.inUse.build(hist, &t.scan.q, set.rows[n.start:n.end], set.grad[n.start:n.end], hess)
	return hist
}

func (t *histGrower) take() []int64 {
	if last := len(t.pool) - 1; last >= 0 {
		hist := t.pool[last]
		t.pool = t.pool[:last]
		clear(hist)
		return hist
	}
	b := t.scan.b
	return make([]int64, t.scan.q.slots()*(b.offset[b.cols]+256))
}

func (t *histGrower) release(n *histNode) {
	if n.hist != nil {
		t.pool = append(t.pool, n.hist)
		n.hist = nil
	}
}

// frontier orders the nodes that may be split: by gain (lossguide) or by
// level (depthwise); on a tie the older node comes first.
type frontier struct {
	nodes  []*histNode
	byGain bool
}

func (f *frontier) Len() int      { return len(f.nodes) }
func (f *frontier) Swap(i, j int) { f.nodes[i], f.nodes[j] = f.nodes[j], f.nodes[i] }
func (f *frontier) Push(x any)    { f.nodes = append(f.nodes, x.(*histNode)) }
func (f *frontier) Pop() any {
	last := f.nodes[len(f.nodes)-1]
	f.nodes = f.nodes[:len(f.nodes)-1]
	return last
}

func (f *frontier) Less(i, j int) bool {
	a, b := f.nodes[i], f.nodes[j]
	if f.byGain && a.best.gain != b.best.gain {
		return a.best.gain > b.best.gain
	}
	return a.order < b.order
}
