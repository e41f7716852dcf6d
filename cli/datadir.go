package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// dataDir is the folder of --data-dir, or olist in the user's data folder.
func (env *Env) dataDir() (string, error) {
	if env.DataDir != "" {
		return env.DataDir, nil
	}
	home, err := os.UserHomeDir()
	dir := userDataDir(runtime.GOOS, home, os.Getenv)
	if dir == "" {
		return "", fmt.Errorf("no home folder to keep data in; give --data-dir: %w", err)
	}
	return dir, nil
}

// userDataDir is where a program keeps a user's data by each system's custom:
// XDG_DATA_HOME, or ~/.local/share where that is not set; on macOS
// ~/Library/Application Support, on Windows %LocalAppData%. Versions before
// this one kept to the first on every system: a folder that they made stays in
// use. "" where no such folder is known.
func userDataDir(system, home string, getenv func(string) string) string {
	if x := getenv("XDG_DATA_HOME"); x != "" {
		return filepath.Join(x, "olist")
	}
	if local := getenv("LocalAppData"); home == "" && system == "windows" && local != "" {
		return filepath.Join(local, "olist")
	}
	if home == "" {
		return ""
	}
	first := filepath.Join(home, ".local", "share", "olist")
	custom := first
	switch system {
	case "darwin":
		custom = filepath.Join(home, "Library", "Application Support", "olist")
	case "windows":
		custom = filepath.Join(cmp.Or(getenv("LocalAppData"), filepath.Join(home, "AppData", "Local")), "olist")
	}
	if info, err := os.Stat(first); err == nil && info.IsDir() {
		return first
	}
	return custom
}
