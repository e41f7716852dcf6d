package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"
)

// filePart is the size of a part of a file that is kept in the database, in bytes.
const filePart = 1 << 20

// Files are files that are kept, within one transaction.
type Files struct {
	t   *tx
	ctx context.Context
}

// InFiles runs do in one transaction: all that it does is kept, or nothing. It may run
// again where others contend, so that what it reads has to be begun in it.
func (s *Store) InFiles(ctx context.Context, do func(Files) error) error {
	return s.inTx(ctx, func(t *tx) error { return do(Files{t, ctx}) })
}

// Put keeps what is read from in under a name, instead of what was there.
func (f Files) Put(name string, in io.Reader) error { return f.t.putFile(f.ctx, name, in) }

// Has reports whether there is a file of that name.
func (f Files) Has(name string) (bool, error) { return f.t.hasFile(f.ctx, name) }

// Drop deletes a file, if there is one.
func (f Files) Drop(name string) error { return f.t.dropFile(f.ctx, name) }

// ReadFile writes a file that is kept to out. Returns os.ErrNotExist where there is
// none of that name.
func (s *Store) ReadFile(ctx context.Context, name string, out io.Writer) error {
	return s.inRead(ctx, func(t *tx) error { return t.readFile(ctx, name, out) })
}

// DropFile deletes a file that is kept, if there is one.
func (s *Store) DropFile(ctx context.Context, name string) error {
	return s.inTx(ctx, func(t *tx) error { return t.dropFile(ctx, name) })
}

// FilesBefore gives the names of the files under a prefix that were kept before at.
func (s *Store) FilesBefore(ctx context.Context, prefix string, at time.Time) ([]string, error) {
	return given(ctx, s.inRead, func(t *tx) ([]string, error) {
		return collect(ctx, t, func(row scanner) (name string, err error) { return name, row.Scan(&name) },
			`SELECT name FROM files WHERE part = 0 AND SUBSTR(name, 1, $1) = $2 AND at < $3 ORDER BY name`, len(prefix), prefix, toMillis(at))
	})
}

func (t *tx) putFile(ctx context.Context, name string, in io.Reader) error {
	if err := t.dropFile(ctx, name); err != nil {
		return err
	}
	body := make([]byte, filePart)
	for part := 0; ; part++ {
		n, err := io.ReadFull(in, body)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		if n == 0 && part > 0 {
			return nil
		}
		if _, err := t.ExecContext(ctx, `INSERT INTO files (name, part, body, at) VALUES ($1, $2, $3, $4)`, name, part, body[:n], toMillis(t.now)); err != nil {
			return err
		}
		if n < filePart {
			return nil
		}
	}
}

func (t *tx) readFile(ctx context.Context, name string, out io.Writer) error {
	for part := 0; ; part++ {
		var body []byte
		err := t.QueryRowContext(ctx, `SELECT body FROM files WHERE name = $1 AND part = $2`, name, part).Scan(&body)
		switch {
		case errors.Is(err, sql.ErrNoRows) && part == 0:
			return os.ErrNotExist
		case errors.Is(err, sql.ErrNoRows):
			return nil
		case err != nil:
			return err
		}
		if _, err := out.Write(body); err != nil {
			return err
		}
	}
}

func (t *tx) dropFile(ctx context.Context, name string) error {
	_, err := t.ExecContext(ctx, `DELETE FROM files WHERE name = $1`, name)
	return err
}

func (t *tx) hasFile(ctx context.Context, name string) (bool, error) {
	return t.exists(ctx, `SELECT 1 FROM files WHERE name = $1 AND part = 0`, name)
}

// besides is where what belongs to a database lies that is no row of its tables.
// Beside a file it is a folder; of a database that several programs share, its table
// of files.
type besides interface {
	// keep puts what lies at path there, under its name.
	keep(ctx context.Context, t *tx, path string) error
	// fetch gives where a file of that name can be read, put into a folder if need be.
	fetch(ctx context.Context, s *Store, name, dir string) (path string, err error)
	// has reports whether there is one.
	has(ctx context.Context, t *tx, name, dir string) (bool, error)
	// drop deletes one.
	drop(ctx context.Context, s *Store, name string) error
}

func (sqlite) keep(context.Context, *tx, string) error { return nil }

func (sqlite) fetch(_ context.Context, s *Store, name, _ string) (string, error) {
	return filepath.Join(filepath.Dir(s.path), name), nil
}

func (sqlite) has(_ context.Context, _ *tx, name, dir string) (bool, error) {
	return exists(filepath.Join(dir, name)), nil
}

func (sqlite) drop(_ context.Context, s *Store, name string) error {
	removeDatabase(filepath.Join(filepath.Dir(s.path), name))
	return nil
}

func (postgres) keep(ctx context.Context, t *tx, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := t.putFile(ctx, filepath.Base(path), in); err != nil {
		return err
	}
	return os.Remove(path)
}

func (postgres) fetch(ctx context.Context, s *Store, name, dir string) (string, error) {
	path := filepath.Join(dir, name)
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	return path, errors.Join(s.ReadFile(ctx, name, out), out.Close())
}

func (postgres) has(ctx context.Context, t *tx, name, _ string) (bool, error) {
	return t.hasFile(ctx, name)
}

func (postgres) drop(ctx context.Context, s *Store, name string) error { return s.DropFile(ctx, name) }
