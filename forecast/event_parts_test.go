package forecast

import (
	"math"
	"slices"
	"testing"

	"olist/week"
)

// lifted are two years and more of 100 a week, 300 in the weeks of a sale, with
// what is known of the sale laid on.
func lifted(t *testing.T, off bool) *history {
	t.Helper()
	x := slices.Repeat([]float64{100}, 120)
	p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: x}}}
	for _, w := range []int{10, 62, 114, 122} {
		p.Events = append(p.Events, Event{Name: "sale", Week: 2400 + week.Week(w), Kind: KindRetail})
		if w < len(x) {
			x[w] = 300
		}
	}
	hs, _ := histories(p)
	applyEvents(p, hs, []effect{{Key: "a", eventWeek: eventWeek{"sale", 0}, Log: math.Log(3), Removed: off}, {Key: "a", eventWeek: eventWeek{"sale", 1}, Removed: off}})
	return hs[0]
}

// TestEventsAreTakenOffWhatIsLearnt: where the trees see what a year ago did,
// they must not see the sale; where they do not, it stays.
func TestEventsAreTakenOffWhatIsLearnt(t *testing.T) {
	h := lifted(t, true)
	for i, v := range h.x {
		if v *= h.unit; math.Abs(v-100) > 1e-6 {
			t.Errorf("week %d is learnt as %v, want 100 without the sale", i, v)
		}
	}
	if math.Abs(h.raw[62]*h.unit-300) > 1e-6 {
		t.Errorf("what was sold became %v", h.raw[62]*h.unit)
	}
	if h = lifted(t, false); math.Abs(h.x[62]*h.unit-300) > 1e-6 {
		t.Errorf("a sale that is not taken off is learnt as %v", h.x[62]*h.unit)
	}
	for step, want := range map[int]float64{1: 1, 2: 1, 3: 3, 4: 1} { // week 122 is the third to come
		if got := h.eventFactor(step); math.Abs(got-want) > 1e-9 {
			t.Errorf("step %d is lifted %v times, want %v", step, got, want)
		}
	}
}

// TestEventsThatMeetAddUp: what each of several events of a week adds makes what
// they add together, one laid on the other, also where their bound holds them.
func TestEventsThatMeetAddUp(t *testing.T) {
	for name, c := range map[string]struct {
		logs  []float64
		total float64 // times what the week is without them
	}{
		"two that lift":        {[]float64{math.Log(1.5), math.Log(1.2)}, 1.8},
		"one lifts, one falls": {[]float64{math.Log(2), math.Log(.5)}, 1},
		"held by the bound":    {[]float64{1.2, 1.2}, math.Exp(maxEffect)},
	} {
		p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: slices.Repeat([]float64{100}, 120)}}}
		var effects []effect
		for i, log := range c.logs {
			e := eventWeek{Name: string(rune('a' + i))}
			p.Events = append(p.Events, Event{Name: e.Name, Week: 2520, Kind: KindRetail})
			effects = append(effects, effect{Key: "a", eventWeek: e, Log: log})
		}
		hs, _ := histories(p)
		applyEvents(p, hs, effects)
		if got := hs[0].eventFactor(1); math.Abs(got-c.total) > 1e-9 {
			t.Errorf("%s: the week is lifted %v times, want %v", name, got, c.total)
		}
		value := 100 * c.total
		told := eventAmounts(affectedWeeks(p), hs[0], 1, value)
		sum := 0.0
		for _, e := range told {
			sum += e.Amount
		}
		if len(told) != len(c.logs) || math.Abs(sum-(value-100)) > 1e-9 {
			t.Errorf("%s: %+v add up to %v, want %v", name, told, sum, value-100)
		}
		if first := 100 * (math.Exp(c.logs[0]) - 1); name == "two that lift" && math.Abs(told[0].Amount-first) > 1e-9 {
			t.Errorf("%s: the first adds %v, want %v", name, told[0].Amount, first)
		}
	}
}
