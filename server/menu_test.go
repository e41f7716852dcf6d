package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// notInMenu are the pages that the menu need not lead to, with the reason.
var notInMenu = map[string]string{
	"/login":                 "leads on at once where the person may administer; the header has it where not",
	"/join":                  "the link of an invitation leads to it",
	"/admin/password":        "the list of sessions leads to it, where one has a password of one's own",
	"/shared":                "a share link leads to it",
	"/digest/unsubscribe":    "the link of a digest leads to it",
	"/admin/jobs/:id/events": "a stream",
	"/sources/new":           "the list of sources leads to it, for each kind",
	"/start/:id":             "the step that a file leads to",
	"/start/:id/name":        "and the next one",
}

var linkPattern = regexp.MustCompile(`<a [^>]*href="(/[^"]*)"`)

// links are the addresses that a page leads to, as routes of the table.
func (a *app) links(path string) map[string]string {
	a.t.Helper()
	resp, body := a.ask("GET", path, "")
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("GET %s answers %d", path, resp.StatusCode)
	}
	found := map[string]string{}
	for _, m := range linkPattern.FindAllStringSubmatch(body, -1) {
		u, err := url.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
		must(a.t, err)
		c := a.server.echo.NewContext(nil, nil)
		a.server.echo.Router().Find(http.MethodGet, echo.GetPath(&http.Request{URL: u}), c)
		if _, seen := found[c.Path()]; !seen {
			found[c.Path()] = u.RequestURI()
		}
	}
	return found
}

// Two clicks lead from the forecast to every page; one more to that of a single
// thing (an import, a job), from the list that it stands in.
func TestEveryPageIsInReach(t *testing.T) {
	a := newIdleApp(t)
	_, err := a.store.PutScenario(t.Context(), "test", "", "A plan", nil)
	must(t, err)
	a.addSource("http://127.0.0.1:9/sales.csv")
	reached := a.links("/")
	for _, address := range a.links("/") {
		if file := address[strings.LastIndex(address, "/"):]; strings.Contains(file, ".") {
			continue
		}
		for route, address := range a.links(address) {
			reached[route] = address
		}
	}
	for _, r := range a.server.routes() {
		if !r.page || r.verb != get || strings.Contains(r.path, ".") || notInMenu[r.path] != "" || reached[r.path] != "" {
			continue
		}
		if list, single := strings.CutSuffix(r.path, "/:id"); single && reached[list] != "" && a.links(reached[list])[r.path] != "" {
			continue
		}
		t.Errorf("%s is not in reach", r.path)
	}
}

// The header leads to the login where a password is asked for, and back.
func TestHeaderLeadsInAndOut(t *testing.T) {
	const in, out = `href="/login?next=%2Fsegments%3Fhorizon%3D4"`, `action="/logout"`
	a := newGuarded(t)
	for role, want := range map[string]string{"nobody": in, "session": out} {
		_, body := a.ask("GET", "/segments?horizon=4", "", a.roles()[role]...)
		for _, way := range []string{in, out} {
			if got := strings.Contains(body, way); got != (way == want) {
				t.Errorf("as %s: %s is there: %t", role, way, got)
			}
		}
	}
	if _, body := newIdleApp(t).ask("GET", "/segments?horizon=4", ""); strings.Contains(body, in) || strings.Contains(body, out) {
		t.Error("the desk is asked to log in or out")
	}
}
