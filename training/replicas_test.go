package training

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/message"
	"olist/store"
	"olist/store/testplace"
	"olist/training/automation"
	"olist/training/jobs"
)

// replicas are services on one database, each with a store and a name of its own, that
// work until the test ends.
func replicas(t *testing.T, n int, o Options) []*Service {
	t.Helper()
	path := shippedCopy(t)
	all := make([]*Service, n)
	for i := range all {
		all[i] = newNamed(t, openStore(t, path, nil), fmt.Sprintf("replica-%d/1/1", i), o)
	}
	return all
}

func newNamed(t *testing.T, st *store.Store, owner string, o Options) *Service {
	t.Helper()
	o.Log, o.Owner, o.Version = slog.New(slog.DiscardHandler), owner, "test"
	o.Windows, o.Calibration = fewWindows, fewWeeks
	s, err := New(t.Context(), st, o)
	must(t, err)
	return s
}

// work has services work until the test ends, or stop is called.
func work(t *testing.T, all ...*Service) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var working sync.WaitGroup
	for _, s := range all {
		working.Go(func() { _ = s.Run(ctx) })
	}
	stop = func() { cancel(); working.Wait() }
	t.Cleanup(stop)
	return stop
}

func within(t *testing.T, limit time.Duration, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %v not yet: %s", limit, what)
		}
	}
}

// Each of many jobs that are asked for on all replicas runs once, on one of them, and
// what each makes live serves on all.
func TestReplicasShareTheQueue(t *testing.T) {
	all := replicas(t, 3, Options{Lease: 3 * time.Second})
	var mu sync.Mutex
	ran := map[string]int{}
	for _, s := range all {
		s.jobs.Handle("count", func(_ context.Context, job store.Job, _ *jobs.Run) (jobs.Outcome, error) {
			mu.Lock()
			defer mu.Unlock()
			ran[job.ID]++
			return jobs.Outcome{Result: store.JobResult{State: store.JobSucceeded}}, nil
		})
	}
	work(t, all...)
	var asked []string
	for i := range 30 {
		for {
			job, started, err := all[i%3].jobs.Add(t.Context(), jobs.Request{Kind: "count", Body: i, By: "ana"})
			if err == nil && started {
				asked = append(asked, job.ID)
				break
			}
			time.Sleep(10 * time.Millisecond) // the queue is full
		}
	}
	within(t, time.Minute, "all jobs have ended", func() bool {
		open, err := all[0].jobs.Open(t.Context())
		return err == nil && len(open) == 0
	})
	mu.Lock()
	defer mu.Unlock()
	for _, id := range asked {
		if ran[id] != 1 {
			t.Errorf("job %s ran %d times", id, ran[id])
		}
	}
}

// A model that one replica makes live serves on all.
func TestActivationsServeOnAllReplicas(t *testing.T) {
	all := replicas(t, 2, Options{Lease: 3 * time.Second})
	work(t, all...)
	ctx := t.Context()
	must(t, all[0].store.PutSetting(ctx, "test", "promotion", automation.Policy{Mode: automation.PromoteAlways}))
	before, err := all[1].Live()
	must(t, err)
	_, _, err = all[1].Start(ctx, Request{Params: Values{"n_estimators": 10}, By: "ana"})
	must(t, err)
	within(t, time.Minute, "both serve the new model", func() bool {
		a, errA := all[0].Live()
		b, errB := all[1].Live()
		return errors.Join(errA, errB) == nil && a.Model.ID != before.Model.ID && a.Model.ID == b.Model.ID
	})
	_, err = all[0].Activate(ctx, before.Model.ID, "ana", "back")
	must(t, err)
	within(t, time.Minute, "the other one serves the old one again", func() bool {
		l, err := all[1].Live()
		return err == nil && l.Model.ID == before.Model.ID
	})
}

// A job that runs on one replica is canceled from another; one whose replica died is
// marked by another once its lease is over.
func TestReplicasCancelAndInherit(t *testing.T) {
	all := replicas(t, 2, Options{Lease: time.Second})
	ctx := t.Context()
	begun := make(chan struct{}, 2)
	wait := func(ctx context.Context, _ store.Job, _ *jobs.Run) (jobs.Outcome, error) {
		begun <- struct{}{}
		<-ctx.Done()
		return jobs.Outcome{}, ctx.Err()
	}
	all[0].jobs.Handle("wait", wait)
	all[1].jobs.Handle("wait", wait)
	stop := work(t, all[0])
	job, _, err := all[0].jobs.Add(ctx, jobs.Request{Kind: "wait", By: "ana"})
	must(t, err)
	<-begun
	_, err = all[1].jobs.Cancel(ctx, job.ID, "bia")
	must(t, err)
	within(t, 10*time.Second, "the job is canceled", func() bool {
		j, err := all[1].store.Job(ctx, job.ID)
		return err == nil && j.State == store.JobCanceled
	})
	stop()
	lost, _, err := all[1].store.Enqueue(ctx, store.NewJob{Kind: "wait", RequestedBy: "ana"})
	must(t, err)
	_, claimed, err := all[1].store.Claim(ctx, "another machine/1/1", time.Second) // which dies with it
	must(t, err)
	if !claimed {
		t.Fatal("it is not claimed")
	}
	work(t, all[1])
	within(t, 20*time.Second, "the lost job is marked", func() bool {
		j, err := all[1].store.Job(ctx, lost.ID)
		return err == nil && j.State == store.JobFailed && j.ErrorMessage.Key == message.JobExpired.With().Key
	})
}

// What is forecast does not depend on where the database is: a database that is moved
// forecasts the same, to the cent, and so does one that comes back.
func TestForecastsMoveWithTheDatabase(t *testing.T) {
	path := shippedCopy(t)
	file := newServiceOn(t, mustOpen(t, path), Options{})
	other := testplace.At(t, path+".other")
	_, err := store.Move(t.Context(), store.Place{Name: path}, other)
	must(t, err)
	st, err := store.Open(t.Context(), other.Name, store.Options{Beside: other.Beside})
	must(t, err)
	t.Cleanup(func() { st.Close() })
	moved := newServiceOn(t, st, Options{})
	back := path + ".back"
	_, err = store.Move(t.Context(), other, store.Place{Name: back})
	must(t, err)
	returned := newServiceOn(t, mustOpen(t, back), Options{})
	want := forecasts(t, file)
	for name, s := range map[string]*Service{"moved": moved, "returned": returned} {
		if diff := cmp.Diff(want, forecasts(t, s)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if _, err := store.Move(t.Context(), store.Place{Name: path}, other); err == nil {
		t.Error("a database is moved over another one")
	}
}

func mustOpen(t *testing.T, path string) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), path, store.Options{})
	must(t, err)
	t.Cleanup(func() { st.Close() })
	return st
}

// forecasts are those of all segments, and the version that gives them.
func forecasts(t *testing.T, s *Service) map[string]string {
	t.Helper()
	live, err := s.Live()
	must(t, err)
	all := map[string]string{"version": live.Version, "data": live.Data.Fingerprint}
	keys := make([]string, 0, len(live.Data.Segments))
	for _, seg := range live.Data.Segments {
		keys = append(keys, seg.Key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		f, err := live.Forecast(key)
		must(t, err)
		text, err := json.Marshal(f)
		must(t, err)
		all[key] = string(text)
	}
	return all
}
