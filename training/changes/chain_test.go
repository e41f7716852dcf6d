package changes

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/week"
)

const (
	testStart = week.Week(2000)
	testAhead = 30
)

// randomModel is a model whose forecasts are as good as random, and the same for
// the same inputs: whatever a model says, the parts must add up.
func randomModel(name string) Model {
	return func(_ context.Context, in *Inputs) (Figures, error) {
		if err := in.Panel.Validate(); err != nil {
			return nil, err
		}
		seen := fnv.New64a()
		fmt.Fprint(seen, name, in.Panel, in.Least)
		r := rand.New(rand.NewPCG(seen.Sum64(), 1))
		all := make([]forecast.Forecast, len(in.Panel.Series))
		for i, s := range in.Panel.Series {
			all[i] = forecast.Forecast{Key: s.Key, Points: make([]forecast.Point, testAhead), Totals: make([]forecast.Point, testAhead)}
			for k := range all[i].Points {
				all[i].Points[k].Value = 1000 * r.Float64()
			}
		}
		forecast.RoundForecasts(all, in.Panel.Sums, in.Least)
		return FiguresOf(all), nil
	}
}

// randomInputs are those of a shop of three categories and two regions, one of each
// not always there, with a driver that all share and one of their own.
func randomInputs(r *rand.Rand, weeks int) *Inputs {
	in := &Inputs{Least: 100, Panel: forecast.Panel{Dated: true}}
	keys := []string{"total", "category:a", "category:b", "category:c", "state:x", "state:y"}
	if r.IntN(4) == 0 {
		keys = slices.DeleteFunc(keys, func(key string) bool { return key == "category:c" })
	}
	categories, states := forecast.Sum{}, forecast.Sum{}
	for i, key := range keys {
		s := forecast.Series{Key: key, Start: testStart, Values: make([]float64, weeks)}
		for k := range s.Values {
			s.Values[k] = float64(r.IntN(100_000)) / 100
		}
		switch {
		case strings.HasPrefix(key, "category:"):
			categories.Parts = append(categories.Parts, i)
		case strings.HasPrefix(key, "state:"):
			states.Parts = append(states.Parts, i)
		}
		in.Panel.Series = append(in.Panel.Series, s)
	}
	in.Panel.Sums = []forecast.Sum{categories, states}
	if r.IntN(3) > 0 {
		in.Panel.Drivers = []string{"promotion"}
		shared := make([]float64, weeks+r.IntN(10))
		for i := range in.Panel.Series {
			in.Panel.Series[i].Drivers = [][]float64{shared}
		}
	}
	return in
}

// later is inputs some weeks later, with some things changed.
func later(r *rand.Rand, was *Inputs, weeks int) *Inputs {
	b, err := was.Encode()
	if err != nil {
		panic(err)
	}
	in, err := Decode(b)
	if err != nil {
		panic(err)
	}
	p := &in.Panel
	for i := range p.Series {
		s := &p.Series[i]
		for range weeks {
			s.Values = append(s.Values, float64(r.IntN(100_000))/100)
		}
		if r.IntN(8) == 0 {
			s.Values[r.IntN(len(s.Values)-weeks)]++
		}
	}
	if r.IntN(3) == 0 {
		p.Events = append(p.Events, forecast.Event{Name: "fair", Week: testStart + week.Week(r.IntN(100))})
	}
	if r.IntN(6) == 0 { // the first weeks were a mistake
		gone := r.IntN(len(p.Series[0].Values) - 1)
		for i := range p.Series {
			p.Series[i].Start += week.Week(gone)
			p.Series[i].Values = p.Series[i].Values[gone:]
		}
	}
	p.Drivers = nil
	known := [][]float64{make([]float64, len(p.Series[0].Values)+r.IntN(12)), nil}
	known[1] = slices.Clone(known[0])
	known[1][r.IntN(len(known[1]))] = 2
	for i := range p.Series {
		p.Series[i].Drivers = nil
	}
	if n := r.IntN(3); n > 0 {
		p.Drivers = []string{"promotion", "price"}[:n]
		for i := range p.Series {
			p.Series[i].Drivers = slices.Clone(known[:n])
		}
	}
	if r.IntN(3) == 0 { // a region opens
		s := forecast.Series{Key: "state:z", Start: p.Series[0].Start, Values: make([]float64, len(p.Series[0].Values)), Drivers: p.Series[0].Drivers}
		for k := r.IntN(len(s.Values)); k < len(s.Values); k++ {
			s.Values[k] = 7
		}
		p.Series = append(p.Series, s)
		p.Sums[1].Parts = append(p.Sums[1].Parts, len(p.Series)-1)
	}
	return in
}

// issue is a side as it was issued: the first steps are kept.
func issue(t *testing.T, in *Inputs, name string) Side {
	t.Helper()
	s := Side{Cutoff: in.Cutoff(), ModelID: name, Inputs: in, Model: randomModel(name), Issued: Figures{}}
	all, err := s.Model(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for key, cents := range all {
		s.Issued[key] = slices.Clone(cents[:12])
	}
	return s
}

// figureOf is what a side says of a week; all is what its model makes of its inputs.
func (s Side) figureOf(all Figures, key string, w week.Week) int64 {
	k := int(w - s.Cutoff - 1)
	if issued := s.Issued[key]; k < len(issued) {
		return issued[k]
	}
	if s.Issued[key] == nil && k < 12 && s.Issued != nil {
		return 0
	}
	if all[key] == nil {
		return 0
	}
	return all[key][k]
}

// TestPartsAddUp: over 1,000 random pairs of forecasts, also where the one, the
// other or a model is gone or the program computes otherwise now, what was forecast
// before and the parts make what was forecast after, in cents: in every week, in
// sums of weeks, and segments' parts those of all sales.
func TestPartsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 1))
	said := map[string]int{}
	for pair := range 1000 {
		was := randomInputs(r, 20+r.IntN(30))
		now := later(r, was, r.IntN(14))
		before, after := issue(t, was, "m1"), issue(t, now, fmt.Sprint("m", 1+r.IntN(2)))
		switch r.IntN(8) {
		case 0:
			before.Model = nil
		case 1:
			before.Inputs = nil
		case 2:
			after.Inputs, after.Model = nil, nil
		case 3:
			after.Model = nil
		case 4: // another program issued it
			side := []Side{before, after}[r.IntN(2)]
			for _, key := range []string{"total", "category:a", "state:x"} {
				side.Issued[key][11] += 5
			}
		case 5:
			after.Issued, after.Computed = nil, mustRun(t, after)
		}
		whole := after
		if whole.Inputs == nil {
			whole.Inputs = now
		}
		got, err := Explain(t.Context(), before, after)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range got.Parts {
			said[part]++
		}
		before.Inputs = was
		checkPair(t, got, before, whole)
		if t.Failed() {
			t.Fatalf("pair %d: %v %v", pair, got.Parts, got.Reasons)
		}
	}
	for _, part := range Parts {
		if said[part] == 0 {
			t.Errorf("no pair has the part %s: %v", part, said)
		}
	}
}

func mustRun(t *testing.T, s Side) Figures {
	t.Helper()
	all, err := s.Model(t.Context(), s.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func checkPair(t *testing.T, got *Result, before, after Side) {
	t.Helper()
	if got.From != after.Cutoff+1 {
		t.Errorf("the first week is %v", got.From)
	}
	sums := map[string][]int64{}
	before.Model, after.Model = randomModel(before.ModelID), randomModel(after.ModelID)
	first, last := mustRun(t, before), mustRun(t, after)
	for _, horizon := range []int{got.Weeks, got.Weeks / 2} {
		for _, of := range got.All(horizon) {
			c, ok := got.Change(of.Key, horizon)
			if !ok || len(c.Weeks) != horizon || c.Before != of.Before || c.After != of.After || !slices.Equal(c.Parts, of.Parts) {
				t.Errorf("%s: %+v, but %+v", of.Key, c, of)
			}
			var from, to int64
			for _, w := range c.Weeks {
				if want := before.figureOf(first, c.Key, w.Week); w.Before != want {
					t.Errorf("%s in %v: before %d, want %d", c.Key, w.Week, w.Before, want)
				}
				if want := after.figureOf(last, c.Key, w.Week); w.After != want || w.Before+sum(w.Parts) != want {
					t.Errorf("%s in %v: after %d, want %d", c.Key, w.Week, w.After, want)
				}
				from, to = from+w.Before, to+w.After
			}
			if from != c.Before || to != c.After || from+sum(c.Parts) != to {
				t.Errorf("%s: %d and %v make %d, not %d", c.Key, c.Before, c.Parts, c.After, to)
			}
			kind, _, _ := strings.Cut(c.Key, ":")
			for i, part := range append([]int64{c.Before, c.After}, c.Parts...) {
				if len(sums[kind]) <= i {
					sums[kind] = append(sums[kind], 0)
				}
				sums[kind][i] += part
			}
		}
	}
	if !slices.Equal(sums["category"], sums["total"]) || !slices.Equal(sums["state"], sums["total"]) {
		t.Errorf("segments' parts are not those of all sales: %v", sums)
	}
}

// TestOneThingIsOnePart: where one thing alone was changed, its part is all of the
// change, and every other part is nothing.
func TestOneThingIsOnePart(t *testing.T) {
	again := func(in *Inputs) *Inputs {
		b, err := in.Encode()
		if err != nil {
			t.Fatal(err)
		}
		out, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	was := randomInputs(rand.New(rand.NewPCG(3, 0)), 40)
	was.Panel.Drivers = []string{"promotion"}
	clear(was.Panel.Series[2].Values) // a part that has sold nothing yet
	shared := make([]float64, 45)
	for i := range was.Panel.Series {
		was.Panel.Series[i].Drivers = [][]float64{shared}
	}
	for part, change := range map[string]func(in *Inputs) (model string){
		"":          func(*Inputs) string { return "m1" },
		Corrections: func(in *Inputs) string { in.Panel.Series[1].Values[3]++; return "m1" },
		Events: func(in *Inputs) string {
			in.Panel.Events = []forecast.Event{{Name: "fair", Week: testStart + 42}}
			return "m1"
		},
		Drivers: func(in *Inputs) string { in.Panel.Series[2].Drivers[0][44] = 1; return "m1" },
		Sales: func(in *Inputs) string {
			for i := range in.Panel.Series {
				in.Panel.Series[i].Values = append(in.Panel.Series[i].Values, 5)
			}
			in.Panel.Series = append(in.Panel.Series, forecast.Series{Key: "state:new", Start: testStart, Values: append(make([]float64, 40), 9), Drivers: in.Panel.Series[0].Drivers})
			in.Panel.Sums[1].Parts = append(in.Panel.Sums[1].Parts, len(in.Panel.Series)-1)
			in.Panel.Events = []forecast.Event{{Name: "calendar", Week: was.Cutoff() + forecast.MaxHorizon + 1}} // comes into sight
			return "m1"
		},
		Retraining: func(*Inputs) string { return "m2" },
	} {
		now := again(was)
		model := change(now)
		got, err := Explain(t.Context(), issue(t, was, "m1"), issue(t, now, model))
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{Corrections, Events, Drivers, Sales, Retraining}; !slices.Equal(got.Parts, want) || len(got.Reasons) > 0 {
			t.Errorf("%s: parts %v, %v", part, got.Parts, got.Reasons)
		}
		c, _ := got.Change("total", 10)
		for i, cents := range c.Parts {
			if (cents != 0) != (got.Parts[i] == part) {
				t.Errorf("where %q changed, %s is %d", part, got.Parts[i], cents)
			}
		}
	}
}

// TestMarksAreCorrections: a week that was marked as without stock, and nothing else,
// is a correction of the past; what was issued from remembers it.
func TestMarksAreCorrections(t *testing.T) {
	was := randomInputs(rand.New(rand.NewPCG(4, 0)), 40)
	now := *was
	now.Panel.Series = slices.Clone(was.Panel.Series)
	now.Panel.Series[1].Censored = make([]bool, 40)
	now.Panel.Series[1].Censored[7] = true
	b, err := now.Encode()
	if err != nil {
		t.Fatal(err)
	}
	read, err := Decode(b)
	if err != nil || !same(read, &now) || same(read, was) {
		t.Fatalf("others were read, %v", err)
	}
	if _, err := Decode([]byte(strings.Replace(string(b), `"out":[7]`, `"out":[40]`, 1))); err == nil {
		t.Error("a mark of a week that is not there is read")
	}
	if plain, err := was.Encode(); err != nil || strings.Contains(string(plain), `"out"`) {
		t.Errorf("without marks they are written, %v", err)
	}
	got, err := Explain(t.Context(), issue(t, was, "m1"), issue(t, read, "m1"))
	if err != nil {
		t.Fatal(err)
	}
	c, _ := got.Change("total", 10)
	for i, cents := range c.Parts {
		if (cents != 0) != (got.Parts[i] == Corrections) {
			t.Errorf("where a week was marked, %s is %d", got.Parts[i], cents)
		}
	}
}

// TestWeeksThatCame stand as what was forecast against what they sold.
func TestWeeksThatCame(t *testing.T) {
	was := randomInputs(rand.New(rand.NewPCG(4, 0)), 30)
	now := later(rand.New(rand.NewPCG(5, 0)), was, 2)
	n := len(now.Panel.Series[0].Values)
	for i := range now.Panel.Series {
		now.Panel.Series[i].Values[n-1] = math.NaN()
	}
	now.Panel.Series[0].Values[n-2] = 12.34
	before := issue(t, was, "m1")
	got, err := Explain(t.Context(), before, issue(t, now, "m2"))
	if err != nil {
		t.Fatal(err)
	}
	c, _ := got.Change("total", 12)
	want := []CameWeek{{was.Cutoff() + 1, before.Issued["total"][0], 1234, true}, {was.Cutoff() + 2, before.Issued["total"][1], 0, false}}
	if !slices.Equal(c.Came, want) {
		t.Errorf("%+v, want %+v", c.Came, want)
	}
}

// TestTooFarApart: two forecasts of no common week have no change.
func TestTooFarApart(t *testing.T) {
	was := randomInputs(rand.New(rand.NewPCG(4, 0)), 30)
	for _, weeks := range []int{testAhead, testAhead + 1, testAhead + 20} {
		got, err := Explain(t.Context(), issue(t, was, "m1"), issue(t, later(rand.New(rand.NewPCG(5, 0)), was, weeks), "m2"))
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := got.Change("total", 12); !ok || len(c.Weeks) != 0 || got.Weeks != 0 || len(c.Came) != testAhead {
			t.Errorf("%d weeks apart: %d weeks, %d came", weeks, len(c.Weeks), len(c.Came))
		}
	}
}

// TestInputsAreRemembered: what is read is what was written, to the bit, and stands
// in memory once where it did; what cannot be inputs is refused.
func TestInputsAreRemembered(t *testing.T) {
	in := randomInputs(rand.New(rand.NewPCG(9, 0)), 60)
	in.Panel.Drivers = []string{"promotion", "price"}
	shared, own := []float64{math.NaN(), .1, 1e-7}, make([]float64, 61)
	shared = append(shared, make([]float64, 58)...)
	for i := range in.Panel.Series {
		in.Panel.Series[i].Values[7] = math.NaN()
		in.Panel.Series[i].Drivers = [][]float64{shared, own}
	}
	in.Panel.Events = []forecast.Event{{Name: "fair", Week: testStart, Kind: forecast.KindOneOff, Shock: true}}
	b, err := in.Encode()
	if err != nil {
		t.Fatal(err)
	}
	out, err := Decode(b)
	if err != nil || !same(in, out) || out.Cutoff() != in.Cutoff() {
		t.Fatalf("others were read, %v", err)
	}
	if a, b := out.Panel.Series[0].Drivers[0], out.Panel.Series[3].Drivers[0]; &a[0] != &b[0] {
		t.Error("what is shared stands twice")
	}
	for _, wrong := range []string{``, `{}`, `{"v":2,"least":100}`, `{"v":1,"least":100}`, strings.Replace(string(b), `"weeks":60`, `"weeks":61`, 1),
		strings.Replace(string(b), `"gaps":[7]`, `"gaps":[60]`, 1), strings.Replace(string(b), `"drivers":[0,1]`, `"drivers":[0,2]`, 1), strings.Replace(string(b), `"Total":0`, `"Total":9`, 1)} {
		if _, err := Decode([]byte(wrong)); err == nil {
			t.Errorf("%.40q is read", wrong)
		}
	}
}

// TestFiguresOfUnequalForecasts: of forecasts that were kept for unequal weeks,
// those that all have count.
func TestFiguresOfUnequalForecasts(t *testing.T) {
	points := func(n int) []forecast.Point { return slices.Repeat([]forecast.Point{{Value: 1.005, Mean: 7}}, n) }
	got := FiguresOf([]forecast.Forecast{{Key: "a", Points: points(3)}, {Key: "b", Points: points(5)}, {Key: "c", Points: points(2)}})
	if fmt.Sprint(got) != "map[a:[100 100] b:[100 100] c:[100 100]]" {
		t.Error(got)
	}
}
