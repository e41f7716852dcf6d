package forecast

import (
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

// Run is how a training is carried out; nothing in it changes the model.
type Run struct {
	Progress func(Progress) // told of every round; may be nil
	// Workers is how much is done side by side; 0 is one a core. Who runs several
	// trainings at once gives each a part: more would only make others wait.
	Workers int
}

func (r Run) workers() int {
	if r.Workers > 0 {
		return r.Workers
	}
	return runtime.GOMAXPROCS(0)
}
