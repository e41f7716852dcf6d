package training

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync/atomic"

	"olist/training/needs"
	"olist/week"
)

// lookout keeps what was found last of the time to come, beside what it was computed
// from: the list is looked at each minute, and on every page.
type lookout[T any] struct{ kept atomic.Pointer[looked[T]] }

type looked[T any] struct {
	from  string
	found []T
}

// known gives what was found, which nobody changes, where from is what it was.
func (o *lookout[T]) known(from string) (found []T, is bool) {
	if k := o.kept.Load(); k != nil && k.from == from {
		return k.found, true
	}
	return nil, false
}

// of gives what was found, and finds it where from is new.
func (o *lookout[T]) of(from string, find func() []T) []T {
	if found, is := o.known(from); is {
		return found
	}
	k := &looked[T]{from, find()}
	o.kept.Store(k)
	return k.found
}

// goalsAhead holds the coming months and quarters against the targets that are for
// each of them.
func (s *Service) goalsAhead(live *Live, targets map[string]Target) []needs.Goal {
	from := live.PlanVersion()
	for _, segment := range slices.Sorted(maps.Keys(targets)) {
		if t := targets[segment]; t.Each != "" {
			from += fmt.Sprintf(" %q %s %d", segment, t.Each, t.Cents)
		}
	}
	return s.needs.goals.of(from, func() []needs.Goal { return live.goalsAhead(targets) })
}

// goalsAhead are of each target the months, or quarters, that begin before those end
// that budgets are looked at for; with the figures of the dashboard. None where how sure
// they are is not known.
func (l *Live) goalsAhead(targets map[string]Target) (goals []needs.Goal) {
	end := week.MonthOf((l.Data.To + 1).First()) + budgetMonths
	for segment, t := range targets {
		if t.Each == "" {
			continue
		}
		sums, err := l.Periods(segment, t.Each, MaxHorizon, Levels)
		if err != nil { // a segment may be gone
			continue
		}
		for _, sum := range sums {
			r, sure := needs.RangeOf(sum.Point)
			if sure && !sum.Past() && sum.Whole() && sum.Period.Month < end {
				goals = append(goals, needs.Goal{Segment: segment, ID: sum.Period.String(), Period: sum.Period, Cents: t.Cents, Range: r})
			}
		}
	}
	return goals
}

// promisesAhead holds what is forecast against the plan that counts.
func (s *Service) promisesAhead(ctx context.Context, live *Live) ([]needs.Promise, error) {
	p, is, err := s.published(ctx)
	if err != nil || !is {
		return nil, err
	}
	from := live.PlanVersion() + " " + planKey(p)
	if found, is := s.needs.promises.known(from); is {
		return found, nil
	}
	adopted, err := s.Adopted(ctx)
	if err != nil || adopted == nil {
		return nil, s.tolerate(ctx, err)
	}
	return s.needs.promises.of(from, func() []needs.Promise { return live.promises(adopted) }), nil
}

// promises are, of each segment that is still there, the weeks of a plan that are to
// come and that forecasts reach; none where all are past.
func (l *Live) promises(a *Adopted) (all []needs.Promise) {
	for i, key := range a.Keys {
		f, err := l.Forecast(key)
		if err != nil {
			continue
		}
		planned, expected := a.PlanFigures.Plan[i], inCents(f.Points)
		from := max(a.Cutoff, l.Data.To) + 1
		weeks := int(min(a.Cutoff+week.Week(len(planned)), l.Data.To+week.Week(len(expected)))-from) + 1
		if weeks < 1 {
			continue
		}
		first := int(from-l.Data.To) - 1
		weights := make([]float64, first+weeks)
		p := needs.Promise{Plan: a.Number, Segment: key, From: from, Weeks: weeks, Misses: math.NaN()}
		for k := range weeks {
			weights[first+k] = 1
			p.Cents += planned[int(from-a.Cutoff)-1+k]
			p.Estimate += expected[first+k]
		}
		if r, sure := needs.RangeOf(f.SumOf(weights).At(float64(p.Estimate) / centsPerUnit)); sure {
			p.Misses = r.Misses(p.Cents)
		}
		all = append(all, p)
	}
	return all
}
