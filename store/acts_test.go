package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
)

// acts gives the log, oldest first, as "actor action subject" and, where it is
// asked for, the detail.
func acts(t *testing.T, s *store.Store, detailed bool) (all []string) {
	t.Helper()
	log, err := s.AuditLog(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range log {
		act := e.Actor + " " + e.Action + " " + e.Subject
		if detailed {
			act += " " + string(e.Detail)
		}
		all = append(all, act)
	}
	slices.Reverse(all)
	return all
}

// TestEveryActOnAnImportIsInTheLog, with who did it and what changed.
func TestEveryActOnAnImportIsInTheLog(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	apply(t, s, "2018-08-20,moveis,SP,1.00,1")
	n := weekly(batch(t, "2018-08-20,moveis,SP,2.00,1", "2018-08-27,Moveis,SP,2.00,1", "2018-09-03,moveis,SP,2.00,1"))
	n.Actor = "bea"
	staged, _, err := s.StageImport(ctx, n)
	if err != nil || staged.Actor != "bea" {
		t.Fatal(staged, err)
	}
	for _, do := range []func() error{
		func() error { return s.JoinSpellings(ctx, "caro", staged.Version, []string{store.JoinAll}) },
		func() error { _, err := s.ApplyImport(ctx, "dora", staged.Version); return err },
		func() error { _, err := s.UndoImport(ctx, "eva", staged.Version); return err },
		func() error {
			other, _, err := s.StageImport(ctx, weekly(batch(t, "2018-08-20,moveis,SP,3.00,1")))
			if err != nil {
				return err
			}
			return s.DiscardImport(ctx, "fee", other.Version)
		},
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"ana import.stage 1", "ana import.apply 1", "bea import.stage 2", "caro import.join 2", "dora import.apply 2", "eva import.undo 2", "ana import.stage 3", "fee import.discard 3"}
	if diff := cmp.Diff(want, acts(t, s, false)); diff != "" {
		t.Error(diff)
	}
	for i, want := range map[int]string{2: `"added":2,"changed":1`, 3: `"into":["all"]`} {
		if got := acts(t, s, true)[i]; !strings.Contains(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestEveryActOnAJobIsInTheLog, those of the program itself among them.
func TestEveryActOnAJobIsInTheLog(t *testing.T) {
	s, c := open(t)
	ctx := t.Context()
	job, _, err := s.Enqueue(ctx, store.NewJob{Kind: "train", RequestedBy: "bea", Request: json.RawMessage(`{"n":1}`)})
	if err != nil || job.RequestedBy != "bea" {
		t.Fatal(job, err)
	}
	claim(t, s, "me")
	if _, err := s.CancelJob(ctx, "caro", job.ID); err != nil {
		t.Fatal(err)
	}
	model := newModel("trees")
	if _, err := s.FinishJob(ctx, "me", job.ID, store.JobResult{State: store.JobSucceeded, Model: &model, Activate: true, Note: message.Prose("better"), Log: []message.Message{message.Prose("one"), message.Prose("two")}}); err != nil {
		t.Fatal(err)
	}
	enqueue(t, s, store.NewJob{})
	claim(t, s, "me")
	c.Add(time.Hour)
	if _, err := s.ExpireLeases(ctx, nil); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, act := range acts(t, s, false) {
		if strings.Contains(act, " job.") {
			got = append(got, act)
		}
	}
	if diff := cmp.Diff([]string{"bea job.start j1", "caro job.cancel j1", "bea job.finish j1", "ana job.start j2", "system job.expire j2"}, got); diff != "" {
		t.Error(diff)
	}
	if detail := acts(t, s, true)[0]; !strings.Contains(detail, `"kind":"train"`) || !strings.Contains(detail, `"request":{"n":1}`) {
		t.Error(detail)
	}
	if live, err := s.Activations(ctx, 1); err != nil || live[0].Actor != "bea" || live[0].Note != "better" {
		t.Error(live, err)
	}
	if lines, err := s.JobLog(ctx, job.ID, 0); err != nil || len(lines) != 2 || lines[1].Text != "two" {
		t.Error(lines, err)
	}
}

// TestWhatIsDeletedIsNamed in the log and where it is not there.
func TestWhatIsDeletedIsNamed(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	n, err := s.AddNote(ctx, "ana", 2500, "a note")
	if err != nil {
		t.Fatal(err)
	}
	scenario, err := s.PutScenario(ctx, "ana", "", "Winter", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func() error{
		"note": func() error { return s.RestoreNote(ctx, "bea", n.ID) }, "scenario": func() error { return s.RestoreScenario(ctx, "bea", scenario.ID) },
	} { // neither is deleted
		if err := do(); fault.CodeOf(err) != fault.CodeNotFound || !strings.Contains(fmt.Sprint(err), "there is no "+name+" ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, do := range []func() error{
		func() error { return s.DeleteNote(ctx, "bea", n.ID) }, func() error { return s.RestoreNote(ctx, "bea", n.ID) },
		func() error { return s.DeleteScenario(ctx, "bea", scenario.ID) }, func() error { return s.RestoreScenario(ctx, "bea", scenario.ID) },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"bea note.delete " + n.ID, "bea note.restore " + n.ID, "bea scenario.delete " + scenario.ID, "bea scenario.restore " + scenario.ID}
	if got := acts(t, s, false); !slices.Equal(got[len(got)-4:], want) {
		t.Errorf("the log says %q", got)
	}
}

// TestNobodysJob: one that waits, or has ended, belongs to no one, not even to an
// owner without a name.
func TestNobodysJob(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	ended, first, second := enqueue(t, s, store.NewJob{}), enqueue(t, s, store.NewJob{}), enqueue(t, s, store.NewJob{})
	claim(t, s, "me")
	if open, err := s.OpenJobs(ctx); err != nil || len(open) != 3 || open[1].ID != first.ID || open[2].ID != second.ID {
		t.Error("the queue is in another order", open, err)
	}
	if _, err := s.FinishJob(ctx, "me", ended.ID, store.JobResult{State: store.JobFailed}); err != nil {
		t.Fatal(err)
	}
	if got := wantState(t, s, ended.ID, store.JobFailed); got.Owner != "" || !got.LeaseUntil.IsZero() {
		t.Errorf("what has ended is still owned: %+v", got)
	}
	for _, job := range []store.Job{ended, first} {
		_, err := s.FinishJob(ctx, "", job.ID, store.JobResult{State: store.JobSucceeded})
		wantCode(t, err, fault.CodeConflict)
		_, err = s.Heartbeat(ctx, "", job.ID, time.Minute, nil)
		wantCode(t, err, fault.CodeConflict)
	}
}

// TestComparingKeepsNothing, and refuses what nobody would look at.
func TestComparingKeepsNothing(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	apply(t, s, "2018-08-20,a,SP,1.00,1")
	before := acts(t, s, true)
	changes, err := s.CompareImport(ctx, weekly(batch(t, "2018-08-27,a,SP,2.00,1")))
	if err != nil || changes.Added != 1 {
		t.Error(changes, err)
	}
	_, err = s.CompareImport(ctx, file(t, "week,revenue\n2018-08-20,1\n2081-08-20,1\n", ingest.Options{}))
	wantCode(t, err, fault.CodeInvalid)
	if all, err := s.Imports(ctx); err != nil || len(all) != 1 {
		t.Error(all, err)
	}
	if diff := cmp.Diff(before, acts(t, s, true)); diff != "" {
		t.Error(diff)
	}
}
