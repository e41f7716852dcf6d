package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// nginx passes requests on to the programs, those that read to another one where one
// does not answer.
func nginx(ctx context.Context, all []*replica) (front string) {
	dir, err := os.MkdirTemp("", "front-")
	check(err)
	var servers strings.Builder
	for _, r := range all {
		fmt.Fprintf(&servers, "server 127.0.0.1:%d max_fails=1 fail_timeout=1s;\n", r.port)
	}
	port := firstPort - 1
	check(os.WriteFile(filepath.Join(dir, "nginx.conf"), fmt.Appendf(nil, `
daemon off; pid %[1]s/pid; error_log %[1]s/error.log; worker_processes 1;
events { worker_connections 2048; }
http { access_log off; client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
upstream all { %[2]s keepalive 64; }
server { listen 127.0.0.1:%[3]d; location / { proxy_pass http://all; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; proxy_next_upstream error timeout; } } }
`, dir, servers.String(), port), 0o600))
	check(os.Chmod(dir, 0o755))
	cmd := exec.CommandContext(ctx, "nginx", "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
	cmd.Stderr, cmd.SysProcAttr = os.Stderr, &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} // that it ends its workers
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	check(cmd.Start())
	go func() { _ = cmd.Wait(); os.RemoveAll(dir) }()
	front = fmt.Sprintf("http://127.0.0.1:%d", port)
	for {
		if status, _ := get(front + "/healthz"); status == http.StatusOK {
			return front
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// load asks at a rate, and looks whether each answer is whole and of one version.
type load struct {
	sent, failed atomic.Int64
	begin        time.Time
}

func (l *load) report() {
	n := l.sent.Load()
	fmt.Printf("%d requests, %.0f a second, %d of them failed at the proxy (%.3f%%)\n", n, float64(n)/time.Since(l.begin).Seconds(), l.failed.Load(), 100*float64(l.failed.Load())/float64(max(1, n)))
}

func (l *load) run(ctx context.Context, w *world, front string) {
	l.begin = time.Now()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	slots := make(chan struct{}, 200)
	paths := []string{"/predict", "/predict?weeks=4", "/config", "/api/v1/forecast", "/predict"}
	for i := 0; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for range *rate / 100 {
			select {
			case slots <- struct{}{}:
			default:
				continue // the machine does not keep up: what is sent is counted
			}
			i++
			go func(path string) {
				defer func() { <-slots }()
				l.ask(ctx, w, front+path)
			}(paths[i%len(paths)])
		}
	}
}

func (l *load) ask(ctx context.Context, w *world, address string) {
	status, body := get(address)
	if ctx.Err() != nil {
		return
	}
	l.sent.Add(1)
	switch {
	case status == http.StatusOK && !json.Valid(body):
		w.broken("%s: half an answer: %.200s", address, body)
	case status == 0 || status == http.StatusBadGateway || status == http.StatusGatewayTimeout:
		l.failed.Add(1) // of a connection that was cut under way
	case status != http.StatusOK:
		w.broken("%s: %d %.200s", address, status, body)
	}
}
