package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"olist/message"
	"olist/outgoing"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/store/scratch"
	"olist/training"
	"olist/training/jobs"
)

// openStore opens --db, or olist.db in the data directory, which receives the
// shipped database on first use.
func (env *Env) openStore(ctx context.Context) (*store.Store, error) {
	return env.open(ctx, store.Options{Clock: env.Clock})
}

func (env *Env) open(ctx context.Context, opt store.Options) (*store.Store, error) {
	if store.IsPostgres(env.DB) {
		return env.openShared(ctx, opt)
	}
	isNew, err := env.isNew(ctx)
	if err != nil {
		return nil, err
	}
	at, err := env.place()
	if err != nil {
		return nil, err
	}
	opt.WithoutCopy = isNew || env.UpdateWithoutCopy // of the shipped database there is one in the program
	st, err := env.openAt(ctx, at, opt)
	if err != nil || !isNew {
		return st, err
	}
	if err := env.begin(ctx, st); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return st, nil
}

// openShared is open for PostgreSQL. A start waits for each of its connections: where
// something is in the database already, it is opened once.
func (env *Env) openShared(ctx context.Context, opt store.Options) (*store.Store, error) {
	at, err := env.place()
	if err != nil {
		return nil, err
	}
	opt.Beside, opt.WithoutCopy = at.Beside, env.UpdateWithoutCopy
	st, err := env.openAt(ctx, at, opt)
	if err != nil {
		return nil, err
	}
	empty, err := st.IsEmpty(ctx)
	if err == nil && !empty {
		return st, nil
	}
	if err := errors.Join(err, st.Close()); err != nil {
		return nil, err
	}
	if err := env.fillShared(ctx, at); err != nil {
		return nil, err
	}
	return env.openAt(ctx, at, opt)
}

func (env *Env) openAt(ctx context.Context, at store.Place, opt store.Options) (*store.Store, error) {
	st, err := store.Open(ctx, at.Name, opt)
	if err == nil && st.KeptBefore() != "" {
		env.Log.Info("the database was brought up to date for this version; as it was it is kept", "database", at, "kept", st.KeptBefore())
	}
	return st, err
}

// begin says in a new database what holds until somebody says otherwise.
func (env *Env) begin(ctx context.Context, st *store.Store) error {
	if len(env.Shipped) == 0 { // not the sample's shop, whose profile stands where there is none
		if err := st.PutShop(ctx, "system", newShop()); err != nil {
			return err
		}
	}
	if err := st.ChangePassword(ctx, "", ""); err != nil { // none is in use here yet: the first one is a new one
		return err
	}
	return st.DecideReading(ctx, "system", false) // where others reach it; databases of before there was a choice have none
}

// fillShared fills an empty database on PostgreSQL as a new file is filled: beside,
// then all at once. Of several programs that start one does.
func (env *Env) fillShared(ctx context.Context, at store.Place) error {
	dir, err := scratch.Make(passing())
	if err != nil {
		return err
	}
	defer dir.Close()
	path, err := store.Install(dir.Path, env.Shipped)
	if err != nil {
		return err
	}
	st, err := store.Open(ctx, path, store.Options{Clock: env.Clock, WithoutCopy: true})
	if err != nil {
		return err
	}
	if err := errors.Join(env.begin(ctx, st), st.Close()); err != nil {
		return err
	}
	if _, err = store.Move(ctx, store.Place{Name: path}, at); fault.CodeOf(err) == fault.CodeConflict {
		return nil // another one did
	}
	return err
}

// newShop is what stands in a new database until somebody says what shop it is.
func newShop() shop.Profile {
	p := shop.New()
	p.Name = "My shop"
	return p
}

// refuseNew is an error where openStore would make the database: one that is there
// was meant.
func (env *Env) refuseNew(ctx context.Context) error {
	isNew, err := env.isNew(ctx)
	if err != nil || !isNew {
		return err
	}
	at, err := env.place()
	if err != nil {
		return err
	}
	return fault.New(fault.CodeNotFound, message.NoDatabase.With(at.String()))
}

// isNew reports whether openStore will make the database.
func (env *Env) isNew(ctx context.Context) (bool, error) {
	if store.IsPostgres(env.DB) {
		at, err := env.place()
		if err != nil {
			return false, err
		}
		return store.IsEmpty(ctx, at)
	}
	path := env.DB
	if path == "" {
		dir, err := env.dataDir()
		if err != nil {
			return false, err
		}
		path = store.PathIn(dir)
	}
	_, err := os.Stat(path)
	return errors.Is(err, os.ErrNotExist), nil
}

// openStoreToServe is openStore that looks for damage first, and says what it
// found: the server serves what is whole.
func (env *Env) openStoreToServe(ctx context.Context) (*store.Store, error) {
	st, err := env.open(ctx, store.Options{Clock: env.Clock, Mend: true})
	if err != nil {
		return nil, err
	}
	path := st.Path()
	if err := errors.Join(store.Sweep(path), scratch.Sweep(passing())); err != nil {
		env.Log.Warn("what killed commands left cannot be removed", "error", err)
	}
	m := st.Mended()
	switch {
	case len(m.Tables) > 0:
		env.Log.Warn("the database was damaged; what was is made again, the damaged one is kept", "made", m.Tables, "kept", m.Kept)
	case m.Err != nil:
		env.Log.Error("the database is damaged and could not be mended; run olist doctor, then olist restore with a backup", "database", st.Place(), "error", m.Err)
	default:
		env.sayLost(st)
	}
	return st, nil
}

// sayLost logs what of the database is damaged.
func (env *Env) sayLost(st *store.Store) {
	if lost := st.Lost(); len(lost) > 0 {
		env.Log.Error(store.LostMessage(lost).Message.String(), "database", st.Place())
	}
}

// inspect looks at a large database while it serves.
func (env *Env) inspect(ctx context.Context, st *store.Store) {
	if err := st.Inspect(ctx); err != nil && ctx.Err() == nil {
		env.Log.Error("the database cannot be looked at", "database", st.Place(), "error", err)
	}
	env.sayLost(st)
}

// place is where openStore finds the database.
func (env *Env) place() (at store.Place, err error) {
	if store.IsPostgres(env.DB) {
		at.Name = env.DB
		if at.Beside, err = env.dataDir(); err == nil {
			err = os.MkdirAll(at.Beside, 0o700)
		}
		return at, err
	}
	if env.DB == "" {
		dir, err := env.dataDir()
		if err != nil {
			return at, err
		}
		if env.embedded {
			defer forget(env.Shipped)
		}
		at.Name, err = store.Install(dir, env.Shipped)
		return at, err
	}
	if err := os.MkdirAll(filepath.Dir(env.DB), 0o755); err != nil {
		return at, fmt.Errorf("make the folder of %s: %w", env.DB, err)
	}
	return store.Place{Name: env.DB}, nil
}

// openForCommand is the service of a command that ends by itself. It sends
// messages as the server that their address was set in would.
func (env *Env) openForCommand(ctx context.Context, st *store.Store) (*training.Service, error) {
	allow, err := outgoingAllow(listOf(os.Getenv(outgoingVariable)))
	if err != nil {
		return nil, err
	}
	return env.openTraining(ctx, st, outgoing.Rules{Allow: allow})
}

// openTraining is the service over an open store.
func (env *Env) openTraining(ctx context.Context, st *store.Store, rules outgoing.Rules) (*training.Service, error) {
	dirs := env.sourceDirs
	if dirs == nil {
		var err error
		if dirs, err = sourceDirs(listOf(os.Getenv(sourceDirVariable))); err != nil {
			return nil, err
		}
	}
	kept, err := env.backups.options(filepath.Dir(st.Path()), rules)
	if err != nil {
		return nil, err
	}
	return training.New(ctx, st, training.Options{
		Backups: kept, SourceDirs: dirs, Outgoing: rules, Clock: env.Clock, Log: env.Log, Version: Version(), Owner: jobs.NewOwner(time.Now().UnixNano()),
	})
}
