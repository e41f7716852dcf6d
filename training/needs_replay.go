package training

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"olist/forecast"
	"olist/store"
	"olist/training/costly"
	"olist/training/needs"
	"olist/week"
)

const (
	replayWeeks = 52
	// replayRefit is for how many weeks one model forecasts before the next is
	// trained: the shop's own may be older or newer.
	replayRefit = 13
	// replaySeries bounds the segments that a replay is about, so that it ends in
	// time: those that sell most.
	replaySeries = 120
)

// Replayed is what the list would have had over the past year, and of how many
// segments.
type Replayed struct {
	needs.Replay
	Segments, Of int
}

// ReplayNeeds tells what rules would have listed at the end of each week of the
// past year, of weeks that came and of today's targets: every forecast is one of a
// model that was trained on what was known before. It has no weeks where too few are known. Returns
// CodeUnavailable where it takes too long or nothing is forecast.
func (s *Service) ReplayNeeds(ctx context.Context, r needs.Rules) (out Replayed, err error) {
	out, _, err = s.replay(ctx, r, false)
	return out, err
}

// ReplayedNeeds is ReplayNeeds where that needs no forecast of the past, since it was
// asked for before; else is is false.
func (s *Service) ReplayedNeeds(ctx context.Context, r needs.Rules) (out Replayed, is bool, err error) {
	return s.replay(ctx, r, true)
}

func (s *Service) replay(ctx context.Context, r needs.Rules, onlyKnown bool) (out Replayed, is bool, err error) {
	live, err := s.Live()
	if err != nil {
		return out, false, err
	}
	targets, err := s.targets(ctx, live.Data.Shop)
	if err != nil {
		return out, false, err
	}
	steps := DefaultHorizon
	for _, t := range targets {
		steps = max(steps, min(t.Horizon, MaxHorizon))
	}
	key := fmt.Sprintf("needs %s %d %v", live.Version, steps, slices.Sorted(maps.Keys(targets)))
	known := s.needs.past.Load()
	if known == nil || known.version != key {
		if onlyKnown {
			return out, false, nil
		}
		all, err := costly.Long(ctx, s.costly, key, sizeOfIssued, func(ctx context.Context) ([]needs.Issued, error) {
			return live.issuedInThePast(ctx, steps, targets)
		})
		if err != nil {
			return out, false, err
		}
		known = &issuedAs{version: key, latest: all}
		s.needs.past.Store(known)
	}
	all := known.latest
	if len(all) == 0 {
		return out, true, nil
	}
	out.Replay = needs.ReplayOf(live.pastStates(all, targets), r)
	out.Segments, out.Of = len(all[0].Segments), len(live.Data.Segments)
	return out, true, nil
}

// pastStates are what was known at the end of each week but the first of those that
// something was forecast at, the oldest first.
func (l *Live) pastStates(all []needs.Issued, targets map[string]Target) (states []needs.State) {
	for i := 1; i < len(all); i++ {
		before := slices.Clone(all[:i])
		slices.Reverse(before)
		states = append(states, l.Data.seenAt(all[i].Cutoff, before, all[i], targets))
	}
	return states
}

// issuedInThePast forecasts at the end of each of the latest weeks what was to be
// known then: of all segments the week after, and of those with a target the weeks
// that it is for.
func (l *Live) issuedInThePast(ctx context.Context, steps int, targets map[string]Target) ([]needs.Issued, error) {
	panel := largest(l.Data.Panel, replaySeries)
	weeks := int(l.Data.To-l.Data.From) + 1
	back := min(replayWeeks, weeks-2*forecast.MinWeeks)
	var all []needs.Issued
	var engine *forecast.Model
	for k := back; k > 0; k-- {
		known := knownBefore(panel, k)
		var err error
		if (back-k)%replayRefit == 0 {
			if engine, err = forecast.Train(ctx, known, l.Engine.Config(), forecast.Run{}); err != nil {
				return nil, fmt.Errorf("training: replay the past: %w", err)
			}
		}
		said, err := engine.Forecast(ctx, coming(known, engine.Drivers(), MaxHorizon), steps, Levels)
		if err != nil {
			return nil, fmt.Errorf("training: replay the past: %w", err)
		}
		forecast.RoundForecasts(said, panel.Sums, l.Data.Shop.Least())
		for i, f := range said {
			said[i] = f.Means()
		}
		all = append(all, kept(l.Data.To-week.Week(k), said, steps, targets))
	}
	if back > 0 {
		all = append(all, l.expected(targets))
	}
	return all, nil
}

// kept is what a replay needs of forecasts.
func kept(cutoff week.Week, said []forecast.Forecast, steps int, targets map[string]Target) needs.Issued {
	out := needs.IssuedOf(cutoff, said, steps)
	for key, ahead := range out.Segments {
		ahead.Weeks = slices.Clone(ahead.Weeks[:1])
		if _, is := targets[key]; !is {
			ahead.Sums = nil
		}
		out.Segments[key] = ahead
	}
	return out
}

// largest is the panel of the total and the other series that sold most in the
// latest year, at most so many; where some are left out, they need not add up.
func largest(p forecast.Panel, most int) forecast.Panel {
	if len(p.Series) <= most {
		return p
	}
	sold := func(s forecast.Series) (sum float64) {
		for _, v := range s.Values[max(0, len(s.Values)-week.PerYear):] {
			if v == v {
				sum -= v
			}
		}
		return sum
	}
	sums := make(map[string]float64, len(p.Series))
	for _, s := range p.Series {
		sums[s.Key] = sold(s)
	}
	p.Series, p.Sums = slices.Clone(p.Series), nil
	total := slices.IndexFunc(p.Series, func(s forecast.Series) bool { return s.Key == store.TotalKey })
	p.Series[0], p.Series[total] = p.Series[total], p.Series[0]
	slices.SortStableFunc(p.Series[1:], func(a, b forecast.Series) int { return cmp.Compare(sums[a.Key], sums[b.Key]) })
	p.Series = p.Series[:most]
	return p
}

func sizeOfIssued(all []needs.Issued) (size int) {
	for _, i := range all {
		for key, ahead := range i.Segments {
			size += len(key) + 96 + 40*(cap(ahead.Weeks)+cap(ahead.Sums))
		}
	}
	return size
}
