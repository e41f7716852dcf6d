package gbt

import (
	"slices"
	"sync"
)

// growTop splits nodes with all threads at one, the largest first, until there
// is a node for each thread.
func (t *histGrower) growTop(root *histNode) {
	t.open = append(t.open[:0], root)
	for t.threads > 1 && len(t.open) > 0 && len(t.open) < t.threads {
		if n := t.takeLargest(); t.splits(n) {
			t.expand(t.workers[0], n, t.threads)
			t.open = append(t.open, n.left, n.right)
		} else {
			t.release(n)
		}
	}
}

// takeLargest takes the node of most rows out of the open ones.
func (t *histGrower) takeLargest() *histNode {
	at := 0
	for i, n := range t.open {
		if n.end-n.start > t.open[at].end-t.open[at].start {
			at = i
		}
	}
	n := t.open[at]
	t.open = slices.Delete(t.open, at, at+1)
	return n
}

// growShared grows everything below the open nodes, a thread at a node. A
// thread gives back the children of nodes of more than limit rows, so that
// none waits while another has all the work.
func (t *histGrower) growShared(limit int) {
	var mu sync.Mutex
	given := sync.NewCond(&mu)
	busy := 0
	parallel(t.threads, t.threads, func(worker, _ int) {
		w := t.workers[worker]
		mu.Lock()
		defer mu.Unlock()
		for {
			for len(t.open) == 0 && busy > 0 {
				given.Wait()
			}
			if len(t.open) == 0 {
				return
			}
			n := t.takeLargest()
			busy++
			mu.Unlock()
			if n.end-n.start <= limit || !t.splits(n) {
				t.growAll(w, n)
				n = nil
			} else {
				t.expand(w, n, 1)
			}
			mu.Lock()
			busy--
			if n != nil {
				t.open = append(t.open, n.left, n.right)
			}
			given.Broadcast()
		}
	})
}
