package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"olist/message"
	"olist/shop"
	"olist/store/fault"
)

// Shop gives the profile of the shop: that of the sample where none was ever
// kept.
func (s *Store) Shop(ctx context.Context) (shop.Profile, error) {
	return given(ctx, s.inRead, func(t *tx) (shop.Profile, error) { return t.shop(ctx) })
}

func (t *tx) shop(ctx context.Context) (shop.Profile, error) {
	var kept []byte
	err := t.QueryRowContext(ctx, `SELECT profile FROM shop WHERE one = 1`).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) {
		return shop.Olist(), nil
	}
	if err != nil {
		return shop.Profile{}, err
	}
	p, err := shop.Parse(kept)
	if err != nil {
		return p, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return p, nil
}

// PutShop keeps the profile and logs it with who did it. Returns CodeInvalid
// with the field that is wrong, and CodeConflict where weeks of sales are there
// already and would begin on another day.
func (s *Store) PutShop(ctx context.Context, actor string, p shop.Profile) error {
	p = p.Tidy()
	was := shop.Olist()
	p.Sample = p.Sample && p.Name == was.Name && p.Source == was.Source // who gives it another name says that it is theirs
	if err := p.Validate(); err != nil {
		return err
	}
	return s.inTx(ctx, func(t *tx) error {
		before, err := t.shop(ctx)
		if err != nil && !errors.Is(err, ErrDamaged) {
			return err
		}
		var weeks int
		if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM import_weeks`).Scan(&weeks); err != nil {
			return err
		}
		if weeks > 0 && before.Start != p.Start {
			return &fault.Error{Code: fault.CodeConflict, Field: "week_start", Message: message.ShopWeeks.With()}
		}
		if before.Measure != p.Measure {
			if err := t.measure(ctx, p.Measure); err != nil {
				return err
			}
		}
		return t.putShop(ctx, actor, p)
	})
}

// measure makes the sales that are kept those of what the shop measures from now
// on.
func (t *tx) measure(ctx context.Context, what string) error {
	query := `UPDATE cells SET revenue = money, money = 0`
	if what == shop.Units {
		query = `UPDATE cells SET money = revenue, revenue = 100 * items`
	}
	if _, err := t.ExecContext(ctx, query); err != nil {
		return err
	}
	return t.sumUpAll(ctx)
}

func (t *tx) putShop(ctx context.Context, actor string, p shop.Profile) error {
	kept, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `
		INSERT INTO shop (one, profile, actor, updated_at) VALUES (1, $1, $2, $3)
		ON CONFLICT (one) DO UPDATE SET profile = excluded.profile, actor = excluded.actor, updated_at = excluded.updated_at`,
		string(kept), actor, toMillis(t.now)); err != nil {
		return err
	}
	return t.audit(ctx, actor, "shop.put", p.Name, json.RawMessage(kept))
}
