package scratch_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"olist/store/scratch"
)

// TestMain makes a folder and waits to be killed, where the test asks for that.
func TestMain(m *testing.M) {
	prefix := os.Getenv("SCRATCH_PREFIX")
	if prefix == "" {
		os.Exit(m.Run())
	}
	d, err := scratch.Make(prefix)
	if err != nil {
		panic(err)
	}
	os.Stdout.WriteString(d.Path + "\n")
	_, _ = os.Stdin.Read(make([]byte, 1)) // select {} would end the process: nothing else runs in it
	panic("nobody killed it, and " + d.Path + " is given back")
}

// TestSweep: what a killed process left goes, whatever its name and age; what a
// living process uses, what is about to be locked and what is no folder stay.
func TestSweep(t *testing.T) {
	beside := filepath.Join(t.TempDir(), "a [strange] *name?")
	must(t, os.Mkdir(beside, 0o700))
	prefix := filepath.Join(beside, "x.restoring-")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "SCRATCH_PREFIX="+prefix)
	out, err := child.StdoutPipe()
	must(t, err)
	in, err := child.StdinPipe()
	must(t, err)
	defer in.Close()
	must(t, child.Start())
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the other process made no folder")
	}
	theirs := lines.Text()
	mine, err := scratch.Make(prefix)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(mine.Path, "new.db"), []byte("x"), 0o600))
	young, old, earlier, file := prefix+"young", prefix+"old", prefix+"earlier", prefix+"file"
	for _, dir := range []string{young, old, earlier} {
		must(t, os.Mkdir(dir, 0o700))
	}
	must(t, os.WriteFile(filepath.Join(earlier, "new.db"), []byte("x"), 0o600)) // of a program that locked nothing
	hourAgo := time.Now().Add(-time.Hour)
	must(t, os.Chtimes(old, hourAgo, hourAgo))
	must(t, os.WriteFile(file, nil, 0o600))

	must(t, scratch.Sweep(prefix))
	want(t, "while both live", map[string]bool{theirs: true, mine.Path: true, young: true, old: false, earlier: false, file: true})
	must(t, child.Process.Kill())
	_ = child.Wait()
	must(t, scratch.Sweep(prefix))
	want(t, "after the kill", map[string]bool{theirs: false, mine.Path: true, young: true, file: true})
	mine.Close()
	want(t, "closed", map[string]bool{mine.Path: false})
}

func want(t *testing.T, when string, there map[string]bool) {
	t.Helper()
	for path, stays := range there {
		if _, err := os.Stat(path); (err == nil) != stays {
			t.Errorf("%s: %s is there: %v, want %v", when, filepath.Base(path), err == nil, stays)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
