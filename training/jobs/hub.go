package jobs

import "sync"

// hub tells every watcher that something about the jobs has changed. A watcher
// that is slow misses ticks, never the last one.
type hub struct {
	mu       sync.Mutex
	watchers map[chan struct{}]struct{}
}

// watch gives a channel that holds at most one pending tick.
func (h *hub) watch() (ticks <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.watchers == nil {
		h.watchers = make(map[chan struct{}]struct{})
	}
	h.watchers[c] = struct{}{}
	return c, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.watchers, c)
	}
}

func (h *hub) tick() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.watchers {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
