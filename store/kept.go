package store

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"olist/message"
	"olist/store/fault"
)

// KeptMost is how many shops can be set aside.
const KeptMost = 10

// KeptShop is a shop that was set aside.
type KeptShop struct {
	ID    string    `json:"id"`
	Name  string    `json:"name"`
	Weeks int       `json:"weeks"` // of sales
	Actor string    `json:"actor"`
	At    time.Time `json:"at"`

	file string
}

// KeptShops lists the shops that were set aside, the latest first.
func (s *Store) KeptShops(ctx context.Context) ([]KeptShop, error) {
	return given(ctx, s.inRead, func(t *tx) ([]KeptShop, error) { return t.keptShops(ctx) })
}

func (t *tx) keptShops(ctx context.Context) ([]KeptShop, error) {
	return collect(ctx, t, func(row scanner) (k KeptShop, err error) {
		err = row.Scan(&k.ID, &k.file, &k.Name, &k.Weeks, &k.Actor, millis{&k.At})
		return k, err
	}, `SELECT id, file, name, weeks, actor, kept_at FROM kept_shops ORDER BY kept_at DESC, id`)
}

// DropShop deletes a shop that was set aside, for good.
func (s *Store) DropShop(ctx context.Context, actor, id string) error {
	old, err := given(ctx, s.inTx, func(t *tx) (KeptShop, error) {
		old, err := t.keptShop(ctx, id)
		if err != nil {
			return old, err
		}
		if err := t.forgetKept(ctx, id); err != nil {
			return old, err
		}
		return old, t.audit(ctx, actor, "shop.drop", old.Name, nil)
	})
	if err == nil {
		err = s.engine.drop(ctx, s, old.file)
	}
	return err
}

func (t *tx) keptShop(ctx context.Context, id string) (KeptShop, error) {
	all, err := t.keptShops(ctx)
	if err != nil {
		return KeptShop{}, err
	}
	if i := slices.IndexFunc(all, func(k KeptShop) bool { return k.ID == id }); i >= 0 {
		return all[i], nil
	}
	return KeptShop{}, fault.New(fault.CodeNotFound, message.ShopGone.With())
}

// forgetKept takes a shop off the list of those that are kept. Returns CodeNotFound
// where somebody else just did.
func (t *tx) forgetKept(ctx context.Context, id string) error {
	done, err := t.ExecContext(ctx, `DELETE FROM kept_shops WHERE id = $1`, id)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, fault.New(fault.CodeNotFound, message.ShopGone.With()))
	}
	return nil
}

// keptBefore lists the shops that are kept beside a database of any version.
func keptBefore(ctx context.Context, t *tx) ([]KeptShop, error) {
	have, err := t.side().allColumns(ctx)
	if err != nil || !slices.Contains(have, "kept_shops.id") {
		return nil, err
	}
	return t.keptShops(ctx)
}

// listKept lists the shops of before, and those of the database itself, whose files
// lie in dir: a backup holds none of these files.
func (t *tx) listKept(ctx context.Context, dir string, before []KeptShop) error {
	own, err := t.keptShops(ctx)
	if err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM kept_shops`); err != nil {
		return err
	}
	for _, k := range append(before, own...) {
		if filepath.Base(k.file) != k.file || !strings.HasSuffix(k.file, ".shop-"+k.ID) {
			continue // what a restored database says may lead anywhere
		}
		if there, err := t.engine.has(ctx, t, k.file, dir); err != nil || !there {
			if err != nil {
				return err
			}
			continue
		}
		if err := t.addKept(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) addKept(ctx context.Context, k KeptShop) error {
	_, err := t.ExecContext(ctx, `INSERT INTO kept_shops (id, file, name, weeks, actor, kept_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
		k.ID, k.file, k.Name, k.Weeks, k.Actor, toMillis(k.At))
	return err
}

// sweepKept removes copies that a killed process had not ended.
func sweepKept(path string) error {
	names, err := filepath.Glob(path + ".shop-*.tmp")
	for _, name := range names {
		removeDatabase(name)
	}
	return err
}
