package training

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"olist/message"
	"olist/store"
	"olist/store/testplace"
	"olist/training/automation"
	"olist/training/jobs"
)

// said calls act with the first message that has text in it.
type said struct {
	text string
	act  func()
	once sync.Once
}

func (s *said) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(s.text)) {
		s.once.Do(s.act)
	}
	return len(p), nil
}

// A training that ends while another program holds the database for longer than
// a change waits is kept all the same: the job succeeds and its model serves.
func TestResultsOutlastAHeldDatabase(t *testing.T) {
	path := shippedCopy(t)
	refused := &said{text: "tried again"}
	st := openStore(t, path, nil)
	s := newServiceOn(t, st, Options{Log: slog.New(slog.NewTextHandler(refused, nil))})
	ctx := t.Context()
	before, err := s.Live()
	must(t, err)
	queued, _, err := s.Start(ctx, Request{Params: Values{"n_estimators": 10}, By: "ana"})
	must(t, err)
	must(t, st.PutSetting(ctx, "test", "promotion", automation.Policy{Mode: automation.PromoteAlways}))
	// The lock is taken at the job's last sign of life, and let go once it was refused.
	s.jobs.Handle(kindTrain, func(ctx context.Context, job store.Job, r *jobs.Run) (jobs.Outcome, error) {
		r.Note(message.Prose("the last line"))
		out, err := s.train(ctx, job, r)
		settle := out.Settle
		out.Settle = func(ctx context.Context, finish func() (store.Job, error)) error {
			if refused.act == nil {
				refused.act = testplace.Hold(t, st)
			}
			return settle(ctx, finish)
		}
		return out, err
	})
	_, err = s.jobs.Next(ctx)
	must(t, err)
	done, err := st.Job(ctx, queued.ID)
	must(t, err)
	live, err := s.Live()
	must(t, err)
	if done.State != store.JobSucceeded || live.Model.ID == before.Model.ID || live.Model.ID != done.ModelID {
		t.Errorf("the job %+v; %s serves", done, live.Model.ID)
	}
	if log, err := st.JobLog(ctx, queued.ID, 0); err != nil || len(log) < 4 || log[1].Text != "the last line" || !strings.Contains(log[len(log)-2].Text, "made live") {
		t.Errorf("its log is %+v, %v", log, err)
	}
}
