package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestComputingIsLeftAtOnce: the program that is told to stop while it computes
// says so and is gone, also in the middle of a step, and leaves no file.
func TestComputingIsLeftAtOnce(t *testing.T) {
	binary, err := program()
	must(t, err)
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	must(t, os.WriteFile(in, manySeries(2000), 0o600))
	for _, signal := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		log := &said{}
		cmd := exec.CommandContext(t.Context(), binary, "forecast", "--input", in, "--output", out)
		cmd.Stderr = log
		must(t, cmd.Start())
		for !strings.Contains(log.String(), " series") { // until it is read: computing begins
			time.Sleep(10 * time.Millisecond)
		}
		time.Sleep(300 * time.Millisecond)
		must(t, cmd.Process.Signal(signal))
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitStopped {
			t.Errorf("%v: it ends with %v: %s", signal, err, log)
		}
		if left, _ := filepath.Glob(out + "*"); len(left) > 0 {
			t.Errorf("%v: it leaves %v", signal, left)
		}
	}
}

// manySeries is a panel that takes seconds.
func manySeries(n int) []byte {
	var b bytes.Buffer
	b.WriteString("unique_id,ds,y\n")
	for s := range n {
		day := time.Date(2021, 1, 4, 0, 0, 0, 0, time.UTC)
		for w := range 120 {
			fmt.Fprintf(&b, "s%d,%s,%d\n", s, day.AddDate(0, 0, 7*w).Format(time.DateOnly), 20+(s*7+w*w*3)%23)
		}
	}
	return b.Bytes()
}
