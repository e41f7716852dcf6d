package training

import (
	"context"
	"fmt"

	"olist/forecast"
	"olist/store"
	"olist/training/costly"
)

// LostSales estimates what the weeks without stock lost, of segments that have
// such weeks, by what the model that serves knows of events and drivers. Amounts
// are in units of the shop's measure.
func (l *Live) LostSales(ctx context.Context) ([]forecast.LostSales, error) {
	key := fmt.Sprintf("lost %s %s", l.Model.ID, l.Data.Fingerprint)
	size := func(all []forecast.LostSales) int {
		n := 100
		for _, s := range all {
			n += 100 + 50*len(s.Weeks)
		}
		return n
	}
	return costly.Do(ctx, l.costly, key, size, func(context.Context) ([]forecast.LostSales, error) {
		lost, err := l.Engine.LostSales(l.Data.Panel, forecast.LostLevel)
		if err != nil {
			return nil, fmt.Errorf("training: lost sales with model %s: %w", l.Model.ID, err)
		}
		return lost, nil
	})
}

// PutStockouts is the store's; what serves is computed anew before it returns.
func (s *Service) PutStockouts(ctx context.Context, actor string, seen int64, words []store.StockoutWord) (store.Edit, error) {
	edit, err := s.store.PutStockouts(ctx, actor, seen, words)
	if err == nil && edit.ID != 0 {
		s.serveAnew(ctx)
	}
	return edit, err
}

// UndoStockouts is the store's; what serves is computed anew before it returns.
func (s *Service) UndoStockouts(ctx context.Context, actor string, id int64) (store.Edit, error) {
	edit, err := s.store.UndoStockouts(ctx, actor, id)
	if err == nil {
		s.serveAnew(ctx)
	}
	return edit, err
}
