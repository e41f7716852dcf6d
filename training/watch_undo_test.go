package training

import (
	"slices"
	"testing"
)

// An alarm ends with the data that raised it: after an undo the watch is of what
// serves, even while the worker is busy with something else.
func TestAnAlarmEndsWithItsData(t *testing.T) {
	s := newService(t, nil) // its worker is at rest
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	for k := 1; k <= 6; k++ {
		must(t, s.store.KeepIssued(ctx, issuedTwice(live.Data, k)))
	}
	must(t, s.observe(ctx))
	before, ok, err := s.Watched(ctx)
	must(t, err)
	if !ok || !slices.Contains(codes(before), "error") {
		t.Fatalf("no alarm: %+v", before)
	}
	short := *live.Data
	short.Panel.Series = slices.Clone(short.Panel.Series)
	short.To -= 8 // as after an undo of the weeks that raised it
	for i := range short.Panel.Series {
		v := short.Panel.Series[i].Values
		short.Panel.Series[i].Values = v[:len(v)-8]
	}
	undone := *live
	undone.Data, undone.Version = &short, live.Version+"-undone"
	s.live.Store(&undone)
	must(t, s.observe(ctx))
	issued, err := s.store.IssuedEntries(ctx, 100)
	must(t, err)
	for _, i := range issued {
		if i.ModelID == live.Model.ID && i.Cutoff == short.To {
			t.Errorf("a forecast of weeks that its model has learnt is held to be one: %+v", i)
		}
	}
	after, ok, err := s.Watched(ctx)
	must(t, err)
	if !ok || after.Until != short.To || slices.Contains(codes(after), "error") {
		t.Errorf("the watch is until %v with %v, want until %v without its alarm", after.Until, codes(after), short.To)
	}
	s.live.Store(live)
	if again, ok, err := s.Watched(ctx); err != nil || !ok || !slices.Equal(codes(again), codes(before)) {
		t.Errorf("with the data again: %v, want %v", codes(again), codes(before))
	}
}
