package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

// altered is a copy of a database after some statements; a new one without a
// file.
func altered(t *testing.T, file string, statements ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "altered.db")
	if file != "" {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(statement, err)
		}
	}
	return path
}

// Whatever a foreign file is, what is said of it names neither the copy that
// was looked at nor the tools that looked.
func TestRestoreOfAForeignFileIsPlain(t *testing.T) {
	s := filled(t)
	good := backupOf(t, s)
	for name, file := range map[string]string{
		"no columns of versions":  altered(t, "", `CREATE TABLE goose_db_version (version_id)`),
		"versions in words":       altered(t, "", `CREATE TABLE goose_db_version (id, version_id, is_applied)`, `INSERT INTO goose_db_version VALUES (1, 'abc', 1)`),
		"ours, versions in words": altered(t, good, `INSERT INTO goose_db_version (version_id, is_applied) VALUES ('abc', 1)`),
		"a version less":          altered(t, good, `DELETE FROM goose_db_version WHERE version_id = 80`),
		"the first version only":  altered(t, good, `DELETE FROM goose_db_version WHERE version_id > 1`),
		"no versions":             altered(t, good, `DELETE FROM goose_db_version`),
		"a module that we lack": altered(t, "", `PRAGMA writable_schema = on`, `CREATE TABLE goose_db_version (id, version_id, is_applied)`,
			`INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', 'f', 'f', 0, 'CREATE VIRTUAL TABLE f USING nomodule(x)')`),
		"keys that refer to nothing": altered(t, "", `CREATE TABLE a (x)`, `CREATE TABLE b (y REFERENCES a (x))`, `INSERT INTO b VALUES (1)`),
		"a folder":                   t.TempDir(),
	} {
		_, err := store.Restore(t.Context(), "ana", s.Place(), file, false)
		wantCode(t, err, fault.CodeInvalid)
		says := strings.ReplaceAll(err.Error(), file, "")
		for _, internal := range []string{"goose", ".restoring", "new.db", "sql", "Scan", "no such", "module", "mismatch", "migration", "version_id", "already", "copy_file"} {
			if strings.Contains(says, internal) {
				t.Errorf("%s: %s", name, says)
				break
			}
		}
	}
}

// A backup without sales or models takes the place of others only where that is
// asked for; what both hold is said.
func TestRestoreMindsWhatIsLost(t *testing.T) {
	s := filled(t)
	bare, _ := open(t)
	empty := backupOf(t, bare)
	salesOnly, _ := open(t)
	apply(t, salesOnly, "2018-08-20,a,SP,1.00,1")
	const holds = "2 cells of sales, 1 models, 2 weeks of imports, 1 imports"
	for name, file := range map[string]string{"nothing in it": empty, "no models in it": backupOf(t, salesOnly)} {
		before := digest(t, s)
		_, err := store.Restore(t.Context(), "ana", s.Place(), file, false)
		wantCode(t, err, fault.CodeConflict)
		if !strings.Contains(err.Error(), "the database holds "+holds) {
			t.Errorf("%s: %v", name, err)
		}
		for table, sum := range digest(t, s) {
			if before[table] != sum {
				t.Errorf("%s: %s was changed", name, table)
			}
		}
	}
	full := backupOf(t, s)
	done, err := store.Restore(t.Context(), "ana", s.Place(), empty, true)
	if err != nil {
		t.Fatal(err)
	}
	if got := done.Before.String(); !strings.HasPrefix(got, holds) || done.After != (store.Holding{}) {
		t.Errorf("before: %v, after: %v", got, done.After)
	}
	if done = restored(t, s, full); done.After.Cells != 2 || done.Before != (store.Holding{}) {
		t.Errorf("back again: before: %v, after: %v", done.Before, done.After)
	}
}

// Numbers are new ones although a database's sequences were emptied or set
// back, whether it is restored or opened.
func TestSequencesThatWereSetBack(t *testing.T) {
	testplace.OnFile(t)
	for name, statement := range map[string]string{
		"emptied": `DELETE FROM sequences`, "set back": `UPDATE sequences SET value = 1`,
		"of SQLite, emptied": `DELETE FROM sqlite_sequence`, "words": `UPDATE sequences SET value = 'many'`, "past all numbers": `UPDATE sequences SET value = 9223372036854775807`,
		"negative": `UPDATE sequences SET value = -5`, "a fraction": `UPDATE sequences SET value = 0.5`,
		"one is gone": `DELETE FROM sequences WHERE name = 'models'`, "zero": `UPDATE sequences SET value = 0 WHERE name = 'notes'`,
	} {
		t.Run(name, func(t *testing.T) {
			source := filled(t)
			_, err := source.AddNote(t.Context(), "ana", 2500, "first")
			if err != nil {
				t.Fatal(err)
			}
			file := altered(t, backupOf(t, source), statement)
			target := filled(t)
			restored(t, target, file)
			for _, s := range []*store.Store{target, openAt(t, file, newClock())} {
				apply(t, s, "2018-09-03,a,SP,3.00,1")
				if m := addModel(t, s, "more"); m.Seq != 2 {
					t.Errorf("the second model has number %d", m.Seq)
				}
				if _, err := s.AddNote(t.Context(), "ana", 2500, "second"); err != nil {
					t.Error(err)
				}
				if _, _, err := s.Enqueue(t.Context(), store.NewJob{Kind: "train", RequestedBy: "ana"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
