// Package costly does work that takes its time for whoever asks for it: once
// for many who ask for the same, no more of it at a time than the machine has
// cores, and kept for the next as far as there is room. What strangers ask can
// neither pile up work nor memory. Work of a big shop that takes minutes goes on
// when those who asked for it are told to come again.
package costly

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"olist/message"
	"olist/store/fault"
)

const (
	keptMost = 16               // results
	keptRoom = 32 << 20         // bytes of them together
	usual    = 20 * time.Second // that work lasts at most for one who waits for it
	longest  = 15 * time.Minute // that Long works
)

// Work is a place where such work is done. It is safe for concurrent use.
type Work struct {
	lasts time.Duration // at most, what is worked on for one who waits
	slots *semaphore.Weighted
	long  *semaphore.Weighted // of work that may take minutes
	room  *semaphore.Weighted
	group singleflight.Group

	mu   sync.Mutex
	kept []result // the latest asked for last
	size int      // of them together
}

type result struct {
	key   string
	value any
	size  int
}

// New has a slot for each core, and one for Long. What one waits for lasts that long
// at most; 0: 20 seconds.
func New(lasts time.Duration) *Work {
	return &Work{lasts: cmp.Or(lasts, usual), slots: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0))), long: semaphore.NewWeighted(1), room: semaphore.NewWeighted(holdMost)}
}

// Do gives what compute gives for a key. Whoever asks for a key that is being
// computed waits for that result; size says how many bytes it holds while it is
// kept, and less than 0 that it shall not be. An asker who goes leaves the work
// to the others; no work takes longer than w lets it, waiting for a core
// included: then Do returns CodeUnavailable.
func Do[T any](ctx context.Context, w *Work, key string, size func(T) int, compute func(context.Context) (T, error)) (T, error) {
	return do(ctx, w, key, size, work[T]{w.slots, w.lasts, compute}, nil)
}

// Long is Do for work that follows from what serves alone, whatever strangers ask:
// it may take a quarter of an hour, one such work at a time. Who has waited as long
// as w lets one is told to come again, by CodeUnavailable, and it goes on without them.
func Long[T any](ctx context.Context, w *Work, key string, size func(T) int, compute func(context.Context) (T, error)) (T, error) {
	return do(ctx, w, key, size, work[T]{w.long, longest, compute}, time.After(w.lasts))
}

// work is what is computed, where, and for how long at most.
type work[T any] struct {
	slots   *semaphore.Weighted
	lasts   time.Duration
	compute func(context.Context) (T, error)
}

func do[T any](ctx context.Context, w *Work, key string, size func(T) int, what work[T], waited <-chan time.Time) (T, error) {
	var none T
	if v, ok := w.find(key); ok {
		return v.(T), nil
	}
	done := w.group.DoChan(key, func() (any, error) {
		if v, ok := w.find(key); ok { // it was done between the look and now
			return v, nil
		}
		v, err := what.run(context.WithoutCancel(ctx))
		if err == nil {
			w.keep(key, v, size(v))
		}
		return v, err
	})
	select {
	case r := <-done:
		if r.Err != nil {
			return none, r.Err
		}
		return r.Val.(T), nil
	case <-waited:
		return none, fault.New(fault.CodeUnavailable, message.StillComputed.With())
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// run computes in a slot. A panic is an error: here it would end the program.
func (what work[T]) run(ctx context.Context) (v T, err error) {
	ctx, cancel := context.WithTimeout(ctx, what.lasts)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("costly: panic: %v", r)
		}
	}()
	if err := what.slots.Acquire(ctx, 1); err != nil {
		return v, busy(err)
	}
	defer what.slots.Release(1)
	v, err = what.compute(ctx)
	if err != nil && ctx.Err() != nil {
		return v, busy(err)
	}
	return v, err
}

func busy(err error) error {
	return fault.Wrap(fault.CodeUnavailable, err, message.TakesTooLong.With())
}

func (w *Work) find(key string) (any, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(w.kept, func(r result) bool { return r.key == key })
	if i < 0 {
		return nil, false
	}
	r := w.kept[i]
	w.kept = append(slices.Delete(w.kept, i, i+1), r)
	return r.value, true
}

// Kept gives what is kept for a key, if there.
func Kept[T any](w *Work, key string) (T, bool) {
	v, ok := w.find(key)
	value, is := v.(T)
	return value, ok && is
}

// Keep keeps a value of so many bytes for a key, in the place of the one before, among
// what was computed here and bounded with it. One that is larger than all room is not kept.
func Keep[T any](w *Work, key string, value T, size int) { w.keep(key, value, size) }

// keep lets go of what was not asked for the longest, until there is room.
func (w *Work) keep(key string, value any, size int) {
	if size < 0 || size > keptRoom {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if i := slices.IndexFunc(w.kept, func(r result) bool { return r.key == key }); i >= 0 {
		w.size -= w.kept[i].size
		w.kept = slices.Delete(w.kept, i, i+1)
	}
	w.kept, w.size = append(w.kept, result{key, value, size}), w.size+size
	for len(w.kept) > keptMost || w.size > keptRoom {
		w.size -= w.kept[0].size
		w.kept = slices.Delete(w.kept, 0, 1)
	}
}
