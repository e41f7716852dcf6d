package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

// filled gives a store with something in every corner.
func filled(t *testing.T) *store.Store {
	t.Helper()
	s, _ := open(t)
	ctx := t.Context()
	apply(t, s, "2018-08-20,a,SP,1.00,1", "2018-08-27,b,RJ,2.00,1")
	m := addModel(t, s, strings.Repeat("payload", 1000))
	if err := s.Activate(ctx, "ana", m.ID, ""); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Enqueue(ctx, store.NewJob{Kind: "train", RequestedBy: "ana"}); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepIssued(ctx, store.Issued{ModelID: m.ID, Cutoff: 2538, Inputs: []byte("inputs")}); err != nil {
		t.Fatal(err)
	}
	return s
}

func digest(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// load writes from before it returns until stop is called, which gives the
// number of commits.
func load(t *testing.T, s *store.Store) (stop func() int) {
	ctx, cancel := context.WithCancel(context.Background())
	begun := make(chan struct{})
	var once sync.Once
	var wg sync.WaitGroup
	n := 0
	wg.Go(func() {
		defer once.Do(func() { close(begun) })
		for ctx.Err() == nil {
			if err := s.PutSetting(context.Background(), "load", "n", n); err != nil {
				t.Error(err)
				return
			}
			n++
			once.Do(func() { close(begun) })
		}
	})
	<-begun
	return func() int { cancel(); wg.Wait(); return n }
}

// aside leaves out the tables that a restore itself writes to.
var aside = cmpopts.IgnoreMapEntries(func(table, _ string) bool {
	return slices.Contains([]string{"audit", "people", "sequences", "sessions", "settings", "shares", "tokens"}, table)
})

func TestBackupUnderWriteLoadThenRestore(t *testing.T) {
	s := filled(t)
	ctx := t.Context()
	written, rounds := 0, 20
	if testplace.OnPostgres() {
		rounds = 4 // which take as long as twenty on a file
	}
	for i := range rounds {
		file := filepath.Join(t.TempDir(), "backup.db")
		stop := load(t, s)
		if err := s.Backup(ctx, file); err != nil {
			t.Fatal(err)
		}
		written += stop()
		beside, err := filepath.Glob(file + "*")
		if err != nil || len(beside) != 1 {
			t.Fatal("the backup is not one file", beside, err)
		}
		b := openAt(t, file, newClock())
		want := digest(t, b)
		b.Close()
		done, err := store.Restore(ctx, "ana", s.Place(), file, false)
		if err != nil || done.Offline || done.Previous == "" {
			t.Fatal(done, err)
		}
		if diff := cmp.Diff(want, digest(t, s), aside); diff != "" { // the open store sees it
			t.Fatalf("round %d: %s", i, diff)
		}
		addModel(t, s, fmt.Sprint("after ", i)) // and goes on
	}
	if written <= rounds { // one each is before the backup
		t.Fatal("nothing was written meanwhile")
	}
}

func TestRestoreKeepsWhatWasThere(t *testing.T) {
	s := filled(t)
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	later := addModel(t, s, "later")
	done, err := store.Restore(ctx, "ana", s.Place(), file, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Model(ctx, later.ID); fault.CodeOf(err) != fault.CodeNotFound {
		t.Error("the later model is still there", err)
	}
	previous := openAt(t, done.Previous, newClock())
	if _, err := previous.Model(ctx, later.ID); err != nil {
		t.Error("the later model is not in what was kept", err)
	}
	if log, err := s.AuditLog(ctx, 0, 1); err != nil || log[0].Action != "backup.restore" || !strings.Contains(string(log[0].Detail), filepath.Base(done.Previous)) {
		t.Error(log, err)
	}
}

func TestRestoreToNowhere(t *testing.T) {
	s := filled(t)
	file, fresh := filepath.Join(t.TempDir(), "backup.db"), filepath.Join(t.TempDir(), "olist.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if done, err := store.Restore(t.Context(), "ana", testplace.At(t, fresh), file, false); err != nil || done.Previous != "" {
		t.Fatal(done, err)
	}
	if diff := cmp.Diff(digest(t, s), digest(t, openAt(t, fresh, newClock())), aside); diff != "" {
		t.Error(diff)
	}
}

func TestRestoreOverADamagedDatabase(t *testing.T) {
	testplace.OnFile(t)
	s := filled(t)
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	want := digest(t, s)
	s.Close()
	if err := os.WriteFile(s.Path(), bytes.Repeat([]byte("rubbish"), 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	done, err := store.Restore(t.Context(), "ana", s.Place(), file, false)
	if err != nil || !done.Offline {
		t.Fatal(done, err)
	}
	if diff := cmp.Diff(want, digest(t, openAt(t, s.Path(), newClock())), aside); diff != "" {
		t.Error(diff)
	}
}

func TestRestoreRefuses(t *testing.T) {
	s := filled(t)
	dir := t.TempDir()
	good := filepath.Join(dir, "good.db")
	if err := s.Backup(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := func(name string, statements ...string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, statement := range statements {
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(statement, err)
			}
		}
		return path
	}
	payload := bytes.Clone(whole)
	payload[bytes.Index(payload, []byte("payloadpayload"))] ^= 1
	for name, file := range map[string]string{
		"no file":         filepath.Join(dir, "none.db"),
		"no database":     write("text.db", []byte("hello, this is no database at all, sorry")),
		"truncated":       write("short.db", whole[:len(whole)/2]),
		"damaged page":    write("page.db", append(bytes.Clone(whole[:8192]), bytes.Repeat([]byte{0xa5}, len(whole)-8192)...)),
		"damaged payload": write("payload.db", payload),
		"newer program":   foreign(filepath.Base(write("newer.db", whole)), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`),
		"empty":           write("empty.db", nil),
		"packed":          write("packed.db", []byte("\x1f\x8b\x08 and so on, and so on")),
		"foreign":         foreign("foreign.db", `CREATE TABLE songs (id INTEGER PRIMARY KEY, title TEXT)`, `INSERT INTO songs (title) VALUES ('x')`),
		"no tables":       foreign("bare.db", `PRAGMA user_version = 7`),
		"foreign, goose":  foreign("goose.db", `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER)`, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, 1)`),
		"a table gone":    foreign(filepath.Base(write("gone.db", whole)), `DROP TABLE notes`),
		"a column gone":   foreign(filepath.Base(write("column.db", whole)), `ALTER TABLE scenarios DROP COLUMN before`),
		"a row gone":      foreign(filepath.Base(write("row.db", whole)), `DELETE FROM models`),
		"a trigger gone":  foreign(filepath.Base(write("open.db", whole)), `DROP TRIGGER audit_no_delete`),
		"another trigger": foreign(filepath.Base(write("evil.db", whole)), `CREATE TRIGGER evil AFTER INSERT ON notes BEGIN DELETE FROM notes; END`),
		"a view":          foreign(filepath.Base(write("view.db", whole)), `CREATE VIEW v AS SELECT 1`),
		"itself":          s.Path(),
	} {
		t.Run(name, func(t *testing.T) {
			before := digest(t, s)
			_, err := store.Restore(t.Context(), "ana", s.Place(), file, false)
			wantCode(t, err, fault.CodeInvalid)
			if !maps.Equal(before, digest(t, s)) {
				t.Error("a refused restore changed the database")
			}
			if left, _ := filepath.Glob(s.Path() + ".*"); len(left) != 0 {
				t.Error("left behind:", left)
			}
		})
	}
}

// TestRestoreFollowsLinks: the log of a running program's file is taken along,
// although it stands beside the file and not beside the link.
func TestRestoreFollowsLinks(t *testing.T) {
	testplace.OnFile(t)
	source, target := filled(t), filled(t)
	if _, err := source.AddNote(t.Context(), "ana", 2500, "in the log only"); err != nil {
		t.Fatal(err)
	}
	want := digest(t, source)["notes"]
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(source.Path(), link); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), "ana", target.Place(), link, false); err != nil {
		t.Fatal(err)
	}
	if got := digest(t, target)["notes"]; got != want {
		t.Errorf("the notes are %v, want %v", got, want)
	}
}

func TestBackupRefusesWhereItCannotWrite(t *testing.T) {
	s := filled(t)
	err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder", "x.db"))
	wantCode(t, err, fault.CodeUnavailable)
}

func TestCompactMakesEqualBytes(t *testing.T) {
	testplace.OnFile(t)
	var first []byte
	for range 2 {
		s := filled(t)
		s.Close()
		if err := store.Compact(t.Context(), s.Path()); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(s.Path())
		if err != nil {
			t.Fatal(err)
		}
		if left, _ := filepath.Glob(s.Path() + "*"); len(left) != 1 {
			t.Error("left behind:", left)
		}
		if first == nil {
			first = got
		} else if !bytes.Equal(first, got) {
			t.Error("equal rows make different bytes")
		}
	}
}

func TestInstall(t *testing.T) {
	testplace.OnFile(t)
	s := filled(t)
	s.Close()
	if err := store.Compact(t.Context(), s.Path()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err = w.Write(raw)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	shipped := packed.Bytes()
	dir := filepath.Join(t.TempDir(), "data", "olist")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			path, err := store.Install(dir, shipped)
			if err != nil {
				t.Error(err)
				return
			}
			s, err := store.Open(context.Background(), path, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if err := s.PutSetting(context.Background(), "x", "y", 1); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	path, err := store.Install(dir, []byte("another one, which is not taken"))
	if err != nil {
		t.Fatal(err)
	}
	installed := openAt(t, path, newClock())
	if log, err := installed.AuditLog(t.Context(), 0, 100); err != nil || len(log) < 8 || log[7].Action != "setting.put" {
		t.Error(log, err)
	}
	installed.Close()
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Error("left behind:", left)
	}
	if err := errors.Join(os.Rename(path, path+".gone"), os.WriteFile(path+"-wal", []byte("x"), 0o600)); err != nil {
		t.Fatal(err)
	}
	_, err = store.Install(dir, shipped)
	wantCode(t, err, fault.CodeUnavailable)
}
