// Package scratch makes folders for files that end with their process: one that
// is killed leaves its folder behind, and the next start removes it.
package scratch

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

const (
	lockName   = "alive" // in a folder: locked by the process that it belongs to
	emptyLasts = time.Minute
)

// Dir is a folder that nobody sweeps while the process lives that made it.
type Dir struct {
	Path  string
	alive *os.File
}

// Make makes a folder whose path begins with prefix. Its error is of the file
// system.
func Make(prefix string) (*Dir, error) {
	path, err := os.MkdirTemp(filepath.Dir(prefix), filepath.Base(prefix)+"*")
	if err != nil {
		return nil, err
	}
	d := &Dir{Path: path}
	if d.alive, err = os.Create(filepath.Join(path, lockName)); err == nil {
		err = lockFile(d.alive)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Close removes the folder and what is in it.
func (d *Dir) Close() {
	if d.alive != nil {
		d.alive.Close()
	}
	os.RemoveAll(d.Path)
}

// Sweep removes the folders that Make made with prefix and whose processes are
// gone, and tells of those that cannot be removed: a lock ends with the process
// that holds it, whatever ended that.
func Sweep(prefix string) error {
	left, _ := filepath.Glob(quoted(prefix) + "*") // the pattern is sound
	var errs []error
	for _, dir := range left {
		if dead(dir) {
			errs = append(errs, os.RemoveAll(dir))
		}
	}
	return errors.Join(errs...)
}

// dead reports whether a folder belongs to no process any more. One that is
// empty may be about to get its lock.
func dead(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return false
	}
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		files, err := os.ReadDir(dir)
		return err == nil && (len(files) > 0 || time.Since(info.ModTime()) > emptyLasts)
	}
	if err != nil {
		return false
	}
	defer f.Close()
	return lockFile(f) == nil
}

// quoted is a path that a pattern takes as it is.
func quoted(path string) string {
	var b []byte
	for i := range len(path) {
		if c := path[i]; c == '*' || c == '?' || c == '[' {
			b = append(b, '[', c, ']')
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}
