package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRegistryFromTheCommandLine: pin, download, upload, compare and retry over
// a copy of the shipped database.
func TestRegistryFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "t.db"), filepath.Join(dir, "m.olist-model")
	shipped, err := os.ReadFile("../olist.db")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(db, shipped, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(want int, args ...string) string {
		t.Helper()
		code, out, errOut := runCLI(t, "", append([]string{"--db", db, "--log-level", "warn"}, args...)...)
		if code != want {
			t.Fatalf("%v: exit code %d, want %d\n%s%s", args, code, want, out, errOut)
		}
		return out + errOut
	}
	says := func(got, want string) {
		t.Helper()
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	id := strings.Fields(strings.Split(run(0, "models"), "\n")[1])[0]
	says(run(0, "models", "pin", id), "is pinned")
	says(run(0, "models", "unpin", id), "no longer pinned")
	run(0, "models", "download", id, "--output", file)
	says(run(1, "models", "upload", file), "has this very model already")
	says(run(0, "models", "compare", id, id, "--segment", "state:SP", "--horizon", "2"), "n_estimators")
	says(run(1, "models", "compare", id, "none"), `there is no model "none"`)
	says(run(1, "jobs", "retry", "none"), `there is no job "none"`)
	says(run(0, "jobs", "retry", "j1"), "is queued")
	says(run(1, "models", "delete", id), "is live")
	says(run(2, "train", "--set", "learning_rate=-1"), "learning_rate should be between")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	says(run(1, "models", "upload", file), "checksum does not fit")
}
