package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/message"
	"olist/store"
	"olist/store/fault"
)

func enqueue(t *testing.T, s *store.Store, n store.NewJob) store.Job {
	t.Helper()
	n.Kind, n.RequestedBy = "train", "ana"
	job, created, err := s.Enqueue(t.Context(), n)
	if err != nil || !created {
		t.Fatal(job, created, err)
	}
	return job
}

func claim(t *testing.T, s *store.Store, owner string) store.Job {
	t.Helper()
	job, ok, err := s.Claim(t.Context(), owner, time.Minute)
	if err != nil || !ok {
		t.Fatal(job, ok, err)
	}
	return job
}

func wantState(t *testing.T, s *store.Store, id string, want store.JobState) store.Job {
	t.Helper()
	job, err := s.Job(t.Context(), id)
	if err != nil || job.State != want {
		t.Fatalf("job %s is %s (%v), want %s", id, job.State, err, want)
	}
	return job
}

func TestJobsRunOneByOneInOrder(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	a := enqueue(t, s, store.NewJob{Request: json.RawMessage(`{"n":1}`)})
	b := enqueue(t, s, store.NewJob{RetryOf: a.ID})
	first := claim(t, s, "me")
	if first.ID != a.ID || string(first.Request) != `{"n":1}` || !first.StartedAt.Equal(c.Now()) {
		t.Errorf("%+v", first)
	}
	if _, ok, err := s.Claim(ctx, "you", time.Minute); ok || err != nil {
		t.Fatal("two run at once", err)
	}
	if open, err := s.OpenJobs(ctx); err != nil || len(open) != 2 || open[0].ID != a.ID {
		t.Error(open, err)
	}
	if _, err := s.FinishJob(ctx, "me", a.ID, store.JobResult{State: store.JobFailed, Error: message.Prose("no data")}); err != nil {
		t.Fatal(err)
	}
	if got := wantState(t, s, a.ID, store.JobFailed); got.Error != "no data" || got.FinishedAt.IsZero() || got.ModelID != "" {
		t.Errorf("%+v", got)
	}
	if second := claim(t, s, "you"); second.ID != b.ID || second.RetryOf != a.ID {
		t.Errorf("%+v", second)
	}
	all, err := s.Jobs(ctx, 0, 1)
	if err != nil || len(all) != 1 || all[0].ID != b.ID {
		t.Fatal(all, err)
	}
	if all, err = s.Jobs(ctx, all[0].Seq, 10); err != nil || len(all) != 1 || all[0].ID != a.ID {
		t.Error(all, err)
	}
	_, err = s.Job(ctx, "j99")
	wantCode(t, err, fault.CodeNotFound)
}

func TestQueueIsCapped(t *testing.T) {
	s, _ := open(t)
	enqueue(t, s, store.NewJob{})
	claim(t, s, "me")
	for range 3 {
		enqueue(t, s, store.NewJob{MaxQueued: 3})
	}
	_, _, err := s.Enqueue(t.Context(), store.NewJob{Kind: "train", MaxQueued: 3})
	wantCode(t, err, fault.CodeRateLimited)
	if job, created, err := s.Enqueue(t.Context(), store.NewJob{Kind: "train", MaxQueued: 3, Join: func(j store.Job) bool { return j.Kind == "train" }}); err != nil || created || job.State != store.JobRunning {
		t.Error("joining needs no place in the queue", job, created, err)
	}
	if job, created, err := s.Enqueue(t.Context(), store.NewJob{Kind: "search", MaxQueued: 4, Join: func(j store.Job) bool { return j.Kind == "search" }}); err != nil || !created {
		t.Error("another kind is not joined", job, err)
	}
}

func TestCancel(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	running, queued := enqueue(t, s, store.NewJob{}), enqueue(t, s, store.NewJob{})
	claim(t, s, "me")
	if job, err := s.CancelJob(ctx, "bea", queued.ID); err != nil || job.State != store.JobCanceled {
		t.Fatal(job, err)
	}
	_, err := s.CancelJob(ctx, "bea", queued.ID)
	wantCode(t, err, fault.CodeConflict)
	if job, err := s.CancelJob(ctx, "bea", running.ID); err != nil || job.State != store.JobRunning || !job.CancelRequested {
		t.Fatal(job, err)
	}
	if cancel, err := s.Heartbeat(ctx, "me", running.ID, time.Minute, nil); err != nil || !cancel {
		t.Fatal(cancel, err)
	}
	if _, err := s.FinishJob(ctx, "me", running.ID, store.JobResult{State: store.JobCanceled}); err != nil {
		t.Fatal(err)
	}
	_, err = s.CancelJob(ctx, "bea", "j99")
	wantCode(t, err, fault.CodeNotFound)
	if _, ok, err := s.Claim(ctx, "me", time.Minute); ok || err != nil {
		t.Error("a canceled job is claimed", err)
	}
}

func TestProgressAndLog(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	job := enqueue(t, s, store.NewJob{})
	claim(t, s, "me")
	c.Add(time.Second)
	for _, progress := range []string{`{"done":1}`, ``} {
		if _, err := s.Heartbeat(ctx, "me", job.ID, time.Minute, json.RawMessage(progress)); err != nil {
			t.Fatal(err)
		}
	}
	got := wantState(t, s, job.ID, store.JobRunning)
	if string(got.Progress) != `{"done":1}` || !got.LeaseUntil.Equal(c.Now().Add(time.Minute)) || !got.HeartbeatAt.Equal(c.Now()) {
		t.Errorf("%+v", got)
	}
	_, err := s.Heartbeat(ctx, "you", job.ID, time.Minute, nil)
	wantCode(t, err, fault.CodeConflict)
	for _, line := range []string{"one", "two", "three"} {
		if err := s.LogJob(ctx, job.ID, message.Prose(line)); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := s.JobLog(ctx, job.ID, 1)
	if diff := cmp.Diff([]store.JobLine{{Line: 2, At: c.Now(), Text: "two", Message: message.Prose("two")}, {Line: 3, At: c.Now(), Text: "three", Message: message.Prose("three")}}, lines); diff != "" || err != nil {
		t.Error(diff, err)
	}
	wantCode(t, s.LogJob(ctx, "j99", message.Prose("x")), fault.CodeNotFound)
	_, err = s.JobLog(ctx, "j99", 0)
	wantCode(t, err, fault.CodeNotFound)
}

func TestFinishNeedsAFinalStateAndAPayload(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	job := enqueue(t, s, store.NewJob{})
	claim(t, s, "me")
	empty := newModel("")
	for _, r := range []store.JobResult{{State: store.JobRunning}, {State: store.JobSucceeded, Model: &empty}} {
		if _, err := s.FinishJob(ctx, "me", job.ID, r); err == nil {
			t.Errorf("%+v was taken", r)
		}
		wantState(t, s, job.ID, store.JobRunning)
	}
	_, err := s.FinishJob(ctx, "me", "j99", store.JobResult{State: store.JobFailed})
	wantCode(t, err, fault.CodeNotFound)
}

func TestRefusedCandidateIsKeptButNotLive(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	live := addModel(t, s, "live")
	if err := s.Activate(ctx, "ana", live.ID, ""); err != nil {
		t.Fatal(err)
	}
	enqueue(t, s, store.NewJob{})
	job := claim(t, s, "me")
	candidate := newModel("candidate")
	job, err := s.FinishJob(ctx, "me", job.ID, store.JobResult{State: store.JobSucceeded, Model: &candidate, Note: message.Prose("WAPE .19 against .15")})
	if err != nil {
		t.Fatal(err)
	}
	if l, err := s.Live(ctx); err != nil || l.ModelID != live.ID {
		t.Error(l, err)
	}
	if m, err := s.Model(ctx, job.ModelID); err != nil || m.Live {
		t.Error(m, err)
	}
	log, err := s.AuditLog(ctx, 0, 1)
	if err != nil || log[0].Action != "job.finish" || !strings.Contains(string(log[0].Detail), "WAPE .19 against .15") {
		t.Error(log, err)
	}
}

func TestDeadOwnersAreFoundBeforeTheirLease(t *testing.T) {
	s, _ := open(t)
	job := enqueue(t, s, store.NewJob{})
	claim(t, s, "dead")
	if jobs, err := s.ExpireLeases(t.Context(), func(owner string) bool { return owner != "dead" }); err != nil || len(jobs) != 0 {
		t.Fatal(jobs, err)
	}
	if jobs, err := s.ExpireLeases(t.Context(), func(owner string) bool { return owner == "dead" }); err != nil || len(jobs) != 1 {
		t.Fatal(jobs, err)
	}
	wantState(t, s, job.ID, store.JobFailed)
}

// Several programs, each with its own connections, pull on one queue.
func TestManyWorkersRunEachJobOnce(t *testing.T) {
	const programs, jobs = 4, 8
	path := filepath.Join(t.TempDir(), "olist.db")
	stores := make([]*store.Store, programs)
	var opened sync.WaitGroup
	for i := range stores {
		opened.Go(func() { // at once, on a file that is not there yet
			s, err := store.Open(context.Background(), path, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			stores[i] = s
		})
	}
	opened.Wait()
	if t.Failed() {
		return
	}
	for _, s := range stores {
		t.Cleanup(func() { s.Close() })
	}
	var mu sync.Mutex
	ran := map[string]int{}
	var wg sync.WaitGroup
	for i, s := range stores {
		wg.Go(func() {
			for range jobs {
				if _, _, err := s.Enqueue(context.Background(), store.NewJob{Kind: "train"}); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			owner := fmt.Sprint("program ", i)
			for {
				mu.Lock()
				done := len(ran) == programs*jobs
				mu.Unlock()
				if done || t.Failed() {
					return
				}
				job, ok, err := s.Claim(context.Background(), owner, time.Minute)
				if err != nil {
					t.Error(err)
					return
				}
				if !ok {
					time.Sleep(time.Millisecond)
					continue
				}
				m := newModel(job.ID)
				if _, err := s.FinishJob(context.Background(), owner, job.ID, store.JobResult{State: store.JobSucceeded, Model: &m, Activate: true}); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				ran[job.ID]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for id, n := range ran {
		if n != 1 {
			t.Errorf("job %s ran %d times", id, n)
		}
	}
	models, err := stores[0].Models(t.Context())
	if err != nil || len(models) != programs*jobs {
		t.Fatal(len(models), err)
	}
	log, err := stores[0].Activations(t.Context(), 1000)
	if err != nil || len(log) != programs*jobs {
		t.Fatal(len(log), err)
	}
	for i, a := range log[:len(log)-1] {
		if a.Previous != log[i+1].ModelID {
			t.Errorf("activation %d follows %s, not %s", a.Seq, a.Previous, log[i+1].ModelID)
		}
	}
}
