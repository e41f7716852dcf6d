package training

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"olist/forecast/backtest"
	"olist/store"
	"olist/store/ingest"
)

// retrained queues a training, runs it, and gives the model's id.
func (s *Service) retrained(t *testing.T, trees float64) string {
	t.Helper()
	job, _, err := s.Start(t.Context(), Request{Params: Values{"n_estimators": trees}, By: "test"})
	must(t, err)
	_, err = s.jobs.Next(t.Context())
	must(t, err)
	job, err = s.store.Job(t.Context(), job.ID)
	must(t, err)
	if job.ModelID == "" {
		t.Fatalf("the training made no model: %s", job.Error)
	}
	return job.ModelID
}

// evaluated lets the worker evaluate, and gives the report that it keeps of a
// model.
func (s *Service) evaluated(t *testing.T, id string) *backtest.Report {
	t.Helper()
	select {
	case <-s.jobs.Added(): // the job is done; an evaluation would give way to it
	default:
	}
	_, err := s.evaluateNext(t.Context())
	must(t, err)
	e, err := s.store.Evaluation(t.Context(), id, evaluationKind)
	must(t, err)
	var r backtest.Report
	must(t, json.Unmarshal(e.Report, &r))
	return &r
}

// TestEqualTrainingsAreEvaluatedOnce: a report that was stored for the first of
// two retrainings of equal data and parameters is taken for the second, and for
// no other.
func TestEqualTrainingsAreEvaluatedOnce(t *testing.T) {
	s := newService(t, nil)
	shipped := s.live.Load().Report
	first := s.retrained(t, 5)
	live := s.live.Load()
	config, o := live.Engine.Config(), backtest.Options{Groups: live.Data.groups(), Windows: fewWindows, Means: true}
	r := *shipped
	var err error
	r.Choice.Summary = "stored"
	r.Fingerprint, err = backtest.Fingerprint(live.Data.Panel, config, o)
	must(t, err)
	e, err := newEvaluation(live.Data.Fingerprint, &r)
	must(t, err)
	_, err = s.store.AddEvaluation(t.Context(), first, e)
	must(t, err)

	second := s.retrained(t, 5)
	if second == first {
		t.Fatal("there is no second model")
	}
	if got := s.evaluated(t, second); got.Choice.Summary != "stored" {
		t.Errorf("equal data and parameters were evaluated twice: %q", got.Choice.Summary)
	}
	if live := s.live.Load(); live.Model.ID != second || live.Report == nil || live.Report.Choice.Summary != "stored" {
		t.Errorf("the model that answers, %s, does not show its evaluation", live.Model.ID)
	}
	config.Params.NEstimators++
	if r, err := s.equalReport(t.Context(), config, live.Data, o); err != nil || r != nil {
		t.Errorf("other parameters were given the same evaluation: %v", err)
	}
}

// TestReportOfAnotherEngineIsNotReused: equal data and parameters are not enough
// where the engine has changed since.
func TestReportOfAnotherEngineIsNotReused(t *testing.T) {
	s := newService(t, nil)
	live := s.live.Load()
	config, o := live.Engine.Config(), backtest.Options{Groups: live.Data.groups(), Means: true}
	if r, err := s.equalReport(t.Context(), config, live.Data, o); err != nil || r == nil {
		t.Fatalf("the shipped evaluation is not found: %v", err)
	}
	old := *live.Report
	old.Fingerprint = "of another engine"
	e, err := newEvaluation(live.Data.Fingerprint, &old)
	must(t, err)
	_, err = s.store.AddEvaluation(t.Context(), live.Model.ID, e)
	must(t, err)
	if r, err := s.equalReport(t.Context(), config, live.Data, o); err != nil || r != nil {
		t.Errorf("it was taken all the same: %v", err)
	}
}

// replaceData imports another figure of a week, as a process does that has the
// database open.
func replaceData(t *testing.T, st *store.Store, apply func(ctx context.Context, actor string, version int64) (store.Import, error)) {
	t.Helper()
	batch, report, err := ingest.ReadWeekly(t.Context(), "a.csv", strings.NewReader("week,category,state,revenue,orders\n2018-08-13,beleza_saude,SP,999.00,7\n"), ingest.Options{})
	must(t, err)
	imp, _, err := st.StageImport(t.Context(), store.NewImport{Kind: "weekly", Source: "a.csv", Batch: batch, Report: report, Actor: "test"})
	must(t, err)
	_, err = apply(t.Context(), "test", imp.Version)
	must(t, err)
}

// An evaluation on data that are replaced meanwhile, here or by another process,
// is given up and nothing of it kept.
func TestEvaluationOfReplacedDataIsGivenUp(t *testing.T) {
	for name, replace := range map[string]func(s *Service){
		"here": func(s *Service) { replaceData(t, s.store, s.ApplyImport) },
		"by another process": func(s *Service) {
			other := openStore(t, s.store.Path(), time.Now)
			replaceData(t, other, other.ApplyImport)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServiceWith(t, Options{Lease: 300 * time.Millisecond})
			live := s.live.Load()
			id := live.Model.ID
			s.live.Store(live.withReport(nil)) // the stored one has other origins: all is measured again
			ticks, stop := s.jobs.Watch()
			defer stop()
			ended := make(chan error, 1)
			go func() { _, err := s.evaluateNext(context.Background()); ended <- err }()
			for s.Pending(id).Progress.Total == 0 {
				select {
				case <-ticks:
				case err := <-ended:
					t.Fatalf("it ended before the data were replaced: %v", err)
				}
			}
			replace(s)
			must(t, <-ended)
			e, err := s.store.Evaluation(t.Context(), id, evaluationKind)
			must(t, err)
			var kept backtest.Report
			must(t, json.Unmarshal(e.Report, &kept))
			if kept.Windows == fewWindows {
				t.Error("an evaluation of replaced data is kept")
			}
		})
	}
}
