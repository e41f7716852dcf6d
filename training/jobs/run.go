package jobs

import (
	"context"
	"encoding/json"
	"time"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
)

// Run is a job that this process works on, as its handler sees it.
type Run struct {
	q      *Queue
	id     string
	cancel context.CancelCauseFunc

	progress Progress          // these are guarded by the queue's mu
	lines    []message.Message // of the log, not yet written
	data     string            // fingerprint of the data that it read, "" before
}

// Note adds a line to the job's log. It reaches the database with the next
// heartbeat, or when the job ends.
func (r *Run) Note(line message.Message) {
	r.q.mu.Lock()
	defer r.q.mu.Unlock()
	r.lines = append(r.lines, line)
}

// Read says which data the job works on: what is asked once they have changed
// is no longer the same.
func (r *Run) Read(fingerprint string) {
	r.q.mu.Lock()
	defer r.q.mu.Unlock()
	r.data = fingerprint
}

// Report keeps the progress of the engine's work for watchers; a new stage is a
// line of the job's log.
func (r *Run) Report(p forecast.Progress) {
	stage := message.Prose(p.Stage)
	if known, ok := engineStages[p.Stage]; ok {
		stage = known.With()
	}
	r.stage(stage, p)
}

// engineStages are the engine's names of what it does.
var engineStages = map[string]message.M0{
	"training": message.StageTraining, "calibrating bands": message.StageCalibrating, "backtest": message.StageBacktest,
}

// Stage is Report for work of the handler's own.
func (r *Run) Stage(stage message.Message, done, total int) {
	r.stage(stage, forecast.Progress{Stage: stage.String(), Done: done, Total: total})
}

func (r *Run) stage(stage message.Message, p forecast.Progress) {
	r.q.mu.Lock()
	if p.Stage != r.progress.Stage {
		r.lines = append(r.lines, stage)
	}
	r.progress.StageMessage = stage
	r.progress.add(p)
	r.q.mu.Unlock()
	r.q.Tick()
}

// Board keeps the best trials so far for watchers, from the next Report on.
func (r *Run) Board(best []Trial) {
	r.q.mu.Lock()
	defer r.q.mu.Unlock()
	r.progress.Board = best
}

// progressRow is the progress as the job's row keeps it, nil where it cannot.
func (r *Run) progressRow() json.RawMessage {
	r.q.mu.Lock()
	defer r.q.mu.Unlock()
	raw, err := json.Marshal(r.progress)
	if err != nil {
		return nil // a progress that JSON cannot hold is not worth a job
	}
	return raw
}

// beat renews the lease and keeps progress and log until stopped.
func (r *Run) beat(ctx context.Context) (stop func()) {
	ctx, stopBeat := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(min(time.Second, r.q.opt.Lease/3))
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			asked, err := r.q.store.Heartbeat(ctx, r.q.opt.Owner, r.id, r.q.opt.Lease, r.progressRow())
			if fault.CodeOf(err) == fault.CodeConflict {
				r.cancel(err)
				return
			}
			if asked {
				r.cancel(errCanceled)
				return
			}
			r.flushLog(ctx)
		}
	}()
	return func() { stopBeat(); <-done }
}

// flushProgress keeps the last of the progress before the job is closed, and the
// job for as long as that may take.
func (r *Run) flushProgress(ctx context.Context) {
	if _, err := r.q.store.Heartbeat(ctx, r.q.opt.Owner, r.id, r.q.opt.Lease+keepLasts, r.progressRow()); err != nil {
		r.q.log.WarnContext(ctx, "the last progress of a job is lost", "error", err)
	}
}

// flushLog writes the lines that wait. Those that cannot be written now, because
// the database is held or the work has just ended, wait for the next time.
func (r *Run) flushLog(ctx context.Context) {
	lines := r.takeLines()
	if len(lines) == 0 {
		return
	}
	if err := r.q.store.LogJob(ctx, r.id, lines...); err != nil {
		r.q.mu.Lock()
		r.lines = append(lines, r.lines...)
		r.q.mu.Unlock()
		if ctx.Err() == nil {
			r.q.log.WarnContext(ctx, "lines of a job's log are not written yet", "lines", len(lines), "error", err)
		}
	}
}

// takeLines gives the lines that wait; who takes them writes them.
func (r *Run) takeLines() (lines []message.Message) {
	r.q.mu.Lock()
	defer r.q.mu.Unlock()
	lines, r.lines = r.lines, nil
	return lines
}

// noteEnd adds the line of how the job ended.
func (r *Run) noteEnd(result store.JobResult, took time.Duration) {
	switch result.State {
	case store.JobSucceeded:
		r.Note(message.JobSucceeded.With(message.Elapsed(took.String())))
	case store.JobCanceled:
		r.Note(message.JobCanceled.With(message.Elapsed(took.String())))
	default:
		r.Note(message.JobFailed.With(message.Elapsed(took.String()), result.Error))
	}
}
