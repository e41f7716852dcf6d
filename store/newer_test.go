package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
)

// A database that a newer program has written is refused in words and stays as it
// is, also where its version is below the latest that is known.
func TestNewerDatabaseIsRefused(t *testing.T) {
	testplace.OnFile(t)
	s := filled(t)
	good := backupOf(t, s)
	for _, version := range []string{"9999", "141"} {
		path := altered(t, good, `PRAGMA journal_mode = WAL`, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (`+version+`, 1)`)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = store.Open(t.Context(), path, store.Options{})
		wantCode(t, err, fault.CodeUnavailable)
		var f *fault.Error
		if !errors.As(err, &f) || f.Message.Key != "database_newer" || !strings.Contains(err.Error(), "use that version") {
			t.Error(err)
		}
		copies, _ := filepath.Glob(path + ".before-update-*")
		if after, err := os.ReadFile(path); err != nil || string(after) != string(before) || len(copies) > 0 {
			t.Errorf("version %s: the file was changed", version)
		}
		if _, err := store.Restore(t.Context(), "ana", testplace.At(t, path), good, false); err != nil {
			t.Errorf("version %s: an older backup does not take its place: %v", version, err)
		}
	}
}
