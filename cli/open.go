package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"olist/store"
	"olist/training"
)

// openStore opens --db, or olist.db in the data directory, which receives the
// shipped database on first use.
func (e *Env) openStore(ctx context.Context) (*store.Store, error) {
	path, err := e.dbPath()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, path, store.Options{Clock: e.Clock})
}

// dbPath is where openStore finds the database.
func (e *Env) dbPath() (string, error) {
	if e.DB == "" {
		dir, err := e.dataDir()
		if err != nil {
			return "", err
		}
		return store.Install(dir, e.Shipped)
	}
	if err := os.MkdirAll(filepath.Dir(e.DB), 0o755); err != nil {
		return "", fmt.Errorf("make the folder of %s: %w", e.DB, err)
	}
	return e.DB, nil
}

// openTraining is the service over an open store.
func (e *Env) openTraining(ctx context.Context, st *store.Store) (*training.Service, error) {
	return training.New(ctx, st, training.Options{
		Clock: e.Clock, Log: e.Log, Version: Version(), Owner: training.NewOwner(time.Now().UnixNano()),
	})
}
