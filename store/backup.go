package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"olist/store/fault"
)

// Backup writes one state of the database to file, while others go on reading
// and writing. It compares every row of the copy with the original and checks
// the copy's integrity before it gives it the name; a file that was there is
// replaced only then.
func (s *Store) Backup(ctx context.Context, file string) error {
	if err := s.backup(ctx, file); err != nil {
		return fault.Wrap(fault.CodeUnavailable, err, "the backup was not made; %s is as it was", file)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, file string) error {
	source, err := s.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer source.Close()
	snapshot, err := source.BeginTx(ctx, nil) // what is compared is what is copied
	if err != nil {
		return err
	}
	defer snapshot.Rollback()
	want, err := digest(ctx, snapshot)
	if err != nil {
		return err
	}
	temp := file + ".tmp"
	defer removeDatabase(temp)
	removeDatabase(temp)
	target, err := sql.Open("sqlite3", dsn(temp, "_journal_mode", "DELETE"))
	if err != nil {
		return err
	}
	defer target.Close()
	target.SetMaxOpenConns(1)
	if err := copyPages(ctx, target, source); err != nil {
		return err
	}
	if _, err := target.ExecContext(ctx, `PRAGMA journal_mode = DELETE`); err != nil { // one file, nothing beside it
		return err
	}
	if err := verify(ctx, target, want); err != nil {
		return err
	}
	if err := errors.Join(target.Close(), os.Chmod(temp, 0o600)); err != nil {
		return err
	}
	return rename(temp, file)
}

// copyPages copies a whole database, in one transaction of the target.
func copyPages(ctx context.Context, target *sql.DB, source *sql.Conn) error {
	conn, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `PRAGMA journal_mode`); err != nil { // opens the file
		return err
	}
	return conn.Raw(func(to any) error {
		return source.Raw(func(from any) error {
			b, err := to.(*sqlite3.SQLiteConn).Backup("main", from.(*sqlite3.SQLiteConn), "main")
			if err != nil {
				return err
			}
			_, err = b.Step(-1)
			return errors.Join(err, b.Finish())
		})
	})
}

// verify checks that a copy is sound and holds the rows that are wanted.
func verify(ctx context.Context, db *sql.DB, want map[string]string) error {
	if err := integrity(ctx, db); err != nil {
		return err
	}
	got, err := digest(ctx, db)
	if err != nil {
		return err
	}
	if !maps.Equal(got, want) {
		return errors.New("the rows of the copy are not those of the original")
	}
	return nil
}

// Restored tells what Restore did.
type Restored struct {
	Previous string // where the database that was there before is kept, "" if there was none
	Offline  bool   // it could not be opened, so its file was replaced: programs that use it must be started anew
}

// Restore puts the backup in file in the place of the database at path, while
// others use that: they see all of it or nothing, and their running
// transactions fail. The backup is checked, and brought up to date where an
// older program made it, before anything is touched; what was there is kept
// beside it; the result is compared row by row before Restore says that it is
// done.
func Restore(ctx context.Context, actor, path, file string) (Restored, error) {
	temp := path + ".restoring"
	defer removeDatabase(temp)
	removeDatabase(temp)
	if err := prepareRestore(ctx, temp, file); err != nil {
		return Restored{}, fault.Wrap(fault.CodeInvalid, err, "%s cannot be restored and nothing was changed", file)
	}
	done, err := restore(ctx, actor, path, temp)
	if err != nil {
		return done, fault.Wrap(fault.CodeUnavailable, err, "the restore failed; run olist doctor")
	}
	return done, nil
}

// prepareRestore copies the backup beside the database, brings it up to date
// and examines it.
func prepareRestore(ctx context.Context, temp, file string) error {
	if err := copyFile(temp, file); err != nil {
		return err
	}
	s, err := Open(ctx, temp, Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	for _, check := range s.Doctor(ctx) {
		if check.Problem != "" && !check.Minor {
			return fmt.Errorf("%s: %s", check.Name, check.Problem)
		}
	}
	return nil
}

func restore(ctx context.Context, actor, path, temp string) (done Restored, err error) {
	if exists(path) {
		done.Previous = path + ".before-restore"
		if err := keepPrevious(ctx, actor, path, done.Previous); err != nil {
			if done.Offline = errors.Is(err, ErrDamaged); !done.Offline {
				return Restored{}, err
			}
			if err := moveDatabase(path, done.Previous); err != nil {
				return Restored{}, err
			}
		}
	}
	source, err := sql.Open("sqlite3", dsn(temp))
	if err != nil {
		return done, err
	}
	defer source.Close()
	want, err := digest(ctx, source)
	if err != nil {
		return done, err
	}
	target, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		return done, err
	}
	defer target.Close()
	target.SetMaxOpenConns(1)
	from, err := source.Conn(ctx)
	if err != nil {
		return done, err
	}
	defer from.Close()
	if err := copyPages(ctx, target, from); err != nil {
		return done, err
	}
	return done, verify(ctx, target, want)
}

// keepPrevious notes the restore in the database that it replaces, and keeps a
// copy of that. The error has ErrDamaged in its chain where it cannot be read.
func keepPrevious(ctx context.Context, actor, path, copy string) error {
	s, err := Open(ctx, path, Options{})
	if err == nil {
		defer s.Close()
		if err = s.Audit(ctx, actor, "backup.restore", "", nil); err == nil {
			err = s.backup(ctx, copy)
		}
	}
	if corrupt(err) {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// sidecars are the names of a database's file and of those that SQLite keeps
// beside it.
func sidecars(path string) []string {
	return []string{path, path + "-wal", path + "-shm", path + "-journal"}
}

func removeDatabase(path string) {
	for _, name := range sidecars(path) {
		os.Remove(name)
	}
}

func moveDatabase(from, to string) error {
	names := sidecars(to)
	for i, name := range sidecars(from) {
		if err := os.Rename(name, names[i]); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return syncDir(filepath.Dir(to))
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

// rename gives a finished file its name, for good.
func rename(from, to string) error {
	if err := syncFile(from); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}
