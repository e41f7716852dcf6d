package cli

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// damageTable overwrites the first page of a table.
func damageTable(t *testing.T, path, table string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	must(t, err)
	defer db.Close()
	var root, size int64
	must(t, db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = ?`, table).Scan(&root))
	must(t, db.QueryRow(`PRAGMA page_size`).Scan(&size))
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, int(size)), (root-1)*size)
	must(t, err)
	must(t, f.Close())
}

// TestTheProgramStartsDamaged: the binary serves a database of which a table is
// damaged, doctor names it, and a restore under the running server heals it.
func TestTheProgramStartsDamaged(t *testing.T) {
	w := newVictim(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if code, _, errOut := runCLI(t, "", "--db", w.db, "backup", backup); code != 0 {
		t.Fatal(errOut)
	}
	damageTable(t, w.db, "imports")
	if code, out, _ := runCLI(t, "", "--db", w.db, "doctor"); code != 1 || !strings.Contains(out, "imports cannot be read") {
		t.Errorf("doctor: exit code %d: %s", code, out)
	}
	w.startTo("/healthz")
	resp, err := http.Get(w.url + "/readyz")
	must(t, err)
	var p struct{ Message string }
	must(t, json.NewDecoder(resp.Body).Decode(&p))
	must(t, resp.Body.Close())
	if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(p.Message, "imports cannot be read") || !strings.Contains(p.Message, "olist restore") {
		t.Errorf("%d %q", resp.StatusCode, p.Message)
	}
	if code, out, errOut := runCLI(t, "", "--db", w.db, "restore", backup); code != 0 || strings.Contains(out, "anew") {
		t.Fatal(out, errOut)
	}
	w.until("/readyz")
	w.check()
}
