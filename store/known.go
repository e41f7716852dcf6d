package store

import (
	"sync/atomic"
	"time"
)

// Known is what was last read of a database that several programs share: it is read once
// for all who ask between two changes, and once a second; where the database is away, it
// is what was read before. Of a file it is read each time. The zero Known knows nothing.
type Known[T any] struct{ last atomic.Pointer[known[T]] }

type known[T any] struct {
	value T
	epoch int64
	at    time.Time
}

// Get gives what read does, which must not change what it gave. Returns read's error.
func (k *Known[T]) Get(s *Store, read func() (T, error)) (T, error) {
	if !s.IsShared() {
		return read()
	}
	epoch, now, before := s.Epoch(), time.Now(), k.last.Load()
	if before != nil && before.epoch == epoch && now.Sub(before.at) < time.Second {
		return before.value, nil
	}
	v, err := read()
	if err == nil {
		k.last.Store(&known[T]{v, epoch, now})
	} else if before != nil && IsAway(err) {
		return before.value, nil
	}
	return v, err
}
