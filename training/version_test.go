package training

import (
	"bytes"
	"testing"

	"olist/store"
	"olist/store/fault"
)

// TestModelOfAnotherVersion: after an update of the program that cannot read
// the live model the service starts, says that one must be trained, and trains
// one with the same parameters by itself.
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
	must(t, after.renew(ctx))
	if _, err := after.jobs.Next(ctx); err != nil {
		t.Fatal(err)
	}
	renewed, err := after.Live()
	if err != nil || renewed.Model.ID == old.ID {
		t.Fatalf("after the update: %v", err)
	}
	if !bytes.Equal(renewed.Model.Params, m.Params) {
		t.Errorf("it was trained with %s, not %s", renewed.Model.Params, m.Params)
	}
	must(t, after.renew(ctx)) // a model serves: nothing to do
	if worked, err := after.jobs.Next(ctx); worked || err != nil {
		t.Errorf("and once more: %v, %v", worked, err)
	}
}
