package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"olist/message"
	"olist/store/fault"
	"olist/store/scratch"
)

// Move copies everything of one database into another one that holds nothing yet, of
// the same kind or the other: every row, compared in the end, and the shops that were
// set aside. While it does, nobody writes to the first, which stays as it is. Returns
// CodeConflict where the second holds something, and CodeNotFound where the first is
// not there.
func Move(ctx context.Context, from, to Place) (moved Holding, err error) {
	ctx = patient(ctx)
	if !IsPostgres(from.Name) && !exists(from.Name) {
		return moved, fault.New(fault.CodeNotFound, message.MoveFromNothing.With(from.Name))
	}
	a, err := Open(ctx, from.Name, Options{Beside: from.Beside})
	if err != nil {
		return moved, err
	}
	defer a.Close()
	b, err := Open(ctx, to.Name, Options{Beside: to.Beside})
	if err != nil {
		return moved, err
	}
	defer b.Close()
	err = a.inTx(ctx, func(source *tx) error {
		return b.inTx(ctx, func(t *tx) error {
			if begun, err := t.begun(ctx); err != nil {
				return err
			} else if begun {
				return fault.New(fault.CodeConflict, message.MoveOverSomething.With(to.String()))
			}
			if err := t.pour(ctx, source.side()); err != nil {
				return err
			}
			if moved, err = t.holding(ctx); err != nil {
				return err
			}
			return b.bringKept(ctx, t, a, source)
		})
	})
	if err != nil {
		return Holding{}, err
	}
	return moved, b.Close()
}

// IsEmpty reports whether nothing was ever done in the database at a place.
func IsEmpty(ctx context.Context, at Place) (bool, error) {
	if !IsPostgres(at.Name) && !exists(at.Name) {
		return true, nil
	}
	s, err := Open(ctx, at.Name, Options{Beside: at.Beside})
	if err != nil {
		return false, err
	}
	defer s.Close()
	return s.IsEmpty(ctx)
}

// IsEmpty reports whether nothing was ever done in the database.
func (s *Store) IsEmpty(ctx context.Context) (bool, error) {
	begun, err := given(ctx, s.inRead, func(t *tx) (bool, error) { return t.begun(ctx) })
	return !begun, err
}

// begun reports whether anything was ever done in a database.
func (t *tx) begun(ctx context.Context) (bool, error) {
	return t.exists(ctx, `SELECT 1 FROM imports UNION ALL SELECT 1 FROM models UNION ALL SELECT 1 FROM people UNION ALL SELECT 1 FROM audit`)
}

// bringKept copies the files of the shops that were set aside from another database.
func (s *Store) bringKept(ctx context.Context, t *tx, from *Store, source *tx) error {
	all, err := source.keptShops(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	stage, err := scratch.Make(s.path + stageSuffix)
	if err != nil {
		return err
	}
	defer stage.Close()
	for _, k := range all {
		if filepath.Base(k.file) != k.file {
			continue
		}
		path, err := from.engine.fetch(ctx, from, k.file, stage.Path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		beside := filepath.Join(filepath.Dir(s.path), k.file)
		if path != beside {
			if err := copyFile(beside, path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		if err := t.engine.keep(ctx, t, beside); err != nil {
			return err
		}
	}
	return nil
}
