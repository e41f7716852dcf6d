package jobs

import (
	"encoding/json"
	"testing"

	"olist/store"
	"olist/store/fault"
)

// A running job that read the data before they changed does not answer for one
// that is asked now; one that waits does.
func TestOldDataAreNotJoined(t *testing.T) {
	q := newQueue(t, Options{})
	ctx := t.Context()
	request := json.RawMessage(`{"params":{"n_estimators":7},"note":"first"}`)
	again := json.RawMessage(`{"note":"second","params":{"n_estimators":7}}`)
	now, err := q.store.DataFingerprint(ctx)
	must(t, err)
	job := store.Job{ID: "j1", Kind: "train", State: store.JobRunning, Request: request}
	for _, c := range []struct {
		data string
		want bool
	}{{"", true}, {now, true}, {"the data of last week", false}} {
		r := &Run{q: q, id: "j1"}
		q.running = r
		r.Read(c.data)
		if got := q.same(ctx, "train", again)(job); got != c.want {
			t.Errorf("a job that read %q is joined: %v", c.data, got)
		}
		if got := q.any(ctx, "train")(job); got != c.want {
			t.Errorf("the schedule joins a job that read %q: %v", c.data, got)
		}
	}
	job.State = store.JobQueued
	if !q.same(ctx, "train", again)(job) || q.same(ctx, "train", json.RawMessage(`{"params":{"n_estimators":8}}`))(job) || q.same(ctx, "search", request)(job) {
		t.Error("what waits is joined by what asks for the same, and by nothing else")
	}
	if q.same(ctx, "train", json.RawMessage(`[1]`))(store.Job{Kind: "train", State: store.JobQueued, Request: json.RawMessage(`[2]`)}) {
		t.Error("requests that are no objects are taken for the same")
	}
}

// body is a request that differs by n.
func body(n int) Request {
	return Request{Kind: "train", Body: map[string]int{"n": n}, By: "ana"}
}

func TestAddJoinsTheSameAndEnsureAny(t *testing.T) {
	q := newQueue(t, Options{})
	ctx := t.Context()
	first, started, err := q.Add(ctx, body(1))
	if err != nil || !started || first.RequestedBy != "ana" {
		t.Fatalf("%+v, %v, %v", first, started, err)
	}
	select {
	case <-q.Added():
	default:
		t.Error("nobody hears of the job")
	}
	if !q.Waiting() {
		t.Error("it does not wait")
	}
	if again, started, err := q.Add(ctx, body(1)); err != nil || started || again.ID != first.ID {
		t.Errorf("the same again: %+v, %v, %v", again, started, err)
	}
	if other, started, err := q.Add(ctx, body(2)); err != nil || !started || other.ID == first.ID {
		t.Errorf("another: %+v, %v, %v", other, started, err)
	}
	if some, started, err := q.Ensure(ctx, body(3)); err != nil || started || some.ID != first.ID {
		t.Errorf("any will do: %+v, %v, %v", some, started, err)
	}
	if _, _, err := q.Add(ctx, Request{Kind: "train", Body: func() {}}); err == nil {
		t.Error("a request that no JSON holds is queued")
	}
}

func TestEnsureOnceActsForOneProcessOnly(t *testing.T) {
	q := newQueue(t, Options{})
	ctx := t.Context()
	must(t, q.store.PutSetting(ctx, "test", "due", 1))
	_, done, err := q.EnsureOnce(ctx, body(1), "due", 1, 2)
	if err != nil || !done {
		t.Fatalf("the first: %v, %v", done, err)
	}
	if _, done, err := q.EnsureOnce(ctx, body(1), "due", 1, 2); err != nil || done {
		t.Errorf("the second: %v, %v", done, err)
	}
}

func TestAFullQueueRefuses(t *testing.T) {
	q := newQueue(t, Options{})
	for n := range MaxQueued {
		_, _, err := q.Add(t.Context(), body(n))
		must(t, err)
	}
	if _, _, err := q.Add(t.Context(), body(MaxQueued)); fault.CodeOf(err) != fault.CodeRateLimited {
		t.Errorf("one more: %v", err)
	}
}

func TestRetryRepeatsWhatHasEnded(t *testing.T) {
	q := newQueue(t, Options{})
	ctx := t.Context()
	job, _, err := q.Add(ctx, body(1))
	must(t, err)
	if _, _, err := q.Retry(ctx, job.ID, "ben"); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("of a job that waits: %v", err)
	}
	if _, _, err := q.Retry(ctx, "j99", "ben"); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("of no job: %v", err)
	}
	_, err = q.Cancel(ctx, job.ID, "ana")
	must(t, err)
	again, started, err := q.Retry(ctx, job.ID, "ben")
	if err != nil || !started || again.RetryOf != job.ID || again.RequestedBy != "ben" || string(again.Request) != string(job.Request) {
		t.Errorf("%+v, %v, %v", again, started, err)
	}
	if _, err := q.Cancel(ctx, job.ID, "ana"); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("canceled twice: %v", err)
	}
}
