package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/mattn/go-sqlite3"

	"olist/message"
	"olist/store/fault"
)

// Backup writes one state of the database to file, while others go on reading
// and writing. It compares every row of the copy with the original and checks
// the copy's integrity before it gives it the name; a file that was there is
// replaced only then.
func (s *Store) Backup(ctx context.Context, file string) error {
	_, err := s.BackupRows(ctx, file)
	return err
}

// BackupRows is Backup that gives the hash of the rows, as RowsOf gives it.
func (s *Store) BackupRows(ctx context.Context, file string) (rows string, err error) {
	if rows, err = s.backup(ctx, file); err != nil {
		return "", fault.Wrap(fault.CodeUnavailable, err, message.BackupNotMade.With(file))
	}
	return rows, nil
}

func (s *Store) backup(ctx context.Context, file string) (rows string, err error) {
	temp := file + ".tmp"
	defer removeDatabase(temp)
	removeDatabase(temp)
	if rows, err = s.engine.copyTo(ctx, s, temp); err != nil {
		return "", err
	}
	return rows, rename(temp, file)
}

// RowsOf gives the hash of all rows of the database in file, which must be whole.
// It changes nothing.
func RowsOf(ctx context.Context, file string) (string, error) {
	db, err := sql.Open("sqlite3", dsn(file, "_journal_mode", "DELETE", "_query_only", "on"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	if err := integrity(ctx, db); err != nil {
		return "", err
	}
	sums, err := digest(ctx, db)
	return hashOf(sums), err
}

// hashOf sums up the hashes of tables.
func hashOf(sums map[string]string) string {
	all := sha256.New()
	for _, table := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintln(all, table, sums[table])
	}
	return hex.EncodeToString(all.Sum(nil))
}

// copyVerified writes one state of a database to a new file, and compares them.
func copyVerified(ctx context.Context, from *sql.DB, temp string) (rows string, err error) {
	source, err := from.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer source.Close()
	snapshot, err := source.BeginTx(ctx, nil) // what is compared is what is copied
	if err != nil {
		return "", err
	}
	defer snapshot.Rollback()
	want, err := digest(ctx, snapshot)
	if err != nil {
		return "", err
	}
	target, err := sql.Open("sqlite3", dsn(temp, "_journal_mode", "DELETE"))
	if err != nil {
		return "", err
	}
	defer target.Close()
	target.SetMaxOpenConns(1)
	if err := copyPages(ctx, target, source); err != nil {
		return "", err
	}
	if _, err := target.ExecContext(ctx, `PRAGMA journal_mode = DELETE`); err != nil { // one file, nothing beside it
		return "", err
	}
	if err := verify(ctx, target, want); err != nil {
		return "", err
	}
	return hashOf(want), errors.Join(target.Close(), os.Chmod(temp, 0o600))
}

// copyAsIs writes a database to a file as it lies there, damage included.
func copyAsIs(ctx context.Context, from *sql.DB, file string) error {
	removeDatabase(file)
	target, err := sql.Open("sqlite3", dsn(file, "_journal_mode", "DELETE"))
	if err != nil {
		return err
	}
	defer target.Close()
	target.SetMaxOpenConns(1)
	source, err := from.Conn(ctx)
	if err != nil {
		return err
	}
	defer source.Close()
	if err := copyPages(ctx, target, source); err != nil {
		return err
	}
	return errors.Join(target.Close(), os.Chmod(file, 0o600))
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
