package forecast

import (
	"runtime"
	"sync"

	"olist/gbt"
)

// progressMeter adds up the rounds of several trainings at once and serialises
// the reports.
type progressMeter struct {
	mu     sync.Mutex
	report func(Progress)
	now    Progress
}

func newProgressMeter(report func(Progress), total int) *progressMeter {
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
	Progress func(Progress) // called after every round, one call at a time; may be nil
	// Workers is the number of goroutines; 0 is one a core. Several trainings
	// at once should share the cores.
	Workers int
}

func (r Run) workers() int {
	if r.Workers > 0 {
		return r.Workers
	}
	return runtime.GOMAXPROCS(0)
}
