package cli

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"olist/store/scratch"
)

// What commands left that were killed goes when a server starts; what a living
// one uses stays.
func TestServeClearsWhatKilledCommandsLeft(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	db := filepath.Join(t.TempDir(), "t.db")
	var dead []string
	for _, prefix := range []string{db + ".restoring-", db + ".new-", passing()} {
		dir := prefix + "1234"
		must(t, os.Mkdir(dir, 0o700))
		must(t, os.WriteFile(filepath.Join(dir, "new.db"), []byte("half of a copy"), 0o600))
		dead = append(dead, dir)
	}
	living, err := scratch.Make(db + ".restoring-")
	must(t, err)
	defer living.Close()
	env := &Env{DB: db, Log: slog.New(slog.DiscardHandler)}
	st, err := env.openStoreToServe(t.Context())
	must(t, err)
	defer st.Close()
	for _, dir := range dead {
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s is still there", filepath.Base(dir))
		}
	}
	if _, err := os.Stat(living.Path); err != nil {
		t.Error(err)
	}
}

// A backup that would leave nothing is restored where the command line says so,
// and the figures are told.
func TestRestoreAsksBeforeItLosesEverything(t *testing.T) {
	dir := t.TempDir()
	db, empty := filepath.Join(dir, "t.db"), filepath.Join(dir, "empty.db")
	for _, args := range [][]string{{"--db", db, "import", "-"}, {"--db", filepath.Join(dir, "e.db"), "imports"}, {"--db", filepath.Join(dir, "e.db"), "backup", empty}} {
		if code, _, errOut := runCLI(t, "week,revenue\n2018-08-13,1.00\n", args...); code != 0 {
			t.Fatal(errOut)
		}
	}
	code, out, errOut := runCLI(t, "", "--db", db, "restore", empty)
	if code != 1 || out != "" || !strings.Contains(errOut, "the database holds 1 cells of sales") || !strings.Contains(errOut, "--accept-loss") {
		t.Errorf("exit code %d, %q, %q", code, out, errOut)
	}
	code, out, errOut = runCLI(t, "", "--db", db, "restore", empty, "--accept-loss")
	if code != 0 || !strings.Contains(out, "it holds 0 cells of sales") || !strings.Contains(out, "before it held 1 cells of sales") {
		t.Errorf("exit code %d, %q, %q", code, out, errOut)
	}
}
