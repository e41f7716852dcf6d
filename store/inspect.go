package store

import (
	"context"
	"os"
)

// lookLater is the size in bytes from which a database is looked at while it
// serves: to read a hundred megabytes takes longer than all else at a start.
const lookLater = 32 << 20

// indexes stands for the indexes of tables that are whole.
const indexes = "indexes"

// damagedSuffix follows the name of a database in which damage was found: the next
// start looks at the whole file first, and makes again what can be.
const damagedSuffix = ".damaged"

// mayLookLater reports whether a database may be used before all of it was looked
// at: it is large, who had it open last closed it, and no damage is known.
func mayLookLater(path string, above int64) bool {
	if above == 0 {
		above = lookLater
	}
	info, err := os.Stat(path)
	return err == nil && info.Size() > above && !exists(path+"-wal") && !exists(path+damagedSuffix)
}

// Inspect looks at the whole file where Open left that for later. What it finds is
// in Lost.
func (s *Store) Inspect(ctx context.Context) error {
	if !s.unseen || sound(ctx, s.read) || ctx.Err() != nil {
		return ctx.Err()
	}
	_, err := s.Examine(ctx)
	return err
}

// mark notes that damage was found. Where that fails, the next start finds it as
// this one did.
func mark(path string) { _ = os.WriteFile(path+damagedSuffix, nil, 0o600) }

func unmark(path string) { os.Remove(path + damagedSuffix) }
