package server

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Below a path that a host shares with others, no link leads out of it.

func belowSales(o *Options) {
	guarded(o)
	o.PublicURLs = []*url.URL{{Scheme: "https", Host: "shared.example", Path: "/sales"}}
}

// before is a proxy that has the application below /sales, and nothing else.
func before(t *testing.T, a *app, strip bool) string {
	t.Helper()
	target, err := url.Parse(a.url)
	must(t, err)
	var to http.Handler = &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.SetXForwarded() }}
	if strip {
		to = http.StripPrefix("/sales", to)
	}
	mux := http.NewServeMux()
	mux.Handle("/sales/", to)
	mux.Handle("/sales", to)
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	return web.URL
}

// address is an attribute that leads somewhere, and is quoted by our pages only.
var address = regexp.MustCompile(` ([a-z-]+(?::[a-z]+)?)="(/[^"]*)"`)

// outside are the addresses of a page that do not lie below /sales.
func outside(page string) (all []string) {
	for _, found := range address.FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(found[2], "/sales/") {
			all = append(all, found[0])
		}
	}
	return all
}

func TestNoLinkLeavesThePath(t *testing.T) {
	a := newApp(t, belowSales)
	for _, strip := range []bool{true, false} {
		crawl(t, a, before(t, a, strip), nil, 40)
	}
}

// crawl follows every link of every page below /sales, one of each path, as who
// logs in there.
func crawl(t *testing.T, a *app, base string, client *http.Client, least int) {
	t.Helper()
	if client == nil {
		client = &http.Client{}
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	inner := *a
	inner.url = base
	resp, _ := inner.askBy(client, "POST", "/sales/login", url.Values{"password": {password}, "next": {"/sales/models?x=1"}}.Encode(),
		"Content-Type", "application/x-www-form-urlencoded", "Origin", "https://shared.example")
	if len(resp.Cookies()) != 1 || resp.Header.Get("Location") != "/sales/models?x=1" {
		t.Fatalf("the login answers %d, leads to %q, with cookies %v", resp.StatusCode, resp.Header.Get("Location"), resp.Cookies())
	}
	cookie := resp.Cookies()[0]
	if cookie.Path != "/sales/" || !cookie.Secure {
		t.Errorf("the session is for %q: %v", cookie.Path, cookie)
	}
	shown := []string{"Cookie", cookie.Name + "=" + cookie.Value, "Accept", "text/html"}
	seen := map[string]bool{}
	for waiting := []string{"/sales/"}; len(waiting) > 0; waiting = waiting[1:] {
		resp, body := inner.askBy(client, "GET", waiting[0], "", shown...)
		if to := resp.Header.Get("Location"); to != "" && !strings.HasPrefix(to, "/sales/") {
			t.Errorf("%s leads to %s", waiting[0], to)
		}
		if resp.StatusCode >= http.StatusBadRequest {
			t.Errorf("%s: status %d", waiting[0], resp.StatusCode)
		}
		if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			continue
		}
		if out := outside(body); len(out) > 0 {
			t.Errorf("%s leads out by%s", waiting[0], strings.Join(out, ","))
		}
		for _, found := range address.FindAllStringSubmatch(body, -1) {
			to, err := url.Parse(html.UnescapeString(found[2]))
			must(t, err)
			if (found[1] == "href" || found[1] == "src") && !seen[to.Path] {
				seen[to.Path] = true
				waiting = append(waiting, to.RequestURI())
			}
		}
	}
	if len(seen) < least {
		t.Errorf("only %d addresses were found", len(seen))
	}
}

// TestThePathItself leads to the page below it, and a form that is sent from there
// stays there; a part of a page is written like the whole.
func TestThePathItself(t *testing.T) {
	a := newApp(t, belowSales)
	inner := *a
	inner.url = before(t, a, false)
	web := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if resp, _ := inner.askBy(web, "GET", "/sales", ""); resp.Header.Get("Location") != "/sales/" {
		t.Errorf("the path itself: status %d, to %q", resp.StatusCode, resp.Header.Get("Location"))
	}
	for back, want := range map[string]string{"/sales/models?x=1": "/sales/models?x=1", "/models": "/sales/models", "/sales//evil.example": "/sales/", "https://evil.example/": "/sales/"} {
		resp, _ := inner.askBy(web, "POST", "/sales/preferences", url.Values{"theme": {"dark"}, "back": {back}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		if got := resp.Header.Get("Location"); got != want {
			t.Errorf("back to %s: %q", back, got)
		}
	}
	if _, part := inner.ask("GET", "/sales/?horizon=5", "", "HX-Request", "true"); len(outside(part)) > 0 || !strings.Contains(part, `="/sales/`) {
		t.Errorf("a part leads out by %v", outside(part))
	}
	if _, body := inner.ask("GET", "/sales/predict?weeks=4", ""); !strings.Contains(body, "Success.") {
		t.Errorf("the old route: %s", body)
	}
}
