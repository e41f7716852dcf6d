package training

import (
	"runtime"
	"runtime/debug"
	runtimemetrics "runtime/metrics"
	"sync"
)

// A training makes much garbage beside little that lives, and the process shares
// its machine with others: while the worker works, the heap is collected when
// it has grown by workGCPercent. A heap below smallHeap grows up to that first:
// its peak is reached anyway, and to collect it dozens of times below that takes a
// tenth of a retraining.
const (
	workGCPercent = 25
	smallHeap     = 17 << 20
)

// collectSparingly sets the garbage collector for work until stop, which puts it
// back as it was. Who asked for less, or for no collection at all, is left it.
func collectSparingly() (stop func()) {
	before := debug.SetGCPercent(workGCPercent)
	if before < workGCPercent {
		debug.SetGCPercent(before)
		return func() {}
	}
	c := &collecting{}
	c.adapt()
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.stopped = true
		debug.SetGCPercent(before)
	}
}

// collecting is the time between collectSparingly and its stop.
type collecting struct {
	mu      sync.Mutex
	stopped bool // guarded by mu
}

// adapt sets the percentage at which the heap reaches smallHeap, after this
// collection and every one that follows, until the work stops.
func (c *collecting) adapt() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return
	}
	debug.SetGCPercent(max(workGCPercent, percentTo(smallHeap)))
	// The finalizer runs when the next collection has found the object dead.
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { c.adapt() })
}

// percentTo is the GOGC at which the next collection begins with so many bytes
// of heap.
func percentTo(heap uint64) int {
	sizes := []runtimemetrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/stack:bytes"}, {Name: "/gc/scan/globals:bytes"}}
	runtimemetrics.Read(sizes)
	live, roots := sizes[0].Value.Uint64(), sizes[1].Value.Uint64()+sizes[2].Value.Uint64()
	if live == 0 || live >= heap {
		return 0
	}
	return int(100 * (heap - live) / (live + roots))
}
