package server

import (
	"bufio"
	"crypto/tls"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"

	"olist/secret"
	"olist/store"
	"olist/store/fault"
)

// unending gives a job that runs and does not end, since nobody works on it.
func (a *app) unending() string {
	a.t.Helper()
	for { // the application's own worker may be quicker
		_, _, err := a.store.Enqueue(a.t.Context(), store.NewJob{Kind: "test"})
		must(a.t, err)
		job, claimed, err := a.store.Claim(a.t.Context(), "test", time.Hour)
		must(a.t, err)
		if claimed {
			return job.ID
		}
	}
}

// follow opens a job's event stream and waits for its first line.
func (a *app) follow(job string, header ...string) *bufio.Reader {
	a.t.Helper()
	req, err := http.NewRequestWithContext(a.t.Context(), "GET", a.url+"/admin/jobs/"+job+"/events", nil)
	must(a.t, err)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	must(a.t, err)
	a.t.Cleanup(func() { resp.Body.Close() })
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("the stream answers %d", resp.StatusCode)
	}
	events := bufio.NewReader(resp.Body)
	_, err = events.ReadString('\n')
	must(a.t, err)
	return events
}

// TestStreamsEndWithTheAccess: an event stream outlives neither a logout, nor a
// new login in its place, nor the token that it came with; that of somebody else
// goes on.
func TestStreamsEndWithTheAccess(t *testing.T) {
	a := newGuarded(t)
	press := func(path, body string, header []string) {
		t.Helper()
		resp, answer := a.do("POST", path, strings.NewReader(body), append(header[:len(header):len(header)], "Content-Type", "application/x-www-form-urlencoded")...)
		if resp.StatusCode >= 400 {
			t.Fatalf("POST %s answers %d: %.200s", path, resp.StatusCode, answer)
		}
	}
	job := a.unending()
	staying := a.follow(job, a.roles()["session"]...)
	for name, c := range map[string]struct {
		role string
		end  func(header []string)
	}{
		"logout":             {"session", func(h []string) { press("/logout", "", h) }},
		"another login":      {"session", func(h []string) { press("/login", "password="+url.QueryEscape(password), h) }},
		"all tokens revoked": {"token", func([]string) { press("/admin/tokens/revoke", "", a.roles()["session"]) }},
		"one token revoked": {"token", func(h []string) {
			token, err := a.store.UseToken(t.Context(), secret.Of(strings.TrimPrefix(h[1], "Bearer ")))
			must(t, err)
			press("/admin/tokens/"+token.ID+"/revoke", "", a.roles()["session"])
		}},
	} {
		t.Run(name, func(t *testing.T) {
			header := a.roles()[c.role]
			events := a.follow(job, header...)
			c.end(header)
			if _, err := io.Copy(io.Discard, events); err != nil {
				t.Errorf("the stream did not end: %v", err)
			}
		})
	}
	press("/admin/jobs/"+job+"/cancel", "", a.roles()["session"])
	for {
		line, err := staying.ReadString('\n')
		if err != nil {
			t.Fatalf("somebody else's stream ended, too: %v", err)
		}
		if strings.Contains(line, "Stopping.") {
			return
		}
	}
}

// TestPasswordChangeEndsSessions: another password, one taken away, and one put
// back as it was; tokens stay. The same one again ends nothing.
func TestPasswordChangeEndsSessions(t *testing.T) {
	a := newIdleApp(t)
	ctx, log := t.Context(), slog.New(slog.DiscardHandler)
	const first, second = "the first password", "the second password"
	hash, err := bcrypt.GenerateFromPassword([]byte(first), bcrypt.MinCost)
	must(t, err)
	token := secret.New(tokenPrefix)
	_, err = a.store.AddToken(ctx, "test", store.NewToken{Name: "nightly", Scope: store.ScopeAdmin}, token)
	must(t, err)
	adopt := func(password string) secret.Text {
		t.Helper()
		must(t, AdoptPassword(ctx, log, a.store, secret.Of(password)))
		session := secret.New("")
		must(t, a.store.StartSession(ctx, "test", session, secret.Text{}, time.Now().Add(time.Hour)))
		return session
	}
	for _, c := range []struct {
		from, to string
		ends     bool
	}{
		{first, first, false}, {first, second, true}, {first, "", true}, {"", first, true}, {string(hash), string(hash), false},
		{first, string(hash), true}, {string(hash), second, true},
	} {
		session := adopt(c.from)
		adopt(c.to)
		_, err := a.store.Session(ctx, session)
		if ended := err != nil; ended != c.ends {
			t.Errorf("from %q to %q: ended is %v", c.from, c.to, ended)
		}
	}
	session := adopt(first)
	adopt(second)
	adopt(first)
	if _, err := a.store.Session(ctx, session); err == nil {
		t.Error("a session comes back with its password")
	}
	if _, err := a.store.UseToken(ctx, token); err != nil {
		t.Errorf("the token: %v", err)
	}
	if kept, err := a.store.Password(ctx); err != nil || strings.Contains(kept.Hash, first) {
		t.Errorf("kept is %q, %v", kept.Hash, err)
	}
	wantIn(t, a.page("/admin/tokens"), "Tokens from before it that still work: 1.", "nightly")
	a.press("/admin/tokens/revoke", "")
	if _, err := a.store.UseToken(ctx, token); fault.CodeOf(err) != fault.CodeUnauthorized {
		t.Errorf("the token after the click: %v", err)
	}
}

// TestNewPasswordsAreLong: 12 letters, or a hash; a short one goes on working
// where it may be in use.
func TestNewPasswordsAreLong(t *testing.T) {
	const short, long, hash = "elevenchars", "twelve chars", "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
	for name, c := range map[string]struct {
		before []string // adopted at earlier starts of this program
		now    string
		want   fault.Code
	}{
		"short over an older program's data": {nil, short, ""},
		"short again":                        {[]string{short}, short, ""},
		"short over none":                    {[]string{""}, short, fault.CodeMalformed},
		"short over another":                 {[]string{long}, short, fault.CodeMalformed},
		"short after a change":               {[]string{short, long}, short, fault.CodeMalformed},
		"twelve letters of two bytes":        {[]string{""}, "ção ção ção!", ""},
		"six letters of two bytes":           {[]string{""}, "çãçãçã", fault.CodeMalformed},
		"a hash":                             {[]string{""}, hash, ""},
		"a hash cut by the shell":            {[]string{""}, "$2a0hWy", fault.CodeMalformed},
		"none":                               {[]string{long}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			st, err := store.Open(t.Context(), t.TempDir()+"/olist.db", store.Options{})
			must(t, err)
			defer st.Close()
			log := slog.New(slog.DiscardHandler)
			for _, p := range c.before {
				must(t, AdoptPassword(t.Context(), log, st, secret.Of(p)))
			}
			if err := AdoptPassword(t.Context(), log, st, secret.Of(c.now)); fault.CodeOf(err) != c.want && (err != nil || c.want != "") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestCookies: the name says what a browser must hold it to.
func TestCookies(t *testing.T) {
	must := func(raw string) *url.URL {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	public := []*url.URL{must("https://sales.example.com"), must("http://sales.lan"), must("https://www.example.com")}
	for name, c := range map[string]struct {
		host   string
		change func(*http.Request)
		want   string
	}{
		"loopback":                {"localhost:8080", nil, "olist_session=x; Path=/; HttpOnly; SameSite=Lax"},
		"TLS of our own":          {"localhost", func(r *http.Request) { r.TLS = &tls.ConnectionState{} }, "__Host-olist_session=x; Path=/; HttpOnly; Secure; SameSite=Lax"},
		"a proxy says so":         {"localhost", func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") }, "__Host-olist_session=x; Path=/; HttpOnly; Secure; SameSite=Lax"},
		"a public host":           {"Sales.example.com", nil, "__Host-olist_session=x; Path=/; HttpOnly; Secure; SameSite=Lax"},
		"a page of a public host": {"127.0.0.1:8080", func(r *http.Request) { r.Header.Set("Origin", "https://sales.example.com") }, "__Host-olist_session=x; Path=/; HttpOnly; Secure; SameSite=Lax"},
		"below a path":            {"www.example.com", func(r *http.Request) { r.Pattern = "/sales" }, "__Secure-olist_session=x; Path=/sales/; HttpOnly; Secure; SameSite=Lax"},
		"a plain public host":     {"sales.lan", nil, "olist_session=x; Path=/; HttpOnly; SameSite=Lax"},
		"a host that is not ours": {"evil.example", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, "olist_session=x; Path=/; HttpOnly; SameSite=Lax"},
	} {
		r := httptest.NewRequest("POST", "http://"+c.host+"/login", nil)
		if c.change != nil {
			c.change(r)
		}
		s := &Server{base: r.Pattern, opt: Options{PublicURLs: public}}
		trusting(&s.opt)
		w := httptest.NewRecorder()
		context := echo.New().NewContext(r, w)
		s.setCookie(context, sessionCookie, "x", time.Time{})
		got := w.Header().Get("Set-Cookie")
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		r.AddCookie(&http.Cookie{Name: strings.SplitN(got, "=", 2)[0], Value: "x"})
		if s.sessionOf(context).Reveal() != "x" {
			t.Errorf("%s: the cookie is not read again", name)
		}
		r.Header.Set("Cookie", sessionCookie+"=planted")
		if planted := s.sessionOf(context).Reveal(); (planted != "") != strings.HasPrefix(got, sessionCookie) {
			t.Errorf("%s: a bare cookie reads %q", name, planted)
		}
	}
}

// TestFormTokenAndPasswordAreNotReadFromTheAddress, which logs and histories
// keep.
func TestFormTokenAndPasswordAreNotReadFromTheAddress(t *testing.T) {
	a := newGuarded(t)
	session := a.roles()["session"]
	form := func(path, body string, header ...string) *http.Response {
		resp, _ := a.do("POST", path, strings.NewReader(body), append(header, "Content-Type", "application/x-www-form-urlencoded")...)
		return resp
	}
	if resp := form("/admin/policy?csrf="+session[3], "mode=manual&max_worse=1", session[:2:2]...); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a token in the address answers %d", resp.StatusCode)
	}
	if resp := form("/admin/policy", "mode=manual&max_worse=1&csrf="+session[3], session[:2:2]...); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("a token in the form answers %d", resp.StatusCode)
	}
	if resp := form("/login?password="+url.QueryEscape(password), ""); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a password in the address answers %d", resp.StatusCode)
	}
}
