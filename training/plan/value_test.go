package plan

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"olist/store"
	"olist/week"
)

// planner says by how much sales should differ from the forecast, who knows by how
// much they will.
type planner func(truth int64) int64

// planners of known worth: one who knows half of the truth and more, one who guesses,
// one who always wants a fifth more.
func planners(r *rand.Rand) map[string]planner {
	return map[string]planner{
		"ana": func(truth int64) int64 { return truth * 7 / 10 },
		"bea": func(int64) int64 { return int64(r.NormFloat64() * 8000) },
		"eve": func(int64) int64 { return 20_000 },
	}
}

// world is so many weeks of sales around 100 000, forecast one week ahead with errors that
// hang together from week to week, and what planners said of each.
func world(r *rand.Rand, weeks int, who map[string]planner) ([]store.SpokenPlan, func(string, week.Week) (int64, bool)) {
	sales := map[week.Week]int64{}
	var plans []store.SpokenPlan
	fault := r.NormFloat64() * 9000 / math.Sqrt(1-.5*.5) // as in the long run
	for i := range weeks {
		w := first + week.Week(i)
		fault = .5*fault + r.NormFloat64()*9000
		forecast := int64(100_000 + 10_000*math.Sin(float64(i)/8))
		sales[w] = forecast + int64(fault)
		p := store.SpokenPlan{Plan: store.Plan{Number: int64(i + 1), Cutoff: w - 1}}
		for _, name := range []string{"ana", "bea", "eve"} {
			if says := who[name]; says != nil {
				p.Words = append(p.Words, store.PlanWord{Actor: name, Segment: "total", From: w, Forecast: []int64{forecast}, Change: []int64{says(sales[w] - forecast)}})
			}
		}
		plans = append(plans, p)
	}
	return plans, func(_ string, w week.Week) (int64, bool) { v, ok := sales[w]; return v, ok }
}

// TestPlannersOfKnownWorth come out in the order of what they are worth, who knows as
// one who helps and who always wants more as one who harms.
func TestPlannersOfKnownWorth(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 16))
		plans, sold := world(r, 104, planners(r))
		all := By(Outcomes(plans, sold), func(o Outcome) string { return o.Actor })
		var names []string
		for _, w := range all {
			names = append(names, w.Name)
		}
		if !slices.Equal(names, []string{"ana", "bea", "eve"}) {
			t.Errorf("seed %d: %v", seed, names)
			continue
		}
		if got := all[0].Added.Verdict(); got != Helped {
			t.Errorf("seed %d: who knows: %s, %+v", seed, got, all[0].Added)
		}
		if got := all[2].Added.Verdict(); got != Harmed {
			t.Errorf("seed %d: who always wants more: %s, %+v", seed, got, all[2].Added)
		}
		if got := all[1].Added.Verdict(); got == Helped {
			t.Errorf("seed %d: who guesses: %s, %+v", seed, got, all[1].Added)
		}
	}
}

// TestIntervalsHold: over simulations the interval holds the true worth about as often
// as it says, for few weeks and for many, whoever plans.
func TestIntervalsHold(t *testing.T) {
	const runs = 1000
	for _, weeks := range []int{12, 26, 52} {
		for _, name := range []string{"ana", "bea", "eve"} {
			truth := worth(name)
			in := 0
			for seed := range uint64(runs) {
				r := rand.New(rand.NewPCG(seed, uint64(weeks)))
				plans, sold := world(r, weeks, map[string]planner{name: planners(r)[name]})
				if i := Judge(name, Outcomes(plans, sold)).Added; i.Low <= truth && truth <= i.High {
					in++
				}
			}
			share := 100 * float64(in) / runs
			t.Logf("%s, %d weeks: %.1f%% of %d%% intervals hold", name, weeks, share, Level)
			if share < Level-4 || share > 99.5 {
				t.Errorf("%s, %d weeks: %.1f%% of %d%% intervals hold", name, weeks, share, Level)
			}
		}
	}
}

// worth is what a planner adds in the long run, in cents a week.
func worth(name string) float64 {
	const weeks = 100_000
	r := rand.New(rand.NewPCG(7, 7))
	plans, sold := world(r, weeks, map[string]planner{name: planners(r)[name]})
	sum := 0.0
	for _, o := range Outcomes(plans, sold) {
		sum += float64(distance(o.Actual, o.Forecast) - distance(o.Actual, o.Said))
	}
	return sum / weeks
}

func TestJudgeByHand(t *testing.T) {
	sales := map[week.Week]int64{first - 1: 70, first - yearWeeks: 90, first: 100, first + 1: 130}
	sold := func(_ string, w week.Week) (int64, bool) { v, ok := sales[w]; return v, ok }
	plans := []store.SpokenPlan{{Plan: store.Plan{Cutoff: first - 1}, Words: []store.PlanWord{
		{Actor: "ana", Segment: "total", From: first, Forecast: []int64{80, 120, 120}, Change: []int64{15, -5, 99}}, // the third week has not come
		{Actor: "bea", Segment: "total", From: first, Forecast: []int64{80, 120}, Change: []int64{0, 10}},
	}}}
	all := Outcomes(plans, sold)
	want := map[string]Worth{
		"ana": {Weeks: 2, Words: 2, Actual: 230, OffForecast: 30, OffSaid: 20, OffNaive: 70, SaidNaive: 20, Added: Interval{Mean: 5}, Naive: Interval{Mean: 25}},
		"bea": {Weeks: 1, Words: 1, Actual: 130, OffForecast: 10, OffSaid: 0, OffNaive: 60, SaidNaive: 0, Added: Interval{Mean: 10}, Naive: Interval{Mean: 60}},
	}
	for _, got := range By(all, func(o Outcome) string { return o.Actor }) {
		w := want[got.Name]
		w.Name = got.Name
		if got != w {
			t.Errorf("%+v\nwant %+v", got, w)
		}
		if got.Added.Verdict() != TooFew {
			t.Errorf("%s: %s after %d weeks", got.Name, got.Added.Verdict(), got.Weeks)
		}
	}
	if steps := By(all, func(o Outcome) string { return string(rune('0' + o.Step)) }); len(steps) != 2 || steps[0].Weeks != 1 {
		t.Errorf("by step: %+v", steps)
	}
}
