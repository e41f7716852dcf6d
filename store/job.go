package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"olist/message"
	"olist/store/fault"
)

// JobState is where a job stands.
type JobState string

// States of a job; the last three are final.
const (
	JobQueued    JobState = "queued"
	JobRunning   JobState = "running"
	JobSucceeded JobState = "succeeded"
	JobFailed    JobState = "failed"
	JobCanceled  JobState = "canceled"
)

// Final reports whether the job has ended.
func (s JobState) Final() bool { return s == JobSucceeded || s == JobFailed || s == JobCanceled }

// hasEnded says of a job in each final state that it is over.
var hasEnded = map[JobState]message.M1[string]{JobSucceeded: message.JobHasSucceeded, JobFailed: message.JobHasFailed, JobCanceled: message.JobHasBeenCanceled}

// Job is a row of the queue and, once ended, of the history.
type Job struct {
	ID              string          `json:"id"`
	Seq             int64           `json:"seq"`
	Kind            string          `json:"kind"`
	State           JobState        `json:"state"`
	Request         json.RawMessage `json:"request"`
	Progress        json.RawMessage `json:"progress"`
	Error           string          `json:"error,omitempty"`        // for people, in English; of a failed job
	ErrorMessage    message.Message `json:"error_message,omitzero"` // the same as data
	Verdict         json.RawMessage `json:"verdict,omitempty"`      // what the policy decided of the model, and by which figures
	RequestedBy     string          `json:"requested_by"`
	RetryOf         string          `json:"retry_of,omitempty"`
	Owner           string          `json:"-"` // the process that runs it
	CancelRequested bool            `json:"cancel_requested"`
	LeaseUntil      time.Time       `json:"-"`
	HeartbeatAt     time.Time       `json:"-"`
	CreatedAt       time.Time       `json:"created_at"`
	StartedAt       time.Time       `json:"started_at,omitzero"`
	FinishedAt      time.Time       `json:"finished_at,omitzero"`
	ModelID         string          `json:"model_id,omitempty"` // of a succeeded training
}

// NewJob asks for work.
type NewJob struct {
	Kind        string
	Request     json.RawMessage
	RequestedBy string
	RetryOf     string              // the job that this one repeats, or ""
	Join        func(open Job) bool // gives back the first queued or running job that it takes; nil takes none
	MaxQueued   int                 // most jobs that may wait; 0 stands for no limit
}

// Enqueue adds a job to the queue. created is false where Join found one that
// is not yet ended, which is given instead. Returns CodeRateLimited where
// MaxQueued jobs wait already.
func (s *Store) Enqueue(ctx context.Context, n NewJob) (job Job, created bool, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		job, created, err = t.enqueue(ctx, n)
		return err
	})
	return job, created, err
}

// Claim starts the oldest queued job for owner, who must send a Heartbeat
// before the lease is over. ok is false where nothing waits or a job runs
// already.
func (s *Store) Claim(ctx context.Context, owner string, lease time.Duration) (job Job, ok bool, err error) {
	// Whether one waits is read first: looking for work writes nothing.
	waits, err := given(ctx, s.inRead, func(t *tx) (bool, error) {
		return t.exists(ctx, `SELECT 1 FROM jobs WHERE state = 'queued' LIMIT 1`)
	})
	if err != nil || !waits {
		return Job{}, false, err
	}
	job, err = given(ctx, s.inTx, func(t *tx) (Job, error) { return t.claim(ctx, owner, lease) })
	if errors.Is(err, sql.ErrNoRows) {
		return Job{}, false, nil
	}
	return job, err == nil, err
}

// Heartbeat renews owner's lease and keeps the progress, unless that is nil.
// cancel tells that somebody asked for the job to stop. Returns CodeConflict
// where the job is not owner's any more; the work is then to be dropped.
func (s *Store) Heartbeat(ctx context.Context, owner, id string, lease time.Duration, progress json.RawMessage) (cancel bool, err error) {
	return given(ctx, s.inTx, func(t *tx) (bool, error) { return t.heartbeat(ctx, owner, id, lease, progress) })
}

// CancelJob ends a queued job at once and asks a running one to stop. Returns
// CodeConflict where the job has ended.
func (s *Store) CancelJob(ctx context.Context, actor, id string) (Job, error) {
	return given(ctx, s.inTx, func(t *tx) (Job, error) { return t.cancelJob(ctx, actor, id) })
}

// Job gives one job. Returns CodeNotFound where there is none.
func (s *Store) Job(ctx context.Context, id string) (Job, error) {
	return given(ctx, s.inRead, func(t *tx) (Job, error) { return t.job(ctx, id) })
}

// Jobs gives up to limit jobs older than the job number before, newest first;
// before 0 begins with the newest.
func (s *Store) Jobs(ctx context.Context, before int64, limit int) ([]Job, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Job, error) {
		return collect(ctx, t, scanJob, selectJob+` WHERE seq < $1 OR $1 = 0 ORDER BY seq DESC LIMIT $2`, before, limit)
	})
}

// LatestOf gives the job of a kind that ended last; ok is false where none has.
func (s *Store) LatestOf(ctx context.Context, kind string) (j Job, ok bool, err error) {
	all, err := given(ctx, s.inRead, func(t *tx) ([]Job, error) {
		return collect(ctx, t, scanJob, selectJob+` WHERE kind = $1 AND state NOT IN ('queued', 'running') ORDER BY seq DESC LIMIT 1`, kind)
	})
	if err != nil || len(all) == 0 {
		return j, false, err
	}
	return all[0], true, nil
}

// OpenJobs gives the jobs that have not ended, the running one first, then the
// queue in its order.
func (s *Store) OpenJobs(ctx context.Context) ([]Job, error) {
	return given(ctx, s.inRead, func(t *tx) ([]Job, error) {
		return collect(ctx, t, scanJob, selectJob+` WHERE state IN ('queued', 'running') ORDER BY state DESC, seq`)
	})
}

const selectJob = `
	SELECT id, seq, kind, state, request, progress, error, requested_by, retry_of, owner, cancel_requested,
		lease_until, heartbeat_at, created_at, started_at, finished_at, model_id, verdict
	FROM jobs`

func scanJob(row scanner) (j Job, err error) {
	var problem, verdict string
	err = row.Scan(&j.ID, &j.Seq, &j.Kind, &j.State, (*[]byte)(&j.Request), (*[]byte)(&j.Progress), &problem,
		&j.RequestedBy, &j.RetryOf, &j.Owner, &j.CancelRequested, millis{&j.LeaseUntil}, millis{&j.HeartbeatAt},
		millis{&j.CreatedAt}, millis{&j.StartedAt}, millis{&j.FinishedAt}, &j.ModelID, &verdict)
	j.ErrorMessage = message.Parse(problem)
	j.Error = j.ErrorMessage.String()
	if json.Valid([]byte(verdict)) { // a damaged one is none
		j.Verdict = json.RawMessage(verdict)
	}
	return j, err
}

func (t *tx) job(ctx context.Context, id string) (Job, error) {
	j, err := scanJob(t.QueryRowContext(ctx, selectJob+` WHERE id = $1`, id))
	return j, orNotFound(err, message.NoJob.With(message.Quoted(id)))
}

func (t *tx) enqueue(ctx context.Context, n NewJob) (Job, bool, error) {
	open, err := collect(ctx, t, scanJob, selectJob+` WHERE state IN ('queued', 'running') ORDER BY state DESC, seq`)
	if err != nil {
		return Job{}, false, err
	}
	queued := 0
	for _, j := range open {
		if n.Join != nil && n.Join(j) {
			return j, false, nil
		}
		if j.State == JobQueued {
			queued++
		}
	}
	if n.MaxQueued > 0 && queued >= n.MaxQueued {
		return Job{}, false, fault.New(fault.CodeRateLimited, message.JobsWaiting.With(queued))
	}
	seq, err := t.next(ctx, "jobs")
	if err != nil {
		return Job{}, false, err
	}
	id := fmt.Sprintf("j%d", seq)
	_, err = t.ExecContext(ctx, `
		INSERT INTO jobs (id, seq, kind, state, request, requested_by, retry_of, created_at)
		VALUES ($1, $2, $3, 'queued', $4, $5, $6, $7)`,
		id, seq, n.Kind, string(orEmpty(n.Request)), n.RequestedBy, n.RetryOf, toMillis(t.now))
	if err != nil {
		return Job{}, false, err
	}
	if err := t.audit(ctx, n.RequestedBy, "job.start", id, map[string]any{"kind": n.Kind, "request": orEmpty(n.Request)}); err != nil {
		return Job{}, false, err
	}
	job, err := t.job(ctx, id)
	return job, true, err
}

func (t *tx) claim(ctx context.Context, owner string, lease time.Duration) (Job, error) {
	var id string
	err := t.QueryRowContext(ctx, `
		UPDATE jobs SET state = 'running', owner = $1, started_at = $2, heartbeat_at = $2, lease_until = $3
		WHERE seq = (SELECT MIN(seq) FROM jobs WHERE state = 'queued')
			AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = 'running')
		RETURNING id`, owner, toMillis(t.now), toMillis(t.now.Add(lease))).Scan(&id)
	if err != nil {
		return Job{}, err
	}
	return t.job(ctx, id)
}

func (t *tx) heartbeat(ctx context.Context, owner, id string, lease time.Duration, progress json.RawMessage) (cancel bool, err error) {
	err = t.QueryRowContext(ctx, `
		UPDATE jobs SET heartbeat_at = $1, lease_until = $2, progress = CASE WHEN $3 = '' THEN progress ELSE $3 END
		WHERE id = $4 AND owner = $5 AND state = 'running'
		RETURNING cancel_requested`,
		toMillis(t.now), toMillis(t.now.Add(lease)), string(progress), id, owner).Scan(&cancel)
	if errors.Is(err, sql.ErrNoRows) {
		return false, lost(id)
	}
	return cancel, err
}

func lost(id string) error {
	return fault.New(fault.CodeConflict, message.JobLost.With(id))
}

func (t *tx) cancelJob(ctx context.Context, actor, id string) (Job, error) {
	j, err := t.job(ctx, id)
	if err != nil {
		return Job{}, err
	}
	switch j.State {
	case JobQueued:
		err = t.closeJob(ctx, id, JobResult{State: JobCanceled}, "")
	case JobRunning:
		_, err = t.ExecContext(ctx, `UPDATE jobs SET cancel_requested = 1 WHERE id = $1`, id)
	default:
		return Job{}, fault.New(fault.CodeConflict, hasEnded[j.State].With(id))
	}
	if err != nil {
		return Job{}, err
	}
	if err := t.audit(ctx, actor, "job.cancel", id, nil); err != nil {
		return Job{}, err
	}
	return t.job(ctx, id)
}

// closeJob gives a job its final state; nobody owns it any more.
func (t *tx) closeJob(ctx context.Context, id string, r JobResult, modelID string) error {
	_, err := t.ExecContext(ctx, `
		UPDATE jobs SET state = $1, error = $2, model_id = $3, finished_at = $4, verdict = $5, lease_until = 0, owner = ''
		WHERE id = $6`, r.State, r.Error.Column(), modelID, toMillis(t.now), string(r.Verdict), id)
	return err
}
