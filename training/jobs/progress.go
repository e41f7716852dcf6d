package jobs

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"olist/forecast"
	"olist/gbt"
	"olist/message"
	"olist/store"
)

const curveMost = 60 // points of a progress curve

// Progress of a job, as its row keeps it and watchers see it.
type Progress struct {
	forecast.Progress
	StageMessage message.Message `json:"stage_message,omitzero"` // Stage as data
	Curve        []float64       `json:"curve"`                  // validation errors so far, thinned
	// Rounds are those of the Curve's points, and Best is the round with the
	// smallest error, which thinning may have taken out of it; none in jobs of
	// earlier versions.
	Rounds []int       `json:"curve_rounds,omitempty"`
	Best   *CurvePoint `json:"best,omitempty"`
	Board  []Trial     `json:"board,omitempty"` // a search's best so far
}

// CurvePoint is the validation error after a round.
type CurvePoint struct {
	Round int     `json:"round"`
	Error float64 `json:"error"`
}

// Trial is one line of a search's leaderboard.
type Trial struct {
	Number  int             `json:"number"` // 0 is the live model's parameters
	Params  gbt.Params      `json:"params"`
	Origins int             `json:"origins"` // that it was measured on
	WAPE    forecast.Figure `json:"wape"`    // pooled, on weeks before those that judge
}

// Status is a job with its freshest progress.
type Status struct {
	Job      store.Job
	Progress Progress
}

// Status gives a job as a watcher sees it. Returns CodeNotFound where there is
// none.
func (q *Queue) Status(ctx context.Context, id string) (Status, error) {
	job, err := q.store.Job(ctx, id)
	if err != nil {
		return Status{}, err
	}
	st := Status{Job: job}
	_ = json.Unmarshal(job.Progress, &st.Progress) // an unreadable progress is no progress
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.running != nil && q.running.id == id {
		st.Progress = q.running.progress
		// which thin changes in place
		st.Progress.Curve, st.Progress.Rounds = slices.Clone(st.Progress.Curve), slices.Clone(st.Progress.Rounds)
	}
	return st, nil
}

func (p *Progress) add(now forecast.Progress) {
	now.TrainError, now.ValidationError = finite(now.TrainError), finite(now.ValidationError)
	p.Progress = now
	if now.ValidationError > 0 {
		p.Curve, p.Rounds = thin(append(p.Curve, now.ValidationError)), thin(append(p.Rounds, now.Done))
		if p.Best == nil || now.ValidationError < p.Best.Error {
			p.Best = &CurvePoint{now.Done, now.ValidationError}
		}
	}
}

// finite gives 0, "none", for what JSON cannot hold.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// thin halves a curve that has grown too long, keeping its end.
func thin[T any](c []T) []T {
	if len(c) <= curveMost {
		return c
	}
	out := c[:0]
	for i := (len(c) - 1) % 2; i < len(c); i += 2 {
		out = append(out, c[i])
	}
	return out
}
