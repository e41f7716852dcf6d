package training

import (
	"context"
	"fmt"
	"slices"

	"olist/store"
	"olist/training/costly"
	"olist/week"
)

// Adopted is the published plan that counts.
type Adopted struct {
	store.Plan
	store.PlanFigures
}

// Of gives the plan of a segment in a week, where there is one, beside the forecast
// that it began from.
func (a *Adopted) Of(segment string, w week.Week) (planned, forecast int64, ok bool) {
	if a == nil {
		return 0, 0, false
	}
	at, i := slices.Index(a.Keys, segment), int(w-a.Cutoff)-1
	if at < 0 || i < 0 || i >= len(a.PlanFigures.Plan[at]) {
		return 0, 0, false
	}
	return a.PlanFigures.Plan[at][i], a.Forecast[at][i], true
}

// Adopted gives the plan that was published last and not withdrawn; nil for none. What
// it holds never changes.
func (s *Service) Adopted(ctx context.Context) (*Adopted, error) {
	p, is, err := s.published(ctx)
	if store.IsAway(err) { // what is read meanwhile goes by the plan that was known
		return s.adopted.Load(), nil
	}
	if err != nil || !is {
		s.adopted.Store(nil)
		return nil, err
	}
	a, err := costly.Do(ctx, s.costly, planKey(p), (*Adopted).size, func(ctx context.Context) (*Adopted, error) {
		f, err := s.store.PlanFigures(ctx, p.Number)
		return &Adopted{p, f}, err
	})
	if err == nil {
		s.adopted.Store(a)
	}
	return a, err
}

// published is that plan without its figures; is is false for none.
func (s *Service) published(ctx context.Context) (p store.Plan, is bool, err error) {
	all, err := s.plans.Get(s.store, func() ([]store.Plan, error) { return s.store.Plans(ctx, 20) })
	if err != nil {
		return p, false, err
	}
	i := slices.IndexFunc(all, func(p store.Plan) bool { return !p.Withdrawn })
	if i < 0 {
		return p, false, nil
	}
	return all[i], true, nil
}

// planKey tells a published plan from all others.
func planKey(p store.Plan) string {
	return fmt.Sprintf("plan %d %d %s", p.Number, p.PublishedAt.UnixMilli(), p.ModelID)
}

func (a *Adopted) size() int { return 200 + 16*MaxHorizon*len(a.Keys) }
