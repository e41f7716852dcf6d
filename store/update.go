package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"regexp"

	"olist/message"
	"olist/store/fault"
	"olist/store/scratch"
)

const (
	updateSuffix = ".before-update-"
	updatesKept  = 3
)

// updateName matches what follows the name of the database in that of a copy from
// before an update.
var updateName = regexp.MustCompile(`^\d{8}T\d{6}Z(-\d+)?$`)

// KeptBefore is where the database is kept as it was before Open brought it up to
// date, "" where it did not.
func (s *Store) KeptBefore() string { return s.before }

// keepBefore keeps a verified copy of a database that an older program made. While
// it is made nobody else writes, or brings the database up to date. A database that
// a newer program made is refused.
func (s *Store) keepBefore(ctx context.Context, without bool) error {
	behind, err := isBehind(ctx, s.write)
	if err != nil || !behind || without || s.before != "" {
		return err
	}
	held, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer held.Rollback()
	if behind, err := isBehind(ctx, held); err != nil || !behind {
		return err
	}
	if err := s.roomForCopy(ctx, held); err != nil {
		return err
	}
	if s.before, err = s.copyBefore(ctx); err != nil {
		return fault.Wrap(fault.CodeUnavailable, err, message.UpdateNoCopy.With(s.path))
	}
	return nil
}

// isBehind reports whether there is a database that lacks a migration.
func isBehind(ctx context.Context, q queryer) (bool, error) {
	made, err := texts(ctx, q, `SELECT name FROM sqlite_schema WHERE name = 'goose_db_version'`)
	if err != nil || len(made) == 0 {
		return false, err
	}
	had, of, err := migrationsOf(ctx, q)
	return had > 0 && had < of, err
}

// migrationsOf gives how many migrations a database had, of how many there are; one that
// a newer program brought up to date is refused.
func migrationsOf(ctx context.Context, q queryer) (had, of int, err error) {
	applied, err := appliedVersions(ctx, q)
	if err != nil {
		return 0, 0, err
	}
	known, err := knownVersions()
	if err == nil {
		err = refuseNewer(applied, known)
	}
	return len(applied), len(known), err
}

// roomForCopy refuses an update where the disk has no room for a copy, and as much
// again for what the update writes.
func (s *Store) roomForCopy(ctx context.Context, t *sql.Tx) error {
	var size uint64
	if err := t.QueryRowContext(ctx, `SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()`).Scan(&size); err != nil {
		return err
	}
	free, err := freeBytes(filepath.Dir(s.path))
	if err != nil || free >= 2*size { // where it cannot be known, the copy shows
		return nil
	}
	return fault.New(fault.CodeUnavailable, message.UpdateNoRoom.With(s.path, int(2*size>>20)+1, int(free>>20)))
}

func (s *Store) copyBefore(ctx context.Context) (string, error) {
	stage, err := scratch.Make(s.path + stageSuffix)
	if err != nil {
		return "", err
	}
	defer stage.Close()
	temp := filepath.Join(stage.Path, "before.db")
	reader, err := sql.Open("sqlite3", dsn(s.path, "_query_only", "on"))
	if err != nil {
		return "", err
	}
	defer reader.Close()
	_, err = copyVerified(ctx, reader, temp)
	if corrupt(err) { // kept as it lies there: what is whole of it works on
		err = copyAsIs(ctx, reader, temp)
	}
	if err != nil {
		return "", err
	}
	return s.keepCopy(temp)
}

// keepCopy gives a copy from before an update its name beside the database.
func (s *Store) keepCopy(temp string) (string, error) {
	name, err := freeName(s.path + updateSuffix + stamp(s.clock()))
	if err != nil {
		return "", err
	}
	if err := rename(temp, name); err != nil {
		return "", err
	}
	_ = s.dropOldCopies() // what stays is tried again at the next update
	return name, nil
}

// dropOldCopies leaves the latest copies from before updates.
func (s *Store) dropOldCopies() error {
	beside, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil {
		return err
	}
	stem := filepath.Base(s.path) + updateSuffix
	var names []string // by time, as ReadDir sorts
	for _, file := range beside {
		if name := file.Name(); len(name) > len(stem) && name[:len(stem)] == stem && updateName.MatchString(name[len(stem):]) {
			names = append(names, name)
		}
	}
	var errs []error
	for _, name := range names[:max(0, len(names)-updatesKept)] {
		errs = append(errs, os.Remove(filepath.Join(filepath.Dir(s.path), name)))
	}
	return errors.Join(errs...)
}
