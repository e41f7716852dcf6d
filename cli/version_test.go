package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestVersionOfARelease: the linker sets the release, the toolchain writes the
// commit, and the schema is that of the latest migration.
func TestVersionOfARelease(t *testing.T) {
	head, err := exec.Command("git", "rev-parse", "HEAD").Output()
	must(t, err)
	commit := strings.TrimSpace(string(head)) + " 20"
	if git, err := os.Stat("../.git"); err != nil || !git.IsDir() { // the toolchain knows no worktrees of git
		commit = commitOf(nil)
	}
	files, err := filepath.Glob("../store/migrations/*.sql")
	must(t, err)
	latest, _, _ := strings.Cut(filepath.Base(files[len(files)-1]), "_")
	binary := filepath.Join(t.TempDir(), "olist")
	out, err := exec.Command("go", "build", "-buildvcs=true", "-ldflags", "-X olist/cli.release=v1.2.3", "-o", binary, "olist").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err = exec.Command(binary, "version").Output()
	must(t, err)
	lines := strings.Split(string(out), "\n")
	for i, want := range []string{
		"olist v1.2.3", "commit  " + commit, "schema  " + strings.TrimLeft(latest, "0"),
		"go      " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH,
	} {
		if i >= len(lines) || !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d is not %q in\n%s", i+1, want, out)
		}
	}
}

func TestVersionWithoutACheckout(t *testing.T) {
	for want, built := range map[string]map[string]string{
		"unknown: it was not built in a checkout": {},
		"abc 2026-11-29T17:39:33Z":                {"vcs.revision": "abc", "vcs.time": "2026-11-29T17:39:33Z", "vcs.modified": "false"},
		"abc 2026-11-29T17:39:33Z, changed since": {"vcs.revision": "abc", "vcs.time": "2026-11-29T17:39:33Z", "vcs.modified": "true"},
	} {
		if got := commitOf(built); got != want {
			t.Errorf("%v: %q, want %q", built, got, want)
		}
	}
}
