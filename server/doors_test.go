package server

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
)

// lastAct gives the newest row of the log as "actor action".
func (a *app) lastAct() string {
	a.t.Helper()
	log, err := a.store.AuditLog(a.t.Context(), 0, 1)
	must(a.t, err)
	return log[0].Actor + " " + log[0].Action
}

// TestWhoActs: the log names the desk, who logged in, and a program by its token,
// also where the program runs at the desk; a session there needs its form's token
// as anywhere.
func TestWhoActs(t *testing.T) {
	const note = "week=2018-08-13&text=a+fair"
	for door, a := range map[string]*app{"local": newIdleApp(t), "admin": newIdleAppOf(t, guarded)} {
		roles := a.roles()
		for role, want := range map[string]string{"session": door, "token": "token works"} {
			if resp, body := a.press("/notes", note, roles[role]...); resp.StatusCode != http.StatusSeeOther {
				t.Errorf("%s, %s: status %d: %.200s", door, role, resp.StatusCode, body)
			}
			if got := a.lastAct(); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, " note.add") {
				t.Errorf("%s, %s: the log says %q", door, role, got)
			}
		}
		if resp, _ := a.press("/notes", note, roles["session"][:2]...); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: a session without its form's token answers %d", door, resp.StatusCode)
		}
		if resp, _ := a.do("HEAD", "/admin/audit", nil, roles["session"][:2]...); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: looking, without one, answers %d", door, resp.StatusCode)
		}
	}
}

// TestRefusalsSayWhatToDo, by what would help on this address.
func TestRefusalsSayWhatToDo(t *testing.T) {
	a := newIdleApp(t)
	a.server.uidOf = func(_, _ netip.AddrPort) (int, error) { return -1, errors.ErrUnsupported }
	for want, change := range map[string]func(){
		"Open the link that the start printed":    func() {},
		"Administering is closed on this address": func() { a.server.Handler(false) },
		"Log in to administer":                    func() { a.server.opt.AdminPassword = secret.Of(password) },
	} {
		loopback, opt := a.server.loopback, a.server.opt
		change()
		if _, body := a.ask("GET", "/api/v1/tokens", ""); !strings.Contains(body, want) {
			t.Errorf("%s, want %q", body, want)
		}
		a.server.loopback, a.server.opt = loopback, opt
	}
}

// TestNoDoorWithoutItsKey: no password lets nobody in where none is set, and no
// link where one is.
func TestNoDoorWithoutItsKey(t *testing.T) {
	desk, locked := newIdleApp(t), newIdleAppOf(t, guarded)
	key := locked.server.deskKey.renew().Reveal()
	for name, c := range map[string]struct {
		a    *app
		form string
	}{
		"an empty password": {desk, "password="}, "no field at all": {desk, ""}, "the link, with a password": {locked, url.Values{"key": {key}}.Encode()},
	} {
		if resp, _ := c.a.press("/login", c.form); resp.StatusCode != http.StatusForbidden || len(resp.Cookies()) > 0 {
			t.Errorf("%s: status %d, cookies %v", name, resp.StatusCode, resp.Cookies())
		}
	}
}

// TestLogInAndOut: a session lasts twelve hours, who waits for the end of one is
// woken by both, and the browser drops its cookie.
func TestLogInAndOut(t *testing.T) {
	now := time.Now().Truncate(time.Second)
	a := newIdleAppOf(t, guarded, func(o *Options) { o.Clock = func() time.Time { return now } })
	woken := func(ended <-chan struct{}, by string) {
		t.Helper()
		select {
		case <-ended:
		default:
			t.Errorf("%s wakes no stream", by)
		}
	}
	web := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	post := func(path, form string, header ...string) *http.Response {
		resp, _ := a.askBy(web, "POST", path, form, append(header, "Content-Type", "application/x-www-form-urlencoded")...)
		return resp
	}
	ended := a.server.ended.wait()
	resp := post("/login", url.Values{"password": {password}}.Encode())
	if len(resp.Cookies()) != 1 {
		t.Fatalf("status %d, cookies %v", resp.StatusCode, resp.Cookies())
	}
	in := resp.Cookies()[0]
	if left := in.Expires.Sub(now); left != 12*time.Hour {
		t.Errorf("the cookie lasts %v", left)
	}
	woken(ended, "a login")
	ended = a.server.ended.wait()
	resp = post("/logout", "", "Cookie", in.Name+"="+in.Value, csrfHeader, csrfToken(secret.Of(in.Value)))
	if out := resp.Cookies(); len(out) != 1 || out[0].Name != in.Name || out[0].Value != "" || !out[0].Expires.Before(now) {
		t.Errorf("after the logout the browser keeps %v", out)
	}
	woken(ended, "a logout")
	for i := range 6 {
		given, want := "wrong", http.StatusUnauthorized
		if i >= 4 { // with the one above
			given, want = password, http.StatusTooManyRequests
		}
		if resp := post("/login", url.Values{"password": {given}}.Encode()); resp.StatusCode != want {
			t.Errorf("attempt %d answers %d, want %d", i+2, resp.StatusCode, want)
		}
	}
}

// TestAttemptsAreFewForAll: thirty at once and then one in two seconds, from
// whatever addresses, of which no more are kept than the bound.
func TestAttemptsAreFewForAll(t *testing.T) {
	l := newAttempts()
	now := time.Unix(1000, 0)
	let := 0
	for i := range limitsMost + 5 {
		if l.allow(t.Context(), fmt.Sprint("address ", i), "", now) {
			let++
		}
	}
	if let != 30 || len(l.byClient.of) > limitsMost {
		t.Errorf("%d of many are let in, %d addresses are kept", let, len(l.byClient.of))
	}
	if l.allow(t.Context(), "late", "", now.Add(1900*time.Millisecond)) || !l.allow(t.Context(), "later", "", now.Add(2*time.Second)) {
		t.Error("the limit over all does not end after two seconds")
	}
	l = newAttempts()
	for range 5 {
		l.allow(t.Context(), "a", "", now)
	}
	if l.allow(t.Context(), "a", "", now.Add(11900*time.Millisecond)) || !l.allow(t.Context(), "a", "", now.Add(12*time.Second)) {
		t.Error("the limit of an address does not end after twelve seconds")
	}
}

// TestOwnConnection: a loopback one, of this user, as far as the system tells.
func TestOwnConnection(t *testing.T) {
	at := func(s string) net.Addr { return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(s)) }
	own := func(_, _ netip.AddrPort) (int, error) { return os.Geteuid(), nil }
	for name, c := range map[string]struct {
		client, us net.Addr
		uid        uidOf
		want       bool
	}{
		"own":                  {at("127.0.0.1:1"), at("127.0.0.1:2"), own, true},
		"another machine's":    {at("192.168.0.7:1"), at("192.168.0.1:2"), own, false},
		"no address":           {&net.UnixAddr{Name: "x"}, at("127.0.0.1:2"), own, false},
		"another user's":       {at("127.0.0.1:1"), at("127.0.0.1:2"), func(_, _ netip.AddrPort) (int, error) { return os.Geteuid() + 1, nil }, false},
		"the system is unsure": {at("127.0.0.1:1"), at("127.0.0.1:2"), func(_, _ netip.AddrPort) (int, error) { return os.Geteuid(), errors.ErrUnsupported }, false},
	} {
		if got := (&connection{client: c.client, us: c.us}).isOwn(c.uid); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestHeadersOfProxies: each shows that a request was passed on.
func TestHeadersOfProxies(t *testing.T) {
	for name, want := range map[string]bool{
		"X-Forwarded-Host": true, "Forwarded": true, "Via": true, "X-Real-IP": true, "X-Client-IP": true, "True-Client-IP": true,
		"CF-Connecting-IP": true, "X-Original-Forwarded-For": true, "Accept": false, "Origin": false,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set(name, "1.2.3.4")
		if got := isForwarded(r); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestDeskKeyIsTakenOnce, and none is taken where none was made.
func TestDeskKeyIsTakenOnce(t *testing.T) {
	var k deskKey
	if k.take(secret.Text{}) {
		t.Error("no key opens the desk before the first is made")
	}
	made := k.renew()
	if k.take(secret.Text{}) || !k.take(made) || k.take(made) || k.take(secret.Text{}) {
		t.Error("the key is not taken just once")
	}
}

// TestWhatAChangeOfPasswordSays: that a short one is in use, and that sessions
// have ended, with the tokens that have not; the whole of a long one counts.
func TestWhatAChangeOfPasswordSays(t *testing.T) {
	st, err := store.Open(t.Context(), t.TempDir()+"/olist.db", store.Options{})
	must(t, err)
	defer st.Close()
	for _, name := range []string{"one", "two", "three"} {
		token, err := st.AddToken(t.Context(), "test", store.NewToken{Name: name, Scope: store.ScopeAdmin}, secret.New(tokenPrefix))
		must(t, err)
		if name == "two" {
			_, err := st.RevokeToken(t.Context(), "test", token.ID)
			must(t, err)
		}
	}
	long := strings.Repeat("x", 80) // more than bcrypt looks at
	for _, c := range []struct{ password, says string }{
		{"short", "the password is short"}, {"short", "the password is short"}, {"", "all sessions have ended\" tokens_that_stay=2"},
		{long + "a", ""}, {long + "a", ""}, {long + "b", "all sessions have ended\" tokens_that_stay=2"},
	} {
		var log bytes.Buffer
		must(t, AdoptPassword(t.Context(), slog.New(slog.NewTextHandler(&log, nil)), st, secret.Of(c.password)))
		if said := log.String(); !strings.Contains(said, c.says) || (c.says == "") != (said == "") || strings.Count(said, "\n") > 1 {
			t.Errorf("%.8s: %s, want %q", c.password, said, c.says)
		}
	}
}
