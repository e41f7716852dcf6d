//go:build nginx

package server

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"olist/secret"
)

// snippet is the block of a language in a page of docs, with addresses of ours for
// its own.
func snippet(t *testing.T, page, language string, ours ...string) string {
	t.Helper()
	raw, err := os.ReadFile("../docs/" + page)
	must(t, err)
	m := regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(raw), -1)
	if len(m) != 1 {
		t.Fatalf("%s has %d blocks of %s", page, len(m), language)
	}
	text := m[0][1]
	for i := 0; i < len(ours); i += 2 {
		if !strings.Contains(text, ours[i]) {
			t.Fatalf("%s: its %s does not name %s", page, language, ours[i])
		}
		text = strings.ReplaceAll(text, ours[i], strings.TrimPrefix(ours[i+1], "http://"))
	}
	return regexp.MustCompile(`(?m)^#.*\n`).ReplaceAllString(text, "")
}

// asSnippet starts a proxy with the page's snippet, and gives a browser that finds every
// host there.
func asSnippet(t *testing.T, page, kind string, ours ...string) *http.Client {
	t.Helper()
	text, at := snippet(t, page, kind, ours...), ""
	if kind == "caddy" {
		at = caddyOf(t, text)
	} else {
		_, at = nginxOf(t, another, "", text)
	}
	client := &http.Client{
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, at)
			},
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(client.CloseIdleConnections)
	return client
}

// portal is an Authelia's two answers, for who has a cookie: by nginx's way and by
// Caddy's. It is asked for the address that the browser asked for.
func portal(t *testing.T) string {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, leads := r.Header.Get("X-Original-URL"), http.StatusUnauthorized
		if r.URL.Path == "/api/authz/forward-auth" {
			asked, leads = r.Header.Get("X-Forwarded-Proto")+"://"+r.Header.Get("X-Forwarded-Host")+r.Header.Get("X-Forwarded-Uri"), http.StatusFound
		} else if r.URL.Path != "/api/authz/auth-request" {
			http.NotFound(w, r)
			return
		}
		if !strings.HasPrefix(asked, "https://sales.example.com/") {
			t.Errorf("%s is asked for %s", r.URL, asked)
		}
		c, err := r.Cookie("portal")
		switch {
		case err != nil:
			w.Header().Set("Location", "https://auth.example.com/?rd="+url.QueryEscape(asked))
			w.WriteHeader(leads)
		case c.Value != "nobody":
			name, groups, _ := strings.Cut(c.Value, "/")
			w.Header().Set("Remote-User", name)
			w.Header().Set("Remote-Groups", groups)
		}
	}))
	t.Cleanup(web.Close)
	return web.URL
}

// TestNginxAndCaddyNameWhoAsks, set up as docs/people.md has it: who is logged in at the
// portal is so here, with the role of their groups, whatever their browser says of itself.
func TestNginxAndCaddyNameWhoAsks(t *testing.T) {
	public := "https://sales.example.com"
	forged := []string{"Remote-User", "eve", "Remote-Groups", "chiefs"}
	for _, kind := range []string{"nginx", "caddy"} {
		t.Run(kind, func(t *testing.T) {
			a := behindNaming(t, func(o *Options) { o.PublicURLs = []*url.URL{{Scheme: "https", Host: "sales.example.com"}} })
			client := asSnippet(t, "people.md", kind, "127.0.0.1:8080", a.url, "127.0.0.1:9091", portal(t))
			at := *a
			at.t, at.url = t, public
			_, page := at.askBy(client, "GET", "/", "", "Cookie", "portal=ana/sellers", "Accept", "text/html")
			wantIn(t, page, `href="/admin/sessions">ana</a>`)
			for name, c := range map[string]struct {
				path, cookie string
				header       []string
				status       int
			}{
				"a seller":                {"/api/v1/models", "portal=ana/sellers", nil, 200},
				"not a chief":             {"/api/v1/tokens", "portal=ana/sellers", nil, 403},
				"a chief":                 {"/api/v1/tokens", "portal=zoe/chiefs", nil, 200},
				"says to be a chief":      {"/api/v1/tokens", "portal=ana/sellers", forged, 403},
				"says so without a group": {"/api/v1/models", "portal=ana/", forged, 403},
				"says so without a name":  {"/api/v1/models", "portal=nobody", forged, 401},
				"without a name":          {"/api/v1/models", "portal=nobody", nil, 401},
				"nobody yet":              {"/accuracy?segment=total", "", forged, 302},
			} {
				resp, body := at.askBy(client, "GET", c.path, "", append(c.header[:len(c.header):len(c.header)], "Cookie", c.cookie)...)
				if resp.StatusCode != c.status {
					t.Errorf("%s: status %d, want %d: %.200s", name, resp.StatusCode, c.status, body)
				}
				if to := resp.Header.Get("Location"); c.status == 302 && to != "https://auth.example.com/?rd="+url.QueryEscape(public+c.path) {
					t.Errorf("%s leads to %q", name, to)
				}
			}
			if _, err := a.store.Person(t.Context(), "eve"); err == nil {
				t.Error("eve is one of us")
			}
		})
	}
}

// TestNginxAndCaddyAsTheAdministratorsPageHasThem: pages come, and one logs in.
func TestNginxAndCaddyAsTheAdministratorsPageHasThem(t *testing.T) {
	for kind, public := range map[string]url.URL{"nginx": {Scheme: "https", Host: "example.com", Path: "/sales"}, "caddy": {Scheme: "https", Host: "sales.example.com"}} {
		t.Run(kind, func(t *testing.T) {
			a := newIdleAppOf(t, trusting, func(o *Options) { o.AdminPassword, o.PublicURLs = secret.Of(password), []*url.URL{&public} })
			client := asSnippet(t, "administrator.md", kind, "127.0.0.1:8080", a.url)
			at := *a
			at.t, at.url = t, "https://"+public.Host
			_, page := at.askBy(client, "GET", public.Path+"/login", "", "Accept", "text/html")
			wantIn(t, page, `action="`+public.Path+`/login"`)
			resp, _ := at.askBy(client, "POST", public.Path+"/login", url.Values{"password": {password}}.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Origin", at.url)
			if c := resp.Cookies(); resp.StatusCode != http.StatusSeeOther || len(c) != 1 || !c[0].Secure {
				t.Errorf("logging in: status %d, %v", resp.StatusCode, c)
			}
		})
	}
}
