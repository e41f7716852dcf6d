package server

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestLabelsAreOfClosedSets: whatever methods and addresses strangers invent,
// the metrics grow by no more than one line for each status.
func TestLabelsAreOfClosedSets(t *testing.T) {
	a := newApp(t)
	invent := func(from, to int) int {
		for i := from; i < to; i++ {
			for _, path := range []string{"/", "/predict", fmt.Sprintf("/invented/%d", i), fmt.Sprintf("/models/%d/pin", i), fmt.Sprintf("/static/%d.css", i)} {
				a.serve(fmt.Sprintf("BREW%d", i), path, "text/plain", http.NoBody)
				a.serve("GET", path, "text/plain", http.NoBody)
			}
		}
		_, page := a.ask("GET", "/metrics", "")
		return strings.Count(page, "\nolist_http_")
	}
	invent(0, 3)
	if before, after := invent(3, 6), invent(6, 300); after != before {
		t.Errorf("%d lines of metrics, %d after more was invented", before, after)
	}
	_, page := a.ask("GET", "/metrics", "")
	wantIn(t, page, `olist_http_requests_total{method="other",route="none"`, `olist_http_requests_total{method="GET",route="/predict"`)
}

// TestNoStore: whatever only an administrator sees is kept by no cache, on
// every such route, refused or answered; so is any page while somebody is
// logged in.
func TestNoStore(t *testing.T) {
	a := newGuarded(t)
	roles := a.roles()
	for _, r := range a.server.routes() {
		if r.access == open || (reads | measures).has(r.access) || isStreamRoute(r.path) {
			continue
		}
		for _, role := range []string{"nobody", "session", "token"} {
			resp, _ := a.do(r.method, strings.ReplaceAll(r.path, ":id", "none"), nil, roles[role]...)
			if got := resp.Header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("%s %s as %s: Cache-Control %q", r.method, r.path, role, got)
			}
			if r.path == "/logout" || strings.HasSuffix(r.path, "/tokens/revoke") {
				roles = a.roles() // those are over
			}
		}
	}
	resp, _ := a.ask("GET", "/", "", roles["session"]...)
	if got := resp.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the dashboard of an administrator: Cache-Control %q", got)
	}
	resp, _ = a.ask("GET", "/", "")
	if got := resp.Header.Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("the dashboard of anybody: Cache-Control %q", got)
	}
}

func isStreamRoute(path string) bool {
	return strings.HasSuffix(path, "/events") && strings.HasPrefix(path, "/admin")
}

// TestTransportSecurity: a browser that came by TLS is told to come back so;
// over plain HTTP the header would mean nothing.
func TestTransportSecurity(t *testing.T) {
	a := newIdleAppOf(t, trusting)
	for name, c := range map[string]struct {
		change func(*http.Request)
		want   string
	}{
		"plain":          {func(*http.Request) {}, ""},
		"TLS":            {func(r *http.Request) { r.TLS = &tls.ConnectionState{} }, "max-age=31536000"},
		"TLS at a proxy": {func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") }, "max-age=31536000"},
		"who says so":    {func(r *http.Request) { r.RemoteAddr = "203.0.113.9:5"; r.Header.Set("X-Forwarded-Proto", "https") }, ""},
	} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "http://localhost/healthz", nil)
		c.change(r)
		w := httptest.NewRecorder()
		a.server.echo.ServeHTTP(w, r)
		if got := w.Header().Get("Strict-Transport-Security"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestStreamsPassProxies: an event stream asks proxies not to keep it back.
func TestStreamsPassProxies(t *testing.T) {
	a := newApp(t)
	a.retrain(`{"n_estimators":5}`)
	resp, _ := a.ask("GET", "/admin/jobs/j1/events", "")
	if resp.StatusCode != http.StatusOK || resp.Header.Get("X-Accel-Buffering") != "no" {
		t.Errorf("status %d, X-Accel-Buffering %q", resp.StatusCode, resp.Header.Get("X-Accel-Buffering"))
	}
}
