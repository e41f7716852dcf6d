package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Programs that make or migrate one database at once get into each other's
// way; the later one tries again until the earlier one is through.
const (
	migrateTries = 100
	migrateWait  = 25 * time.Millisecond
)

// migrate brings the schema up to date; first keeps what was there before.
func migrate(ctx context.Context, db *sql.DB, first func(context.Context) error) error {
	for try := 1; ; try++ {
		err := first(ctx)
		if err == nil {
			err = migrateOnce(ctx, db)
		}
		if err == nil || try == migrateTries || !contended(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(migrateWait):
		}
	}
}

// contended reports whether another program may be the cause of err: it holds
// the lock, or has just made what a migration makes.
func contended(err error) bool {
	var locked sqlite3.Error
	var partial *goose.PartialError
	return errors.As(err, &locked) && locked.Code == sqlite3.ErrBusy || errors.As(err, &partial)
}

func migrateOnce(ctx context.Context, db *sql.DB) error {
	provider, err := migrator(db)
	if err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil || !pending {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// migrator applies migrations to db, also one with a lower number than the
// latest: what is written at the same time is merged in any order.
func migrator(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithAllowOutofOrder(true))
}

// knownVersions are the numbers of all migrations that there are, ascending.
func knownVersions() (all []int64, err error) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		version, err := goose.NumericComponent(file.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, version)
	}
	return all, nil
}

// SchemaVersion is the number of the schema that this program writes: that of its
// latest migration.
func SchemaVersion() (int64, error) {
	known, err := knownVersions()
	if err != nil {
		return 0, err
	}
	return known[len(known)-1], nil
}

// newerError says that a newer program has written a database. A number below
// the highest that is known counts as well: migrations are merged in any order.
type newerError struct{ version, known int64 }

func (e *newerError) Error() string {
	return fmt.Sprintf("its schema is version %d, this program knows %d: use a newer program", e.version, e.known)
}

// refuseNewer returns a newerError where a migration was applied that is not known.
func refuseNewer(applied, known []int64) error {
	for _, version := range slices.Backward(applied) {
		if !slices.Contains(known, version) {
			return &newerError{version, known[len(known)-1]}
		}
	}
	return nil
}
