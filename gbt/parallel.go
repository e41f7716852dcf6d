package gbt

import (
	"sync"
	"sync/atomic"
)

// parallel calls f(worker, i) once for every i below n, on at most threads
// goroutines with worker numbers below threads, and returns when all are done.
// Which worker gets which i is left open: results must not depend on it.
func parallel(threads, n int, f func(worker, i int)) {
	threads = min(threads, n)
	if threads <= 1 {
		for i := range n {
			f(0, i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	work := func(worker int) {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			f(worker, i)
		}
	}
	for worker := 1; worker < threads; worker++ {
		wg.Go(func() { work(worker) })
	}
	work(0)
	wg.Wait()
}

// chunks cuts n rows into parts of at most size and calls f on each.
func chunks(threads, n, size int, f func(worker, low, high int)) {
	parallel(threads, (n+size-1)/size, func(worker, i int) {
		f(worker, i*size, min(n, (i+1)*size))
	})
}
