package gbt

import "sync"

// histWorker is what one goroutine needs for itself.
type histWorker struct {
	buf   *histBuffer
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

// histPool is the histograms that no node holds, of all workers: one takes what
// another released, or each would come to own as many as the other needs.
type histPool struct {
	mu   sync.Mutex
	free [][]int64
}

// last takes a histogram out; nil where there is none.
func (p *histPool) last() []int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.free) - 1
	if last < 0 {
		return nil
	}
	hist := p.free[last]
	p.free = p.free[:last]
	return hist
}

func (p *histPool) put(hist []int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = append(p.free, hist)
}

// take returns an empty histogram.
func (t *histGrower) take() []int64 {
	slots := t.scan.q.slots()
	size := t.scan.c.size(slots)
	if hist := t.pool.last(); hist != nil {
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
func (t *histGrower) release(n *histNode) {
	if n.hist != nil {
		t.pool.put(n.hist)
		n.hist = nil
	}
}
