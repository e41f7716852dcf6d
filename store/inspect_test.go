package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"olist/store"
)

// A large database serves before all of it was looked at. What the look finds is
// in Lost, and the next start makes again what can be; one that was not closed is
// looked at first.
func TestALargeDatabaseIsLookedAtLater(t *testing.T) {
	s := filled(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	large := store.Options{Mend: true, LookLater: 1}
	look := func(path string) (store.Mended, []string) {
		t.Helper()
		s, err := store.Open(t.Context(), path, large)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Inspect(t.Context()); err != nil {
			t.Fatal(err)
		}
		return s.Mended(), s.Lost()
	}
	copied := func() string {
		raw, err := os.ReadFile(s.Path())
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "olist.db")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if m, lost := look(s.Path()); m.Damaged || len(lost) > 0 {
		t.Errorf("of a whole one: %+v, %v", m, lost)
	}
	for _, c := range []struct {
		name, lost string
		again      bool // the next start makes it
	}{{"state_sums", "state_sums", true}, {"cells", "cells", false}, {"notes_week", "indexes", true}} {
		path := copied()
		spoil(t, path, c.name)
		if m, lost := look(path); m.Damaged || !slices.Equal(lost, []string{c.lost}) {
			t.Errorf("%s: %+v, %v", c.name, m, lost)
		}
		for range 2 { // what cannot be made again is found by each start
			if m, lost := look(path); m.Damaged == c.again || len(lost) > 0 == c.again {
				t.Errorf("%s, at the next start: %+v, %v", c.name, m, lost)
			}
		}
		path = copied()
		spoil(t, path, c.name)
		if err := os.WriteFile(path+"-wal", nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if m, _ := look(path); m.Damaged == c.again {
			t.Errorf("%s, not closed: %+v", c.name, m)
		}
	}
}

// spoil writes rubbish over the first page of a table or index.
func spoil(t *testing.T, path, name string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	var size, root int64
	err = db.QueryRow(`SELECT page_size, rootpage FROM pragma_page_size, sqlite_schema WHERE name = $1`, name).Scan(&size, &root)
	db.Close()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(slices.Repeat([]byte{0xa5}, int(size)), (root-1)*size); err != nil {
		t.Fatal(err)
	}
}
