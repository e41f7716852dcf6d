package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/store/scratch"
)

// fileName is the database's name in the data directory.
const fileName = "olist.db"

// PathIn is where the database of a data directory lies.
func PathIn(dataDir string) string { return filepath.Join(dataDir, fileName) }

// Install gives the path of the database in dataDir. Where there is none yet,
// the embedded one is put there first: written beside, synced, then linked, so
// that a crash leaves all of it or nothing, and of two that start at once one
// wins. The embedded one is compressed with gzip; with an empty one, the path is given
// and Open makes a new database.
func Install(dataDir string, embedded []byte) (string, error) {
	path := PathIn(dataDir)
	if err := install(path, embedded); err != nil {
		return "", fault.Wrap(fault.CodeUnavailable, err, message.FolderClosed.With(dataDir))
	}
	return path, nil
}

func install(path string, embedded []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if exists(path) || len(embedded) == 0 {
		return nil
	}
	if exists(path+"-wal") && !exists(path) {
		// SQLite would replay it into the fresh file.
		return fmt.Errorf("%s is gone, but its write-ahead log %s-wal is there; move that away", path, path)
	}
	content, err := gzip.NewReader(bytes.NewReader(embedded))
	if err != nil {
		return err
	}
	beside, err := scratch.Make(path + newSuffix)
	if err != nil {
		return err
	}
	defer beside.Close()
	temp, err := writeTemp(beside, content)
	if err != nil {
		return err
	}
	if err := os.Link(temp, path); err != nil && !errors.Is(err, os.ErrExist) {
		if err := os.Rename(temp, path); err != nil { // a file system without links
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

// Compact rewrites the database at path, which nobody else may have open, so
// that equal rows make equal bytes: no free pages, no leftovers of the
// write-ahead log, pages in the order of the tables.
func Compact(ctx context.Context, path string) error {
	if err := compact(ctx, path); err != nil {
		return fault.Wrap(fault.CodeUnavailable, err, message.CannotCompact.With(path))
	}
	return nil
}

func compact(ctx context.Context, path string) error {
	temp := path + ".compact"
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer os.Remove(temp)
	db, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := inTxOf(ctx, db, sqlite{}, time.Now(), func(t *tx) error { return t.nameByContent(ctx) }); err != nil {
		return err
	}
	for _, statement := range []string{
		`UPDATE goose_db_version SET tstamp = '1970-01-01 00:00:00'`, // when it was migrated is of no interest
		`PRAGMA journal_mode = DELETE`,
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, temp); err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	if err := markWAL(ctx, temp); err != nil {
		return err
	}
	return rename(temp, path)
}

// markWAL notes in the file that it is used with a write-ahead log: to change
// that later, a program would have to be alone with it.
func markWAL(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		return err
	}
	return errors.Join(db.PingContext(ctx), db.Close())
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// newSuffix begins what follows the database's name where something is written
// beside it first.
const newSuffix = ".new-"

// writeTemp writes content to a new file in dir, down to the disk.
func writeTemp(dir *scratch.Dir, content io.Reader) (name string, err error) {
	f, err := os.OpenFile(filepath.Join(dir.Path, "new"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, content)
	return f.Name(), errors.Join(err, f.Sync(), f.Close())
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes a new or renamed name in a folder last.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
