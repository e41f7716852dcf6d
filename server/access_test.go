package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
)

const password = "correct horse"

// newGuarded is an app with a password, its worker at rest: who may do what does
// not hang on what becomes of it.
func newGuarded(t *testing.T) *app {
	return newIdleAppOf(t, guarded, trusting)
}

// roles makes new secrets, and gives the headers that each role sends.
func (a *app) roles() map[string][]string {
	a.t.Helper()
	t, ctx := a.t, a.t.Context()
	session, over := secret.New(""), secret.New("")
	must(t, a.store.StartSession(ctx, "test", over, secret.Text{}, time.Now().Add(-time.Minute)))
	must(t, a.store.StartSession(ctx, "test", session, secret.Text{}, time.Now().Add(time.Hour)))
	token, revoked := secret.New(tokenPrefix), secret.New(tokenPrefix)
	_, err := a.store.AddToken(ctx, "test", store.NewToken{Name: "works " + token.Reveal()[:12], Scope: store.ScopeAdmin}, token)
	must(t, err)
	gone, err := a.store.AddToken(ctx, "test", store.NewToken{Name: "gone", Scope: store.ScopeAdmin}, revoked)
	must(t, err)
	_, err = a.store.RevokeToken(ctx, "test", gone.ID)
	must(t, err)
	cookie := func(v string) []string {
		return []string{"Cookie", sessionCookie + "=" + v, csrfHeader, csrfToken(secret.Of(v))}
	}
	return map[string][]string{
		"nobody":          nil,
		"session":         cookie(session.Reveal()),
		"expired session": cookie(over.Reveal()),
		"tampered cookie": cookie(flip(session.Reveal())),
		"token":           {"Authorization", "Bearer " + token.Reveal()},
		"revoked token":   {"Authorization", "Bearer " + revoked.Reveal()},
	}
}

// TestChangesAreGuardedAgainstForgery asks every changing route with a good
// session in every way that another site's page could.
func TestChangesAreGuardedAgainstForgery(t *testing.T) {
	a := newGuarded(t)
	for _, r := range a.server.routes() {
		if !isChange(r.method) || r.access == open {
			continue
		}
		path := strings.ReplaceAll(r.path, ":id", "none")
		good := a.roles()["session"]
		cookie := good[:2]
		for name, header := range map[string][]string{
			"no token":       cookie,
			"wrong token":    append(cookie[:2:2], csrfHeader, "wrong"),
			"cross-site":     append(good[:4:4], "Sec-Fetch-Site", "cross-site"),
			"same-site":      append(good[:4:4], "Sec-Fetch-Site", "same-site"),
			"foreign origin": append(good[:4:4], "Origin", "http://evil.example"),
			"foreign host":   append(good[:4:4], "Host", "evil.example"),
		} {
			if resp, body := a.ask(r.method, path, "", header...); resp.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s, %s: status %d: %.200s", r.method, r.path, name, resp.StatusCode, body)
			}
		}
		if resp, body := a.ask(r.method, path, "", append(good[:4:4], "Sec-Fetch-Site", "same-origin")...); resp.StatusCode == http.StatusForbidden {
			t.Errorf("%s %s from our own page: %.200s", r.method, r.path, body)
		}
	}
}

// TestLogin walks through wrong password, right one, rotation and logout.
func TestLogin(t *testing.T) {
	a := newGuarded(t)
	form := func(pass string, header ...string) *http.Response {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), "POST", a.url+"/login", strings.NewReader(url.Values{"password": {pass}}.Encode()))
		must(t, err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		resp, err := http.DefaultTransport.RoundTrip(req)
		must(t, err)
		must(t, resp.Body.Close())
		return resp
	}
	if resp := form("wrong"); resp.StatusCode != http.StatusUnauthorized || len(resp.Cookies()) != 0 {
		t.Fatalf("a wrong password answers %d with cookies %v", resp.StatusCode, resp.Cookies())
	}
	old := a.roles()["session"][:2]
	resp := form(password, append(old, "X-Forwarded-Proto", "https")...)
	if resp.StatusCode != http.StatusSeeOther || len(resp.Cookies()) != 1 {
		t.Fatalf("the password answers %d with cookies %v", resp.StatusCode, resp.Cookies())
	}
	c := resp.Cookies()[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode {
		t.Errorf("the cookie is %v", c)
	}
	if r, _ := a.ask("GET", "/api/v1/tokens", "", old...); r.StatusCode != http.StatusUnauthorized {
		t.Error("the session from before the login still works")
	}
	now := []string{"Cookie", c.Name + "=" + c.Value, csrfHeader, csrfToken(secret.Of(c.Value))}
	if r, _ := a.ask("GET", "/api/v1/tokens", "", now...); r.StatusCode != http.StatusOK {
		t.Errorf("the new session answers %d", r.StatusCode)
	}
	a.ask("POST", "/logout", "", now...)
	if r, _ := a.ask("GET", "/api/v1/tokens", "", now...); r.StatusCode != http.StatusUnauthorized {
		t.Error("the session outlives its logout")
	}
}

func TestLoginsAreLimited(t *testing.T) {
	l := newAttempts()
	now := time.Unix(1000, 0)
	for i := range 6 {
		if ok := l.allow(t.Context(), "a", "", now); ok != (i < 5) {
			t.Errorf("attempt %d from one address: %v", i+1, ok)
		}
	}
	if !l.allow(t.Context(), "b", "", now) {
		t.Error("another address is held back")
	}
	if !l.allow(t.Context(), "a", "", now.Add(13*time.Second)) {
		t.Error("the limit does not end")
	}
}

func TestPasswordMayBeAHash(t *testing.T) {
	const hash = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy" // bcrypt's published test vector
	for _, c := range []struct {
		configured, given string
		want              bool
	}{{"plain", "plain", true}, {"plain", "Plain", false}, {"plain", "", false}, {hash, hash, false}, {hash, "wrong", false}} {
		if got := samePassword(secret.Of(c.configured), secret.Of(c.given)); got != c.want {
			t.Errorf("%q against %q: %v", c.given, c.configured, got)
		}
	}
}

// flip changes the first letter of a secret.
func flip(secret string) string {
	if secret[0] == 'A' {
		return "B" + secret[1:]
	}
	return "A" + secret[1:]
}
