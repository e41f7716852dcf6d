package server

import (
	"sync"
	"time"

	"olist/store"
)

const (
	recallLasts = 10 * time.Minute // that an answer of before holds while the database is away
	recallMost  = 10_000           // answers that are kept
)

// recall keeps what the database last said of who may come in, for while it cannot be
// reached: who reads goes on reading. Nothing can be changed meanwhile.
type recall struct {
	mu    sync.Mutex
	known map[string]recalled
}

type recalled struct {
	answer any
	at     time.Time
	epoch  int64
}

func (r *recall) of(key string) (recalled, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.known[key]
	return known, ok
}

// remembered is what ask gives. Of a database that others share it is asked once for all
// requests between two changes, and once a second; where that is away, it is what was
// given before.
func remembered[T any](s *Server, key string, ask func() (T, error)) (T, error) {
	if !s.store.IsShared() {
		return ask()
	}
	r, epoch := &s.recall, s.store.Epoch()
	if before, ok := r.of(key); ok && before.epoch == epoch && time.Since(before.at) < time.Second {
		return before.answer.(T), nil
	}
	v, err := ask()
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err == nil:
		if len(r.known) >= recallMost || r.known == nil {
			r.known = map[string]recalled{}
		}
		r.known[key] = recalled{v, time.Now(), epoch}
	case store.IsAway(err):
		if before, ok := r.known[key]; ok && time.Since(before.at) < recallLasts {
			return before.answer.(T), nil
		}
	default:
		delete(r.known, key)
	}
	return v, err
}
