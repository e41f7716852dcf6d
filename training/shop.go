package training

import (
	"context"

	"olist/shop"
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
	s.log.Info("shop changed", "by", actor)
	s.serveAnew(ctx)
	return nil
}
