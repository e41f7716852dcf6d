package gbt

import (
	"fmt"
	"math"
	"runtime"
	"sync"
)

// predictor is the serving form of the trees: eight trees side by side, each
// filled up to a perfect binary tree, so that a step down is arithmetic and
// eight steps are under way at once.
type predictor struct {
	features int
	blocks   []treeBlock
	nodes    []flatNode // of all blocks, one after the other, and room for one more
	leafs    []float32
}

const (
	blockTrees = 8
	blockDepth = 8                        // of the deepest tree that is filled up
	blockNodes = blockTrees << blockDepth // room for a block's inner nodes
	keyRoom    = 256                      // keys of a row that fit on the stack
	rowsAtOnce = 64                       // rows that a block of trees meets in turn
)

// treeBlock holds the i-th node of tree t at 8i+t, and likewise its leaves
// from left to right. The children of node i are 2i+1 and 2i+2. Its arrays reach
// into what follows its own: blocks of shallow trees would be mostly room.
type treeBlock struct {
	depth int
	trees int
	nodes *[blockNodes]flatNode
	leafs *[blockNodes]float32
	deep  []tree // instead, where a tree is too deep to be filled up
}

// flatNode has the threshold's key above and below it, in 32 bits, which of a
// row's keys it asks for: 2*feature, plus 1 where a missing value goes right.
type flatNode int64

// rowKey is of the same order as a row's value and has its lower 32 bits set,
// so that one comparison with a flatNode says right (at least) or left. There
// are two keys a feature: a missing value is the least of all in the first,
// the greatest in the second.
type rowKey int64

func newPredictor(trees []tree, features int) *predictor {
	p := &predictor{features: features}
	room := 0
	for low := 0; low < len(trees); low += blockTrees {
		b := newTreeBlock(trees[low:min(low+blockTrees, len(trees))], features)
		p.blocks = append(p.blocks, b)
		room += b.places()
	}
	if room == 0 {
		return p
	}
	p.nodes, p.leafs = make([]flatNode, room+blockNodes), make([]float32, room+blockNodes)
	at := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.deep != nil {
			continue
		}
		b.nodes, b.leafs = (*[blockNodes]flatNode)(p.nodes[at:]), (*[blockNodes]float32)(p.leafs[at:])
		for k := range b.trees {
			b.fill(&trees[blockTrees*i+k], k, 0, 0, 0)
		}
		at += b.places()
	}
	return p
}

// newTreeBlock is a block that has no arrays yet.
func newTreeBlock(trees []tree, features int) treeBlock {
	b := treeBlock{trees: len(trees)}
	for i := range trees {
		b.depth = max(b.depth, trees[i].depth())
	}
	if b.depth > blockDepth || 2*features > keyRoom {
		b.deep = trees
	}
	return b
}

// places is the number of a block's leaves, and more than it has inner nodes.
func (b *treeBlock) places() int {
	if b.deep != nil {
		return 0
	}
	return blockTrees << b.depth
}

// fill puts node n of tree k at place at; a leaf above the bottom fills
// everything below itself.
func (b *treeBlock) fill(t *tree, k int, n int32, at, level int) {
	if level == b.depth {
		b.leafs[blockTrees*(at-(1<<level-1))+k] = t.threshold[n]
		return
	}
	left, right := t.left[n], t.right[n]
	if left < 0 {
		left, right = n, n
	} else {
		key := 2 * flatNode(t.feature[n])
		if !t.defaultLeft[n] {
			key++
		}
		b.nodes[blockTrees*at+k] = flatNode(orderedKey(t.threshold[n]))<<32 | key
	}
	b.fill(t, k, left, 2*at+1, level+1)
	b.fill(t, k, right, 2*at+2, level+1)
}

// depth is the number of splits on the longest way down.
func (t *tree) depth() int {
	deepest := 0
	level := make([]int, t.nodes())
	for i, left := range t.left {
		if left >= 0 { // children come after their parent
			level[left], level[t.right[i]] = level[i]+1, level[i]+1
			deepest = max(deepest, level[i]+1)
		}
	}
	return deepest
}

// orderedKey maps numbers to integers of the same order; -0 becomes 0.
func orderedKey(x float32) int32 {
	b := int32(math.Float32bits(x + 0))
	return b ^ (b >> 31 & math.MaxInt32)
}

// setKeys fills keys for a row.
func setKeys(keys []rowKey, row []float32) {
	keys = keys[:2*len(row)]
	for f, x := range row {
		low := orderedKey(x)
		high := low
		if x != x {
			low, high = math.MinInt32, math.MaxInt32
		}
		keys[2*f], keys[2*f+1] = rowKey(low)<<32|math.MaxUint32, rowKey(high)<<32|math.MaxUint32
	}
}

// add returns sum plus the trees' leaves for one row, in the trees' order.
func (b *treeBlock) add(keys *[keyRoom]rowKey, row []float32, sum float32) float32 {
	for k := range b.deep {
		sum += b.deep[k].threshold[b.deep[k].leaf(row)]
	}
	if b.deep != nil {
		return sum
	}
	// Tree t's place is 8i+t, so that of its child 2i+1 is twice as far plus
	// 8-t. The masks keep places inside the array: no bound is checked.
	const mask = blockNodes - 1
	var p0, p1, p2, p3, p4, p5, p6, p7 uint = 0, 1, 2, 3, 4, 5, 6, 7
	nodes := b.nodes
	for range b.depth {
		n := nodes[p0&mask]
		p0 = 2*p0 + 8 + 8*toBit(keys[uint8(n)] >= rowKey(n))
		n = nodes[p1&mask]
		p1 = 2*p1 + 7 + 8*toBit(keys[uint8(n)] >= rowKey(n))
		n = nodes[p2&mask]
		p2 = 2*p2 + 6 + 8*toBit(keys[uint8(n)] >= rowKey(n))
		n = nodes[p3&mask]
		p3 = 2*p3 + 5 + 8*toBit(keys[uint8(n)] >= rowKey(n))
		n = nodes[p4&mask]
		p4 = 2*p4 + 4 + 8*toBit(keys[uint8(n)] >= rowKey(n))
		n = nodes[p5&mask]
		p5 = 2*p5 + 3 + 8*toBit(keys[uint8(n)] >= rowKey(n))
		n = nodes[p6&mask]
		p6 = 2*p6 + 2 + 8*toBit(keys[uint8(n)] >= rowKey(n))
		n = nodes[p7&mask]
		p7 = 2*p7 + 1 + 8*toBit(keys[uint8(n)] >= rowKey(n))
	}
	first := uint(blockTrees)<<b.depth - blockTrees // the bottom level's places
	leafs := b.leafs
	if b.trees == blockTrees {
		sum += leafs[(p0-first)&mask]
		sum += leafs[(p1-first)&mask]
		sum += leafs[(p2-first)&mask]
		sum += leafs[(p3-first)&mask]
		sum += leafs[(p4-first)&mask]
		sum += leafs[(p5-first)&mask]
		sum += leafs[(p6-first)&mask]
		sum += leafs[(p7-first)&mask]
		return sum
	}
	at := [blockTrees]uint{p0, p1, p2, p3, p4, p5, p6, p7}
	for _, p := range at[:b.trees] {
		sum += leafs[p-first]
	}
	return sum
}

// row returns the margin of one row.
func (p *predictor) row(row []float32, base float32) float32 {
	var keys [keyRoom]rowKey
	if 2*p.features <= keyRoom {
		setKeys(keys[:], row)
	}
	for i := range p.blocks {
		base = p.blocks[i].add(&keys, row, base)
	}
	return base
}

// rows fills out with the margins of rows [low, low+len(out)).
func (p *predictor) rows(x Matrix, low int, out []float32, keys *[rowsAtOnce][keyRoom]rowKey) {
	if len(p.blocks) > 0 && 2*p.features <= keyRoom {
		for i := range out {
			setKeys(keys[i][:], x.Row(low+i))
		}
	}
	for b := range p.blocks {
		for i := range out {
			out[i] = p.blocks[b].add(&keys[i], x.Row(low+i), out[i])
		}
	}
}

// PredictRow returns the prediction for one row of Features() values. It does
// not allocate. A row of another length is a programmer's error and panics.
func (m *Model) PredictRow(row []float32) float32 {
	if len(row) != m.features {
		panic(fmt.Sprintf("gbt: PredictRow: %d values, the model has %d features", len(row), m.features))
	}
	return m.objective.transform(m.marginRow(row))
}

// marginRow is the prediction before the link.
func (m *Model) marginRow(row []float32) float32 { return m.flat.row(row, m.baseMargin) }

// Predict fills out with the predictions for x's rows, on up to GOMAXPROCS
// goroutines.
func (m *Model) Predict(x Matrix, out []float32) error {
	if err := x.check(); err != nil {
		return err
	}
	if x.Cols != m.features {
		return &DataError{"x", -1, -1, fmt.Sprintf("has %d columns, the model %d", x.Cols, m.features)}
	}
	if len(out) != x.Rows {
		return &DataError{"out", -1, -1, fmt.Sprintf("has room for %d of %d rows", len(out), x.Rows)}
	}
	threads := runtime.GOMAXPROCS(0)
	if x.Rows*len(m.trees) < 1<<15 {
		threads = 1
	}
	m.margins(x, out, threads)
	for i, v := range out {
		out[i] = m.objective.transform(v)
	}
	return nil
}

// keysAtOnce keeps room for the keys of rows at once between predictions: a
// recursive forecast predicts a few rows at every step, and the room is 128 KiB.
var keysAtOnce = sync.Pool{New: func() any { return new([rowsAtOnce][keyRoom]rowKey) }}

// margins fills out with the predictions before the link.
func (m *Model) margins(x Matrix, out []float32, threads int) {
	keys := make([]*[rowsAtOnce][keyRoom]rowKey, threads)
	for worker := range keys {
		keys[worker] = keysAtOnce.Get().(*[rowsAtOnce][keyRoom]rowKey)
		defer keysAtOnce.Put(keys[worker])
	}
	chunks(threads, x.Rows, rowsAtOnce, func(worker, low, high int) {
		for i := low; i < high; i++ {
			out[i] = m.baseMargin
		}
		m.flat.rows(x, low, out[low:high], keys[worker])
	})
}

func toBit(b bool) uint {
	if b {
		return 1
	}
	return 0
}
