//go:build nginx

package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"olist/secret"
)

// These tests put a real nginx or Caddy, run by another user, before the
// application. They need both, the user www-data, and root or sudo to become that
// user.

// another is the user whom Debian runs its web server as.
const another = "www-data"

// ways are what a configuration says between location's braces.
var ways = map[string]string{
	"bare":         "",
	"HTTP/1.1":     `proxy_http_version 1.1;`,
	"kept open":    `proxy_http_version 1.1; proxy_set_header Connection "";`,
	"with headers": `proxy_http_version 1.1; proxy_set_header X-Real-IP $remote_addr; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;`,
	"with host":    `proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;`,
}

// nginx starts one before a, as name, and gives its addresses for plain HTTP and
// TLS.
func nginx(t *testing.T, a *app, name, location string) (plain, secure string) {
	t.Helper()
	host := ""
	if !strings.Contains(location, "Host") {
		host = "proxy_set_header Host localhost;" // as proxy_pass by address has it
	}
	return nginxOf(t, name, fmt.Sprintf("upstream app { server %s; keepalive 4; }", strings.TrimPrefix(a.url, "http://")),
		"location / { "+host+" proxy_pass http://app; "+location+" }")
}

// nginxOf starts one with what goes between the braces of http and of server.
func nginxOf(t *testing.T, name, http, server string) (plain, secure string) {
	t.Helper()
	dir := proxyFolder(t)
	plain, secure = freeAddresses(t)
	conf := fmt.Sprintf(`
daemon off; master_process off; pid %[1]s/pid; error_log stderr warn; events {}
http {
  access_log off;
  client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
  %[4]s
  server {
    listen %[2]s; listen %[3]s ssl; ssl_certificate %[1]s/cert.pem; ssl_certificate_key %[1]s/key.pem;
    %[5]s
  }
}`, dir, plain, secure, http, server)
	path := filepath.Join(dir, "nginx.conf")
	must(t, os.WriteFile(path, []byte(conf), 0o644))
	startProxy(t, asUser(t, name, "nginx", "-p", dir, "-c", path, "-e", "stderr"), plain)
	return plain, secure
}

// proxyFolder is one that the other user works in, with a certificate.
func proxyFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		must(t, os.Chmod(d, 0o777)) // the other user works in it
	}
	writeCertificate(t, dir)
	return dir
}

// startProxy runs a proxy until the test ends, and waits until it listens.
func startProxy(t *testing.T, cmd *exec.Cmd, addr string) {
	t.Helper()
	out := &strings.Builder{}
	cmd.Stdout, cmd.Stderr = out, out
	must(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		must(t, cmd.Process.Signal(syscall.SIGTERM))
		<-ended
	})
	for deadline := time.Now().Add(time.Minute); ; {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			must(t, c.Close())
			return
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the proxy ended: %v\n%s", err, out)
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatalf("the proxy does not answer: %v", err)
		}
	}
}

// freeAddresses are two that nobody listens on: found together, so that they
// differ.
func freeAddresses(t *testing.T) (a, b string) {
	t.Helper()
	first, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer first.Close()
	second, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer second.Close()
	return first.Addr().String(), second.Addr().String()
}

func asUser(t *testing.T, name string, command ...string) *exec.Cmd {
	t.Helper()
	u, err := user.Lookup(name)
	must(t, err)
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	must(t, err)
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	must(t, err)
	switch os.Geteuid() {
	case int(uid):
		return exec.Command(command[0], command[1:]...)
	case 0:
		cmd := exec.Command(command[0], command[1:]...)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		return cmd
	}
	return exec.Command("sudo", append([]string{"-n", "-u", name}, command...)...)
}

func writeCertificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	must(t, err)
	der, err := x509.MarshalECPrivateKey(key)
	must(t, err)
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: cert}, "key.pem": {Type: "EC PRIVATE KEY", Bytes: der}} {
		must(t, os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o644))
	}
}

// stranger asks by way of a proxy, whose certificate it takes for granted.
func stranger(t *testing.T, method, url, body string, header ...string) (*http.Response, string) {
	t.Helper()
	client := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	must(t, err)
	for i := 0; i < len(header); i += 2 {
		if req.Header.Set(header[i], header[i+1]); header[i] == "Host" {
			req.Host = header[i+1]
		}
	}
	resp, err := client.Do(req)
	must(t, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp, string(raw)
}

// TestNginxIsNoDesk: without a password, whoever comes through a proxy reads and
// does not administer, however the proxy is set up and often as it is asked;
// the desk still does.
func TestNginxIsNoDesk(t *testing.T) {
	a := newApp(t)
	a.server.uidOf = peerUID
	for name, location := range ways {
		t.Run(name, func(t *testing.T) {
			plain, secure := nginx(t, a, another, location)
			for _, base := range []string{"http://" + plain, "https://" + secure} {
				for range 3 {
					if resp, body := stranger(t, "GET", base+"/predict?weeks=4", ""); resp.StatusCode != http.StatusOK {
						t.Errorf("reading: status %d: %s", resp.StatusCode, body)
					}
					for _, act := range []string{"/retrain", "/api/v1/tokens", "/admin/tokens", "/api/v1/imports"} {
						if resp, body := stranger(t, "POST", base+act, ""); resp.StatusCode != http.StatusForbidden {
							t.Errorf("POST %s: status %d: %s", act, resp.StatusCode, body)
						}
					}
				}
			}
			if got := a.talk(asAdmin); got[0] != http.StatusOK {
				t.Errorf("the desk: status %d", got[0])
			}
		})
	}
}

// TestNginxOfTheSameUserIsNoDesk where it says that it is a proxy: by a header,
// or by its HTTP/1.0.
func TestNginxOfTheSameUserIsNoDesk(t *testing.T) {
	a := newApp(t)
	a.server.uidOf = peerUID
	me, err := user.Current()
	must(t, err)
	for _, name := range []string{"bare", "with headers", "with host"} {
		t.Run(name, func(t *testing.T) {
			plain, _ := nginx(t, a, me.Username, ways[name])
			if resp, body := stranger(t, "POST", "http://"+plain+"/retrain", ""); resp.StatusCode != http.StatusForbidden {
				t.Errorf("status %d: %s", resp.StatusCode, body)
			}
		})
	}
}

// TestTrustedNginxIsNotThisMachine, also of the same user, over HTTP/1.1 and without
// a header: it neither administers nor reads the metrics.
func TestTrustedNginxIsNotThisMachine(t *testing.T) {
	me, err := user.Current()
	must(t, err)
	for _, name := range []string{"HTTP/1.1", "kept open", "with headers"} {
		t.Run(name, func(t *testing.T) {
			desk := newApp(t, trusting)
			desk.server.uidOf = peerUID
			plain, _ := nginx(t, desk, me.Username, ways[name])
			if resp, body := stranger(t, "POST", "http://"+plain+"/retrain", ""); resp.StatusCode != http.StatusForbidden {
				t.Errorf("administers: status %d: %s", resp.StatusCode, body)
			}
			private := newApp(t, trustingNginx)
			must(t, private.store.DecideReading(t.Context(), "test", false))
			plain, _ = nginx(t, private, another, ways[name])
			if resp, body := stranger(t, "GET", "http://"+plain+"/sales/metrics", ""); resp.StatusCode != http.StatusUnauthorized {
				t.Errorf("the metrics: status %d: %.200s", resp.StatusCode, body)
			}
		})
	}
}

// TestNginxBeforeAPassword: the public host is answered, one logs in over TLS
// with a cookie that no neighbour can set, and administers.
func TestNginxBeforeAPassword(t *testing.T) {
	const origin = "https://sales.example.com"
	public, err := url.Parse(origin)
	must(t, err)
	a := newApp(t, func(o *Options) {
		o.AdminPassword, o.PublicURLs = secret.Of(password), []*url.URL{public}
	})
	for name, location := range ways {
		t.Run(name, func(t *testing.T) {
			_, secure := nginx(t, a, another, location)
			base := "https://" + secure
			ask := func(method, path, body string, header ...string) (*http.Response, string) {
				return stranger(t, method, base+path, body, append(header, "Host", public.Host, "Origin", origin)...)
			}
			if resp, body := ask("GET", "/", ""); resp.StatusCode != http.StatusOK {
				t.Fatalf("the public host: status %d: %.200s", resp.StatusCode, body)
			}
			resp, body := ask("POST", "/login", url.Values{"password": {password}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
			if len(resp.Cookies()) != 1 {
				t.Fatalf("logging in: status %d, cookies %v: %.200s", resp.StatusCode, resp.Cookies(), body)
			}
			c := resp.Cookies()[0]
			if c.Name != "__Host-"+sessionCookie || !c.Secure || c.Path != "/" || c.Domain != "" {
				t.Errorf("the cookie is %v", c)
			}
			shown := []string{"Cookie", c.Name + "=" + c.Value}
			if resp, body := stranger(t, "GET", base+"/api/v1/tokens", "", append(shown, "Host", public.Host)...); resp.StatusCode != http.StatusOK {
				t.Errorf("a page of the session: status %d: %s", resp.StatusCode, body)
			}
			token := []string{csrfHeader, csrfToken(secret.Of(c.Value))}
			if resp, body := ask("POST", "/api/v1/tokens/revoke", "", append(shown, token...)...); resp.StatusCode != http.StatusOK {
				t.Errorf("a change of the session: status %d: %s", resp.StatusCode, body)
			}
			if resp, _ := ask("POST", "/logout", "", append(shown, token...)...); resp.StatusCode != http.StatusSeeOther {
				t.Errorf("logging out: status %d", resp.StatusCode)
			}
			if resp, _ := ask("GET", "/api/v1/tokens", "", shown...); resp.StatusCode != http.StatusUnauthorized {
				t.Errorf("the session outlives its logout: status %d", resp.StatusCode)
			}
		})
	}
}
