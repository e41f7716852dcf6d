package server

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
)

// wide has the app answer as if others could reach it.
func wide(t *testing.T, change ...func(*Options)) *app {
	a := newIdleAppOf(t, append(change, guarded)...)
	a.server.Handler(false)
	return a
}

// TestReadingIsPrivate where it was decided so, and leads who would read to the
// login and back; open where it was not decided, decided so, or started so.
func TestReadingIsPrivate(t *testing.T) {
	a := wide(t)
	status := func(path string, header ...string) int {
		t.Helper()
		resp, _ := a.ask("GET", path, "", append(header, "X-Forwarded-For", "203.0.113.7")...)
		return resp.StatusCode
	}
	if got := status("/predict"); got != http.StatusOK {
		t.Errorf("undecided: status %d", got)
	}
	_, page := a.ask("GET", "/", "", append(a.roles()["session"], "Accept", "text/html")...)
	wantIn(t, page, `action="/admin/reading"`, "Decide whether that is meant")
	must(t, a.store.DecideReading(t.Context(), "test", false))
	resp, body := a.ask("GET", "/predict", "")
	if resp.StatusCode != http.StatusUnauthorized || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("private: status %d, %q", resp.StatusCode, resp.Header)
	}
	wantIn(t, body, `"code":"unauthorized"`)
	resp, _ = a.ask("GET", "/segments?horizon=4", "", "Accept", "text/html")
	if to := resp.Request.URL.RequestURI(); to != "/login?next=%2Fsegments%3Fhorizon%3D4" {
		t.Errorf("a page leads to %q", to)
	}
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/login": 200, "/metrics": 401, "/api/v1/models": 401, "/forecast.csv": 401} {
		if got := status(path); got != want {
			t.Errorf("%s: status %d, want %d", path, got, want)
		}
	}
	for _, path := range []string{"/login", "/nothing/here"} {
		_, page := a.ask("GET", path, "", "Accept", "text/html")
		if strings.Contains(page, a.shipped) {
			t.Errorf("%s names the model", path)
		}
	}
	viewer := a.sessionOf(a.joined("ana", store.Viewer, chosen))
	for _, path := range []string{"/", "/predict", "/forecast.csv"} {
		resp, _ := a.ask("GET", path, "", append(viewer[:len(viewer):len(viewer)], "Accept", "text/html")...)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s to a viewer: status %d, Cache-Control %q", path, resp.StatusCode, resp.Header.Get("Cache-Control"))
		}
	}
	must(t, a.store.DecideReading(t.Context(), "test", true))
	if got := status("/predict"); got != http.StatusOK {
		t.Errorf("open: status %d", got)
	}
}

// TestMetricsFrom: this machine and the stated networks read the metrics, and
// nobody through a proxy that is not trusted.
func TestMetricsFrom(t *testing.T) {
	a := wide(t, func(o *Options) { o.MetricsFrom = Proxies{netip.MustParsePrefix("203.0.113.0/24")} })
	must(t, a.store.DecideReading(t.Context(), "test", false))
	for from, want := range map[string]int{"127.0.0.1:9": 200, "203.0.113.7:9": 200, "198.51.100.7:9": 401} {
		for _, through := range []string{"", "203.0.113.7"} {
			r := request(t, "/metrics", from)
			if through != "" {
				r.Header.Set("X-Forwarded-For", through)
				want = http.StatusUnauthorized
			}
			if got := answered(a, r); got != want {
				t.Errorf("from %s, through a proxy for %q: status %d, want %d", from, through, got, want)
			}
		}
	}
}

// TestAProxyIsNotThisMachine, whatever it says or leaves out: it neither reads the
// metrics nor administers as the user who runs the program, nor by the link of the
// start or what that opened.
func TestAProxyIsNotThisMachine(t *testing.T) {
	for name, header := range map[string][]string{
		"says nothing": nil, "says this machine": {"X-Forwarded-For", "127.0.0.1"}, "says this machine, by IPv6": {"X-Forwarded-For", "::1"}, "says somebody": {"Forwarded", "for=198.51.100.7"},
	} {
		a := wide(t, trusting)
		must(t, a.store.DecideReading(t.Context(), "test", false))
		for _, from := range []string{"127.0.0.1:9", "192.0.2.1:9"} {
			r := request(t, "/metrics", from)
			for i := 0; i < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
			if got := answered(a, r); got != http.StatusUnauthorized {
				t.Errorf("%s: the metrics from %s: status %d", name, from, got)
			}
		}
		desk := newIdleAppOf(t, trusting)
		desk.server.uidOf = peerUID
		if resp, body := desk.ask("POST", "/api/v1/tokens/revoke", "", header...); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: administers: status %d: %s", name, resp.StatusCode, body)
		}
		key := desk.server.deskKey.renew()
		if resp, _ := desk.ask("POST", "/login", url.Values{"key": {key.Reveal()}}.Encode(), append(header, "Content-Type", "application/x-www-form-urlencoded")...); resp.StatusCode == http.StatusSeeOther {
			t.Errorf("%s: the link of the start lets in", name)
		}
		session := secret.New("")
		must(t, desk.store.StartSession(t.Context(), "local", session, secret.Text{}, time.Now().Add(time.Hour)))
		if resp, _ := desk.ask("GET", "/api/v1/tokens", "", append(header, "Cookie", sessionCookie+"="+session.Reveal())...); resp.StatusCode == http.StatusOK {
			t.Errorf("%s: the session of a desk administers", name)
		}
	}
	stated := wide(t, trusting, func(o *Options) { o.MetricsFrom = Proxies{netip.MustParsePrefix("127.0.0.1/32")} })
	must(t, stated.store.DecideReading(t.Context(), "test", false))
	if got := answered(stated, request(t, "/metrics", "127.0.0.1:9")); got != http.StatusOK {
		t.Errorf("an address that is stated: status %d", got)
	}
}

func request(t *testing.T, path, from string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "GET", "http://shop.example"+path, nil)
	r.RemoteAddr = from
	return r
}

func answered(a *app, r *http.Request) int {
	w := httptest.NewRecorder()
	a.server.Handler(false).ServeHTTP(w, r)
	return w.Code
}
