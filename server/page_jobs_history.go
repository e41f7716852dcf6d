package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/jobs"
	jobsview "olist/views/jobs"
	"olist/views/text"
)

const jobsShown = 50

// getJobsPage answers GET /admin/jobs?before=: the queue, and the history page
// by page.
func (s *Server) getJobsPage(c echo.Context) error {
	before, err := beforeParam(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	open, err := s.store.OpenJobs(ctx)
	if err != nil {
		return err
	}
	rows, err := s.store.Jobs(ctx, before, jobsShown+1)
	if err != nil {
		return err
	}
	live, _ := s.training.Live()
	page := jobsview.View{Frame: s.frame(c, live), Paged: before > 0, Most: jobs.MaxQueued}
	if len(rows) > jobsShown {
		rows = rows[:jobsShown]
		page.Older = rows[jobsShown-1].Seq
	}
	names, err := s.modelNames(ctx)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	for _, j := range open {
		page.Queue = append(page.Queue, jobRow(j, names))
	}
	for _, j := range rows {
		if j.State.Final() {
			page.Rows = append(page.Rows, jobRow(j, names))
		}
	}
	return s.render(c, http.StatusOK, jobsview.Page(page))
}

// beforeParam reads before=, the number of the entry that a page begins after.
func beforeParam(c echo.Context) (int64, error) {
	given := c.QueryParam("before")
	if given == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(given, 10, 64)
	if err != nil || n < 1 {
		return 0, fault.Invalid("before", message.BeforeWrong.With())
	}
	return n, nil
}

// modelNames are the names of the models that are still there, by id.
func (s *Server) modelNames(ctx context.Context) (map[string]string, error) {
	models, err := s.store.Models(ctx)
	names := make(map[string]string, len(models))
	for _, m := range models {
		names[m.ID] = modelName(m.Seq)
	}
	return names, err
}

func jobRow(j store.Job, names map[string]string) jobsview.Row {
	return jobsview.Row{
		ID: j.ID, Kind: j.Kind, State: string(j.State), By: j.RequestedBy, Model: names[j.ModelID], ModelID: j.ModelID,
		RetryOf: j.RetryOf, Asked: j.CreatedAt, Started: j.StartedAt, Ended: j.FinishedAt,
	}
}

// getJobPage answers GET /admin/jobs/{id}.
func (s *Server) getJobPage(c echo.Context) error { return s.renderJob(c, http.StatusOK, "") }

func (s *Server) renderJob(c echo.Context, status int, problem string) error {
	ctx := c.Request().Context()
	job, err := s.store.Job(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	names, err := s.modelNames(ctx)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	live, _ := s.training.Live()
	page := jobsview.Detail{Frame: s.frame(c, live), Row: jobRow(job, names), Request: asked(locale(c), job.Request), Problem: problem}
	page.Back = "/admin/jobs/" + job.ID
	if page.Job, err = s.jobView(ctx, job.ID); err != nil {
		return err
	}
	lines, err := s.store.JobLog(ctx, job.ID, 0)
	if err = s.without(ctx, err); err != nil {
		return err
	}
	for _, l := range lines {
		page.Log = append(page.Log, jobsview.Line{At: l.At, Text: l.Message})
	}
	return s.render(c, status, jobsview.DetailPage(page))
}

// asked lists a request's fields by name, those of "params" among them.
func asked(l text.Locale, request json.RawMessage) (pairs [][2]string) {
	var fields map[string]any
	dec := json.NewDecoder(bytes.NewReader(request))
	dec.UseNumber()
	if dec.Decode(&fields) != nil {
		return [][2]string{{"request", string(request)}}
	}
	var why struct {
		Note message.Message `json:"note_message"`
	}
	_ = json.Unmarshal(request, &why) // a person's note is none
	delete(fields, "note_message")
	if !why.Note.IsZero() {
		fields["note"] = l.SayWords(why.Note)
	}
	for name, v := range fields {
		if inner, ok := v.(map[string]any); ok {
			for n, v := range inner {
				pairs = append(pairs, [2]string{n, fmt.Sprint(v)})
			}
			continue
		}
		if text := fmt.Sprint(v); text != "" {
			pairs = append(pairs, [2]string{name, text})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return pairs
}

// postRetryPage answers POST /admin/jobs/{id}/retry: on to the new job.
func (s *Server) postRetryPage(c echo.Context) error {
	job, _, err := s.training.Jobs().Retry(c.Request().Context(), c.Param("id"), principalOf(c).Name)
	if code := fault.CodeOf(err); code == fault.CodeConflict || code == fault.CodeRateLimited {
		return s.renderJob(c, statusOf[code], messageOf(c, err))
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/admin/jobs/"+job.ID)
}

// postRetry answers POST /api/v1/jobs/{id}/retry.
func (s *Server) postRetry(c echo.Context) error {
	job, started, err := s.training.Jobs().Retry(c.Request().Context(), c.Param("id"), principalOf(c).Name)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"job": job, "started": started})
}

// getJobLog answers GET /api/v1/jobs/{id}/log?after=.
func (s *Server) getJobLog(c echo.Context) error {
	after := int64(0)
	if given := c.QueryParam("after"); given != "" {
		var err error
		if after, err = strconv.ParseInt(given, 10, 64); err != nil {
			return fault.Invalid("after", message.AfterWrong.With())
		}
	}
	lines, err := s.store.JobLog(c.Request().Context(), c.Param("id"), after)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"lines": lines})
}

// verdict is what the policy decided of a job's model, if it did: of jobs of an
// earlier version it stands in the log alone.
func (s *Server) verdict(ctx context.Context, j store.Job) (message.Message, error) {
	if m := automation.ReadVerdict(j.Verdict); !m.IsZero() {
		return m, nil
	}
	lines, err := s.store.JobLog(ctx, j.ID, 0)
	for _, l := range lines {
		if automation.IsOldVerdict(l.Message) {
			return l.Message, err
		}
	}
	return message.Message{}, err
}
