package training

import (
	"math"
	"slices"
	"testing"

	"olist/store"
	"olist/training/needs"
	"olist/week"
)

// linesOf gives the lines of some kinds that are open.
func (s *Service) linesOf(t *testing.T, kinds ...needs.Kind) (lines []needs.Line) {
	t.Helper()
	n, err := s.Needs(t.Context())
	must(t, err)
	for _, l := range n.Open(false) {
		if slices.Contains(kinds, l.Kind) {
			lines = append(lines, l.Line)
		}
	}
	return lines
}

// TestTargetsOfMonthsNeedSomebody: a target for every month or quarter is held against
// the coming ones, with what is lacking and the chance that the dashboard has of each;
// what is reached is none, and a target that is taken back is off the list.
func TestTargetsOfMonthsNeedSomebody(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	end := week.MonthOf((live.Data.To + 1).First()) + budgetMonths
	for _, c := range []struct {
		segment string
		each    week.Span
		least   int
	}{{store.TotalKey, week.ByMonth, 2}, {"state:SP", week.ByQuarter, 1}} {
		sums, err := live.Periods(c.segment, c.each, DefaultHorizon, Levels) // as the dashboard shows them
		must(t, err)
		want, most := map[string]needs.Range{}, int64(0)
		for _, sum := range sums {
			if r, sure := needs.RangeOf(sum.Point); sure && !sum.Past() && sum.Whole() && sum.Period.Month < end {
				want[sum.Period.String()], most = r, max(most, r.Cents)
			}
		}
		if len(want) < c.least {
			t.Fatalf("%s: only %d are looked at", c.each, len(want))
		}
		put := func(cents int64) {
			must(t, s.store.PutSetting(ctx, "ana", TargetKey(live.Data.Shop, c.segment), Target{Cents: cents, Each: c.each, By: "ana"}))
		}
		put(most + 50_000_000)
		lines := s.linesOf(t, needs.Likely, needs.Below)
		if len(lines) != len(want) {
			t.Errorf("%s: %d lines of %d", c.each, len(lines), len(want))
		}
		for _, l := range lines {
			r := want[l.Subject]
			if l.Segment != c.segment || l.Amount != most+50_000_000-r.Cents || math.Abs(l.Chance-r.Misses(most+50_000_000)) > 1e-12 || l.Kind == needs.Likely != (l.Chance >= .7) {
				t.Errorf("%s: %+v of %+v", c.each, l, r)
			}
		}
		put(1)
		if lines := s.linesOf(t, needs.Likely, needs.Below); len(lines) != 0 {
			t.Errorf("%s that are reached: %+v", c.each, lines)
		}
		put(0)
	}
}

// TestThePlanNeedsSomebody where the forecast of its coming weeks is below it, with
// what it lacks and the chance that the dashboard has of the plan as a target; not where
// it is the forecast, nor once it is withdrawn.
func TestThePlanNeedsSomebody(t *testing.T) {
	s := newService(t, nil)
	ctx := t.Context()
	live, err := s.Live()
	must(t, err)
	_, err = s.PublishPlan(ctx, "ana", live.PlanVersion(), 0)
	must(t, err)
	if lines := s.linesOf(t, needs.Planned); len(lines) != 0 {
		t.Fatalf("a plan that is the forecast: %+v", lines)
	}
	d, err := s.PlanDraft(ctx, live)
	must(t, err)
	const lifts = 400_000_000
	o, err := s.PutPlanOverride(ctx, "ana", d, "", PlanAsked{Segments: []string{store.TotalKey}, From: live.Data.To + 1, To: live.Data.To + 12, Kind: PlanAmount, Cents: lifts, Reason: "promotion"}, 0)
	must(t, err)
	if lines := s.linesOf(t, needs.Planned); len(lines) != 0 {
		t.Fatalf("a draft: %+v", lines)
	}
	p, err := s.PublishPlan(ctx, "ana", live.PlanVersion(), o.Changed)
	must(t, err)
	lines := s.linesOf(t, needs.Planned)
	f, err := live.Forecast(store.TotalKey)
	must(t, err)
	whole, _ := needs.RangeOf(f.Totals[MaxHorizon-1])
	first := lines[0]
	if first.Segment != store.TotalKey || first.Amount != lifts || first.Week != live.Data.To+1 || first.Weeks != MaxHorizon || first.Actual != whole.Cents+lifts || math.Abs(first.Chance-whole.Misses(whole.Cents+lifts)) > 1e-12 || !(first.Chance > .5) {
		t.Errorf("%+v of %+v", first, whole)
	}
	if n, err := s.Needs(ctx); err != nil || len(lines) != n.Rules.Most || n.Left == 0 {
		t.Errorf("%d lines of the plan, %d left out, %v", len(lines), n.Left, err)
	}
	one, err := s.promisesAhead(ctx, live)
	must(t, err)
	if again, err := s.promisesAhead(ctx, live); err != nil || &one[0] != &again[0] {
		t.Errorf("it is computed again: %v", err)
	}
	must(t, s.store.WithdrawPlan(ctx, "ana", p.Number))
	if lines := s.linesOf(t, needs.Planned); len(lines) != 0 {
		t.Errorf("a plan that was withdrawn: %+v", lines)
	}
}

// TestOnlyComingWeeksOfAPlanCount: of one that began earlier or later those that
// forecasts reach, of one that is over none; of segments that are gone nothing.
func TestOnlyComingWeeksOfAPlanCount(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	f, err := live.Forecast(store.TotalKey)
	must(t, err)
	expected := inCents(f.Points)
	for _, c := range []struct{ began, weeks, from, counted int }{{0, 52, 1, 52}, {-3, 52, 1, 49}, {-51, 52, 1, 1}, {-52, 52, 0, 0}, {-80, 52, 0, 0}, {5, 52, 6, 47}, {52, 52, 0, 0}, {0, 4, 1, 4}, {0, 0, 0, 0}} {
		a := &Adopted{store.Plan{Number: 7, Cutoff: live.Data.To + week.Week(c.began)}, store.PlanFigures{Keys: []string{"state:gone", store.TotalKey}, Plan: [][]int64{make([]int64, c.weeks), make([]int64, c.weeks)}}}
		for k := range a.PlanFigures.Plan[1] {
			a.PlanFigures.Plan[1][k] = int64(1000 + k)
		}
		got := live.promises(a)
		if c.counted == 0 {
			if len(got) != 0 {
				t.Errorf("%+v: %+v", c, got)
			}
			continue
		}
		planned, sum := int64(0), int64(0)
		for k := range c.counted {
			planned += int64(1000 + c.from - 1 - c.began + k)
			sum += expected[c.from-1+k]
		}
		if len(got) != 1 || got[0].Segment != store.TotalKey || got[0].From != live.Data.To+week.Week(c.from) || got[0].Weeks != c.counted || got[0].Cents != planned || got[0].Estimate != sum || math.IsNaN(got[0].Misses) {
			t.Errorf("%+v: %+v, want %d of %d", c, got, planned, sum)
		}
	}
	live.foreign = true
	if got := live.promises(&Adopted{store.Plan{Cutoff: live.Data.To}, store.PlanFigures{Keys: []string{store.TotalKey}, Plan: [][]int64{{1 << 50}}}}); len(got) != 1 || !math.IsNaN(got[0].Misses) {
		t.Errorf("of a forecast without ranges: %+v", got)
	}
}
