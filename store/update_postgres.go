package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"time"

	"olist/store/scratch"
)

// keepBefore keeps a verified copy of a database that an older program made, if there is
// one: a file with the schema of then, in the folder beside, which goes back into a
// database of the older program by a restore.
func (p postgres) keepBefore(ctx context.Context, s *Store) error {
	made, err := p.isMade(ctx, s.write)
	if err != nil || !made {
		return err
	}
	versions, err := appliedVersions(ctx, s.write)
	if err != nil || len(versions) == 0 {
		return err
	}
	stage, err := scratch.Make(s.path + stageSuffix)
	if err != nil {
		return err
	}
	defer stage.Close()
	temp := filepath.Join(stage.Path, "before.db")
	if err := p.copyAs(ctx, s.read, versions, temp); err != nil {
		return err
	}
	s.before, err = s.keepCopy(temp)
	return err
}

// copyAs writes what the database holds to a new file of SQLite that had the same
// migrations, compared row by row.
func (p postgres) copyAs(ctx context.Context, from *sql.DB, versions []int64, file string) error {
	to, err := sql.Open("sqlite3", dsn(file))
	if err != nil {
		return err
	}
	defer to.Close()
	to.SetMaxOpenConns(1)
	provider, err := migrator(to)
	if err != nil {
		return err
	}
	for _, version := range versions {
		if _, err := provider.ApplyVersion(ctx, version, true); err != nil {
			return err
		}
	}
	err = inOneState(ctx, from, p, func(one *side) error {
		return inTxOf(ctx, to, sqlite{}, time.Now(), func(t *tx) error { return t.pour(ctx, one) })
	})
	return errors.Join(err, to.Close(), alone(ctx, file))
}
