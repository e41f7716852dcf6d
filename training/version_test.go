package training

import (
	"testing"

	"olist/store"
	"olist/store/fault"
)

// TestModelOfAnotherVersion: after an update of the program that cannot read
// the live model the service starts, says that one must be trained, and can.
func TestModelOfAnotherVersion(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	m, payload, err := s.store.Payload(ctx, live.Model.ID)
	must(t, err)
	payload[4]++ // the version
	old, err := s.store.InsertModel(ctx, store.NewModel{Kind: "train", Params: m.Params, Config: m.Config, Payload: payload})
	must(t, err)
	if _, err := s.Activate(ctx, old.ID, "test", ""); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("activating it gives %v", err)
	}
	must(t, s.store.Activate(ctx, "test", old.ID, ""))
	after, err := New(ctx, s.store, s.opt)
	must(t, err)
	if _, err := after.Live(); fault.CodeOf(err) != fault.CodeUnavailable {
		t.Errorf("Live gives %v", err)
	}
	if _, _, err := after.Start(ctx, Request{By: "test", Params: map[string]string{"n_estimators": "3"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := after.runNext(ctx); err != nil {
		t.Fatal(err)
	}
	if live, err := after.Live(); err != nil || live.Model.ID == old.ID {
		t.Errorf("after the training: %v", err)
	}
}
