package training

import (
	"bytes"
	"context"
	"database/sql"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"olist/store"
	"olist/store/fault"
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

// held takes the write lock of a database as another program does.
func held(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_txlock=immediate&_busy_timeout=20000")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	lock, err := db.BeginTx(context.Background(), nil)
	must(t, err)
	return func() { _ = lock.Rollback() }
}

// A training that ends while another program holds the database for longer than
// SQLite waits is kept all the same: the job succeeds and its model serves.
func TestResultsOutlastAHeldDatabase(t *testing.T) {
	path := shippedCopy(t)
	refused := &said{text: "tried again"}
	st := openStore(t, path, nil)
	s := newServiceOn(t, st, Options{Log: slog.New(slog.NewTextHandler(refused, nil))})
	ctx := t.Context()
	before, err := s.Live()
	must(t, err)
	queued, _, err := s.Start(ctx, Request{Params: map[string]string{"n_estimators": "10"}, By: "ana"})
	must(t, err)
	job, ok, err := st.Claim(ctx, s.opt.Owner, s.opt.Lease)
	if err != nil || !ok || job.ID != queued.ID {
		t.Fatalf("claimed %+v, %v", job, err)
	}
	s.running = &run{id: job.ID, lines: []string{"the last line"}}
	must(t, st.PutSetting(ctx, "test", policyKey, Policy{Mode: PromoteAlways}))
	out, err := s.train(ctx, job)
	must(t, err)
	s.flushProgress(ctx, job.ID)

	refused.act = held(t, path)
	must(t, s.finish(ctx, job, out))
	done, err := st.Job(ctx, job.ID)
	must(t, err)
	live, err := s.Live()
	must(t, err)
	if done.State != store.JobSucceeded || live.Model.ID == before.Model.ID || live.Model.ID != done.ModelID {
		t.Errorf("the job %+v; %s serves", done, live.Model.ID)
	}
	if log, err := st.JobLog(ctx, job.ID, 0); err != nil || len(log) != 4 || log[0].Text != "the last line" || !strings.Contains(log[3].Text, "made live") {
		t.Errorf("its log is %+v, %v", log, err)
	}
}

// Only troubles that pass are waited for.
func TestKeepGivesUpAtOnceWhereWaitingIsNoUse(t *testing.T) {
	s := newService(t, nil)
	tries := 0
	err := s.keep(t.Context(), "nothing", func() error { tries++; return fault.New(fault.CodeConflict, "not yours") })
	if tries != 1 || fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("%d tries, %v", tries, err)
	}
	if err := s.keep(t.Context(), "nothing", func() error { return nil }); err != nil {
		t.Error(err)
	}
}
