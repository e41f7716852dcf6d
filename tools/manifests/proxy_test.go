package manifests

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestTheProxyGoesRoundAReplica: the Caddyfile as it is, in a real Caddy before two
// servers. While one is gone nobody sees it; back, it is asked again.
func TestTheProxyGoesRoundAReplica(t *testing.T) {
	if _, err := exec.LookPath("caddy"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("there is no caddy")
	}
	addresses := []string{free(t), free(t)}
	var first, second atomic.Int64
	one, two := backend(t, addresses[0], &first), backend(t, addresses[1], &second)
	site := proxied(t, addresses)
	ask(t, site, 40)
	if first.Load() == 0 || second.Load() == 0 {
		t.Errorf("one is not asked: %d, %d", first.Load(), second.Load())
	}
	two.Close()
	ask(t, site, 100)
	first.Store(0)
	one.Close()
	two = backend(t, addresses[1], &second)
	second.Store(0)
	ask(t, site, 20) // the one that was gone
	if first.Load() != 0 || second.Load() == 0 {
		t.Errorf("after the exchange: %d, %d", first.Load(), second.Load())
	}
	two.Close()
}

// backend serves as a replica does, as far as a proxy asks. It counts what is asked
// through the proxy by clients.
func backend(t *testing.T, address string, asked *atomic.Int64) *httptest.Server {
	t.Helper()
	ln, err := net.Listen("tcp", address)
	must(t, err)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" {
			return
		}
		asked.Add(1)
		if r.Header.Get("X-Forwarded-For") != "127.0.0.1" || r.Header.Get("X-Forwarded-Proto") != "http" {
			http.Error(w, fmt.Sprint("forwarded as ", r.Header), http.StatusTeapot)
			return
		}
		_, _ = io.Copy(w, r.Body)
	}))
	_ = s.Listener.Close()
	s.Listener = ln
	s.Start()
	t.Cleanup(s.Close)
	return s
}

// proxied starts Caddy before the addresses, and gives its own.
func proxied(t *testing.T, addresses []string) string {
	t.Helper()
	conf := text(t, root+"/deploy/replicas/Caddyfile")
	for i, name := range replicas {
		if named := name + ":8080"; strings.Count(conf, named) != 1 {
			t.Fatalf("the proxy does not know %s", named)
		} else {
			conf = strings.Replace(conf, named, addresses[i], 1)
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "Caddyfile")
	must(t, os.WriteFile(file, []byte(conf), 0o600))
	site := "http://" + free(t)
	cmd := exec.CommandContext(t.Context(), "caddy", "run", "--config", file, "--adapter", "caddyfile")
	cmd.Env = append(os.Environ(), "SITE="+site, "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	said := &strings.Builder{}
	cmd.Stdout, cmd.Stderr = said, said
	must(t, cmd.Start())
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	for deadline := time.Now().Add(30 * time.Second); ; {
		c, err := net.Dial("tcp", strings.TrimPrefix(site, "http://"))
		if err == nil {
			must(t, c.Close())
			return site
		}
		select {
		case <-ended:
			t.Fatalf("caddy ended: %s", said)
		case <-time.After(50 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatal("caddy does not listen")
		}
	}
}

// ask sends requests that read and that change, and expects each to be answered.
func ask(t *testing.T, site string, times int) {
	t.Helper()
	for i := range times {
		want := fmt.Sprint(i)
		resp, err := http.Post(site+"/retrain", "text/plain", strings.NewReader(want))
		if i%2 == 0 {
			want = ""
			if err == nil {
				_ = resp.Body.Close()
			}
			resp, err = http.Get(site + "/predict")
		}
		must(t, err)
		body, err := io.ReadAll(resp.Body)
		must(t, err)
		must(t, resp.Body.Close())
		if resp.StatusCode != http.StatusOK || string(body) != want {
			t.Fatalf("request %d: %s %s", i, resp.Status, body)
		}
	}
}

// free is an address of this machine that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer ln.Close()
	return ln.Addr().String()
}
