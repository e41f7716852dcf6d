package training

import (
	"context"
	"errors"
	"strings"
	"testing"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/automation"
	"olist/training/jobs"
)

// fewTrees makes the live model one of few trees, so that what trains as it was
// trained ends soon.
func (s *Service) fewTrees(t *testing.T) *Live {
	t.Helper()
	s.retrained(t, 5)
	live, err := s.Live()
	must(t, err)
	return live
}

// A search measures its trials rung by rung on fewer and fewer, and stores the
// winner as a candidate with the note that says how it was found; nothing goes
// live by it.
func TestSearchStoresItsWinner(t *testing.T) {
	s := newService(t, nil)
	live := s.fewTrees(t)
	for field, r := range map[string]SearchRequest{
		"trials": {Trials: 0, Minutes: 1}, "minutes": {Trials: 1, Minutes: SearchMinutesMost + 1},
	} {
		if _, _, err := s.Search(t.Context(), r); wrongField(err) != field {
			t.Errorf("%+v: %v", r, err)
		}
	}
	job, started, err := s.Search(t.Context(), SearchRequest{Trials: 1, Minutes: 30, Seed: 3, By: "ana"})
	if err != nil || !started {
		t.Fatal(started, err)
	}
	_, err = s.jobs.Next(t.Context())
	must(t, err)
	st, err := s.jobs.Status(t.Context(), job.ID)
	must(t, err)
	m, err := s.store.Model(t.Context(), st.Job.ModelID)
	must(t, err)
	if st.Job.State != store.JobSucceeded || m.Kind != KindSearch || m.CreatedBy != "ana" || m.Live {
		t.Errorf("it ended as %+v with %+v", st.Job, m)
	}
	if m.NoteMessage.Key != "search_found" || !strings.HasPrefix(m.Note, "found by search: the best of 2, pooled WAPE ") {
		t.Errorf("its note is %q", m.Note)
	}
	board := st.Progress.Board
	if len(board) != 2 || board[0].Origins < board[1].Origins || board[0].Origins != rungs[len(rungs)-1].origins {
		t.Errorf("the board is %+v", board)
	}
	for _, d := range Space {
		if p, err := ParamNamed(d.Name); err != nil || p.Check(d.Of(board[0].Params)) != nil {
			t.Errorf("%s of the winner is %v", d.Name, d.Of(board[0].Params))
		}
	}
	if now, err := s.Live(); err != nil || now.Model.ID != live.Model.ID {
		t.Error("the candidate serves")
	}
}

// A policy that compares measures the candidate, and decides by figures that are
// stored with the job.
func TestAPolicyThatComparesIsJudgedByFigures(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	must(t, s.automation.SetPolicy(t.Context(), "test", automation.Policy{Mode: automation.PromoteNotWorse, MaxWorse: 0}))
	job, _, err := s.Start(t.Context(), Request{Params: Values{"n_estimators": 1, "learning_rate": .001, "random_state": 9}, Note: message.Prose("try it"), By: "test"})
	must(t, err)
	_, err = s.jobs.Next(t.Context())
	must(t, err)
	job, err = s.store.Job(t.Context(), job.ID)
	must(t, err)
	verdict := automation.ReadVerdict(job.Verdict)
	now, err := s.Live()
	must(t, err)
	served := now.Model.ID == job.ModelID
	if key := verdict.Key; key != "verdict_good" && key != "verdict_worse" || served != (key == "verdict_good") {
		t.Errorf("the verdict is %v, and the candidate serves: %v", verdict, served)
	}
	if e, err := s.store.Evaluation(t.Context(), job.ModelID, evaluationKind); err != nil || e.DataFingerprint != live.Data.Fingerprint {
		t.Errorf("its evaluation: %v", err)
	}
	if m, err := s.store.Model(t.Context(), job.ModelID); err != nil || m.Note != "try it" || !m.NoteMessage.IsProse() {
		t.Errorf("the model's note is %q, %v", m.Note, err)
	}
	sums, err := s.Summaries(t.Context())
	if err != nil || sums[job.ModelID].Total.WAPE <= 0 || sums[job.ModelID].Data != live.Data.Fingerprint {
		t.Errorf("its summary is %+v, %v", sums[job.ModelID], err)
	}
}

// What the schedule asks for is a training as the live model was trained, with
// the reason as data.
func TestTheScheduleTrainsAsTheLiveModel(t *testing.T) {
	s := newService(t, nil)
	live := s.fewTrees(t)
	if got := (trainer{s}).Serving(); got != live.Data.Fingerprint {
		t.Errorf("what serves is %q", got)
	}
	_, _, err := s.jobs.Ensure(t.Context(), trainer{s}.NewTraining("schedule", message.DataChanged.With()))
	must(t, err)
	_, err = s.jobs.Next(t.Context())
	must(t, err)
	now, err := s.Live()
	must(t, err)
	if now.Model.ID == live.Model.ID || now.Model.NoteMessage.Key != "data_changed" || string(now.Model.Params) != string(live.Model.Params) {
		t.Errorf("it made %+v", now.Model)
	}
	s.live.Store(nil)
	if got := (trainer{s}).Serving(); got != "" {
		t.Errorf("without a model %q serves", got)
	}
	if p := s.BaseParams(); p.NEstimators == 5 {
		t.Errorf("without a model a training starts from %+v", p)
	}
}

// A job that fails is told to the webhook and counted, with its error in words
// and as data.
func TestAFailedJobIsSent(t *testing.T) {
	s := newService(t, nil)
	_, err := s.automation.SetWebhook(t.Context(), "test", "http://127.0.0.1:1/none")
	must(t, err)
	s.jobs.Handle("odd", func(ctx context.Context, _ store.Job, _ *jobs.Run) (jobs.Outcome, error) {
		return jobs.Outcome{}, fault.Wrap(fault.CodeInvalid, errors.New("secret"), message.NothingToLearn.With())
	})
	_, _, err = s.Jobs().Add(t.Context(), jobs.Request{Kind: "odd", Body: struct{}{}})
	must(t, err)
	_, err = s.jobs.Next(t.Context())
	must(t, err)
	sent, err := s.store.Deliveries(t.Context(), 1)
	must(t, err)
	if len(sent) != 1 || !strings.Contains(string(sent[0].Body), `"error":"There is no usable week to learn from: import data first."`) || !strings.Contains(string(sent[0].Body), `"nothing_to_learn"`) || strings.Contains(string(sent[0].Body), "secret") {
		t.Errorf("what is sent: %s", sent[0].Body)
	}
}
