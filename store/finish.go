package store

import (
	"context"
	"encoding/json"
	"errors"

	"olist/message"
)

// JobResult is how a job ended.
type JobResult struct {
	State       JobState          // a final one
	Error       message.Message   // for people, where it failed
	Model       *NewModel         // what a training made, or nil
	Evaluations []NewEvaluation   // of Model
	Activate    bool              // make Model live
	Note        message.Message   // why it was activated, or why not
	Verdict     json.RawMessage   // what the policy decided of Model, or nil
	Log         []message.Message // the last lines of the job's log
}

// FinishJob closes owner's running job in one transaction: the model and its
// evaluations are inserted, the job is closed, and, where asked, the model
// goes live. Returns CodeConflict, with nothing changed, where the job is not
// owner's any more.
func (s *Store) FinishJob(ctx context.Context, owner, id string, r JobResult) (Job, error) {
	return given(ctx, s.inTx, func(t *tx) (Job, error) { return t.finishJob(ctx, owner, id, r) })
}

// ExpireLeases marks every running job whose lease is over, or was last renewed
// by a clock that ran ahead, or whose owner gone knows to have died, as failed, and gives those jobs. Call it at start
// and now and then; gone may be nil.
func (s *Store) ExpireLeases(ctx context.Context, gone func(owner string) bool) ([]Job, error) {
	return given(ctx, s.inTx, func(t *tx) ([]Job, error) { return t.expireLeases(ctx, gone) })
}

func (t *tx) finishJob(ctx context.Context, owner, id string, r JobResult) (Job, error) {
	if !r.State.Final() {
		return Job{}, errors.New("store: a job ends in a final state")
	}
	job, err := t.job(ctx, id)
	if err != nil {
		return Job{}, err
	}
	if job.Owner != owner || job.State != JobRunning {
		return Job{}, lost(id)
	}
	if err := t.logJob(ctx, id, r.Log...); err != nil {
		return Job{}, err
	}
	modelID := ""
	if r.Model != nil {
		if modelID, err = t.finishModel(ctx, job, r); err != nil {
			return Job{}, err
		}
	}
	if err := t.closeJob(ctx, id, r, modelID); err != nil {
		return Job{}, err
	}
	detail := map[string]any{"state": r.State, "error": r.Error.String(), "model": modelID, "note": r.Note.String(), "error_message": r.Error, "note_message": r.Note}
	if err := t.audit(ctx, job.RequestedBy, "job.finish", id, detail); err != nil {
		return Job{}, err
	}
	return t.job(ctx, id)
}

func (t *tx) finishModel(ctx context.Context, job Job, r JobResult) (string, error) {
	m, err := t.insertModel(ctx, *r.Model)
	if err != nil {
		return "", err
	}
	for _, e := range r.Evaluations {
		if _, err := t.addEvaluation(ctx, m.ID, e); err != nil {
			return "", err
		}
	}
	if r.Activate {
		return m.ID, t.activate(ctx, job.RequestedBy, m.ID, r.Note)
	}
	return m.ID, nil
}

func (t *tx) expireLeases(ctx context.Context, gone func(owner string) bool) ([]Job, error) {
	running, err := collect(ctx, t, scanJob, selectJob+` WHERE state = 'running'`)
	if err != nil {
		return nil, err
	}
	var expired []Job
	for _, j := range running {
		ahead := j.HeartbeatAt.After(t.now.Add(clockSlack))
		if t.now.Before(j.LeaseUntil) && !ahead && (gone == nil || !gone(j.Owner)) {
			continue
		}
		if err := t.closeJob(ctx, j.ID, JobResult{State: JobFailed, Error: message.JobExpired.With()}, ""); err != nil {
			return nil, err
		}
		if err := t.audit(ctx, "system", "job.expire", j.ID, map[string]any{"owner": j.Owner}); err != nil {
			return nil, err
		}
		j, err := t.job(ctx, j.ID)
		if err != nil {
			return nil, err
		}
		expired = append(expired, j)
	}
	return expired, nil
}
