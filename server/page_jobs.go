package server

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/gbt"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/training/jobs"
	jobsview "olist/views/jobs"
	"olist/views/ui"
)

// latestJob is the running training, or the one that ended last; the zero Job
// where there was none.
func (s *Server) latestJob(ctx context.Context) (jobsview.Job, error) {
	jobs, err := s.store.Jobs(ctx, 0, 1)
	if s.store.Suspect(ctx, err) {
		return jobsview.Job{Unread: true}, nil
	}
	if err != nil || len(jobs) == 0 {
		return jobsview.Job{}, err
	}
	return s.jobView(ctx, jobs[0].ID)
}

// jobView is a job with its progress and, once it succeeded, its model's
// backtest next to that of the model before.
func (s *Server) jobView(ctx context.Context, id string) (jobsview.Job, error) {
	status, err := s.training.Jobs().Status(ctx, id)
	if err != nil {
		return jobsview.Job{}, err
	}
	job := status.Job
	v := jobsview.Job{
		ID: job.ID, Kind: job.Kind, State: string(job.State), Canceling: job.CancelRequested, Problem: job.ErrorMessage,
		Curve: jobsview.Curve{Errors: status.Progress.Curve, Rounds: status.Progress.Rounds, Stops: stopsEarly(job.Request)},
	}
	if best := status.Progress.Best; best != nil {
		v.Curve.Best, v.Curve.BestError = best.Round, best.Error
	}
	v.Stage, v.Done, v.Total = stageOf(status.Progress)
	if !job.FinishedAt.IsZero() {
		v.Took = job.FinishedAt.Sub(job.StartedAt)
	}
	v.Board = boardView(status.Progress.Board)
	if job.State == store.JobSucceeded && job.ModelID != "" {
		err = s.addModels(ctx, &v, job, s.training.Pending(job.ModelID).Progress)
	}
	return v, err
}

// stopsEarly tells whether a training keeps the round with the smallest error
// and not the last.
func stopsEarly(request json.RawMessage) bool {
	var asked struct{ Params gbt.Params }
	return json.Unmarshal(request, &asked) == nil && asked.Params.EarlyStoppingRounds > 0
}

// stageOf is how far a job is; what an earlier version stored has the stage as
// prose.
func stageOf(p jobs.Progress) (stage message.Message, done, total int) {
	if stage = p.StageMessage; stage.IsZero() {
		stage = message.Prose(p.Stage)
	}
	return stage, p.Done, p.Total
}

// addModels sets the new model beside the one that answered before it.
func (s *Server) addModels(ctx context.Context, v *jobsview.Job, job store.Job, evaluation forecast.Progress) error {
	id := job.ModelID
	scores, err := s.training.Summaries(ctx)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	m, err := s.store.Model(ctx, id)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return nil // it was deleted since
	}
	if s.store.Suspect(ctx, err) {
		v.Model, v.Damaged = id, true
		return nil
	}
	if err != nil {
		return err
	}
	v.Model, v.New = modelName(m.Seq), modelScore(m, scores)
	live, err := s.training.Live()
	v.IsLive = err == nil && live.Model.ID == id
	if m.Live && !v.IsLive { // stored as live, and about to answer: not yet done
		v.State = jobsview.Running
		return nil
	}
	v.Verdict, err = s.verdict(ctx, job)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	if v.IsLive {
		v.Verdict = message.Message{} // the page says so already
	}
	previous, err := s.previousModel(ctx, id)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	if previous != "" {
		old, err := s.store.Model(ctx, previous)
		if err == nil { // a model that was deleted since is not compared with
			v.Old = modelScore(old, scores)
		}
	}
	v.Evaluating = !v.New.Known && v.IsLive
	if evaluation.Total > 0 {
		v.Stage, v.Done, v.Total = message.StageBacktest.With(), evaluation.Done, evaluation.Total
	}
	return nil
}

// previousModel is the one that answered before a model was made live; for one
// that never was, the one that answers now.
func (s *Server) previousModel(ctx context.Context, id string) (string, error) {
	activations, err := s.store.Activations(ctx, 100)
	if err != nil {
		return "", err
	}
	for i := len(activations) - 1; i >= 0; i-- { // its first activation
		if activations[i].ModelID == id {
			return activations[i].Previous, nil
		}
	}
	if live, err := s.training.Live(); err == nil && live.Model.ID != id {
		return live.Model.ID, nil
	}
	return "", nil
}

// getJobEvents answers GET /admin/jobs/{id}/events: the job's panel, anew
// whenever something changes, then the event "done".
func (s *Server) getJobEvents(c echo.Context) error {
	l, id := s.language(c), c.Param("id")
	ctx := ui.WithCSRF(c.Request().Context(), principalOf(c).CSRF)
	if _, err := s.store.Job(ctx, id); err != nil {
		return err
	}
	ended := false
	err := s.stream(c, "", func(b *bytes.Buffer) (last bool, err error) {
		v, err := s.jobView(ctx, id)
		if err != nil {
			return false, err
		}
		ended = !v.Follow()
		if err := jobsview.Status(l, v).Render(ctx, b); err != nil || !v.IsLive {
			return ended, err
		}
		live, err := s.training.Live()
		if err != nil {
			return false, err
		}
		return ended, ui.AnsweredByNow(s.frame(c, live)).Render(ctx, b)
	})
	if err != nil || !ended {
		return err
	}
	return writeEvent(c.Response(), "done", []byte(id))
}

// postCancelPage answers POST /admin/jobs/{id}/cancel.
func (s *Server) postCancelPage(c echo.Context) error {
	if _, err := s.training.Jobs().Cancel(c.Request().Context(), c.Param("id"), principalOf(c).Name); err != nil {
		return err
	}
	if isPartial(c) {
		return c.NoContent(http.StatusNoContent) // the event stream says it
	}
	if back := c.FormValue("back"); back != "" {
		return c.Redirect(http.StatusSeeOther, s.localPath(back))
	}
	return c.Redirect(http.StatusSeeOther, "/admin")
}

// boardView is a search's leaderboard with the parameters that it draws.
func boardView(trials []jobs.Trial) (rows []jobsview.BoardRow) {
	for _, t := range trials {
		row := jobsview.BoardRow{Number: t.Number, Origins: t.Origins, WAPE: float64(t.WAPE)}
		for _, r := range training.Space {
			row.Params = append(row.Params, [2]string{r.Name, plainNumber(r.Of(t.Params))})
		}
		rows = append(rows, row)
	}
	return rows
}
