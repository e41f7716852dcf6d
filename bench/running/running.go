// Package running builds the program and runs it beside a measurement.
package running

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// Build builds the program into a folder and gives its path.
func Build(dir string) (binary string, err error) {
	binary = filepath.Join(dir, "olist")
	if out, err := exec.Command("go", "build", "-o", binary, "olist").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return binary, nil
}

// Process is a running server.
type Process struct {
	URL         string
	FirstAnswer time.Duration // from the start to it
	cmd         *exec.Cmd
}

// Start runs the program on a free port over a data folder, until it shows a page.
func Start(binary, data string) (*Process, error) { return StartUntil("/", binary, data) }

// StartUntil runs the program with further variables, until a path is answered with 200.
func StartUntil(path, binary, data string, variables ...string) (*Process, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	p := &Process{cmd: exec.Command(binary, "serve", "--addr", addr, "--data-dir", data), URL: "http://" + addr}
	var log bytes.Buffer
	p.cmd.Stderr, p.cmd.Env = &log, append(os.Environ(), variables...)
	begin := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	for Get(http.DefaultClient, p.URL+path) != nil {
		if time.Since(begin) > 30*time.Second {
			p.Stop()
			return nil, fmt.Errorf("it did not start:\n%s", log.String())
		}
		time.Sleep(time.Millisecond)
	}
	p.FirstAnswer = time.Since(begin)
	return p, nil
}

// Stop ends the server.
func (p *Process) Stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait()
}

// PID is the number of the process.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Server gives the address of a running server: the one that is named, or a new
// one over a fresh data folder, which stop ends and clears away.
func Server(url string) (base string, stop func(), err error) {
	if url != "" {
		return url, func() {}, nil
	}
	dir, err := os.MkdirTemp("", "olist-bench-")
	if err != nil {
		return "", nil, err
	}
	clear := func() { _ = os.RemoveAll(dir) }
	binary, err := Build(dir)
	if err != nil {
		clear()
		return "", nil, err
	}
	p, err := Start(binary, filepath.Join(dir, "data"))
	if err != nil {
		clear()
		return "", nil, err
	}
	return p.URL, func() { p.Stop(); clear() }, nil
}

// Get asks for a page and reads all of it.
func Get(client *http.Client, url string) error {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", url, resp.Status)
	}
	return nil
}

func freeAddr() (string, error) {
	ln, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer ln.Close()
	return ln.Addr().String(), nil
}
