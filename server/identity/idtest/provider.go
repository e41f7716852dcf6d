// Package idtest starts an OpenID provider for tests, apart from them as more than
// one package has such.
package idtest

import (
	"bytes"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"
)

// What the provider knows us by.
const (
	ClientID = "olist"
	Secret   = "secret of the client"
)

// Provider is one on a port of its own.
type Provider struct {
	Issuer string

	t        *testing.T
	address  string
	redirect string
	running  *exec.Cmd
}

// New is the provider that OLIST_OIDC names (tools/oidc builds it), not started yet,
// which leads back to redirect.
func New(t *testing.T, redirect string) *Provider {
	t.Helper()
	if os.Getenv("OLIST_OIDC") == "" {
		t.Skip("OLIST_OIDC names no OpenID provider; .ci/run builds one")
	}
	free, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer free.Close()
	p := &Provider{t: t, address: free.Addr().String(), redirect: redirect}
	p.Issuer = "http://" + p.address
	t.Cleanup(p.Stop)
	return p
}

// Start starts it, and waits until it answers.
func (p *Provider) Start() {
	p.t.Helper()
	var said bytes.Buffer
	p.running = exec.Command(os.Getenv("OLIST_OIDC"), "-addr", p.address, "-client", ClientID, "-secret", Secret, "-redirect", p.redirect)
	p.running.Stdout, p.running.Stderr = &said, &said
	if err := p.running.Start(); err != nil {
		p.t.Fatal(err)
	}
	for begin := time.Now(); time.Since(begin) < time.Minute; time.Sleep(25 * time.Millisecond) {
		if resp, err := http.Get(p.Issuer + "/.well-known/openid-configuration"); err == nil {
			resp.Body.Close()
			return
		}
	}
	p.t.Fatalf("the provider does not answer: %s", &said)
}

// Stop ends it; one that does not run is no error.
func (p *Provider) Stop() {
	if p.running == nil {
		return
	}
	_ = p.running.Process.Kill()
	_ = p.running.Wait()
	p.running = nil
}

// Rotate has it sign by a new key, and forget the old one.
func (p *Provider) Rotate() { p.post("/rotate", nil) }

// Fault has its next ID token be wrong, in one way.
func (p *Provider) Fault(kind string) { p.post("/fault", url.Values{"kind": {kind}}) }

// Remember has it answer at once, as somebody with groups, when it may ask nobody; as
// nobody where user is "".
func (p *Provider) Remember(user, groups string) {
	p.post("/remember", url.Values{"user": {user}, "groups": {groups}})
}

func (p *Provider) post(path string, form url.Values) {
	p.t.Helper()
	resp, err := http.PostForm(p.Issuer+path, form)
	if err != nil {
		p.t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		p.t.Fatalf("%s answers %s", path, resp.Status)
	}
}
