package training

import (
	"testing"

	"olist/forecast"
	"olist/store"
)

// A model that is brought back answers as it did, without being read and computed anew;
// on other data it is computed of these.
func TestAModelThatComesBackIsNotComputedAgain(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	first, err := s.Live()
	must(t, err)
	second := s.fewTrees(t)
	if second.Model.ID == first.Model.ID {
		t.Fatal("no other model serves")
	}
	back := func() *Live {
		t.Helper()
		_, err := s.Activate(ctx, first.Model.ID, "ana", "back")
		must(t, err)
		l, err := s.Live()
		must(t, err)
		return l
	}
	again := back()
	if again.Engine != first.Engine {
		t.Error("it was decoded again")
	}
	if again.Version != first.Version || again.Report != first.Report || !again.Model.Live || again.Intended != first.Model.ID {
		t.Errorf("it serves as %s with %+v, before as %s", again.Version, again.Model, first.Version)
	}
	_, err = s.Activate(ctx, second.Model.ID, "ana", "")
	must(t, err)
	_, err = s.PutEvent(ctx, "ana", "", forecast.Event{Week: first.Data.To, Name: "a fair", Kind: forecast.KindOneOff, Shock: true})
	must(t, err)
	other := back()
	if other.Data.Fingerprint == first.Data.Fingerprint || other.Version == first.Version {
		t.Fatalf("it serves as %s of %s", other.Version, other.Data.Fingerprint)
	}
	was, err := first.Forecast(store.TotalKey)
	must(t, err)
	is, err := other.Forecast(store.TotalKey)
	must(t, err)
	if is.Points[0].Value == was.Points[0].Value {
		t.Error("it forecasts other data as those before")
	}
}
