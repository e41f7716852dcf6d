package quality

import (
	"strings"
	"testing"

	"olist/week"
)

// TestJudge: daily orders first, then levels; a hole is empty, and who decided
// on a week or entered an event for it answers for its level.
func TestJudge(t *testing.T) {
	first := week.Of(day("2018-01-01"))
	no := false
	for name, c := range map[string]struct {
		at     int
		change func(*Evidence)
		days   []DayCount
		want   State
		reason string
	}{
		"nothing odd":    {at: 20, change: func(*Evidence) {}, want: StateComplete},
		"no figures":     {20, func(e *Evidence) { *e = Evidence{} }, nil, StateEmpty, "no orders in this week"},
		"far too much":   {20, func(e *Evidence) { e.Revenue = 2e6 }, nil, StateSuspicious, "R$ 2,000,000 is 8.7 times the usual level"},
		"an event":       {20, func(e *Evidence) { e.Revenue, e.Explained = 2e6, true }, nil, StateComplete, ""},
		"a decision":     {20, func(e *Evidence) { e.Revenue, e.Decision = 2e6, &no }, nil, StateComplete, ""},
		"an end cut off": {29, func(e *Evidence) { e.Revenue = 15e3 }, nil, StateTruncated, "R$ 15,000 is 7% of the usual level: the data seem to end"},
		"days are missing": {3, func(e *Evidence) { e.Daily = true }, append(steady("2018-01-01", 3*7+2, 50), steady("2018-01-29", 3*7, 50)...),
			StatePartial, "only 2 of the usual 7 days have orders"},
		"days of others": {3, func(*Evidence) {}, append(steady("2018-01-01", 3*7+2, 50), steady("2018-01-29", 3*7, 50)...), StateComplete, ""},
	} {
		weeks := make([]Evidence, 30)
		for i := range weeks {
			weeks[i] = Evidence{Present: true, Orders: 7, Revenue: 230_000}
		}
		c.change(&weeks[c.at])
		got := Judge(first, weeks, c.days)
		w := got[c.at]
		if len(got) != 30 || w.Week != first+week.Week(c.at) || w.State != c.want || !strings.HasPrefix(w.Reason().String(), c.reason) || c.reason == "" && !w.Reason().IsZero() {
			t.Errorf("%s: %+v, %q", name, w, w.Reason())
		}
		if c.want == StateComplete && w.Orders != 7 {
			t.Errorf("%s: %d orders", name, w.Orders)
		}
	}
}

// TestReasons: every state but the usable one has a reason in both languages,
// with its figures.
func TestReasons(t *testing.T) {
	for want, s := range map[string]WeekStatus{
		"orders fade out within the week: its last three days bring 25% of the usual, its first three 98%": {State: StateTruncated, EndShare: .25, BeginShare: .98},
		"1 complete week, then 9 weeks without": {State: StateIsolated, Run: 1, Gap: 9},
		"R$ 1,150,000 is 5.0 times":             {State: StateSuspicious, Sold: 1_150_000, Usual: 230_000},
		"R$ 2,300,000 is 10 times":              {State: StateSuspicious, Sold: 2_300_000, Usual: 230_000},
		"R$ 23,000 is 10% of":                   {State: StateSuspicious, Sold: 23_000, Usual: 230_000},
	} {
		if got := s.Reason().String(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
