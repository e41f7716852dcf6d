package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

const firstPort = 18090

// replica is a program that may be killed and started again.
type replica struct {
	port int
	dir  string
	db   string

	space string // the network namespace that it is in, or none

	mu  sync.Mutex // held while it is down
	cmd *exec.Cmd
}

func (r *replica) url(path string) string { return fmt.Sprintf("http://127.0.0.1:%d%s", r.port, path) }

// withUs has what is started end with this program, however that ends.
var withUs = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}

// start starts the program and gives how long it took to be ready.
func (r *replica) start() time.Duration {
	begin := time.Now()
	out, err := os.OpenFile(filepath.Join(r.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	check(err)
	r.cmd = exec.Command(*binary, "serve", "--addr", fmt.Sprintf("127.0.0.1:%d", r.port), "--data-dir", r.dir)
	if r.space != "" {
		r.cmd = exec.Command("ip", append([]string{"netns", "exec", r.space}, r.cmd.Args...)...)
	}
	r.cmd.Env = append(os.Environ(), "OLIST_DB="+r.db)
	r.cmd.Stdout, r.cmd.Stderr = out, out
	r.cmd.SysProcAttr = withUs
	check(r.cmd.Start())
	out.Close()
	for {
		if r.isReady() {
			return time.Since(begin)
		}
		if time.Since(begin) > time.Minute {
			log.Fatalf("the program on port %d does not become ready; see %s", r.port, filepath.Join(r.dir, "log"))
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (r *replica) isReady() bool {
	if r.space != "" {
		status, _ := (&space{name: r.space, port: r.port}).ask("GET", "/readyz", "")
		return status == http.StatusOK
	}
	status, _ := get(r.url("/readyz"))
	return status == http.StatusOK
}

func (r *replica) kill() {
	check(r.cmd.Process.Kill())
	_ = r.cmd.Wait()
}

var client = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 200}}

func get(address string) (status int, body []byte) {
	answer, err := client.Get(address)
	if err != nil {
		return 0, nil
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil
	}
	return answer.StatusCode, body
}

func post(address, body string) (status int, answer []byte) {
	return send(address, "application/json", body)
}

func send(address, kind, body string) (status int, answer []byte) {
	got, err := client.Post(address, kind, strings.NewReader(body))
	if err != nil {
		return 0, nil
	}
	defer got.Body.Close()
	answer, err = io.ReadAll(got.Body)
	if err != nil {
		return 0, nil
	}
	return got.StatusCode, answer
}
