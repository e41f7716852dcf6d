package server

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"olist/secret"
)

// talk sends requests over one connection, as they are, and gives the statuses.
func (a *app) talk(requests ...string) (statuses []int) {
	a.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	must(a.t, err)
	defer conn.Close()
	answers := bufio.NewReader(conn)
	for _, r := range requests {
		_, err := fmt.Fprint(conn, strings.ReplaceAll(r, "\n", "\r\n"))
		must(a.t, err)
		resp, err := http.ReadResponse(answers, nil)
		must(a.t, err)
		_, err = answers.Discard(int(resp.ContentLength))
		must(a.t, err)
		statuses = append(statuses, resp.StatusCode)
	}
	return statuses
}

const (
	asAdmin  = "GET /api/v1/tokens HTTP/1.1\nHost: localhost\n\n"
	asReader = "GET /healthz HTTP/1.1\nHost: localhost\n\n"
)

// TestDeskIsWhoRunsTheProgram: a loopback connection administers only where it
// is of the user who runs the program and no proxy shows.
func TestDeskIsWhoRunsTheProgram(t *testing.T) {
	a := newIdleApp(t)
	own := a.server.uidOf
	another := func(_, _ netip.AddrPort) (int, error) { return os.Geteuid() + 1, nil }
	unknown := func(_, _ netip.AddrPort) (int, error) { return -1, errors.ErrUnsupported }
	with := func(header string) string { return strings.Replace(asAdmin, "\n\n", "\n"+header+"\n\n", 1) }
	for name, c := range map[string]struct {
		uid     uidOf
		request string
		want    int
	}{
		"own":                  {own, asAdmin, 200},
		"another user's":       {another, asAdmin, 403},
		"the system says none": {unknown, asAdmin, 403},
		"HTTP/1.0":             {own, "GET /api/v1/tokens HTTP/1.0\nHost: localhost\n\n", 403},
		"Forwarded":            {own, with("Forwarded: for=1.2.3.4"), 403},
		"X-Forwarded-For":      {own, with("X-Forwarded-For: 1.2.3.4"), 403},
		"x-forwarded-anything": {own, with("x-forwarded-anything: "), 403},
		"X-Real-IP":            {own, with("X-Real-IP: 1.2.3.4"), 403},
		"Via":                  {own, with("Via: 1.1 proxy"), 403},
	} {
		a.server.uidOf = c.uid
		if got := a.talk(c.request); got[0] != c.want {
			t.Errorf("%s: status %d, want %d", name, got[0], c.want)
		}
	}
}

// TestSystemIsAskedOncePerConnection, and not before somebody wants to
// administer.
func TestSystemIsAskedOncePerConnection(t *testing.T) {
	a := newIdleApp(t)
	var asked atomic.Int32
	a.server.uidOf = func(_, _ netip.AddrPort) (int, error) { asked.Add(1); return os.Geteuid(), nil }
	a.talk(asReader, strings.Replace(asReader, "/healthz", "/predict?weeks=4", 1))
	if n := asked.Load(); n != 0 {
		t.Errorf("reading asked %d times", n)
	}
	if got := a.talk(asReader, asAdmin, asAdmin, asAdmin); got[3] != 200 || asked.Load() != 1 {
		t.Errorf("statuses %v, asked %d times", got, asked.Load())
	}
}

var keyInput = regexp.MustCompile(`name="key" value="([^"]+)"`)

// TestDeskLink: what the start prints opens the desk once, by a click; looking
// at it, as previews do, does not use it up.
func TestDeskLink(t *testing.T) {
	a := newIdleApp(t)
	a.server.uidOf = func(_, _ netip.AddrPort) (int, error) { return -1, errors.ErrUnsupported }
	key := a.server.deskKey.renew().Reveal()
	link := "/login?key=" + key
	a.ask("HEAD", link, "")
	for range 2 {
		resp, body := a.ask("GET", link, "")
		if m := keyInput.FindStringSubmatch(body); m == nil || m[1] != key || resp.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("the link's page: status %d, %v", resp.StatusCode, m)
		}
	}
	post := func(path string, form url.Values, header ...string) *http.Response {
		resp, _ := a.do("POST", path, strings.NewReader(form.Encode()), append(header, "Content-Type", "application/x-www-form-urlencoded")...)
		return resp
	}
	good := url.Values{"key": {key}, "next": {"/admin"}}
	for name, resp := range map[string]*http.Response{
		"in the address":  post("/login?key="+key, url.Values{}),
		"wrong":           post("/login", url.Values{"key": {flip(key)}}),
		"through a proxy": post("/login", good, "X-Forwarded-For", "1.2.3.4"),
		"cross-site":      post("/login", good, "Sec-Fetch-Site", "cross-site"),
	} {
		if resp.StatusCode < 400 || len(resp.Cookies()) != 0 {
			t.Errorf("%s: status %d, cookies %v", name, resp.StatusCode, resp.Cookies())
		}
	}
	resp := post("/login", good)
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/admin" || len(resp.Cookies()) != 1 {
		t.Fatalf("the key answers %d with cookies %v", resp.StatusCode, resp.Cookies())
	}
	c := resp.Cookies()[0]
	session := []string{"Cookie", c.Name + "=" + c.Value, csrfHeader, csrfToken(secret.Of(c.Value))}
	if resp, _ := a.ask("GET", "/api/v1/tokens", "", session...); resp.StatusCode != http.StatusOK {
		t.Errorf("the link's session answers %d", resp.StatusCode)
	}
	if resp, _ := a.ask("GET", "/api/v1/tokens", "", append(session, "X-Forwarded-For", "1.2.3.4")...); resp.StatusCode != http.StatusForbidden {
		t.Errorf("the link's session through a proxy answers %d", resp.StatusCode)
	}
	if resp := post("/login", good); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("the key works twice: %d", resp.StatusCode)
	}
	if next := a.server.deskKey.value.Reveal(); next == "" || next == key {
		t.Errorf("no next key was made: %q", next)
	}
}

// TestBoundWideWithoutPasswordNobodyAdministers: no token and no session from
// before does.
func TestBoundWideWithoutPasswordNobodyAdministers(t *testing.T) {
	a := newIdleApp(t)
	roles := a.roles()
	a.server.Handler(false)
	for _, role := range []string{"nobody", "session", "token"} {
		if resp, body := a.ask("GET", "/api/v1/tokens", "", roles[role]...); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: status %d: %s", role, resp.StatusCode, body)
		}
		if resp, _ := a.ask("GET", "/api/v1/series", "", roles[role]...); resp.StatusCode != http.StatusOK {
			t.Errorf("%s may not read: status %d", role, resp.StatusCode)
		}
	}
}

// TestPublicHostIsAnswered, exactly, and its pages may
// change things although the proxy puts another Host in place of theirs.
func TestPublicHostIsAnswered(t *testing.T) {
	public := func(o *Options) {
		o.PublicURLs = []*url.URL{{Scheme: "https", Host: "sales.example.com"}, {Scheme: "http", Host: "sales.lan:8080"}}
	}
	a := newIdleAppOf(t, public, func(o *Options) { o.AdminPassword = secret.Of(password) })
	for host, want := range map[string]int{
		"sales.example.com": 200, "SALES.example.com:443": 200, "sales.lan:8080": 200, "localhost:1": 200,
		"evil.example": 403, "sales.example.com.evil.example": 403, "x.sales.example.com": 403, "example.com": 403, "": 403,
	} {
		if got := a.talk("GET /healthz HTTP/1.1\nHost: " + host + "\n\n"); got[0] != want {
			t.Errorf("host %q: status %d, want %d", host, got[0], want)
		}
	}
	session := a.roles()["session"]
	for origin, want := range map[string]int{"http://sales.lan:8080": 200, "http://evil.example": 403, "https://sales.lan:8080": 403} {
		if resp, body := a.ask("POST", "/api/v1/tokens/revoke", "", append(session[:4:4], "Origin", origin)...); resp.StatusCode != want {
			t.Errorf("origin %s: status %d, want %d: %s", origin, resp.StatusCode, want, body)
		}
	}
}

// TestEveryLoopbackAddressIsAnswered: bound to loopback, the address that the
// program listens on is answered whatever it is, and no name of others.
func TestEveryLoopbackAddressIsAnswered(t *testing.T) {
	a := newIdleApp(t)
	for host, want := range map[string]int{
		"127.0.0.2:8080": 200, "127.0.0.2": 200, "127.255.255.254:1": 200, "[::1]:8080": 200, "[::1]": 200, "[::ffff:127.0.0.1]:80": 200, "LOCALHOST:80": 200,
		"127.0.0.2.example.com": 403, "128.0.0.1": 403, "0.0.0.0:8080": 403, "[::]:80": 403, "[::2]:80": 403, "127.1": 403, "localhost.example.com": 403, "192.168.0.1:8080": 403,
	} {
		if got := a.talk("GET /healthz HTTP/1.1\nHost: " + host + "\n\n"); got[0] != want {
			t.Errorf("host %q: status %d, want %d", host, got[0], want)
		}
	}
}
