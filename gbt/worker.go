package gbt

// histWorker is what one goroutine needs for itself.
type histWorker struct {
	buf   *histBuffer
	pool  [][]int64
	nodes [][]histNode // slabs, used again for every tree
	used  int
}

const nodeSlab = 64

// node returns room for a node.
func (w *histWorker) node() *histNode {
	slab, at := w.used/nodeSlab, w.used%nodeSlab
	if slab == len(w.nodes) {
		w.nodes = append(w.nodes, make([]histNode, nodeSlab))
	}
	w.used++
	return &w.nodes[slab][at]
}

// take returns an empty histogram.
func (w *histWorker) take(t *histGrower) []int64 {
	slots := t.scan.q.slots()
	size := t.scan.c.size(slots)
	if last := len(w.pool) - 1; last >= 0 {
		hist := w.pool[last]
		w.pool = w.pool[:last]
		if cap(hist) >= size+slots*groupRoom {
			hist = hist[:size]
			clear(hist)
			return hist
		}
	}
	room := size + size/8 // the next tree may draw columns of more bins
	return make([]int64, size, room+slots*groupRoom)
}

// release takes a node's histogram back.
func (w *histWorker) release(n *histNode) {
	if n.hist != nil {
		w.pool = append(w.pool, n.hist)
		n.hist = nil
	}
}
