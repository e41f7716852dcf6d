package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// fileName is a flag that names a file; no name at all is a slip, as of a
// script whose variable is empty.
type fileName string

func (n *fileName) String() string { return string(*n) }
func (n *fileName) Type() string   { return "string" }
func (n *fileName) Set(s string) error {
	if s == "" {
		return errors.New("the name is empty; name a file, or - for standard output")
	}
	*n = fileName(s)
	return nil
}

// checkOutput says before anything is computed whether a file can be written
// at path; - and "" always can. Nothing is changed.
func checkOutput(path string) error {
	if path == "-" || path == "" {
		return nil
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return unwritable(path, errors.New("it is a folder; name a file in it"))
	case err == nil && !info.Mode().IsRegular():
		return nil // opening a pipe would wait for its reader
	case err == nil:
		f, err := os.OpenFile(path, os.O_WRONLY, 0) // a file that is read-only is so on purpose
		if err != nil {
			return unwritable(path, err)
		}
		f.Close()
	case !errors.Is(err, fs.ErrNotExist):
		return unwritable(path, err)
	}
	if inPlace(path, info) {
		if info == nil {
			return fmt.Errorf("cannot write %q: there is no such device; name a file elsewhere", path)
		}
		return nil
	}
	target, err := targetOf(path)
	if err != nil {
		return unwritable(path, err)
	}
	f, err := createBeside(target, 0o600)
	if err != nil {
		return unwritable(path, err)
	}
	f.Close()
	os.Remove(f.Name())
	return nil
}

// writeTo calls write with standard output where path is -, or with the file
// that path names. A regular file, also at the end of a link, is replaced at
// once and only when all is written; it keeps its permissions. What is no
// regular file, a pipe or a device, is written to as it is. Errors name path.
func writeTo(env *Env, path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(env.Out)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
	case err == nil && isFile(env.Out, info):
		return write(env.Out) // /dev/stdout: what is written before stays
	case inPlace(path, info):
		err = writeInPlace(path, write)
	default:
		bar := newProgress(env.Err)
		bar.show("writing", 0, 0)
		err = replace(path, info, write)
		bar.end()
	}
	if err != nil {
		return unwritable(path, err)
	}
	return nil
}

// inPlace reports whether path is opened as it is: what is no regular file
// must not become one, and the files in /dev and /proc are open elsewhere.
// info is nil where nothing is there yet.
func inPlace(path string, info fs.FileInfo) bool {
	full, err := filepath.Abs(path)
	special := err == nil && (strings.HasPrefix(full, "/dev/") && !strings.HasPrefix(full, "/dev/shm/") || strings.HasPrefix(full, "/proc/"))
	return special || info != nil && !info.Mode().IsRegular()
}

func isFile(w io.Writer, info fs.FileInfo) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	out, err := f.Stat()
	return err == nil && os.SameFile(out, info)
}

func writeInPlace(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0) // never O_CREATE: nothing is made in /dev
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// replace writes beside the target, then renames; info is that of what is
// there, or nil.
func replace(path string, info fs.FileInfo, write func(io.Writer) error) error {
	target, err := targetOf(path)
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o666) // less the umask
	if info != nil {
		mode = 0o600 // until it has that of the old one
	}
	f, err := createBeside(target, mode)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = write(f)
	if err == nil && info != nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = f.Sync() // else a crash could leave an empty file under the name
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

// targetOf follows links, also one that leads to nothing yet.
func targetOf(path string) (string, error) {
	for range 40 { // as many as Linux follows
		to, err := os.Readlink(path)
		if err != nil {
			dir, name := filepath.Split(path)
			if dir, err = filepath.EvalSymlinks(dir + "."); err != nil {
				return "", err
			}
			return filepath.Join(dir, name), nil
		}
		if !filepath.IsAbs(to) {
			dir, _ := filepath.Split(path)
			to = dir + to // not Join: .. after a link to a folder leads elsewhere
		}
		path = to
	}
	return "", syscall.ELOOP
}

// createBeside makes a new file in the folder of path, so that a rename puts
// it there whole. os.CreateTemp would ignore the umask.
func createBeside(path string, mode fs.FileMode) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".olist-%08x", rand.Uint32()))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// unwritable names the path that the user gave in place of the one at fault,
// and says what to do.
func unwritable(path string, err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		err = at.Err
	case errors.As(err, &link):
		err = link.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write %q: its folder is not there; make it, or name another file", path)
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("cannot write %q: a part of the path is no folder; name another file", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("cannot write %q: %w; change its permissions or its folder's, or name another file", path, err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("cannot write %q: the disk is full; make room, or name a file on another", path)
	}
	return fmt.Errorf("cannot write %q: %w", path, err)
}
