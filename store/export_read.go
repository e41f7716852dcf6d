package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"olist/message"
	"olist/store/fault"
	"olist/store/scratch"
	"olist/week"
)

// What is read of an export at most.
const (
	packMost   = 64 << 20 // of its description, bytes
	exportMost = 8 << 30  // of all its files
	blobMost   = 1 << 30  // of one binary value
)

// IsExport reports whether a folder (or an archive) is an export.
func IsExport(files fs.FS) bool {
	pack, err := readPack(files)
	return err == nil && pack.Profile == exportProfile
}

// ImportExport puts an export in the place of the database at a place, or where
// there is none: a database is made of it beside, looked at as a backup is, and
// then restored, so that all of it happens or nothing. What was there is kept
// beside it. Returns CodeConflict where the database has sales and replace is
// not said, and CodeInvalid for what is no whole export.
func ImportExport(ctx context.Context, actor string, at Place, files fs.FS, name string, replace bool) (Restored, error) {
	path := at.Path()
	if has, err := at.hasSales(ctx); err != nil {
		return Restored{}, err
	} else if has && !replace {
		return Restored{}, fault.New(fault.CodeConflict, message.ExportOverSales.With())
	}
	dir, err := scratch.Make(path + stageSuffix)
	if err != nil {
		return Restored{}, fault.Wrap(fault.CodeUnavailable, err, message.RestoreNoRoom.With(path))
	}
	defer dir.Close()
	temp := filepath.Join(dir.Path, "export.db")
	if err := databaseOf(ctx, temp, files); err != nil {
		return Restored{}, fault.Wrap(fault.CodeInvalid, err, message.ExportUnreadable.With(name))
	}
	return Restore(ctx, actor, at, temp, replace)
}

// databaseOf makes a new database of an export.
func databaseOf(ctx context.Context, path string, files fs.FS) error {
	pack, err := readPack(files)
	if err != nil {
		return err
	}
	if pack.Profile != exportProfile {
		return fmt.Errorf("datapackage.json is of another kind: %q", pack.Profile)
	}
	s, err := Open(ctx, path, Options{}) // its tables
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", dsn(path, "_txlock", "immediate", "_foreign_keys", "off", "_journal_mode", "DELETE"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	return inTxOf(ctx, db, sqlite{}, time.Now(), func(t *tx) error {
		r := &reading{files: files, pack: pack, left: exportMost}
		for _, x := range exported {
			if err := r.table(ctx, t, x.table); err != nil {
				return fmt.Errorf("%s.csv: %w", x.table, err)
			}
			if x.where == "" {
				continue
			}
			// What no export has is taken from none: a setting that someone wrote into it.
			if _, err := t.ExecContext(ctx, `DELETE FROM `+quoted(x.table)+` WHERE rowid NOT IN (SELECT rowid FROM `+quoted(x.table)+x.where+`)`); err != nil {
				return err
			}
		}
		if p, err := t.shop(ctx); err != nil {
			return fmt.Errorf("shop.csv: %w", err)
		} else if err := p.Validate(); err != nil {
			return fmt.Errorf("shop.csv: %w", err)
		}
		if err := t.sumUpAll(ctx); err != nil {
			return err
		}
		return t.nameByContent(ctx)
	})
}

func readPack(files fs.FS) (pack dataPackage, err error) {
	f, err := files.Open("datapackage.json")
	if err != nil {
		return pack, err
	}
	defer f.Close()
	return pack, json.NewDecoder(io.LimitReader(f, packMost)).Decode(&pack)
}

type reading struct {
	files fs.FS
	pack  dataPackage
	left  int64 // bytes that may still be read
}

// resource finds a file in the description.
func (r *reading) resource(is func(dataResource) bool) (dataResource, error) {
	i := slices.IndexFunc(r.pack.Resources, is)
	if i < 0 {
		return dataResource{}, errors.New("datapackage.json does not name it")
	}
	return r.pack.Resources[i], nil
}

// open gives a file that is read but within what may be read in all; check tells
// at its end whether it is what the description says.
func (r *reading) open(res dataResource) (in io.Reader, check func() error, closed func(), err error) {
	if !fs.ValidPath(res.Path) || res.Bytes < 0 || res.Bytes > r.left {
		return nil, nil, nil, errors.New("its path or size cannot be")
	}
	r.left -= res.Bytes
	f, err := r.files.Open(res.Path)
	if err != nil {
		return nil, nil, nil, err
	}
	sum := sha256.New()
	in = io.TeeReader(io.LimitReader(f, res.Bytes+1), sum)
	return in, func() error {
		if _, err := io.Copy(io.Discard, in); err != nil {
			return err
		}
		if res.Hash != "sha256:"+hex.EncodeToString(sum.Sum(nil)) {
			return errors.New("it is not the file that datapackage.json describes: its sum differs")
		}
		return nil
	}, func() { f.Close() }, nil
}

func (r *reading) table(ctx context.Context, t *tx, table string) error {
	res, err := r.resource(func(d dataResource) bool { return d.Table == table })
	if err != nil && laterTables[table] {
		return nil
	}
	if err != nil {
		return err
	}
	in, check, closed, err := r.open(res)
	if err != nil {
		return err
	}
	defer closed()
	kinds, _, err := (&exporting{t: t}).fields(ctx, table)
	if err != nil {
		return err
	}
	rows := csv.NewReader(in)
	header, err := rows.Read()
	if err != nil {
		return err
	}
	fields := make([]dataField, len(header))
	columns, places := make([]string, len(header)), make([]string, len(header))
	for i, name := range header {
		at := slices.IndexFunc(kinds, func(f dataField) bool { return f.Name == name })
		if at < 0 {
			return fmt.Errorf("this program knows no column %q", name)
		}
		fields[i], columns[i], places[i] = kinds[at], quoted(name), "?"
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM `+quoted(table)); err != nil {
		return err
	}
	insert, err := t.PrepareContext(ctx, `INSERT INTO `+quoted(table)+` (`+strings.Join(columns, ", ")+`) VALUES (`+strings.Join(places, ", ")+`)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	values := make([]any, len(fields))
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return check()
		}
		if err != nil {
			return err
		}
		for i, cell := range row {
			if values[i], err = r.value(fields[i], cell); err != nil {
				line, _ := rows.FieldPos(i)
				return fmt.Errorf("line %d, %s: %w", line, fields[i].Name, err)
			}
		}
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
}

// value reads what exportText wrote.
func (r *reading) value(f dataField, cell string) (any, error) {
	if cell == missing {
		return nil, nil
	}
	switch f.Type {
	case "any":
		return r.blob(cell)
	case "date":
		var w week.Week
		err := w.UnmarshalText([]byte(cell))
		return int64(w), err
	case "integer":
		return strconv.ParseInt(cell, 10, 64)
	case "number":
		return strconv.ParseFloat(cell, 64)
	}
	if said, is := strings.CutPrefix(cell, `\`); is {
		var s string
		err := json.Unmarshal([]byte(said), &s)
		return s, err
	}
	return strings.TrimPrefix(cell, "'"), nil
}

func (r *reading) blob(path string) (any, error) {
	res, err := r.resource(func(d dataResource) bool { return d.Path == path && strings.HasPrefix(path, "blobs/") })
	if err != nil {
		return nil, err
	}
	if res.Bytes > blobMost {
		return nil, errors.New("it is too large")
	}
	in, check, closed, err := r.open(res)
	if err != nil {
		return nil, err
	}
	defer closed()
	var b bytes.Buffer
	if _, err := b.ReadFrom(in); err != nil {
		return nil, err
	}
	return b.Bytes(), check()
}
