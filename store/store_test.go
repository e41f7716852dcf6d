package store_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

// clock is a time that a test moves by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newClock() *clock { return &clock{now: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)} }

// open gives a new store in a file of its own.
func open(t *testing.T) (*store.Store, *clock) {
	t.Helper()
	c := newClock()
	return openAt(t, filepath.Join(t.TempDir(), "olist.db"), c), c
}

func openAt(t testing.TB, path string, c *clock) *store.Store {
	t.Helper()
	s, err := testplace.Open(t, path, store.Options{Clock: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func wantCode(t *testing.T, err error, want fault.Code) {
	t.Helper()
	if got := fault.CodeOf(err); got != want {
		t.Fatalf("got error %v of code %q, want code %q", err, got, want)
	}
}

func newModel(payload string) store.NewModel {
	return store.NewModel{
		Kind: "train", Params: json.RawMessage(`{"n_estimators":100}`), Config: json.RawMessage(`{"a":1}`),
		DataFingerprint: "f00", TrainFrom: 2453, TrainTo: 2536, Seed: 42, Duration: 1500 * time.Millisecond,
		ProgramVersion: "v1", Note: message.Prose("first"), CreatedBy: "ana", Payload: []byte(payload),
	}
}

func addModel(t *testing.T, s *store.Store, payload string) store.Model {
	t.Helper()
	m, err := s.InsertModel(t.Context(), newModel(payload))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	testplace.OnFile(t)
	path := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(path, []byte("this is no database, by far not, in any way"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), path, store.Options{})
	wantCode(t, err, fault.CodeUnavailable)
	_, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder.db"), store.Options{})
	wantCode(t, err, fault.CodeUnavailable)
}

func TestOpenPathWithOddCharacters(t *testing.T) {
	testplace.OnFile(t)
	path := filepath.Join(t.TempDir(), "à b?c%20#d.db")
	openAt(t, path, newClock())
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
}

func TestModelRoundTrip(t *testing.T) {
	s, _ := open(t)
	want := addModel(t, s, "payload")
	got, payload, err := s.Payload(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(store.Model{})); diff != "" {
		t.Error(diff)
	}
	if string(payload) != "payload" {
		t.Errorf("payload %q", payload)
	}
	if got.Seq != 1 || got.Duration != 1500*time.Millisecond || got.TrainTo.String() != "2018-08-13" {
		t.Errorf("got %+v", got)
	}
	_, err = s.Model(t.Context(), "m9")
	wantCode(t, err, fault.CodeNotFound)
}

func TestLiveIsOneRowAndActivationsALog(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	_, err := s.Live(ctx)
	wantCode(t, err, fault.CodeNotFound)
	a, b := addModel(t, s, "a"), addModel(t, s, "b")
	for _, id := range []string{a.ID, b.ID, b.ID, a.ID} { // the second b changes nothing
		if err := s.Activate(ctx, "ana", id, "because"); err != nil {
			t.Fatal(err)
		}
	}
	live, err := s.Live(ctx)
	if err != nil || live.ModelID != a.ID {
		t.Fatalf("live %+v, %v", live, err)
	}
	log, err := s.Activations(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]string
	for _, e := range log {
		got = append(got, [2]string{e.Previous, e.ModelID})
	}
	if diff := cmp.Diff([][2]string{{b.ID, a.ID}, {a.ID, b.ID}, {"", a.ID}}, got); diff != "" {
		t.Error(diff)
	}
	wantCode(t, s.Activate(ctx, "ana", "m9", ""), fault.CodeNotFound)
	wantCode(t, s.DeleteModel(ctx, "ana", a.ID), fault.CodeConflict)
}

func TestFinishJobIsOneTransaction(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	job, created, err := s.Enqueue(ctx, store.NewJob{Kind: "train", RequestedBy: "ana"})
	if err != nil || !created {
		t.Fatal(created, err)
	}
	if job, ok, err := s.Claim(ctx, "me", time.Minute); err != nil || !ok || job.State != store.JobRunning {
		t.Fatal(job, ok, err)
	}
	model := newModel("trees")
	result := store.JobResult{
		State: store.JobSucceeded, Model: &model, Activate: true, Note: message.Prose("better"),
		Evaluations: []store.NewEvaluation{{Kind: "backtest", Summary: json.RawMessage(`{"wape":0.15}`)}},
	}
	_, err = s.FinishJob(ctx, "somebody else", job.ID, result)
	wantCode(t, err, fault.CodeConflict)
	if all, err := s.Models(ctx); err != nil || len(all) != 0 {
		t.Fatalf("a refused finish left %v, %v", all, err)
	}
	job, err = s.FinishJob(ctx, "me", job.ID, result)
	if err != nil || job.State != store.JobSucceeded {
		t.Fatal(job, err)
	}
	l, err := s.LoadLive(ctx, nil)
	if err != nil || l.Model.ID != job.ModelID || l.Intended != job.ModelID || string(l.Payload) != "trees" || l.Damaged != nil {
		t.Fatal(l, err)
	}
	e, err := s.Evaluation(ctx, l.Model.ID, "backtest")
	if err != nil || string(e.Summary) != `{"wape":0.15}` {
		t.Fatal(e, err)
	}
}

// What is made live while the live model is read is not taken for what was read.
func TestWhatWasLiveIsTold(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	one, other := addModel(t, s, "one"), addModel(t, s, "other")
	if err := s.Activate(ctx, "ana", one.ID, ""); err != nil {
		t.Fatal(err)
	}
	l, err := s.LoadLive(ctx, func(store.Model, []byte) error { return s.Activate(ctx, "ana", other.ID, "") })
	if now, _ := s.Live(ctx); err != nil || l.Model.ID != one.ID || l.Intended != one.ID || now.ModelID != other.ID {
		t.Errorf("%s was read, %s is said to have been live, %s is: %v", l.Model.ID, l.Intended, now.ModelID, err)
	}
}

func TestCrashedJobIsMarked(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	job, _, err := s.Enqueue(ctx, store.NewJob{Kind: "train", RequestedBy: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Claim(ctx, "me", time.Minute); err != nil {
		t.Fatal(err)
	}
	if jobs, err := s.ExpireLeases(ctx, nil); err != nil || len(jobs) != 0 {
		t.Fatal("within its lease", jobs, err)
	}
	c.Add(30 * time.Second)
	if _, err := s.Heartbeat(ctx, "me", job.ID, time.Minute, json.RawMessage(`{"done":1}`)); err != nil {
		t.Fatal(err)
	}
	c.Add(time.Minute)
	jobs, err := s.ExpireLeases(ctx, nil)
	if err != nil || len(jobs) != 1 || jobs[0].State != store.JobFailed || jobs[0].Error == "" {
		t.Fatal(jobs, err)
	}
	_, err = s.Heartbeat(ctx, "me", job.ID, time.Minute, nil)
	wantCode(t, err, fault.CodeConflict)
}

func TestManyStartsMakeOneJob(t *testing.T) {
	s, _ := open(t)
	var wg sync.WaitGroup
	ids := make([]string, 500)
	for i := range ids {
		wg.Go(func() {
			job, _, err := s.Enqueue(context.Background(), store.NewJob{Kind: "train", RequestedBy: "x", Join: func(store.Job) bool { return true }})
			if err != nil {
				t.Error(err)
			}
			ids[i] = job.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != "j1" {
			t.Fatalf("got job %s", id)
		}
	}
}

func TestSettings(t *testing.T) {
	s, _ := open(t)
	var v struct{ A int }
	wantCode(t, s.Setting(t.Context(), "policy", &v), fault.CodeNotFound)
	for _, n := range []int{1, 2} {
		if err := s.PutSetting(t.Context(), "ana", "policy", map[string]int{"A": n}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Setting(t.Context(), "policy", &v); err != nil || v.A != 2 {
		t.Fatal(v, err)
	}
	log, err := s.AuditLog(t.Context(), 0, 10)
	if err != nil || len(log) != 2 || log[0].Actor != "ana" || string(log[0].Detail) != `{"A":2}` {
		t.Fatal(log, err)
	}
}

func TestEmptyHistory(t *testing.T) {
	s, _ := open(t)
	h, err := s.History(t.Context())
	if err != nil || len(h.Weeks) != 0 || len(h.Segments) != 0 || h.Fingerprint == "" {
		t.Fatal(h, err)
	}
}
