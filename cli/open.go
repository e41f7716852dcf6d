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
	path := e.DB
	if path == "" {
		dir, err := e.dataDir()
		if err != nil {
			return nil, err
		}
		if path, err = store.Install(dir, e.Shipped); err != nil {
			return nil, err
		}
	} else if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of %s: %w", path, err)
	}
	return store.Open(ctx, path, store.Options{})
}

// openTraining is the service over an open store.
func (e *Env) openTraining(ctx context.Context, st *store.Store) (*training.Service, error) {
	return training.New(ctx, st, training.Options{
		Log: e.Log, Version: Version(), Owner: training.NewOwner(time.Now().UnixNano()),
	})
}
