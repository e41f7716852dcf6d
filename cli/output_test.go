package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func say(w io.Writer) error {
	_, err := io.WriteString(w, "new")
	return err
}

func TestOutputReplacesAFileAndKeepsItsMode(t *testing.T) {
	dir := t.TempDir()
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	for name, mode := range map[string]os.FileMode{"open": 0o664, "secret": 0o600, "fresh": 0} {
		file := filepath.Join(dir, name)
		want := mode
		if mode == 0 {
			want = 0o640 // less the umask
		} else {
			must(t, os.WriteFile(file, []byte("old and longer"), mode))
			must(t, os.Chmod(file, mode))
		}
		must(t, checkOutput(file))
		must(t, writeTo(&Env{}, file, say))
		info, err := os.Stat(file)
		must(t, err)
		if text, _ := os.ReadFile(file); string(text) != "new" || info.Mode() != want {
			t.Errorf("%s: mode %v, want %v; holds %q", name, info.Mode(), want, text)
		}
	}
	must(t, writeFails(filepath.Join(dir, "open")))
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) != 3 {
		t.Errorf("files are left over: %v", left)
	}
}

// writeFails gives an error where a write that breaks off changes the file.
func writeFails(file string) error {
	before, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	err = writeTo(&Env{}, file, func(w io.Writer) error {
		io.WriteString(w, "half")
		return &os.PathError{Op: "write", Path: ".olist-1234", Err: syscall.ENOSPC}
	})
	after, _ := os.ReadFile(file)
	if string(before) != string(after) || err == nil || strings.Contains(err.Error(), ".olist-") || !strings.Contains(err.Error(), file) {
		return fmt.Errorf("holds %q, says %v", after, err)
	}
	return nil
}

func TestOutputFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "sub", "there"), nil, 0o600))
	for link, to := range map[string]string{"a": "sub/there", "b": "sub/notyet", "c": "b"} {
		path := filepath.Join(dir, link)
		must(t, os.Symlink(to, path))
		if link == "c" {
			continue
		}
		must(t, checkOutput(path))
		must(t, writeTo(&Env{}, path, say))
		if got, err := os.Readlink(path); err != nil || got != to {
			t.Errorf("the link %s is gone: %v", link, err)
		}
		if text, _ := os.ReadFile(filepath.Join(dir, to)); string(text) != "new" {
			t.Errorf("%s holds %q", to, text)
		}
	}
	must(t, writeTo(&Env{}, filepath.Join(dir, "c"), say))
	if info, err := os.Lstat(filepath.Join(dir, "b")); err != nil || info.Mode().IsRegular() {
		t.Error("a link to a link was replaced")
	}
}

func TestOutputWritesIntoAPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	must(t, syscall.Mkfifo(pipe, 0o600))
	got := make(chan string)
	go func() {
		text, _ := os.ReadFile(pipe)
		got <- string(text)
	}()
	must(t, checkOutput(pipe))
	must(t, writeTo(&Env{}, pipe, say))
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Fatal("the pipe was replaced by a file")
	}
	if text := <-got; text != "new" {
		t.Errorf("the reader got %q", text)
	}
}

// TestOutputWritesIntoProcessSubstitution: a shell's >(command) is the name of
// an open pipe.
func TestOutputWritesIntoProcessSubstitution(t *testing.T) {
	r, w, err := os.Pipe()
	must(t, err)
	path := fmt.Sprintf("/dev/fd/%d", w.Fd())
	must(t, checkOutput(path))
	must(t, writeTo(&Env{}, path, say))
	must(t, w.Close())
	if text, err := io.ReadAll(r); string(text) != "new" {
		t.Errorf("the reader got %q, %v", text, err)
	}
}

// TestOutputToStandardOutputByName: /dev/stdout with >> must not drop what is
// in the file.
func TestOutputToStandardOutputByName(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log")
	must(t, os.WriteFile(file, []byte("before "), 0o600))
	out, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND, 0)
	must(t, err)
	defer out.Close()
	must(t, writeTo(&Env{Out: out}, file, say))
	if text, _ := os.ReadFile(file); string(text) != "before new" {
		t.Errorf("the file holds %q", text)
	}
}

func TestOutputIsRefusedBeforeComputing(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	must(t, os.Symlink("loop", filepath.Join(dir, "loop")))
	for path, want := range map[string]string{
		filepath.Join(dir, "no", "out.csv"): "its folder is not there; make it",
		dir:                                 "it is a folder",
		filepath.Join(file, "out.csv"):      "a part of the path is no folder",
		filepath.Join(dir, "loop"):          "too many",
		filepath.Join(dir, "new") + "/":     "its folder is not there",
		"":                                  "the name is empty",
	} {
		for _, command := range []string{"forecast", "backtest"} {
			code, _, errOut := run(t, "no data at all", command, "--input", "-", "--output", path)
			if code == 0 || !strings.Contains(errOut, want) || !strings.Contains(errOut, path) || strings.Contains(errOut, ".olist-") {
				t.Errorf("%s --output %q: exit code %d, says %s", command, path, code, errOut)
			}
		}
	}
}
