package store

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/store/fault"
)

func at(hour int) func() time.Time {
	return func() time.Time { return time.Date(2026, 1, 5, hour, 0, 0, 0, time.UTC) }
}

func openOf(t *testing.T, path string, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, o)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// copiesOf lists the copies from before updates beside a database.
func copiesOf(t *testing.T, path string) []string {
	t.Helper()
	all, err := filepath.Glob(path + ".before-update-*")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A database of an older program is kept as it was, whole and able to come back,
// before it is brought up to date; one that is up to date, or new, is not.
func TestCopyBeforeAnUpdate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "olist.db")
	earlier(t, path, "")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := openOf(t, path, Options{Clock: at(8)})
	kept := copiesOf(t, path)
	if len(kept) != 1 || s.KeptBefore() != kept[0] || !strings.HasSuffix(kept[0], ".before-update-20260105T080000Z") {
		t.Fatalf("kept: %v, said: %q", kept, s.KeptBefore())
	}
	db, err := sql.Open("sqlite3", kept[0])
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var latest int
	if err := db.QueryRow(`SELECT MAX(version_id) FROM goose_db_version`).Scan(&latest); err != nil || latest >= 80 {
		t.Errorf("the copy is of version %d: %v", latest, err)
	}
	if left, _ := filepath.Glob(path + ".restoring-*"); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if again := openOf(t, path, Options{Clock: at(8)}); again.KeptBefore() != "" || len(copiesOf(t, path)) != 1 {
		t.Error("a database that is up to date is copied")
	}
	if fresh := openOf(t, filepath.Join(t.TempDir(), "olist.db"), Options{}); fresh.KeptBefore() != "" {
		t.Error("a new database is copied")
	}
	if err := s.PutSetting(t.Context(), "ana", "later", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), "ana", Place{Name: path}, kept[0], true); err != nil {
		t.Fatal(err)
	}
	var later int
	if err := s.Setting(t.Context(), "later", &later); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("the copy did not come back: %v", err)
	}
	if len(copiesOf(t, path)) != 1 {
		t.Error("a restore made a copy of the copy")
	}

	without := filepath.Join(t.TempDir(), "olist.db")
	if err := os.WriteFile(without, before, 0o600); err != nil {
		t.Fatal(err)
	}
	openOf(t, without, Options{WithoutCopy: true})
	if len(copiesOf(t, without)) != 0 {
		t.Error("a copy was made that nobody wanted")
	}
}

// Of the copies the latest three stay, and nothing else goes.
func TestCopiesBeforeUpdatesAreFew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "olist.db")
	foreign := path + ".before-update-of-mine"
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var kept []string
	for hour := range 5 {
		os.Remove(path)
		earlier(t, path, "")
		kept = append(kept, openOf(t, path, Options{Clock: at(hour)}).KeptBefore())
	}
	want := append(slices.Clone(kept[2:]), foreign)
	if got := copiesOf(t, path); !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
}
