package training

import (
	"context"
	"encoding/json"
	"math"

	"olist/forecast"
	"olist/store"
)

const curveMost = 60 // points of a progress curve

// Status is a job as a watcher sees it.
type Status struct {
	Job        store.Job
	Progress   Progress
	Evaluation *forecast.Progress // of the job's model while it is computed
}

// Status gives a job with its freshest progress. Returns CodeNotFound where
// there is none.
func (s *Service) Status(ctx context.Context, id string) (Status, error) {
	job, err := s.store.Job(ctx, id)
	if err != nil {
		return Status{}, err
	}
	st := Status{Job: job}
	_ = json.Unmarshal(job.Progress, &st.Progress) // an unreadable progress is no progress
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running != nil && s.running.id == id {
		st.Progress = s.running.progress
	}
	if p, ok := s.evaluating[job.ModelID]; ok {
		st.Evaluation = &p
	}
	return st, nil
}

func (s *Service) progressOf(id string) json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running == nil || s.running.id != id {
		return nil
	}
	raw, err := json.Marshal(s.running.progress)
	if err != nil {
		return nil // a progress that JSON cannot hold is not worth a job
	}
	return raw
}

// report keeps a job's progress for watchers.
func (s *Service) report(p forecast.Progress) {
	p.TrainError, p.ValidationError = finite(p.TrainError), finite(p.ValidationError)
	s.mu.Lock()
	if s.running != nil {
		now := &s.running.progress
		if p.Stage != now.Stage {
			s.running.lines = append(s.running.lines, p.Stage)
		}
		now.Progress = p
		if p.ValidationError > 0 {
			now.Curve = thin(append(now.Curve, p.ValidationError))
		}
	}
	s.mu.Unlock()
	s.hub.tick()
}

// finite gives 0, "none", for what JSON cannot hold.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// thin halves a curve that has grown too long, keeping its end.
func thin(c []float64) []float64 {
	if len(c) <= curveMost {
		return c
	}
	out := c[:0]
	for i := (len(c) - 1) % 2; i < len(c); i += 2 {
		out = append(out, c[i])
	}
	return out
}
