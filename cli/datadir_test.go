package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// TestUserDataDir: each system's custom, XDG_DATA_HOME before it, and a folder
// that an earlier version made before a new one.
func TestUserDataDir(t *testing.T) {
	used := t.TempDir()
	if err := os.MkdirAll(filepath.Join(used, ".local", "share", "olist"), 0o700); err != nil {
		t.Fatal(err)
	}
	fresh := t.TempDir()
	for _, c := range []struct{ system, home, xdg, local, want string }{
		{"linux", fresh, "", "", fresh + "/.local/share/olist"},
		{"linux", fresh, "/x", "", "/x/olist"},
		{"freebsd", fresh, "", "", fresh + "/.local/share/olist"},
		{"darwin", fresh, "", "", fresh + "/Library/Application Support/olist"},
		{"darwin", fresh, "/x", "", "/x/olist"},
		{"darwin", used, "", "", used + "/.local/share/olist"},
		{"windows", fresh, "", "/local", "/local/olist"},
		{"windows", fresh, "", "", fresh + "/AppData/Local/olist"},
		{"windows", used, "", "/local", used + "/.local/share/olist"},
		{"linux", "", "/x", "", "/x/olist"},
		{"linux", "", "", "", ""},
		{"windows", "", "", "/local", "/local/olist"},
	} {
		env := map[string]string{"XDG_DATA_HOME": c.xdg, "LocalAppData": c.local}
		if got := filepath.ToSlash(userDataDir(c.system, c.home, func(name string) string { return env[name] })); got != filepath.ToSlash(c.want) {
			t.Errorf("%s, home %q: %s, want %s", c.system, c.home, got, c.want)
		}
	}
}

// TestDataDirGiven: what the person says counts, wherever the program runs.
func TestDataDirGiven(t *testing.T) {
	for given, want := range map[string]string{"/given": "/given", "": "/x/olist"} {
		t.Setenv("XDG_DATA_HOME", "/x")
		if got, err := (&Env{DataDir: given}).dataDir(); err != nil || got != filepath.FromSlash(want) {
			t.Errorf("%q: %s, %v", given, got, err)
		}
	}
}
