package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/store/scratch"
)

// Restored tells what Restore did.
type Restored struct {
	Previous  string // where the database that was there before is kept, "" if there was none
	Offline   bool   // it was no database any more, so its file was replaced: programs that use it must be started anew
	TokensOff int    // tokens that are off until an administrator turns them on
	PeopleOff int    // people, alike

	Before, After Holding
}

// Restore puts the backup in file in the place of the database at a place, while
// others read and write. The backup is looked at first, and brought up to date
// on a copy where an older program made it; it is refused (CodeInvalid) unless
// it is a whole database of this program. Then all of it happens in one
// transaction, or nothing (CodeUnavailable): what was there is kept beside it
// under a new name, every row is replaced and compared, all sessions end, and a
// token that the database before did not hold as live is off. A backup without
// sales or without models is not put in the place of a database that has some
// (CodeConflict), unless that loss is accepted.
func Restore(ctx context.Context, actor string, at Place, file string, acceptLoss bool) (Restored, error) {
	path := at.Path()
	if a, err := os.Stat(file); err == nil {
		if b, err := os.Stat(path); err == nil && os.SameFile(a, b) {
			return Restored{}, fault.New(fault.CodeInvalid, message.RestoreItself.With(file))
		}
	}
	_ = Sweep(path) // what cannot be removed is told at the start
	stage, err := scratch.Make(path + stageSuffix)
	if err != nil {
		return Restored{}, fault.Wrap(fault.CodeUnavailable, err, message.RestoreNoRoom.With(path))
	}
	defer stage.Close()
	temp := filepath.Join(stage.Path, "new.db")
	if err := prepareRestore(ctx, temp, file); err != nil {
		return Restored{}, fault.Wrap(fault.CodeInvalid, err, message.CannotRestore.With(file))
	}
	if IsPostgres(at.Name) {
		return restoreShared(ctx, actor, at, temp, acceptLoss)
	}
	r := &restoring{actor: actor, path: path, temp: temp, now: time.Now()}
	r.done.After = holdingOf(ctx, temp)
	if exists(path) {
		r.done.Before = holdingOf(ctx, path)
	}
	if err := refuseLoss(r.done.Before, r.done.After); err != nil && !acceptLoss {
		return Restored{}, err
	}
	done, err := r.run(ctx)
	if err != nil {
		return Restored{}, fault.Wrap(fault.CodeUnavailable, err, message.NothingRestored.With())
	}
	return done, nil
}

const stageSuffix = ".restoring-"

// Sweep removes what killed processes left beside the database at path.
func Sweep(path string) error {
	return errors.Join(scratch.Sweep(path+stageSuffix), scratch.Sweep(path+newSuffix), sweepKept(path))
}

// prepareRestore copies the backup beside the database, looks at it, brings it
// up to date and examines what is in it.
func prepareRestore(ctx context.Context, temp, file string) error {
	file, err := filepath.EvalSymlinks(file) // its log stands beside the file, not beside a link
	if err != nil {
		return err
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() {
		return errors.New("it is no file")
	}
	if err := copyFile(temp, file); err != nil {
		if e, ok := errors.AsType[*os.PathError](err); ok && e.Path == temp {
			return &plainError{"there is no room for a copy of it beside the database: " + e.Err.Error(), err}
		}
		return err
	}
	if err := copyFile(temp+"-wal", file+"-wal"); err != nil && !errors.Is(err, os.ErrNotExist) { // a copy of the files of a running program
		return err
	}
	if err := look(ctx, temp); err != nil {
		return err
	}
	s, err := Open(ctx, temp, Options{WithoutCopy: true}) // the backup is the copy
	if opening, ok := errors.AsType[*fault.Error](err); ok {
		return inWords(opening.Cause, "its tables are not those of the version that it names") // without the copy's name
	}
	if err != nil {
		return err
	}
	defer s.Close()
	for _, check := range s.Doctor(ctx) {
		if check.Problem != "" && !check.Minor {
			return fmt.Errorf("%s: %s", check.Name, strings.ReplaceAll(check.Problem, filepath.Dir(temp), filepath.Dir(filepath.Dir(temp))))
		}
	}
	return nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// restoring is a restore under way: temp is what shall be at path.
type restoring struct {
	actor, path, temp string
	now               time.Time
	done              Restored
}

// run chooses the way by what is there: nothing, a database, a damaged one, or
// something that is none any more.
func (r *restoring) run(ctx context.Context) (Restored, error) {
	if !exists(r.path) {
		return r.done, r.intoNothing(ctx)
	}
	err := r.replaceRows(ctx)
	if corrupt(err) {
		err = r.replacePages(ctx)
	}
	if corrupt(err) {
		err = r.replaceFile(ctx)
	}
	return r.done, err
}

func (r *restoring) intoNothing(ctx context.Context) error {
	if err := r.settleAlone(ctx); err != nil {
		return err
	}
	return rename(r.temp, r.path)
}

// replacePages replaces a database some of whose tables cannot be read. SQLite
// does that in one transaction without a look at what was there, so that a
// running program follows; but no token can be shown to have been live.
func (r *restoring) replacePages(ctx context.Context) error {
	if err := r.keepPages(ctx); err != nil {
		return err
	}
	if err := r.settleAlone(ctx); err != nil {
		return err
	}
	return r.copyOver(ctx)
}

// keepPages keeps the database as it lies there, unless that is done.
func (r *restoring) keepPages(ctx context.Context) error {
	if r.done.Previous != "" {
		return nil
	}
	db, err := sql.Open("sqlite3", dsn(r.path))
	if err != nil {
		return err
	}
	defer db.Close()
	return r.keep(ctx, db)
}

// copyOver replaces every page, in one transaction.
func (r *restoring) copyOver(ctx context.Context) error {
	target, err := sql.Open("sqlite3", dsn(r.path))
	if err != nil {
		return err
	}
	defer target.Close()
	target.SetMaxOpenConns(1)
	source, err := sql.Open("sqlite3", dsn(r.temp))
	if err != nil {
		return err
	}
	defer source.Close()
	from, err := source.Conn(ctx)
	if err != nil {
		return err
	}
	defer from.Close()
	return copyPages(ctx, target, from)
}

// replaceFile replaces what is no database any more. Its file is kept by a
// second name, so that the one that counts changes in one step.
func (r *restoring) replaceFile(ctx context.Context) error {
	if err := r.settleAlone(ctx); err != nil {
		return err
	}
	kept, err := freeName(r.path + restoreSuffix + stamp(r.now))
	if err != nil {
		return err
	}
	names := sidecars(kept)
	for i, name := range sidecars(r.path) {
		if err := linkOrCopy(name, names[i]); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	for _, name := range sidecars(r.path)[1:] { // SQLite would replay it into the new file
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if err := rename(r.temp, r.path); err != nil {
		return err
	}
	r.done.Previous, r.done.Offline = kept, true
	return nil
}

func linkOrCopy(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, os.ErrNotExist) {
		return err
	}
	return copyFile(to, from) // a file system without links
}

// settleAlone settles the new database where no transaction holds both. It is
// one file then, with nothing beside it.
func (r *restoring) settleAlone(ctx context.Context) error {
	db, err := sql.Open("sqlite3", dsn(r.temp, "_txlock", "immediate"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := inTxOf(ctx, db, sqlite{}, r.now, func(t *tx) error { return r.settle(ctx, t, nil, nil, nil) }); err != nil {
		return err
	}
	return db.Close() // the last one folds the log of writes into the file
}
