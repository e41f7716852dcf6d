package gbt

import "context"

// entry is one present value of a column.
type entry struct {
	value float32
	row   uint32
}

// exactGrower grows trees from columns sorted once. It follows XGBoost's
// grow_colmaker and prune in every rounding.
type exactGrower struct {
	ctx      context.Context
	params   Params
	p        penalty
	monotone []int
	x        Matrix
	sorted   [][]entry // every column's present values, ascending
	full     []bool    // the column has no missing value

	columns [][]entry // the tree's working copy, a node's entries side by side
	tmp     []entry
	rows    []uint32
	tmpRows []uint32
	grads   []gradient // by row
	goLeft  []uint8    // by row, for the split at hand
}

type gradient struct{ g, h float64 }

// exactNode is a node while its tree grows.
type exactNode struct {
	depth       int
	start, end  int   // its rows
	low, high   []int // its entries, by position in features
	g, h        float64
	weight      float32
	gain        float32
	bounds      bounds
	best        split
	left, right *exactNode
}

// newExactGrower sorts the columns. It returns ctx's error when cancelled.
func newExactGrower(ctx context.Context, p Params, obj objective, x Matrix) (*exactGrower, error) {
	t := &exactGrower{
		ctx: ctx, params: p, p: newPenalty(p, obj), monotone: monotone(p), x: x,
		sorted: make([][]entry, x.Cols), full: make([]bool, x.Cols), columns: make([][]entry, x.Cols),
		tmp: make([]entry, x.Rows), tmpRows: make([]uint32, x.Rows), goLeft: make([]uint8, x.Rows),
		grads: make([]gradient, x.Rows),
	}
	var keys sortBuffer
	for f := range x.Cols {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t.sorted[f] = sortedColumn(x, f, &keys)
		t.full[f] = len(t.sorted[f]) == x.Rows
	}
	return t, nil
}

// sortedColumn returns a column's present values, ascending; rows with equal
// values keep their order.
func sortedColumn(x Matrix, f int, buffer *sortBuffer) []entry {
	buffer.keys = buffer.keys[:0]
	for i := range x.Rows {
		if v := x.Data[i*x.Cols+f]; v == v {
			buffer.keys = append(buffer.keys, uint64(floatKey(v))<<32|uint64(i))
		}
	}
	column := make([]entry, len(buffer.keys))
	for k, key := range buffer.sorted() {
		column[k] = entry{keyFloat(uint32(key >> 32)), uint32(key)}
	}
	return column
}

// grow returns the root of a new tree over rows, which it reorders.
func (t *exactGrower) grow(rows []uint32, g, h []float32, features []int) *exactNode {
	t.rows = rows
	for i := range g {
		t.grads[i] = gradient{float64(g[i]), float64(h[i])}
	}
	root := &exactNode{end: len(rows), bounds: unbounded, low: make([]int, len(features)), high: make([]int, len(features))}
	in := t.goLeft
	clear(in)
	for _, r := range rows {
		in[r] = 1
	}
	for k, f := range features {
		column := t.columns[f][:0]
		for _, e := range t.sorted[f] {
			if in[e.row] == 1 {
				column = append(column, e)
			}
		}
		t.columns[f] = column
		root.high[k] = len(column)
	}
	t.weigh(root, unbounded)
	level := []*exactNode{root}
	for depth := 0; depth < t.params.MaxDepth && len(level) > 0; depth++ {
		var next []*exactNode
		for _, n := range level {
			if t.ctx.Err() != nil {
				return root // unfinished
			}
			t.find(n, features)
			if n.best.gain > minGain {
				t.expand(n, features, depth+1 == t.params.MaxDepth)
				next = append(next, n.left, n.right)
			}
		}
		level = next
	}
	t.prune(root)
	return root
}

// weigh sums a node's gradients. Its weight keeps to the parent's bounds, as
// in XGBoost, where a node's own bounds are set from the children's weights.
func (t *exactGrower) weigh(n *exactNode, parent bounds) {
	for _, r := range t.rows[n.start:n.end] {
		n.g += t.grads[r].g
		n.h += t.grads[r].h
	}
	n.weight = t.p.weight(n.g, n.h, parent)
	n.gain = t.p.gain(n.g, n.h, n.weight)
}

// expand parts a node's rows and, unless the children are leaves, its columns.
func (t *exactGrower) expand(n *exactNode, features []int, last bool) {
	s := &n.best
	rows, l, r := t.rows[n.start:n.end], 0, 0
	for _, row := range rows {
		x := t.x.Data[int(row)*t.x.Cols+s.feature]
		left := toInt(x < s.threshold || (x != x && s.defaultLeft))
		t.goLeft[row] = uint8(left)
		rows[l] = row
		t.tmpRows[r] = row
		l += left
		r += 1 - left
	}
	copy(rows[l:], t.tmpRows[:r])
	n.left = &exactNode{depth: n.depth + 1, start: n.start, end: n.start + l, bounds: n.bounds}
	n.right = &exactNode{depth: n.depth + 1, start: n.start + l, end: n.end, bounds: n.bounds}
	t.weigh(n.left, n.bounds)
	t.weigh(n.right, n.bounds)
	if t.monotone != nil {
		n.left.bounds, n.right.bounds = n.bounds.split(t.monotone[s.feature], n.left.weight, n.right.weight)
	}
	if last {
		return
	}
	middle := make([]int, len(features))
	for k, f := range features {
		middle[k] = n.low[k] + t.partition(t.columns[f][n.low[k]:n.high[k]])
	}
	n.left.low, n.left.high = n.low, middle
	n.right.low, n.right.high = middle, n.high
}

func (t *exactGrower) partition(column []entry) int {
	l, r := 0, 0
	for _, e := range column {
		left := int(t.goLeft[e.row])
		column[l] = e
		t.tmp[r] = e
		l += left
		r += 1 - left
	}
	copy(column[l:], t.tmp[:r])
	return l
}

// prune takes back, from below, splits that gain less than gamma.
func (t *exactGrower) prune(n *exactNode) {
	if n.left == nil {
		return
	}
	t.prune(n.left)
	t.prune(n.right)
	if n.left.left == nil && n.right.left == nil && n.best.gain < float32(t.params.Gamma) {
		n.left, n.right = nil, nil
	}
}

// flatten turns the grown nodes into a tree, level by level, and appends its
// leaves to leaves.
func (t *exactGrower) flatten(root *exactNode, leaves []leafRows) (tree, []leafRows) {
	queue := make([]*exactNode, 1, 64)
	queue[0] = root
	for i := 0; i < len(queue); i++ {
		if n := queue[i]; n.left != nil {
			queue = append(queue, n.left, n.right)
		}
	}
	flat := newTree(len(queue))
	flat.add(noParent, 0, 0, 0)
	for i, n := range queue {
		flat.weight[i], flat.cover[i], flat.threshold[i] = n.weight, float32(n.h), t.p.eta*n.weight
		if n.left == nil {
			leaves = append(leaves, leafRows{int32(i), t.rows[n.start:n.end]})
			continue
		}
		flat.split(i, &n.best)
	}
	return flat, leaves
}
