package forecast

import (
	"bytes"
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"olist/week"
)

// TestEventMovesTheForecast: weeks that doubled before are forecast higher,
// and the report says by how much; the weeks around them are not.
func TestEventMovesTheForecast(t *testing.T) {
	p := shop(3, 100, 11)
	for i := range p.Series {
		for _, w := range []int{20, 72} {
			p.Series[i].Values[w] *= 2.5
		}
	}
	event := func(at int) Event { return Event{Name: "sale", Week: 2400 + week.Week(at), Kind: KindRetail} }
	p.Events = []Event{event(20), event(72)}
	plain := forecasts(t, trained(t, p, quick()), p, 8)
	p.Events = append(p.Events, event(104))
	m := trained(t, p, quick())
	with := forecasts(t, m, p, 8)
	for i := range with {
		for h, x := range with[i].Points {
			ratio := x.Value / plain[i].Points[h].Value
			if h < 3 || h > 4 {
				near(t, ratio, 1)
				continue
			}
			if h == 3 { // the week before, where nothing happened
				if math.Abs(ratio-1) > .1 {
					t.Errorf("%s: the week before the event is made %.2f times", with[i].Key, ratio)
				}
				continue
			}
			if ratio < 1.5 || ratio > 3 {
				t.Errorf("%s: the event makes it %.2f times", with[i].Key, ratio)
			}
			if len(x.Events) != 1 || math.Abs(x.Events[0].Amount-(x.Value-plain[i].Points[h].Value)) > 1e-3*x.Value {
				t.Errorf("%s: told %+v, is %.2f", with[i].Key, x.Events, x.Value-plain[i].Points[h].Value)
			}
		}
	}
}

// TestShocksAreNotTrainedOn: what stands in a week of a shock changes nothing.
func TestShocksAreNotTrainedOn(t *testing.T) {
	p := shop(3, 80, 12)
	p.Events = []Event{{Name: "strike", Week: 2400 + 70, Kind: KindOneOff, Shock: true}}
	before := forecasts(t, trained(t, p, quick()), p, 8)
	for i := range p.Series {
		p.Series[i].Values[70] = 1
	}
	after := forecasts(t, trained(t, p, quick()), p, 8)
	for i := range after {
		for h, x := range after[i].Points {
			near(t, x.Value, before[i].Points[h].Value)
		}
	}
}

func TestExplanationAddsUp(t *testing.T) {
	p := shop(3, 100, 13)
	p.Series[0].Values[72] *= 3
	p.Events = []Event{{Name: "sale", Week: 2472, Kind: KindRetail}, {Name: "sale", Week: 2503, Kind: KindRetail}}
	m := trained(t, p, quick())
	explainer, err := m.Explainer(t.Context(), p, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range forecasts(t, m, p, 10) {
		why, err := explainer.Explain(context.Background(), f, 10)
		if err != nil {
			t.Fatal(err)
		}
		told, caused := 0.0, 0.0
		for _, e := range f.EventTotals(10) {
			told += e.Amount
		}
		for _, e := range why {
			caused += e.Contributions[byEvents].Amount
		}
		near(t, told, caused)
		for h, e := range why {
			sum := 0.0
			for _, c := range e.Contributions {
				sum += c.Amount
			}
			near(t, sum, e.Value)
			near(t, e.Value, f.Points[h].Value)
			if events := e.Contributions[byEvents].Amount; (h == 3) && !(events > .1*e.Value) || h != 3 && math.Abs(events) > .3*e.Value || h != 3 && h != 2 && events != 0 {
				t.Errorf("series %d step %d: events add %g", i, h+1, events)
			}
			if e.Contributions[byLevel].Amount < .3*e.Value {
				t.Errorf("series %d step %d: the level is only %g of %g", i, h+1, e.Contributions[byLevel].Amount, e.Value)
			}
		}
	}
}

// TestEffectsAreShrunken: in noise what happened once counts for half, what
// happened twice for two thirds; where no other week moves, nearly whole; a
// holiday counts for nothing.
func TestEffectsAreShrunken(t *testing.T) {
	for penalty, usual := range map[float64][]float64{1: {5, 7.5, 10}, leastPenalty: {7.5}} {
		for _, weeks := range [][]int{{30}, {30, 60}} {
			p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: slices.Repeat(usual, 90/len(usual))}}}
			for _, w := range weeks {
				p.Series[0].Values[w] = 15
				p.Events = append(p.Events, Event{Name: "sale", Week: 2400 + week.Week(w), Kind: KindRetail}, Event{Name: "feast", Week: 2400 + week.Week(w), Kind: KindHoliday})
			}
			hs, _ := histories(p)
			n := float64(len(weeks))
			got := estimateEffects(p, hs)
			i := slices.IndexFunc(got, func(e effect) bool { return e.Lead == 0 })
			if i < 0 || got[i].Name != "sale" || math.Abs(got[i].Log-math.Ln2*n/(n+penalty)) > .02 {
				t.Errorf("among weeks of %v a doubling seen %g times: %+v", usual, n, got)
			}
			if slices.ContainsFunc(got, func(e effect) bool { return e.Name == "feast" }) {
				t.Errorf("a holiday counts: %+v", got)
			}
		}
	}
}

// TestEventsThatMeetShareTheirEffect: the same weeks cannot count twice.
func TestEventsThatMeetShareTheirEffect(t *testing.T) {
	p := Panel{Dated: true, Series: []Series{{Key: "a", Start: 2400, Values: slices.Repeat([]float64{7}, 90)}}}
	p.Series[0].Values[30] = 14
	for _, name := range []string{"sale", "fair"} {
		p.Events = append(p.Events, Event{Name: name, Week: 2430, Kind: KindRetail})
	}
	hs, _ := histories(p)
	sum := 0.0
	for _, e := range estimateEffects(p, hs) {
		sum += e.Log
	}
	if math.Abs(sum-math.Ln2*2/(2+leastPenalty)) > 1e-12 {
		t.Errorf("together they count %g", sum)
	}
}

func TestEventsNeedDates(t *testing.T) {
	p := shop(3, 100, 14)
	p.Events = []Event{{Name: "sale", Week: 2472, Kind: KindRetail}}
	p.Series[0].Values[72] *= 3
	p.Dated = false
	with, err := trained(t, p, quick()).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	p.Events = nil
	without, err := trained(t, p, quick()).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(with, without) {
		t.Error("an event counts without dates")
	}
}

// TestEventIsCountedOnce: where history is long enough for the trees to learn
// the year, the event still makes what it made before, and no more.
func TestEventIsCountedOnce(t *testing.T) {
	p := shop(3, 230, 15)
	for w := 33; w < 230+MaxHorizon; w += 52 {
		p.Events = append(p.Events, Event{Name: "sale", Week: 2400 + week.Week(w), Kind: KindRetail})
		for i := range p.Series {
			if w < 230 {
				p.Series[i].Values[w] *= 2
			}
		}
	}
	const at = 33 + 4*52 - 230 // index of the coming one
	f := forecasts(t, trained(t, p, quick()), p, MaxHorizon)[0]
	around := (f.Points[at-2].Value + f.Points[at+2].Value) / 2
	if r := f.Points[at].Value / around; r < 1.5 || r > 2.2 {
		t.Errorf("an event that doubles is forecast to make %.2f times what is around it", r)
	}
}

func TestConstantStaysThroughEvents(t *testing.T) {
	start := week.Of(time.Date(2016, time.January, 11, 0, 0, 0, 0, time.UTC))
	p := Panel{Dated: true, Events: fridays(start, start+200), Series: []Series{{Key: "a", Start: start, Values: slices.Repeat([]float64{7}, 110)}}}
	for _, x := range forecasts(t, trained(t, p, quick()), p, MaxHorizon)[0].Points {
		near(t, x.Value, 7)
	}
}

// fridays are the Black Fridays between two weeks, and a holiday a year.
func fridays(from, to week.Week) []Event {
	var out []Event
	for w := from; w <= to; w++ {
		switch _, n := w.ISO(); n {
		case 47:
			out = append(out, Event{Name: "Black Friday", Week: w, Kind: KindRetail})
		case 52:
			out = append(out, Event{Name: "Christmas", Week: w, Kind: KindHoliday})
		}
	}
	return out
}
