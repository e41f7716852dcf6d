package training

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// gcPercent is the percentage in force.
func gcPercent() int {
	now := debug.SetGCPercent(100)
	debug.SetGCPercent(now)
	return now
}

func TestAWorkersHeapIsCollectedSparinglyAndTheServersAsBefore(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	stop := collectSparingly()
	if got := gcPercent(); got < workGCPercent {
		t.Errorf("at work: %d", got)
	}
	large := make([]byte, 4*smallHeap) // a heap beyond smallHeap is collected at workGCPercent
	for range 100 {
		if runtime.GC(); gcPercent() == workGCPercent {
			break
		}
		time.Sleep(10 * time.Millisecond) // finalizers run beside
	}
	if got := gcPercent(); got != workGCPercent {
		t.Errorf("with a large heap: %d", got)
	}
	runtime.KeepAlive(large)
	stop()
	for range 3 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	if got := gcPercent(); got != 100 {
		t.Errorf("after the work: %d", got)
	}
	debug.SetGCPercent(10) // somebody asked for less
	collectSparingly()()
	if got := gcPercent(); got != 10 {
		t.Errorf("what was asked for became %d", got)
	}
}
