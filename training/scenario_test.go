package training

import (
	"math"
	"strings"
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
)

func TestAssume(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	assume := func(changes []store.Change, segment string) (base, assumed []forecast.Point, err error) {
		return s.Assume(t.Context(), live, changes, segment, 3)
	}
	at := func(segment string, step int) float64 { return live.forecasts[segment].Points[step].Value }
	first := live.forecasts[store.TotalKey].Points[0].Week
	change := func(segment string, percent float64) store.Change {
		return store.Change{Segment: segment, From: first + 1, To: first + 1, Percent: percent}
	}
	sp := store.StateKey("SP")
	for _, c := range []struct {
		what    string
		changes []store.Change
		segment string
		want    float64 // of the second week
	}{
		{"nothing", nil, store.TotalKey, at(store.TotalKey, 1)},
		{"all sales up", []store.Change{change(store.TotalKey, 10)}, store.TotalKey, 1.1 * at(store.TotalKey, 1)},
		{"all sales up, seen from a part", []store.Change{change(store.TotalKey, 10)}, sp, 1.1 * at(sp, 1)},
		{"a part stops, seen from it", []store.Change{change(sp, -100)}, sp, 0},
		{"a part stops, seen from all", []store.Change{change(sp, -100)}, store.TotalKey, at(store.TotalKey, 1) - at(sp, 1)},
		{"another part", []store.Change{change(store.StateKey("RJ"), 50)}, sp, at(sp, 1)},
		{"two that add up", []store.Change{change(sp, 10), change(sp, 5)}, sp, 1.15 * at(sp, 1)},
		{"never below zero", []store.Change{change(sp, -100), change(store.TotalKey, -100)}, sp, 0},
		{"a part that is gone", []store.Change{change("state:XX", 50)}, store.TotalKey, at(store.TotalKey, 1)},
	} {
		base, assumed, err := assume(c.changes, c.segment)
		must(t, err)
		if math.Abs(assumed[1].Value-c.want) > 1e-6*math.Max(1, c.want) {
			t.Errorf("%s: %v, want %v", c.what, assumed[1].Value, c.want)
		}
		for _, step := range []int{0, 2} {
			if assumed[step].Value != base[step].Value {
				t.Errorf("%s: week %d changed, too", c.what, step+1)
			}
		}
		ratio := assumed[1].Value / base[1].Value
		for i, b := range assumed[1].Bands {
			if want := base[1].Bands[i].Upper * ratio; math.Abs(b.Upper-want) > 1e-6*want {
				t.Errorf("%s: the band ends at %v, want %v", c.what, b.Upper, want)
			}
		}
	}
	if _, _, err := assume(nil, "state:XX"); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("an unknown segment: %v", err)
	}
	var untouched forecast.Point = live.forecasts[sp].Points[1]
	if _, assumed, _ := assume([]store.Change{change(sp, -100)}, sp); assumed[1].Value == untouched.Value || live.forecasts[sp].Points[1].Value != untouched.Value {
		t.Error("the live forecast itself was changed")
	}
}

// What a category gains, the states gain: whatever is changed, both sides add
// up to all sales.
func TestAssumeStaysCoherent(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	from := live.Data.To + 2
	changes := []store.Change{
		{Segment: store.CategoryKey("beleza_saude"), From: from, To: from + 1, Percent: 30},
		{Segment: store.StateKey("RJ"), From: from + 1, To: from + 1, Percent: -50},
		{Segment: store.TotalKey, From: from + 2, To: from + 2, Percent: 10},
	}
	sum := map[string][]float64{}
	for _, seg := range live.Data.Segments {
		_, assumed, err := s.Assume(t.Context(), live, changes, seg.Key, 6)
		must(t, err)
		kind, _, _ := strings.Cut(seg.Key, ":")
		if sum[kind] == nil {
			sum[kind] = make([]float64, len(assumed))
		}
		for i, p := range assumed {
			sum[kind][i] += p.Value
		}
	}
	for step, want := range sum[store.TotalKey] {
		for _, kind := range []string{"category", "state"} {
			if got := sum[kind][step]; math.Abs(got-want) > .01 {
				t.Errorf("step %d: the parts of %s come to %.2f, all sales to %.2f", step+1, kind, got, want)
			}
		}
	}
}
