package training

import (
	"cmp"
	"context"
	"slices"

	"olist/forecast"
	"olist/store"
	"olist/week"
)

// mergeEvents lays what people entered over the calendar, by week and name. A
// person's word about a name in a week, be it that the day does not count,
// goes before the calendar's.
func mergeEvents(kept []store.StoredEvent, calendar []forecast.Event) []forecast.Event {
	type day struct {
		name string
		week week.Week
	}
	said := map[day]bool{}
	var out []forecast.Event
	for _, e := range kept {
		said[day{e.Name, e.Week}] = true
		if e.Kind != forecast.KindHidden {
			out = append(out, e.Event)
		}
	}
	for _, e := range calendar {
		if !said[day{e.Name, e.Week}] {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b forecast.Event) int { return cmp.Or(cmp.Compare(a.Week, b.Week), cmp.Compare(a.Name, b.Name)) })
	return out
}

// leaveOut is the calendar without the groups that a person left out.
func leaveOut(calendar []forecast.Event, groups []store.EventGroup) []forecast.Event {
	return slices.DeleteFunc(calendar, func(e forecast.Event) bool {
		return slices.ContainsFunc(groups, func(g store.EventGroup) bool { return g.Holds(e) })
	})
}

// GroupEvents leaves a group of the calendar's events out, or brings it back;
// what serves is computed anew before it returns. Returns CodeInvalid and
// CodeNotFound as the store does.
func (s *Service) GroupEvents(ctx context.Context, actor string, g store.EventGroup, out bool) error {
	change := s.store.BringBackEvents
	if out {
		change = s.store.LeaveOutEvents
	}
	err := change(ctx, actor, g)
	if err == nil {
		s.serveAnew(ctx)
	}
	return err
}

// PutEvent adds an event, or changes the one whose id it has; what serves is
// computed anew before it returns. Returns CodeInvalid and CodeNotFound as the
// store does.
func (s *Service) PutEvent(ctx context.Context, actor, id string, e forecast.Event) (store.StoredEvent, error) {
	kept, err := s.store.PutEvent(ctx, actor, id, e)
	if err == nil {
		s.serveAnew(ctx)
	}
	return kept, err
}

// DeleteEvent forgets an event. Returns CodeNotFound where there is none.
func (s *Service) DeleteEvent(ctx context.Context, actor, id string) error {
	err := s.store.DeleteEvent(ctx, actor, id)
	if err == nil {
		s.serveAnew(ctx)
	}
	return err
}
