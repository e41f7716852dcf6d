package training

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"olist/forecast"
	"olist/gbt"
	"olist/store"
	"olist/store/fault"
)

const (
	// MaxQueued is how many jobs may wait.
	MaxQueued = 10

	kindTrain = "train"
)

// errCanceled is why a canceled job stopped.
var errCanceled = errors.New("canceled")

// Request asks for a retraining.
type Request struct {
	Params map[string]string `json:"params"` // laid over the live model's; see Overlay
	Note   string            `json:"note"`   // why
	By     string            `json:"-"`      // who asks
}

// trainRequest is what a job's row keeps: the parameters in full, so that a
// retry does the same.
type trainRequest struct {
	Params gbt.Params `json:"params"`
	Note   string     `json:"note"`
}

// Start queues a retraining. Where one with the same parameters is queued, or
// runs on the data as they are, that one is given back and started is false.
// Parameters out of bounds are CodeInvalid, a full queue CodeRateLimited.
func (s *Service) Start(ctx context.Context, r Request) (job store.Job, started bool, err error) {
	params, err := Overlay(s.baseConfig().Params, r.Params)
	if err != nil {
		return job, false, err
	}
	raw, err := json.Marshal(trainRequest{Params: params, Note: r.Note})
	if err != nil {
		return job, false, fmt.Errorf("training: encode the request: %w", err)
	}
	return s.enqueue(ctx, store.NewJob{Kind: kindTrain, Request: raw, RequestedBy: r.By, Join: s.sameWork(ctx, kindTrain, raw)})
}

// Retry queues an ended job's request again. Returns CodeConflict where it has
// not ended, and the job that does the same where one is queued or runs.
func (s *Service) Retry(ctx context.Context, id, actor string) (job store.Job, started bool, err error) {
	job, err = s.store.Job(ctx, id)
	if err != nil {
		return job, false, err
	}
	if !job.State.Final() {
		return job, false, fault.New(fault.CodeConflict, "This job has not ended yet.")
	}
	return s.enqueue(ctx, store.NewJob{Kind: job.Kind, Request: job.Request, RequestedBy: actor, RetryOf: id, Join: s.sameWork(ctx, job.Kind, job.Request)})
}

// anyWork takes an open job of a kind that will have seen the data as they are
// now.
func (s *Service) anyWork(ctx context.Context, kind string) func(store.Job) bool {
	now, err := s.store.DataFingerprint(ctx)
	return func(open store.Job) bool {
		return open.Kind == kind && (open.State == store.JobQueued || err != nil || !s.readBefore(open.ID, now))
	}
}

// sameWork is anyWork for jobs that were asked the same; why does not count.
func (s *Service) sameWork(ctx context.Context, kind string, request json.RawMessage) func(store.Job) bool {
	fits, want := s.anyWork(ctx, kind), asked(request)
	return func(open store.Job) bool { return fits(open) && maps.Equal(want, asked(open.Request)) }
}

// asked is a request without its note, for comparing.
func asked(request json.RawMessage) map[string]string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(request, &fields) != nil {
		return map[string]string{"": string(request)}
	}
	delete(fields, "note")
	out := make(map[string]string, len(fields))
	for name, v := range fields {
		out[name] = string(v)
	}
	return out
}

// readBefore reports whether the job runs here on data that have changed since.
func (s *Service) readBefore(id, fingerprint string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.running != nil && s.running.id == id && s.running.data != "" && s.running.data != fingerprint
}

// readData reads the data for the running job.
func (s *Service) readData(ctx context.Context) (*Data, error) {
	data, err := s.loadData(ctx)
	if err == nil {
		s.mu.Lock()
		s.running.data = data.Fingerprint
		s.mu.Unlock()
	}
	return data, err
}

func (s *Service) enqueue(ctx context.Context, n store.NewJob) (job store.Job, started bool, err error) {
	n.MaxQueued = MaxQueued
	job, started, err = s.store.Enqueue(ctx, n)
	if err != nil {
		return job, false, err
	}
	nudge(s.urgent)
	s.hub.tick()
	return job, started, nil
}

// baseConfig is what a retraining starts from: the live model's configuration,
// or the product's defaults.
func (s *Service) baseConfig() forecast.Config {
	if l := s.live.Load(); l != nil {
		return l.Engine.Config()
	}
	return forecast.DefaultConfig()
}

// Cancel ends a queued job and stops a running one. Returns CodeConflict where
// it has ended already.
func (s *Service) Cancel(ctx context.Context, id, actor string) (store.Job, error) {
	job, err := s.store.CancelJob(ctx, actor, id)
	if err != nil {
		return job, err
	}
	s.mu.Lock()
	if s.running != nil && s.running.id == id {
		s.running.cancel(errCanceled)
	}
	s.mu.Unlock()
	s.hub.tick()
	return job, nil
}
