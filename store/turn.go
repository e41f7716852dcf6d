package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"olist/message"
	"olist/shop"
	"olist/store/fault"
	"olist/store/scratch"
)

// shopTables hold what belongs to a shop; all others belong to the house: who may
// enter, what was done, jobs, settings. A table's parents stand before it.
var shopTables = []string{"shop", "imports", "import_weeks", "cells", "category_sums", "state_sums", "order_counts", "daily_orders", "daily_sums", "early_sums", "categories", "import_drivers", "driver_values",
	"driver_edits", "driver_edit_values", "week_overrides", "stockouts", "stockout_edits", "stockout_edit_values", "events", "event_groups", "models", "evaluations", "model_pins", "model_remarks", "live", "activations",
	"issued", "issued_inputs", "budgets", "budget_edits", "budget_edit_values", "stock", "stock_edits", "stock_edit_values", "needs", "notes", "scenarios", "plan_overrides", "plans", "shares", "sources", "source_runs", "readers", "sendings", "told"}

// ShopTables are the names of the tables that belong to a shop.
func ShopTables() []string { return slices.Clone(shopTables) }

// shopSettings are the settings that belong to a shop.
const shopSettings = `key LIKE 'target:%' OR key IN ('alarms', 'needs')`

// shopSecrets are the secrets that belong to a shop: the addresses of its sources and of
// the channels that its digest goes to.
const shopSecrets = `key LIKE '` + sourceSecret + `%' OR key LIKE '` + readerSecret + `%'`

// StartShop sets the shop that is here aside, whole, and begins another one with
// the sales n, in force at once; without n it begins empty. Weeks that cannot be (see
// ingest.Held) are left out: a person has seen which. All of it happens in one
// transaction, or nothing: jobs end, since they are of the shop before. Returns
// CodeInvalid for a profile or sales that cannot be, and CodeConflict where KeptMost
// shops are kept already.
func (s *Store) StartShop(ctx context.Context, actor string, p shop.Profile, n *NewImport) (kept KeptShop, imp Import, changes Changes, err error) {
	p = p.Tidy()
	if err := p.Validate(); err != nil {
		return kept, imp, changes, err
	}
	err = s.turn(ctx, actor, turning{}, &kept, func(t *tx) error {
		if err := t.putShop(ctx, actor, p); err != nil || n == nil {
			return err
		}
		if imp, changes, err = t.stageImport(ctx, *n); err != nil {
			return err
		}
		imp, err = t.applyImport(ctx, actor, imp.Version)
		return err
	})
	return kept, imp, changes, err
}

// ReturnShop brings back a shop that was set aside, and sets the one that is here
// aside for it. Returns CodeNotFound where there is none of that id.
func (s *Store) ReturnShop(ctx context.Context, actor, id string) (kept KeptShop, err error) {
	old, err := given(ctx, s.inRead, func(t *tx) (KeptShop, error) { return t.keptShop(ctx, id) })
	if err != nil {
		return kept, err
	}
	stage, err := scratch.Make(s.path + stageSuffix)
	if err != nil {
		return kept, fault.Wrap(fault.CodeUnavailable, err, message.RestoreNoRoom.With(s.path))
	}
	defer stage.Close()
	temp := filepath.Join(stage.Path, "new.db")
	file, err := s.engine.fetch(ctx, s, old.file, stage.Path)
	if err != nil {
		return kept, fault.Wrap(fault.CodeUnavailable, err, message.CannotRestore.With(old.file))
	}
	if err := prepareRestore(ctx, temp, file); err != nil {
		return kept, fault.Wrap(fault.CodeUnavailable, err, message.CannotRestore.With(old.file))
	}
	err = s.turn(ctx, actor, turning{from: temp, id: id}, &kept, func(t *tx) error {
		if err := t.fillShop(ctx, temp); err != nil {
			return err
		}
		return t.audit(ctx, actor, "shop.return", old.Name, nil)
	})
	if err == nil {
		err = s.engine.drop(ctx, s, old.file)
	}
	return kept, err
}

// turning is the shop that comes back: its database and its id. Of one that begins
// both are empty.
type turning struct{ from, id string }

// turn sets the shop aside and fills its tables anew. The copy is made while the
// transaction holds the write lock, so that it is the shop as it was left.
func (s *Store) turn(ctx context.Context, actor string, back turning, kept *KeptShop, fill func(*tx) error) error {
	err := s.inTx(ctx, func(t *tx) error {
		if back.id != "" { // first, since it makes room for the one that goes
			if err := t.forgetKept(ctx, back.id); err != nil {
				return err
			}
		}
		begun, err := t.exists(ctx, `SELECT 1 FROM imports UNION ALL SELECT 1 FROM sources`)
		if err != nil {
			return err
		}
		if begun { // of one that has not there is nothing to keep
			if *kept, err = s.setAside(ctx, t, actor); err != nil {
				return err
			}
		}
		if err := t.clearShop(ctx); err != nil {
			return err
		}
		if err := fill(t); err != nil {
			return err
		}
		if err := t.engine.rulesOn(ctx, t, shopTables); err != nil {
			return err
		}
		return t.markTurned(ctx, actor)
	})
	if err != nil && kept.file != "" {
		removeDatabase(filepath.Join(filepath.Dir(s.path), kept.file))
	}
	return err
}

// setAside copies the database as it is under a name of its own.
func (s *Store) setAside(ctx context.Context, t *tx, actor string) (KeptShop, error) {
	all, err := t.keptShops(ctx)
	if err != nil {
		return KeptShop{}, err
	}
	if len(all) >= KeptMost {
		return KeptShop{}, fault.New(fault.CodeConflict, message.ShopsMany.With(KeptMost))
	}
	p, err := t.shop(ctx)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return KeptShop{}, err
	}
	k := KeptShop{ID: strings.ToLower(rand.Text()[:12]), Name: p.Name, Actor: actor, At: t.now}
	k.file = filepath.Base(s.path) + ".shop-" + k.ID
	if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM current_weeks`).Scan(&k.Weeks); err != nil {
		return KeptShop{}, err
	}
	file := filepath.Join(filepath.Dir(s.path), k.file)
	if _, err := s.backup(ctx, file); err != nil {
		return KeptShop{}, fault.Wrap(fault.CodeUnavailable, err, message.BackupNotMade.With(file))
	}
	if err := t.engine.keep(ctx, t, file); err != nil {
		return KeptShop{}, err
	}
	err = t.addKept(ctx, k)
	if err == nil {
		err = t.audit(ctx, actor, "shop.aside", k.Name, map[string]any{"file": k.file, "weeks": k.Weeks})
	}
	return k, err
}

// clearShop empties the shop's tables, ends its jobs, and takes the rules off that
// keep logs and models from change.
func (t *tx) clearShop(ctx context.Context) error {
	if err := t.engine.rulesOff(ctx, t, shopTables); err != nil {
		return err
	}
	if err := t.renameData(ctx); err != nil {
		return err
	}
	statements := []string{`DELETE FROM settings WHERE ` + shopSettings, `DELETE FROM secrets WHERE ` + shopSecrets}
	for _, table := range slices.Backward(shopTables) {
		statements = append(statements, `DELETE FROM `+table)
	}
	for _, statement := range statements {
		if _, err := t.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	_, err := t.ExecContext(ctx, `
		UPDATE jobs SET state = 'canceled', cancel_requested = 1, finished_at = $1, lease_until = 0, owner = ''
		WHERE state IN ('queued', 'running')`, toMillis(t.now))
	return err
}

// fillShop fills the shop's tables with those of the database in file.
func (t *tx) fillShop(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite3", dsn(file, "_query_only", "on"))
	if err != nil {
		return err
	}
	defer db.Close()
	from := &side{queryer: db, engine: sqlite{}}
	for _, table := range shopTables {
		if err := t.pourTable(ctx, from, table, ``); err != nil {
			return fmt.Errorf("fill %s: %w", table, err)
		}
	}
	if err := sameRows(ctx, from, t.side(), shopTables); err != nil {
		return err
	}
	for table, which := range map[string]string{"settings": shopSettings, "secrets": shopSecrets} {
		if err := t.pourTable(ctx, from, table, ` WHERE `+which); err != nil {
			return fmt.Errorf("fill %s: %w", table, err)
		}
	}
	return nil
}

// renameData gives the data in force another name.
func (t *tx) renameData(ctx context.Context) error {
	_, err := t.ExecContext(ctx, `UPDATE data_version SET version = $1`, strings.ToLower(rand.Text()))
	return err
}

// markTurned gives the data another name, and tells running programs that there is
// another database before them.
func (t *tx) markTurned(ctx context.Context, actor string) error {
	if err := t.renameData(ctx); err != nil {
		return err
	}
	return t.markRestored(ctx, actor)
}
