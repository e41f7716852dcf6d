package costly

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"olist/store/fault"
)

func length(s string) int { return len(s) }

// Many who ask for the same are answered by one computation, and those who come
// later by what was kept.
func TestOnceForMany(t *testing.T) {
	w, open, begun := New(0), make(chan struct{}), make(chan struct{})
	var runs atomic.Int64
	compute := func(context.Context) (string, error) {
		if runs.Add(1) == 1 {
			close(begun)
		}
		<-open
		return "answer", nil
	}
	var all sync.WaitGroup
	ask := func() {
		if got, err := Do(t.Context(), w, "key", length, compute); got != "answer" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	}
	for range 64 {
		all.Go(ask)
	}
	<-begun
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := Do(gone, w, "key", length, compute); !errors.Is(err, context.Canceled) {
		t.Errorf("who went got %v", err)
	}
	close(open)
	all.Wait()
	ask()
	if n := runs.Load(); n != 1 {
		t.Errorf("computed %d times", n)
	}
}

// No more is computed at a time than there are cores.
func TestNoMoreThanCores(t *testing.T) {
	w := New(0)
	cores := runtime.GOMAXPROCS(0)
	full, open := make(chan struct{}, 8*cores), make(chan struct{})
	var now, most atomic.Int64
	var all sync.WaitGroup
	for i := range 8 * cores {
		all.Go(func() {
			_, err := Do(t.Context(), w, fmt.Sprint(i), length, func(context.Context) (string, error) {
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				full <- struct{}{}
				<-open
				now.Add(-1)
				return "", nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	for range cores {
		<-full
	}
	close(open)
	all.Wait()
	if m := most.Load(); m != int64(cores) {
		t.Errorf("%d at a time on %d cores", m, cores)
	}
}

// However many things are asked for, few are kept, and those in use.
func TestKeepsFew(t *testing.T) {
	w := New(0)
	runs := map[string]int{}
	ask := func(key string, size int) {
		_, err := Do(t.Context(), w, key, func(string) int { return size }, func(context.Context) (string, error) {
			runs[key]++
			return key, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range 10_000 {
		ask(fmt.Sprint("level ", float64(i)/10), 10)
		ask("in use", 10)
	}
	if len(w.kept) > keptMost || runs["in use"] != 1 {
		t.Errorf("%d kept; what is in use was computed %d times", len(w.kept), runs["in use"])
	}
	for i := range 10 {
		ask(fmt.Sprint("large ", i), keptRoom/3)
	}
	ask("too large", keptRoom+1)
	ask("not to be kept", -1)
	if w.size > keptRoom || len(w.kept) != 3 {
		t.Errorf("%d bytes in %d results are kept", w.size, len(w.kept))
	}
}

// A failure is told and not kept; a panic is a failure.
func TestFailures(t *testing.T) {
	w, broken := New(0), errors.New("broken")
	for range 2 {
		if _, err := Do(t.Context(), w, "a", length, func(context.Context) (string, error) { return "", broken }); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
	if _, err := Do(t.Context(), w, "a", length, func(context.Context) (string, error) { panic("oh") }); err == nil {
		t.Error("a panic is no error")
	}
	if got, err := Do(t.Context(), w, "a", length, func(context.Context) (string, error) { return "well", nil }); got != "well" || err != nil {
		t.Errorf("after failures: %q, %v", got, err)
	}
	over, end := context.WithCancel(t.Context())
	end()
	if _, err := (work[string]{w.slots, w.lasts, func(ctx context.Context) (string, error) { return "", ctx.Err() }}).run(over); fault.CodeOf(err) != fault.CodeUnavailable {
		t.Errorf("what takes too long: %v", err)
	}
}

// What takes minutes is not begun again by each who asks: it goes on, who comes
// meanwhile is told so after a while, and what is asked beside it has its cores.
func TestLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, runs := New(time.Minute), 0
		ask := func() (string, error) {
			return Long(t.Context(), w, "year", length, func(context.Context) (string, error) {
				runs++
				time.Sleep(3 * w.lasts)
				return "done", nil
			})
		}
		for range 2 {
			begin := time.Now()
			if got, err := ask(); fault.CodeOf(err) != fault.CodeUnavailable || time.Since(begin) != w.lasts {
				t.Errorf("%q, %v after %v", got, err, time.Since(begin))
			}
		}
		if !w.slots.TryAcquire(int64(runtime.GOMAXPROCS(0))) {
			t.Error("a core is held")
		}
		time.Sleep(w.lasts / 2)
		if got, err := ask(); got != "done" || err != nil || runs != 1 {
			t.Errorf("%q, %v; computed %d times", got, err, runs)
		}
	})
}

// slow is a reader that takes what it is sent when it is let.
type slow struct{ asked, let chan struct{} }

func (s slow) Write(b []byte) (int, error) {
	s.asked <- struct{}{}
	<-s.let
	return len(b), nil
}

// Readers that dawdle, as many as there may be, keep nobody from a core; those
// that go give back what they had.
func TestSlowReaders(t *testing.T) {
	w := New(0)
	ctx, leave := context.WithCancel(t.Context())
	readers := 4 * runtime.GOMAXPROCS(0)
	s := slow{make(chan struct{}), make(chan struct{})}
	var all sync.WaitGroup
	for range readers {
		all.Go(func() {
			err := w.Stream(ctx, s, func(to io.Writer) error {
				for range 4 {
					if _, err := to.Write(make([]byte, 64<<10)); err != nil {
						return err
					}
				}
				return nil
			})
			if fault.CodeOf(err) != fault.CodeUnavailable {
				t.Errorf("who went: %v", err)
			}
		})
	}
	for range readers {
		<-s.asked // all are being read from at once
	}
	if got, err := Do(t.Context(), w, "a", length, func(context.Context) (string, error) { return "a", nil }); got != "a" || err != nil {
		t.Errorf("beside slow readers: %q, %v", got, err)
	}
	leave()
	close(s.let)
	all.Wait()
	if cores := int64(runtime.GOMAXPROCS(0)); !w.slots.TryAcquire(cores) || w.slots.TryAcquire(1) {
		t.Error("slots were lost, or made")
	}
}

func TestHold(t *testing.T) {
	w := New(0)
	release, err := w.Hold(t.Context(), 10*holdMost)
	if err != nil {
		t.Fatal(err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := w.Hold(gone, 1); fault.CodeOf(err) != fault.CodeUnavailable {
		t.Errorf("where all is held: %v", err)
	}
	release()
	if _, err := w.Hold(t.Context(), 1); err != nil {
		t.Error(err)
	}
}
