package store_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"olist/store"
	"olist/store/fault"
)

// TestProvided: what the context provides for is asked before the first change and
// ends it, with nothing done; what it found is so while the change is made.
func TestProvided(t *testing.T) {
	s, _ := open(t)
	no := errors.New("no")
	err := s.PutSetting(store.Provided(t.Context(), func() error { return no }), "ana", "k", 1)
	if !errors.Is(err, no) {
		t.Errorf("refused with %v", err)
	}
	var v int
	if err := s.Setting(t.Context(), "k", &v); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("the setting is %d, %v", v, err)
	}
	asked := 0
	ctx := store.Provided(t.Context(), func() error { asked++; return nil })
	for i := range 2 {
		if err := s.PutSetting(ctx, "ana", "k", i); err != nil {
			t.Fatal(err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

// TestProvidedAtOnce has many replace what they have all seen: one does.
func TestProvidedAtOnce(t *testing.T) {
	s, _ := open(t)
	if err := s.PutSetting(t.Context(), "ana", "k", 0); err != nil {
		t.Fatal(err)
	}
	other := errors.New("another value")
	var done atomic.Int32
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			ctx := store.Provided(t.Context(), func() error {
				var now int
				if err := s.Setting(context.WithoutCancel(t.Context()), "k", &now); err != nil || now == 0 {
					return err
				}
				return other
			})
			switch err := s.PutSetting(ctx, "ana", "k", i+1); {
			case err == nil:
				done.Add(1)
			case !errors.Is(err, other):
				t.Error(err)
			}
		})
	}
	all.Wait()
	if done.Load() != 1 {
		t.Errorf("%d of 20 replaced what they had seen", done.Load())
	}
}
