package needs

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"olist/message"
	"olist/store"
	"olist/week"
)

// around is a range of so much, 10% up and down at 80 and 20% at 95%.
func around(cents int64) Range {
	return Range{Cents: cents, Low: cents * 9 / 10, High: cents * 11 / 10, Low95: cents * 8 / 10, High95: cents * 12 / 10}
}

// came is a week that sold what is given, of a forecast of 1,000.00 for every
// segment that was made the week before.
func came(w week.Week, sold map[string]int64) Came {
	issued := Issued{Cutoff: w - 1, Segments: map[string]Ahead{}}
	for segment := range sold {
		issued.Segments[segment] = Ahead{Weeks: []Range{around(100_000)}}
	}
	return Came{Week: w, Issued: issued, Sold: func(segment string) (int64, bool) { v, ok := sold[segment]; return v, ok && v >= 0 }}
}

func goal(cents, expected int64) Goal {
	return Goal{Segment: "total", ID: "12", From: 101, Weeks: 12, Cents: cents, Range: around(expected)}
}

var plainly = Rules{Level: 95, Least: 5, Chance: 70, Weeks: 2, Most: 3}

func kinds(l List) (out []string) {
	for _, line := range l.Lines {
		out = append(out, fmt.Sprintf("%s %s %d", line.Kind, line.Segment, line.Amount))
	}
	return out
}

func TestDecide(t *testing.T) {
	for _, c := range []struct {
		name  string
		rules Rules
		state State
		want  []string
		left  int
	}{
		{"inside", plainly, State{Came: []Came{came(100, map[string]int64{"total": 119_999})}}, nil, 0},
		{"above", plainly, State{Came: []Came{came(100, map[string]int64{"total": 120_001})}}, []string{"band total 20001"}, 0},
		{"below, among others", plainly, State{Came: []Came{came(100, map[string]int64{"a": 79_999, "b": 100_000, "c": 50_000})}}, []string{"band c 50000", "band a 20001"}, 0},
		{"of the narrower range", Rules{Level: 80, Least: 5, Chance: 70, Weeks: 2, Most: 3}, State{Came: []Came{came(100, map[string]int64{"total": 88_000})}}, []string{"band total 12000"}, 0},
		{"less than the least amount", Rules{Level: 95, Least: 21, Chance: 70, Weeks: 2, Most: 3}, State{Came: []Came{came(100, map[string]int64{"total": 79_999})}}, nil, 0},
		{"a week that does not count", plainly, State{Came: []Came{came(100, map[string]int64{"total": -1})}}, nil, 0},
		{"the week before, too", plainly, State{Came: []Came{came(100, map[string]int64{"a": 0}), came(99, map[string]int64{"a": 10})}}, []string{"band a 100000", "band a 99990"}, 0},
		{"one long ago", plainly, State{Came: []Came{came(98, map[string]int64{"a": 0})}}, nil, 0},
		{"one to come", plainly, State{Came: []Came{came(101, map[string]int64{"a": 0})}}, nil, 0},
		{"more than are listed", plainly, State{Came: []Came{came(100, map[string]int64{"a": 0, "b": 1, "c": 2, "d": 3, "e": 4})}}, []string{"band a 100000", "band b 99999", "band c 99998"}, 2},
		{"a target that is reached", plainly, State{Goals: []Goal{goal(100_000, 100_000)}}, nil, 0},
		{"one that is missed by little", plainly, State{Goals: []Goal{goal(102_000, 100_000)}}, nil, 0},
		{"one that may be reached", Rules{Level: 95, Least: 1, Chance: 70, Weeks: 1, Most: 1}, State{Goals: []Goal{goal(102_000, 100_000)}}, []string{"target total 2000"}, 0},
		{"one that is likely missed", plainly, State{Goals: []Goal{goal(108_000, 100_000)}}, []string{"chance total 8000"}, 0},
		{"what the house found", plainly, State{House: []Line{{Kind: Backups}, {Kind: Held, Amount: 7_000}, {Kind: Held, Amount: 4_999}, {Kind: Failed}}, Goals: []Goal{goal(108_000, 100_000)}},
			[]string{"chance total 8000", "held  7000", "source  0", "backup  0"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.state.To, c.state.Usual = 100, 100_000
			l := Decide(c.state, c.rules)
			if !slices.Equal(kinds(l), c.want) || l.Left != c.left {
				t.Errorf("%q, %d left; want %q, %d", kinds(l), l.Left, c.want, c.left)
			}
		})
	}
}

// The chance of a miss is that of the engine's range: at its bounds what the range says.
// TestBudgetsOfAMonth are listed with those that lack most, at most so many; what lacks
// little is none, and where how sure the estimate is is not known, that is not said.
func TestBudgetsOfAMonth(t *testing.T) {
	state := State{To: 100, Usual: 1000}
	for i, lacks := range []int64{30, 50, 70, 90, 110, -5} {
		state.Budgets = append(state.Budgets, Budget{Segment: string(rune('a' + i)), Month: 24240, Cents: 1000 + lacks, Estimate: 1000, Misses: .78})
	}
	state.Budgets = append(state.Budgets, Budget{Segment: "a", Month: 24241, Cents: 3000, Estimate: 1000, Misses: math.NaN()})
	got := Decide(state, Rules{Level: 95, Least: 5, Chance: 70, Weeks: 2, Most: 3})
	if want := []string{"budget a 2000", "budget e 110", "budget d 90", "budget c 70"}; !slices.Equal(kinds(got), want) || got.Left != 1 {
		t.Errorf("%v, %d left", kinds(got), got.Left)
	}
	if said := got.Lines[1].Said.String(); said != "2020-01 is likely to miss its budget: 78 times in 100. R$ 10 expected, with what came; budget R$ 11." {
		t.Error(said)
	}
	if said := got.Lines[0].Said.String(); said != "2020-02-01 to 2020-02-29: R$ 10 expected, with what came; budget R$ 30." {
		t.Error(said)
	}
}

// TestWordsOfAnAlarm: from the stated chance on it is said that it is likely; below it
// the chance, and nothing of a chance that is not known. Lines of a month or of a plan
// are at most so many.
func TestWordsOfAnAlarm(t *testing.T) {
	october := week.Period{Month: 24225, Span: week.ByMonth}
	state := func(chance float64) State {
		s := State{To: 100, Usual: 1000, Budgets: []Budget{{Segment: "a", Month: october.Month, Cents: 2000, Estimate: 1000, Misses: chance}}}
		for _, segment := range []string{"a", "b", "c"} {
			s.Promises = append(s.Promises, Promise{Plan: 3, Segment: segment, From: 101, Weeks: 12, Cents: 200_000, Estimate: 100_000, Misses: chance})
		}
		return s
	}
	rules := Rules{Level: 95, Least: 5, Chance: 70, Weeks: 2, Most: 2}
	for chance, want := range map[float64][2]string{
		.78: {"The plan is likely to be missed: 78 times in 100. 12 weeks from 1971-12-13: R$ 1,000 forecast, plan R$ 2,000.",
			"2018-10 is likely to miss its budget: 78 times in 100. R$ 10 expected, with what came; budget R$ 20."},
		.6: {"12 weeks from 1971-12-13: R$ 1,000 forecast, plan R$ 2,000. It is missed 60 times in 100.",
			"2018-10-01 to 2018-10-31: R$ 10 expected, with what came; budget R$ 20. It is missed 60 times in 100."},
		math.NaN(): {"12 weeks from 1971-12-13: R$ 1,000 forecast, plan R$ 2,000.", "2018-10-01 to 2018-10-31: R$ 10 expected, with what came; budget R$ 20."},
	} {
		got := Decide(state(chance), rules)
		if got.Left != 1 || len(got.Lines) != 3 || got.Lines[0].Said.String() != want[0] || got.Lines[0].Subject != "3" || got.Lines[2].Said.String() != want[1] {
			t.Errorf("%v: %d left, %+v", chance, got.Left, got.Lines)
		}
	}
	quarter := week.ByQuarter.Of(october.Month)
	goals := State{To: 100, Usual: 100_000}
	for i, segment := range []string{"a", "b", "c"} {
		goals.Goals = append(goals.Goals, Goal{Segment: segment, ID: quarter.String(), Period: quarter, Cents: 106_000 + int64(i), Range: around(100_000)})
	}
	got := Decide(goals, rules)
	if want := []string{"chance c 6002", "chance b 6001"}; !slices.Equal(kinds(got), want) || got.Left != 1 {
		t.Errorf("%v, %d left", kinds(got), got.Left)
	}
	if said := got.Lines[0].Said.String(); said != "2018-Q4 is likely to miss its target: 78 times in 100. R$ 1,000 expected, with what came; target R$ 1,060." || got.Lines[0].Subject != "2018-Q4" {
		t.Error(said)
	}
	if got = Decide(goals, Rules{Level: 95, Least: 5, Chance: 90, Weeks: 2, Most: 2}); got.Lines[0].Kind != Below || got.Lines[0].Said.String() != "2018-Q4: R$ 1,000 expected, with what came; target R$ 1,060. It is missed 78 times in 100." {
		t.Errorf("%+v", got.Lines[0])
	}
}

func TestMissesIsReadOffTheRange(t *testing.T) {
	for goal, want := range map[int64]float64{80_000: .025, 90_000: .1, 100_000: .5, 110_000: .9, 120_000: .975} {
		if got := around(100_000).Misses(goal); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%d is missed with %v, want %v", goal, got, want)
		}
	}
	line, _ := goal(106_000, 100_000).missed(.7, 1)
	if line.Kind != Likely || line.Said.Key != message.NeedChance.With(1, 1, 0, 0, 0).Key || line.Said.String() != "12 weeks from 1971-12-13: R$ 1,000 forecast, target R$ 1,060. It is missed 78 times in 100." {
		t.Errorf("%s: %s", line.Kind, line.Said)
	}
}

// A line is named by what it is about, not by its figures.
func TestNames(t *testing.T) {
	of := func(s State) string {
		s.To = 100
		return Decide(s, plainly).Lines[0].ID
	}
	one := of(State{Came: []Came{came(100, map[string]int64{"a": 0})}})
	same := of(State{Came: []Came{came(100, map[string]int64{"a": 50})}})
	seen := map[string]bool{one: true}
	for _, other := range []State{
		{Came: []Came{came(99, map[string]int64{"a": 0})}}, {Came: []Came{came(100, map[string]int64{"b": 0})}}, {Goals: []Goal{goal(108_000, 100_000)}}, {Goals: []Goal{goal(109_000, 100_000)}},
		{House: []Line{{Kind: Held, Week: 100}}}, {House: []Line{{Kind: Late, Week: 100}}}, {House: []Line{Line{Kind: Failed}.Happened("f1", "x")}}, {House: []Line{Line{Kind: Failed}.Happened("f2", "x")}},
	} {
		id := of(other)
		if seen[id] {
			t.Errorf("%+v has the name of another", other)
		}
		seen[id] = true
	}
	if one != same {
		t.Error("another amount makes another line")
	}
}

// What is closed stays closed, whatever the day, and what is put off comes back on
// its day; either way once it is clearly larger.
func TestAnswers(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	l := Decide(State{To: 100, Came: []Came{came(100, map[string]int64{"a": 0})}}, plainly)
	line := l.Lines[0]
	for _, c := range []struct {
		name string
		a    store.NeedAnswer
		at   time.Time
		open bool
	}{
		{"nothing was said", store.NeedAnswer{}, now, true},
		{"closed", store.NeedAnswer{Answer: store.NeedClosed, Amount: line.Amount}, now.AddDate(5, 0, 0), false},
		{"closed, of an unknown amount", store.NeedAnswer{Answer: store.NeedClosed}, now, false},
		{"closed when it was a little smaller", store.NeedAnswer{Answer: store.NeedClosed, Amount: line.Amount*2/3 + 1}, now, false},
		{"closed when it was clearly smaller", store.NeedAnswer{Answer: store.NeedClosed, Amount: line.Amount * 2 / 3}, now, true},
		{"put off", store.NeedAnswer{Answer: store.NeedSnoozed, Amount: line.Amount, Until: now.Add(time.Second)}, now, false},
		{"put off until now", store.NeedAnswer{Answer: store.NeedSnoozed, Amount: line.Amount, Until: now}, now, true},
		{"put off when it was clearly smaller", store.NeedAnswer{Answer: store.NeedSnoozed, Amount: 1, Until: now.Add(time.Hour)}, now, true},
		{"put back", store.NeedAnswer{Answer: store.NeedOpened, Amount: line.Amount}, now, true},
	} {
		if got := l.Answers(map[string]store.NeedAnswer{line.ID: c.a, "another": {Answer: store.NeedClosed}}, c.at); got[0].Open != c.open || got[0].Answer != c.a {
			t.Errorf("%s: open %v", c.name, got[0].Open)
		}
	}
}

// randomStates are weeks that came one after the other, each with those before it.
func randomStates(r *rand.Rand) (states []State) {
	var all []Came
	for w := week.Week(100); w < 130; w++ {
		sold := map[string]int64{}
		for s := range 8 {
			sold[fmt.Sprint(s)] = int64(100_000 * (1 + r.NormFloat64()/8))
		}
		all = append([]Came{came(w, sold)}, all...)
		states = append(states, State{To: w, Usual: 800_000, Came: all[:min(len(all), WeeksMost)], Goals: []Goal{goal(int64(100_000+r.IntN(20_000)), 100_000)}})
	}
	return states
}

// Over any weeks and limits: lines are in the order of their money, none is listed
// twice, a week has at most Most lines about what came; a replay is what the list
// was at each week, and counts each line once.
func TestProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		rules := Rules{Level: []int{80, 95}[r.IntN(2)], Least: float64(r.IntN(4)), Chance: 50 + float64(r.IntN(49)), Weeks: 1 + r.IntN(WeeksMost), Most: 1 + r.IntN(6)}
		states := randomStates(r)
		replay := ReplayOf(states, rules)
		news, most := 0, 0
		before := map[string]bool{}
		for i, s := range states {
			l := Decide(s, rules)
			byWeek, now := map[week.Week]int{}, map[string]bool{}
			for k, line := range l.Lines {
				if k > 0 && line.Amount > l.Lines[k-1].Amount {
					t.Fatalf("more money stands below less: %q", kinds(l))
				}
				if now[line.ID] {
					t.Fatalf("a line stands twice: %q", kinds(l))
				}
				now[line.ID] = true
				if line.Kind == Missed {
					byWeek[line.Week]++
				}
			}
			for w, n := range byWeek {
				if n > rules.Most || w <= s.To-week.Week(rules.Weeks) {
					t.Fatalf("%d lines of the week %d with %+v", n, w, rules)
				}
			}
			n := 0
			for _, line := range l.Lines {
				if !before[line.ID] {
					n++
				}
			}
			if got := replay.Weeks[i]; got.Week != s.To || len(got.Lines) != n || got.Left != l.Left {
				t.Fatalf("the replay has %d lines at %v, the list %d", len(got.Lines), s.To, n)
			}
			news, most, before = news+n, max(most, n), now
		}
		if replay.Lines != news || replay.Most != most {
			t.Fatalf("%d lines and at most %d, want %d and %d", replay.Lines, replay.Most, news, most)
		}
	}
}

func TestRulesAreBounded(t *testing.T) {
	if err := DefaultRules().Validate(); err != nil {
		t.Error(err)
	}
	for field, change := range map[string]func(*Rules){
		"level": func(r *Rules) { r.Level = 90 }, "least": func(r *Rules) { r.Least = -1 }, "chance": func(r *Rules) { r.Chance = 100 }, "weeks": func(r *Rules) { r.Weeks = 0 }, "most": func(r *Rules) { r.Most = 21 },
	} {
		r := DefaultRules()
		if change(&r); r.Validate() == nil {
			t.Errorf("%s: %+v is taken", field, r)
		}
	}
}
