package training

import (
	"context"

	"olist/message"
	"olist/shop"
	"olist/store"
	"olist/training/jobs"
)

// Shop gives the profile of the shop that is live; without a live model, that of
// the database, and where that cannot be read, that of the sample.
func (s *Service) Shop(ctx context.Context) shop.Profile {
	if live, err := s.Live(); err == nil {
		return live.Data.Shop
	}
	p, err := s.store.Shop(ctx)
	if err != nil {
		return shop.Olist()
	}
	return p
}

// PutShop keeps the profile; what serves is computed anew before it returns.
// Returns what store.PutShop does.
func (s *Service) PutShop(ctx context.Context, actor string, p shop.Profile) error {
	if err := s.store.PutShop(ctx, actor, p); err != nil {
		return err
	}
	s.log.InfoContext(ctx, "shop changed", "by", actor)
	s.serveAnew(ctx)
	return nil
}

// StartShop sets the shop that is here aside and begins another one with the sales
// n, and a training on them, which goes live when it ends. Without n the new shop is
// empty, and job the zero one. Returns what store.StartShop does.
func (s *Service) StartShop(ctx context.Context, actor string, p shop.Profile, n *store.NewImport) (job store.Job, err error) {
	kept, imp, _, err := s.store.StartShop(ctx, actor, p, n)
	if err != nil {
		return job, err
	}
	s.log.InfoContext(ctx, "another shop begins", "aside", kept.ID, "import", imp.Version, "by", actor)
	s.turned(ctx)
	if n == nil {
		return job, nil
	}
	job, _, err = s.jobs.Add(ctx, jobs.Request{Kind: kindTrain, By: actor, Body: newTrainRequest(s.BaseParams(), message.FirstOfShop.With())})
	return job, err
}

// ReturnShop brings a shop back that was set aside; its live model serves when it
// returns. Returns what store.ReturnShop does.
func (s *Service) ReturnShop(ctx context.Context, actor, id string) error {
	kept, err := s.store.ReturnShop(ctx, actor, id)
	if err != nil {
		return err
	}
	s.log.InfoContext(ctx, "a shop is brought back", "shop", id, "aside", kept.ID, "by", actor)
	s.turned(ctx)
	return nil
}

// turned forgets the shop before, and serves the one that is here now. The worker
// takes the rest over, as after a restore.
func (s *Service) turned(ctx context.Context) {
	s.swap.Lock()
	s.outdated = ""
	s.swap.Unlock()
	s.serveAnew(ctx)
	s.nudge()
}
