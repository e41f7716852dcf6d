package forecast

import (
	"context"
	"runtime"
	"sync"

	"olist/gbt"
)

// progressMeter adds up the rounds of several trainings at once. Reports come
// one at a time.
type progressMeter struct {
	mu     sync.Mutex
	report func(Progress)
	now    Progress
}

func meter(report func(Progress), total int) *progressMeter {
	return &progressMeter{report: report, now: Progress{Stage: "training", Total: total}}
}

func (m *progressMeter) round(r gbt.Round) {
	if m.report == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now.Done++
	m.now.TrainError, m.now.ValidationError = r.Train, r.Validation
	m.report(m.now)
}

func (m *progressMeter) stage(name string) {
	if m.report == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now.Stage = name
	m.report(m.now)
}

// oneWorker marks a context within which nothing is done side by side, because
// the caller already keeps all cores busy: more would only make others wait.
type oneWorker struct{}

// workers is how much may be done side by side within ctx.
func workers(ctx context.Context) int {
	if ctx.Value(oneWorker{}) != nil {
		return 1
	}
	return runtime.GOMAXPROCS(0)
}

// step counts one more thing done.
func (m *progressMeter) step() { m.round(gbt.Round{}) }
