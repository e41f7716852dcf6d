package training

import (
	"encoding/json"
	"testing"

	"olist/store"
)

// A running retraining that read the data before they changed does not answer
// for one that is asked now; one that waits does.
func TestOldDataAreNotJoined(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	request := json.RawMessage(`{"params":{"n_estimators":7},"note":"first"}`)
	again := json.RawMessage(`{"note":"second","params":{"n_estimators":7}}`)
	now, err := s.store.DataFingerprint(ctx)
	must(t, err)
	job := store.Job{ID: "j1", Kind: kindTrain, State: store.JobRunning, Request: request}
	for _, c := range []struct {
		data string
		want bool
	}{{"", true}, {now, true}, {"the data of last week", false}} {
		s.running = &run{id: "j1", data: c.data}
		if got := s.sameWork(ctx, kindTrain, again)(job); got != c.want {
			t.Errorf("a job that read %q is joined: %v", c.data, got)
		}
		if got := s.anyWork(ctx, kindTrain)(job); got != c.want {
			t.Errorf("the schedule joins a job that read %q: %v", c.data, got)
		}
	}
	job.State = store.JobQueued
	if !s.sameWork(ctx, kindTrain, again)(job) || s.sameWork(ctx, kindTrain, json.RawMessage(`{"params":{"n_estimators":8}}`))(job) || s.sameWork(ctx, KindSearch, request)(job) {
		t.Error("what waits is joined by what asks for the same, and by nothing else")
	}
}
