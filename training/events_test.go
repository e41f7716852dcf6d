package training

import (
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/week"
)

func TestPeoplesEventsGoBeforeTheCalendars(t *testing.T) {
	kept := func(name string, week week.Week, kind string, shock bool) store.StoredEvent {
		return store.StoredEvent{Event: forecast.Event{Name: name, Week: week, Kind: kind, Shock: shock}}
	}
	got := mergeEvents([]store.StoredEvent{kept("B", 2, forecast.KindOneOff, true), kept("C", 3, forecast.KindHidden, false), kept("D", 1, forecast.KindOneOff, false)},
		[]forecast.Event{{Name: "A", Week: 1}, {Name: "B", Week: 2}, {Name: "C", Week: 3}, {Name: "C", Week: 4}})
	want := []forecast.Event{{Name: "A", Week: 1}, {Name: "D", Week: 1, Kind: forecast.KindOneOff}, {Name: "B", Week: 2, Kind: forecast.KindOneOff, Shock: true}, {Name: "C", Week: 4}}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%d is %+v, not %+v", i, got[i], want[i])
		}
	}
}
