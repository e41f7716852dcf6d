package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"olist/week"
)

// calm is a shop of three parts and their sum, of so much noise.
func calm() Panel {
	r := rand.New(rand.NewPCG(21, 1))
	p := Panel{Dated: true, Sums: []Sum{{Total: 0, Parts: []int{1, 2, 3}}}}
	for k := range 4 {
		p.Series = append(p.Series, Series{Key: []string{"total", "a", "b", "c"}[k], Start: 2400, Values: make([]float64, 84)})
	}
	for i := range 84 {
		for k := 1; k < 4; k++ {
			v := 1000 * float64(k) * math.Exp(.05*r.NormFloat64())
			p.Series[k].Values[i] = v
			p.Series[0].Values[i] += v
		}
	}
	return p
}

// struck is that shop where sales halve in the first week of a strike, and are
// a quarter less in its second.
func struck(events ...Event) Panel {
	p := calm()
	for i := range p.Series {
		p.Series[i].Values[70] *= .5
		p.Series[i].Values[71] *= .75
	}
	p.Events = append([]Event{{Name: "strike", Week: 2470, Kind: KindOneOff}, {Name: "strike", Week: 2471, Kind: KindOneOff}}, events...)
	return p
}

// TestWhatAShockDidIsTold as measured, each week by itself, whether a person
// marked it or it was found; an event close by hides it not.
func TestWhatAShockDidIsTold(t *testing.T) {
	near := []Event{{Name: "fair", Week: 2467, Kind: KindRetail}, {Name: "sale", Week: 2474, Kind: KindRetail}, {Name: "cup", Week: 2476, Kind: KindOneOff, Shock: true}}
	for name, marked := range map[string]bool{"found": false, "marked": true} {
		p := struck(near...)
		p.Events[0].Shock, p.Events[1].Shock = marked, marked
		m := trained(t, p, quick())
		for i, want := range []float64{.5, .75} {
			if got := m.EventFactor("total", p.Events[i]); math.Abs(got-want) > .12 {
				t.Errorf("%s: week %d of the strike is told to be %.2f times usual, was %.2f", name, i+1, got, want)
			}
			if m.Teaches("total", p.Events[i]) {
				t.Errorf("%s: week %d of the strike teaches", name, i+1)
			}
		}
		for _, e := range p.Events[2:4] {
			if !m.Teaches("total", e) {
				t.Errorf("%s: the %s does not teach", name, e.Name)
			}
		}
	}
}

// TestAStrikeFoundIsAStrikeMarked: forecasts are those of a shock that a person
// marked; and a one-off that moved nothing teaches as any week.
func TestAStrikeFoundIsAStrikeMarked(t *testing.T) {
	found, marked := struck(), struck()
	marked.Events[0].Shock, marked.Events[1].Shock = true, true
	want, got := forecasts(t, trained(t, marked, quick()), marked, 8), forecasts(t, trained(t, found, quick()), found, 8)
	for i := range want {
		for k := range want[i].Points {
			if want[i].Points[k].Value != got[i].Points[k].Value {
				t.Fatalf("%s step %d: %v, of a marked shock %v", want[i].Key, k+1, got[i].Points[k].Value, want[i].Points[k].Value)
			}
		}
	}
	calm := calm()
	calm.Events = []Event{{Name: "visit", Week: 2470, Kind: KindOneOff}}
	if m := trained(t, calm, quick()); !m.Teaches("total", calm.Events[0]) {
		t.Errorf("a week that is %.2f times usual teaches nothing", m.EventFactor("total", calm.Events[0]))
	}
}

// TestTheNextStrike of the same name is expected to do what the first did.
func TestTheNextStrike(t *testing.T) {
	p := struck()
	plain := forecasts(t, trained(t, p, quick()), p, 8)
	p.Events = append(p.Events, Event{Name: "strike", Week: 2400 + 84 + 3, Kind: KindOneOff})
	with := forecasts(t, trained(t, p, quick()), p, 8)
	for k, x := range with[0].Points {
		want := 1.
		if k == 3 {
			want = math.Sqrt(.5 * .75)
		}
		if got := x.Value / plain[0].Points[k].Value; math.Abs(got-want) > .1 {
			t.Errorf("step %d is %.2f times what it was without, want %.2f", k+1, got, want)
		}
	}
}

// TestShocksDoNotDependOnTheOrder of series and events.
func TestShocksDoNotDependOnTheOrder(t *testing.T) {
	p := struck(Event{Name: "cup", Week: 2476, Kind: KindOneOff, Shock: true})
	q := struck(Event{Name: "cup", Week: 2476, Kind: KindOneOff, Shock: true})
	p.Sums, q.Sums = nil, nil
	q.Series[0], q.Series[2] = q.Series[2], q.Series[0]
	q.Events[0], q.Events[2] = q.Events[2], q.Events[0]
	_, a := p.withShocks()
	_, b := q.withShocks()
	if len(a) != len(b) || len(a) == 0 {
		t.Fatalf("%d effects, in another order %d", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("%+v, in another order %+v", a[i], b[i])
		}
	}
	if e := (Event{Name: "strike", Week: week.Week(2470), Kind: KindOneOff}); a[0].Week == e.Week && a[0].Log == 0 {
		t.Error("nothing is told")
	}
}
