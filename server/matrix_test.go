package server

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"olist/secret"
	"olist/server/identity"
	"olist/store"
	"olist/store/fault"
)

// asker is somebody who asks: what they send and may do, and with which code
// they are refused.
type asker struct {
	name   string
	header []string
	may    access
	code   fault.Code
	stale  bool // what they show is refused wherever it is shown
}

// stubbed has every route answer 204 behind its guard: what is tried is who gets
// so far.
func (a *app) stubbed() {
	a.standIns = true
	for _, r := range a.server.routes() {
		r.handler = func(c echo.Context) error { return c.NoContent(http.StatusNoContent) }
		a.server.add(r)
	}
}

// bearer makes a token and gives the header that shows it.
func (a *app) bearer(n store.NewToken) (store.Token, []string) {
	a.t.Helper()
	key := secret.New(tokenPrefix)
	token, err := a.store.AddToken(a.t.Context(), "test", n, key)
	must(a.t, err)
	return token, []string{"Authorization", "Bearer " + key.Reveal()}
}

// cookie is the header of a session and its form's token.
func cookie(session secret.Text) []string {
	return []string{"Cookie", sessionCookie + "=" + session.Reveal(), csrfHeader, csrfToken(session)}
}

// cameBy is a person for whom a provider vouched, and the header of their session.
func (a *app) cameBy(name string, role store.Role) (store.Person, []string) {
	a.t.Helper()
	id := secret.New("")
	p, err := a.store.StartSessionVouched(a.t.Context(), store.Vouched{Issuer: "https://id.example", Subject: name, Names: []string{name}, Role: role}, id, secret.Text{}, time.Now().Add(time.Hour))
	must(a.t, err)
	return p, cookie(id)
}

// askers are everybody there can be.
func (a *app) askers(private bool) []asker {
	a.t.Helper()
	session, over := secret.New(""), secret.New("")
	must(a.t, a.store.StartSession(a.t.Context(), "test", session, secret.Text{}, time.Now().Add(time.Hour)))
	of := []asker{
		{name: "nobody", may: 0, code: fault.CodeUnauthorized},
		{name: "the password", header: cookie(session), may: all},
		{name: "a session that is none", header: cookie(secret.New("")), may: 0, code: fault.CodeUnauthorized},
		{name: "an expired session", header: cookie(over), may: 0, code: fault.CodeUnauthorized},
	}
	for _, role := range store.Roles {
		of = append(of, asker{name: string(role), header: a.sessionOf(a.joined("the-"+string(role), role, chosen)), may: grantsOfRole[role], code: fault.CodeForbidden})
	}
	for _, role := range store.Roles {
		_, header := a.cameBy("vouched-"+string(role), role)
		of = append(of, asker{name: string(role) + " by the provider", header: header, may: grantsOfRole[role], code: fault.CodeForbidden})
	}
	shut, shutHeader := a.cameBy("shut", store.Admin)
	of = append(of, asker{name: "by the provider, and off", header: shutHeader, may: 0, code: fault.CodeUnauthorized})
	_, err := a.store.SwitchPerson(a.t.Context(), "test", shut.Name, true, store.Ways{Spare: true})
	must(a.t, err)
	gone := a.joined("gone", store.Admin, chosen)
	of = append(of, asker{name: "an administrator who is off", header: a.sessionOf(gone), may: 0, code: fault.CodeUnauthorized})
	_, err = a.store.SwitchPerson(a.t.Context(), "test", gone.Name, true, store.Ways{Spare: true})
	must(a.t, err)
	for _, scope := range store.Scopes {
		_, header := a.bearer(store.NewToken{Name: string(scope), Scope: scope})
		of = append(of, asker{name: "token to " + string(scope), header: header, may: grantsOfScope[scope], code: fault.CodeForbidden})
	}
	revoked, header := a.bearer(store.NewToken{Name: "revoked", Scope: store.ScopeAdmin})
	_, err = a.store.RevokeToken(a.t.Context(), "test", revoked.ID)
	must(a.t, err)
	must(a.t, a.store.StartSession(a.t.Context(), "test", over, secret.Text{}, time.Now().Add(-time.Minute)))
	for i := range of {
		if !private {
			of[i].may |= reads | measures
		}
	}
	return append(of, asker{name: "revoked token", header: header, stale: true, code: fault.CodeUnauthorized})
}

// TestWhoMayDoWhat asks every route of the table as everybody; a route without a
// line among the levels fails.
func TestWhoMayDoWhat(t *testing.T) {
	t.Run("open", func(t *testing.T) { whoMayDoWhat(t, false) })
	t.Run("private", func(t *testing.T) { whoMayDoWhat(t, true) })
}

func whoMayDoWhat(t *testing.T, private bool) {
	a := newIdleAppOf(t, guarded, trusting, func(o *Options) {
		o.PublicURLs = []*url.URL{{Scheme: "http", Host: "sales.example.com"}}
		o.Vouching.Provider = &identity.Settings{Issuer: "http://127.0.0.1:1"}
	})
	if private {
		a.server.Handler(false)
		must(t, a.store.DecideReading(t.Context(), "test", false))
	}
	a.stubbed()
	askers := a.askers(private)
	left := maps.Clone(expected)
	for _, r := range a.server.routes() {
		key := r.method + " " + r.path
		need, ok := expected[key]
		if !ok {
			t.Errorf("%s has no level: say who may use it", key)
			continue
		}
		delete(left, key)
		for _, who := range askers {
			resp, body := a.ask(r.method, strings.ReplaceAll(r.path, ":id", "none"), "", append(who.header[:len(who.header):len(who.header)], "X-Forwarded-For", "203.0.113.7")...)
			passes := resp.StatusCode == http.StatusNoContent
			if want := !who.stale && who.may.has(need); passes != want {
				t.Errorf("%s as %s: status %d: %.200s", key, who.name, resp.StatusCode, body)
			}
			if !passes && resp.StatusCode != statusOf[who.code] {
				t.Errorf("%s as %s: status %d, want %s", key, who.name, resp.StatusCode, who.code)
			}
		}
	}
	for key := range left {
		t.Errorf("%s has a level and no route", key)
	}
}

// TestRolesHoldEachOther: who may do more may do all of the less.
func TestRolesHoldEachOther(t *testing.T) {
	for _, pair := range [][2]access{{viewer, planner}, {planner, analyst}, {analyst, all}} {
		if pair[0]&pair[1] != pair[0] || pair[0] == pair[1] {
			t.Errorf("%b does not hold %b", pair[1], pair[0])
		}
	}
	if grantsOfScope[store.ScopeImport].has(reads|trains|admin) || grantsOfScope[store.ScopeMetrics].has(^measures) {
		t.Error("a narrow scope opens more than its name says")
	}
}
