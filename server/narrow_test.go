package server

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
)

// TestWhatIsShownIsAllThereIs: who shows a token or a session has its rights and no
// others, at the desk as well, and beside whatever else they show.
func TestWhatIsShownIsAllThereIs(t *testing.T) {
	a := newIdleApp(t)
	a.stubbed()
	for _, scope := range store.Scopes {
		_, header := a.bearer(store.NewToken{Name: string(scope), Scope: scope})
		for _, written := range []string{"Bearer ", "bearer ", "BEARER  "} {
			shown := []string{"Authorization", strings.Replace(header[1], "Bearer ", written, 1)}
			a.mayAtTheDesk(fmt.Sprintf("%stoken to %s", written, scope), grantsOfScope[scope], shown)
			a.mayAtTheDesk("and a session that administers", grantsOfScope[scope], append(shown, a.roles()["session"]...))
		}
	}
	for _, role := range store.Roles {
		a.mayAtTheDesk("session of "+string(role), grantsOfRole[role], a.sessionOf(a.joined("the-"+string(role), role, chosen)))
	}
	a.mayAtTheDesk("the desk", all, nil)
	a.mayAtTheDesk("a session that is none", all, cookie(secret.New("")))
	a.mayAtTheDesk("another scheme", 0, []string{"Authorization", "Basic YTpi"})
	for name, given := range map[string]string{"a wrong token": "Bearer olist_wrong", "an empty one": "Bearer", "a wrong one in small letters": "bearer olist_wrong"} {
		if resp, _ := a.ask("GET", "/api/v1/tokens", "", "Authorization", given); resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: status %d", name, resp.StatusCode)
		}
	}
}

// mayAtTheDesk asks every route of the table.
func (a *app) mayAtTheDesk(name string, may access, header []string) {
	a.t.Helper()
	may |= reads | measures // as everybody at this machine
	for _, r := range a.server.routes() {
		resp, body := a.ask(r.method, strings.ReplaceAll(r.path, ":id", "none"), "", header...)
		if passes := resp.StatusCode == http.StatusNoContent; passes != may.has(r.access) {
			a.t.Errorf("%s %s as %s: status %d: %.200s", r.method, r.path, name, resp.StatusCode, body)
		}
	}
}

// TestSessionOfADeskThatIsNoMore opens nothing: not where others reach the program
// by now and people log in, and not behind a proxy that shows nothing of itself.
func TestSessionOfADeskThatIsNoMore(t *testing.T) {
	a := newIdleApp(t)
	a.server.uidOf = func(_, _ netip.AddrPort) (int, error) { return os.Geteuid() + 1, nil }
	id := secret.New("")
	must(t, a.store.StartSession(t.Context(), "local", id, secret.Text{}, time.Now().Add(time.Hour)))
	a.joined("eve", store.Admin, chosen)
	status := func() int {
		resp, _ := a.ask("GET", "/api/v1/tokens", "", cookie(id)...)
		return resp.StatusCode
	}
	if got := status(); got != http.StatusOK {
		t.Fatalf("at the desk: status %d", got)
	}
	a.server.Handler(false)
	if got := status(); got != http.StatusUnauthorized {
		t.Errorf("bound wide: status %d", got)
	}
	a.server.Handler(true)
	a.server.opt.PublicURLs = []*url.URL{{Scheme: "https", Host: "sales.example.com"}}
	if got := status(); got != http.StatusUnauthorized {
		t.Errorf("behind a proxy: status %d", got)
	}
}

// TestNoDeskBehindAProxy: with a public address and no password, who runs the proxy
// as the user who runs the program is nobody all the same.
func TestNoDeskBehindAProxy(t *testing.T) {
	a := newIdleAppOf(t, func(o *Options) { o.PublicURLs = []*url.URL{{Scheme: "https", Host: "sales.example.com"}} })
	eve := a.joined("eve", store.Admin, chosen)
	if got := a.talk(asAdmin, strings.Replace(asAdmin, "localhost", "sales.example.com", 1)); got[0] != 401 || got[1] != 401 {
		t.Errorf("statuses %v", got)
	}
	session := a.sessionOf(eve)
	if resp, _ := a.ask("GET", "/api/v1/tokens", "", "Cookie", "__Host-"+session[1], "Host", "sales.example.com"); resp.StatusCode != http.StatusOK {
		t.Errorf("an administrator: status %d", resp.StatusCode)
	}
}
