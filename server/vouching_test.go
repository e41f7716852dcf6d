package server

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"olist/store"
)

// behindNaming is an application behind a proxy that names who asks; the test itself is the
// proxy, unless change says otherwise.
func behindNaming(t *testing.T, change ...func(*Options)) *app {
	t.Helper()
	a := newIdleAppOf(t, append([]func(*Options){trusting, func(o *Options) {
		o.Vouching = Vouching{Header: "Remote-User", Groups: "Remote-Groups", Roles: map[string]store.Role{"sellers": store.Planner, "chiefs": store.Admin}}
	}}, change...)...)
	must(t, a.store.DecideReading(t.Context(), "test", false))
	return a
}

// TestWhoTheProxyNames has the role of their groups, followed with every request, on
// every route, with a form's token as a session has.
func TestWhoTheProxyNames(t *testing.T) {
	a := behindNaming(t)
	a.stubbed()
	for groups, may := range map[string]access{"sellers": planner, "staff, chiefs": all, "chiefs,sellers": all, "staff": 0, "": 0} {
		header := []string{"Remote-User", " Ana ", "Remote-Groups", groups, csrfHeader, a.server.sealOf("csrf ana"), "X-Forwarded-For", "203.0.113.7"}
		for _, r := range a.server.routes() {
			resp, body := a.ask(r.method, strings.ReplaceAll(r.path, ":id", "none"), "", header...)
			if passes := resp.StatusCode == http.StatusNoContent; passes != may.has(r.access) {
				t.Errorf("%s %s of %q: status %d: %.200s", r.method, r.path, groups, resp.StatusCode, body)
			} else if !passes && resp.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s of %q: status %d", r.method, r.path, groups, resp.StatusCode)
			}
		}
	}
	good := []string{"Remote-User", "ana", "Remote-Groups", "chiefs"}
	for name, header := range map[string][]string{
		"no form's token": good, "a wrong one": append(good[:4:4], csrfHeader, a.server.sealOf("csrf eve")),
		"another site": append(good[:4:4], csrfHeader, a.server.sealOf("csrf ana"), "Sec-Fetch-Site", "cross-site"),
	} {
		if resp, _ := a.ask("POST", "/api/v1/tokens/revoke", "", header...); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: status %d", name, resp.StatusCode)
		}
	}
	_, err := a.store.SwitchPerson(t.Context(), "test", "ana", true, store.Ways{Spare: true})
	must(t, err)
	if resp, body := a.ask("GET", "/api/v1/models", "", good...); resp.StatusCode != http.StatusForbidden || !strings.Contains(body, "person_shut_out") {
		t.Errorf("who is off: status %d: %s", resp.StatusCode, body)
	}
	if resp, _ := a.ask("GET", "/healthz", "", good...); resp.StatusCode != http.StatusNoContent {
		t.Errorf("health, asked by who is off: status %d", resp.StatusCode)
	}
}

// TestNameFromElsewhere changes nothing: from who is no trusted proxy, twice, or where
// no header was named; and a token or what it names goes before a session.
func TestNameFromElsewhere(t *testing.T) {
	header := []string{"Remote-User", "ana", "Remote-Groups", "chiefs"}
	status := func(a *app, header ...string) int {
		resp, _ := a.ask("GET", "/api/v1/tokens", "", header...)
		return resp.StatusCode
	}
	elsewhere := behindNaming(t, func(o *Options) { o.TrustedProxies = Proxies{netip.MustParsePrefix("203.0.113.0/24")} })
	if got := status(elsewhere, header...); got != http.StatusUnauthorized {
		t.Errorf("from elsewhere: status %d", got)
	}
	if got := status(elsewhere, append(header[:4:4], "X-Forwarded-For", "203.0.113.7")...); got != http.StatusUnauthorized {
		t.Errorf("from elsewhere, with the proxy's address in a header: status %d", got)
	}
	unset := newIdleAppOf(t, guarded, trusting)
	if got := status(unset, header...); got != http.StatusUnauthorized {
		t.Errorf("where no header is named: status %d", got)
	}
	for _, a := range []*app{elsewhere, unset} {
		if people, err := a.store.People(t.Context()); err != nil || len(people) > 0 {
			t.Errorf("kept are %v, %v", people, err)
		}
	}
	a := behindNaming(t)
	if got := status(a, header...); got != http.StatusOK {
		t.Fatalf("from the proxy: status %d", got)
	}
	if got := status(a, "Remote-User", "{http.reverse_proxy.header.Remote-User}", "Remote-Groups", "chiefs"); got != http.StatusUnauthorized {
		t.Errorf("a name that the proxy did not fill in: status %d", got)
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", a.url+"/api/v1/tokens", nil)
	must(t, err)
	req.Header = http.Header{"Remote-User": {"eve", "ana"}, "Remote-Groups": {"chiefs"}}
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("named twice: status %d", resp.StatusCode)
	}
	if got := a.talk(asAdmin); got[0] != http.StatusUnauthorized {
		t.Errorf("the user who runs it, past the proxy: status %d", got[0])
	}
	_, token := a.bearer(store.NewToken{Name: "reads", Scope: store.ScopeRead})
	if got := status(a, append(header[:4:4], token...)...); got != http.StatusForbidden {
		t.Errorf("with a token to read: status %d", got)
	}
	eve := a.sessionOf(a.joined("eve", store.Admin, chosen))
	if got := status(a, append([]string{"Remote-User", "bob", "Remote-Groups", "sellers"}, eve...)...); got != http.StatusForbidden {
		t.Errorf("a seller with an administrator's cookie: status %d", got)
	}
}

// TestDefaultRoleOfWhoIsNamed is that of who is new; without roles for groups an
// administrator gives others. A page shows who it is, and no way to log out here.
func TestDefaultRoleOfWhoIsNamed(t *testing.T) {
	a := behindNaming(t, func(o *Options) {
		o.Vouching.Roles, o.Vouching.Default = nil, store.Viewer
		o.PublicURLs = []*url.URL{{Scheme: "http", Host: "sales.example.com"}}
	})
	for range 2 {
		_, page := a.ask("GET", "/", "", "Remote-User", "José!", "Accept", "text/html")
		wantIn(t, page, `href="/admin/sessions">jose</a>`)
		if strings.Contains(page, `class="quiet">Log out`) {
			t.Error("there is a button to log out")
		}
	}
	_, err := a.store.SetRole(t.Context(), "test", "jose", store.Admin, store.Ways{Spare: true})
	must(t, err)
	if resp, _ := a.ask("GET", "/api/v1/tokens", "", "Remote-User", "José!"); resp.StatusCode != http.StatusOK {
		t.Errorf("made an administrator: status %d", resp.StatusCode)
	}
}
