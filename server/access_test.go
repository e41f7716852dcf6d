package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"olist/secret"
)

const password = "correct horse"

// expected says who may use each route,
// apart from the router, so that a route that slips into the wrong class, or a
// new one without an entry, fails.
var expected = map[string]access{
	"GET /": open, "GET /forecast.csv": open, "GET /forecast.tsv": open, "GET /forecast.xlsx": open, "GET /accuracy": open, "GET /accuracy.csv": open, "GET /models": open, "POST /models/:id/activate": admin,
	"GET /data": open, "GET /data/export.zip": admin, "GET /api/v1/export": admin, "GET /admin": open, "POST /admin/jobs": admin, "GET /admin/jobs/:id/events": admin, "POST /admin/jobs/:id/cancel": admin,
	"GET /segments": open, "GET /compare": open, "POST /notes": admin, "POST /notes/:id/delete": admin,
	"GET /segments.csv": open, "GET /segments.tsv": open, "GET /segments.xlsx": open, "GET /compare.csv": open, "GET /compare.tsv": open, "GET /compare.xlsx": open,
	"POST /notes/:id/restore": admin, "POST /targets": admin, "POST /scenarios/:id/undo": admin, "POST /scenarios/:id/rename": admin,
	"POST /scenarios/:id/copy": admin, "POST /scenarios/:id/restore": admin,
	"GET /scenarios": open, "POST /scenarios": admin, "GET /scenarios/:id": open, "GET /scenarios/:id/forecast.csv": open, "GET /scenarios/:id/forecast.tsv": open, "GET /scenarios/:id/forecast.xlsx": open,
	"POST /scenarios/:id/add": admin, "POST /scenarios/:id/remove": admin, "POST /scenarios/:id/delete": admin,
	"POST /data/weeks": admin, "POST /api/v1/weeks": admin,
	"GET /drives": open, "POST /drives/known": admin, "POST /drives/known/:id/undo": admin,
	"GET /api/v1/drivers": open, "POST /api/v1/drivers": admin, "POST /api/v1/drivers/:id/undo": admin,
	"GET /shop": open, "POST /shop": admin, "POST /shop/:id/return": admin, "POST /shop/:id/drop": admin,
	"GET /start": open, "POST /start": admin, "GET /start/:id": admin, "POST /start/:id": admin, "POST /start/:id/drop": admin, "GET /start/:id/name": admin, "POST /start/:id/name": admin,
	"GET /api/v1/shop": open, "POST /api/v1/shop": admin, "GET /api/v1/shops": admin, "POST /api/v1/shops/:id/return": admin, "POST /api/v1/shops/:id/drop": admin,
	"POST /api/v1/start": admin, "GET /api/v1/start/:id": admin, "POST /api/v1/start/:id": admin, "POST /api/v1/start/:id/drop": admin, "POST /api/v1/start/:id/name": admin,
	"GET /watch": open, "GET /automation": admin, "POST /automation/schedule": admin, "POST /automation/webhook": admin, "POST /automation/webhook/key": admin, "POST /automation/webhook/test": admin,
	"GET /api/v1/watch": open, "GET /api/v1/schedule": admin, "POST /api/v1/schedule": admin,
	"GET /api/v1/webhook": admin, "POST /api/v1/webhook": admin, "POST /api/v1/webhook/key": admin, "POST /api/v1/webhook/test": admin,
	"GET /events": open, "POST /events": admin, "POST /events/groups": admin, "POST /events/:id/delete": admin,
	"GET /api/v1/explain": open, "GET /api/v1/events": open, "POST /api/v1/events": admin, "POST /api/v1/events/groups": admin, "POST /api/v1/events/:id/delete": admin,
	"GET /login": open, "POST /login": open, "POST /logout": admin, "POST /preferences": open,
	"GET /predict": open, "GET /config": open, "POST /retrain": admin,
	"GET /api/v1/forecast": open, "GET /api/v1/config": open, "POST /api/v1/retrain": admin,
	"GET /api/v1/jobs": open, "GET /api/v1/jobs/:id": open, "POST /api/v1/jobs/:id/cancel": admin,
	"GET /api/v1/models": open, "GET /api/v1/models/:id": open, "POST /api/v1/models/:id/activate": admin,
	"GET /api/v1/models/:id/xgboost.json": open, "GET /api/v1/backtest": open, "GET /api/v1/series": open,
	"GET /api/v1/tokens": admin, "POST /api/v1/tokens": admin, "POST /api/v1/tokens/:id/revoke": admin, "POST /api/v1/tokens/:id/enable": admin,
	"GET /models/compare": open, "POST /models/upload": admin, "POST /models/:id/pin": admin, "POST /models/:id/remark": admin, "POST /models/:id/measure": admin, "POST /models/:id/delete": admin,
	"POST /api/v1/models": admin, "GET /api/v1/models/compare": open, "GET /api/v1/models/:id/download": open,
	"POST /api/v1/models/:id/pin": admin, "POST /api/v1/models/:id/remark": admin, "POST /api/v1/models/:id/delete": admin,
	"GET /admin/jobs": open, "GET /admin/jobs/:id": open, "POST /admin/jobs/:id/retry": admin, "GET /admin/search": open, "POST /admin/search": admin,
	"GET /admin/policy": open, "POST /admin/policy": admin, "POST /admin/retention": admin, "GET /admin/audit": admin, "GET /admin/audit.csv": admin,
	"GET /admin/tokens": admin, "POST /admin/tokens": admin, "POST /admin/tokens/:id/revoke": admin, "POST /admin/tokens/:id/enable": admin, "POST /admin/tokens/revoke": admin, "POST /api/v1/tokens/revoke": admin,
	"GET /api/v1/jobs/:id/log": open, "POST /api/v1/jobs/:id/retry": admin, "POST /api/v1/search": admin, "GET /api/v1/policy": open, "POST /api/v1/policy": admin,
	"GET /api/v1/retention": open, "POST /api/v1/retention": admin, "GET /api/v1/audit": admin,
	"GET /data/template.csv": open, "GET /data/template.xlsx": open, "GET /data/imports": open, "POST /data/imports": admin, "GET /data/imports/:id": open,
	"POST /data/imports/read": admin, "POST /data/imports/:id/join": admin, "POST /api/v1/imports/:id/join": admin,
	"POST /data/imports/:id/apply": admin, "POST /data/imports/:id/discard": admin, "POST /data/imports/:id/undo": admin,
	"GET /api/v1/imports": open, "POST /api/v1/imports": admin, "GET /api/v1/imports/:id": open,
	"POST /api/v1/imports/:id/apply": admin, "POST /api/v1/imports/:id/discard": admin, "POST /api/v1/imports/:id/undo": admin,
	"GET /sources": admin, "POST /sources": admin, "GET /sources/new": admin, "POST /sources/preview": admin, "GET /sources/:id": admin, "POST /sources/:id": admin,
	"POST /sources/:id/fetch": admin, "POST /sources/:id/pause": admin, "POST /sources/:id/delete": admin, "POST /sources/:id/restore": admin,
	"GET /api/v1/sources": admin, "POST /api/v1/sources": admin, "GET /api/v1/sources/:id": admin, "POST /api/v1/sources/:id": admin, "POST /api/v1/sources/:id/fetch": admin,
	"POST /api/v1/sources/:id/preview": admin, "POST /api/v1/sources/:id/pause": admin, "POST /api/v1/sources/:id/delete": admin, "POST /api/v1/sources/:id/restore": admin,
	"GET /api/openapi.yaml": open, "GET /healthz": open, "GET /readyz": open, "GET /metrics": open,
}

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
	_, err := a.store.AddToken(ctx, "test", "works "+token.Reveal()[:12], token)
	must(t, err)
	gone, err := a.store.AddToken(ctx, "test", "gone", revoked)
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

// TestEveryRouteForEveryRole asks every route of the table as everybody.
func TestEveryRouteForEveryRole(t *testing.T) {
	a := newGuarded(t)
	left := map[string]bool{}
	for k := range expected {
		left[k] = true
	}
	for _, r := range a.server.routes() {
		key := r.method + " " + r.path
		class, ok := expected[key]
		if !ok {
			t.Errorf("%s has no entry: say who may use it", key)
			continue
		}
		delete(left, key)
		for role, header := range a.roles() {
			resp, body := a.ask(r.method, strings.ReplaceAll(r.path, ":id", "none"), "", header...)
			if strings.HasSuffix(key, "/tokens/revoke") { // a role may have ended another's token, and its own before it is led on
				resp, body = a.do(r.method, r.path, nil, a.roles()[role]...)
			}
			refused := resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden
			want := role == "revoked token" || key == "POST /login" || class == admin && role != "session" && role != "token"
			if refused != want {
				t.Errorf("%s as %s: status %d: %.200s", key, role, resp.StatusCode, body)
			}
		}
	}
	for key := range left {
		t.Errorf("%s has an entry and no route", key)
	}
}

// TestChangesAreGuardedAgainstForgery asks every changing route with a good
// session in every way that another site's page could.
func TestChangesAreGuardedAgainstForgery(t *testing.T) {
	a := newGuarded(t)
	for _, r := range a.server.routes() {
		if !isChange(r.method) || r.access != admin {
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
		if ok := l.allow("a", now); ok != (i < 5) {
			t.Errorf("attempt %d from one address: %v", i+1, ok)
		}
	}
	if !l.allow("b", now) {
		t.Error("another address is held back")
	}
	if !l.allow("a", now.Add(13*time.Second)) {
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
