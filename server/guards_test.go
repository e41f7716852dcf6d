package server

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"

	"olist/message"
	"olist/secret"
)

// TestFormsCarryTheirToken: a form sent without JavaScript brings its token in a
// field; without it, or with another's, nothing is changed.
func TestFormsCarryTheirToken(t *testing.T) {
	a := newGuarded(t)
	roles := a.roles()
	cookie, right := roles["session"][:2], roles["session"][3]
	for _, c := range []struct {
		name string
		csrf []string
		want int
	}{
		{"no token", nil, http.StatusForbidden},
		{"an empty one", []string{""}, http.StatusForbidden},
		{"another session's", []string{a.roles()["session"][3]}, http.StatusForbidden},
		{"a wrong one before the right one", []string{"wrong", right}, http.StatusForbidden},
		{"the right one", []string{right}, http.StatusSeeOther},
	} {
		fields := url.Values{"week": {"2018-08-13"}, "text": {"sent with " + c.name}}
		if c.csrf != nil {
			fields["csrf"] = c.csrf
		}
		if resp, body := a.form("/notes", fields, cookie...); resp.StatusCode != c.want {
			t.Errorf("%s: status %d, want %d: %.200s", c.name, resp.StatusCode, c.want, body)
		}
		if resp, _ := a.form("/notes?csrf="+url.QueryEscape(right), url.Values{"week": {"2018-08-13"}, "text": {"by the address"}}, cookie...); resp.StatusCode != http.StatusForbidden {
			t.Errorf("a token in the address is taken: %d", resp.StatusCode)
		}
	}
	notes, err := a.store.Notes(t.Context())
	must(t, err)
	sent := 0
	for _, n := range notes {
		if n.Text == "sent with the right one" {
			sent++
		} else if n.Text == "by the address" || len(n.Text) > 10 && n.Text[:10] == "sent with " {
			t.Errorf("kept: %q", n.Text)
		}
	}
	if sent != 1 {
		t.Errorf("the form with its token made %d notes", sent)
	}
}

// TestAHashedPasswordLogsIn: by the password that it was made from alone.
func TestAHashedPasswordLogsIn(t *testing.T) {
	hash, err := bcrypt.GenerateFromPassword([]byte("a password of some length"), bcrypt.MinCost)
	must(t, err)
	for given, want := range map[string]bool{"a password of some length": true, "a password of some lengtH": false, string(hash): false, "": false} {
		if got := samePassword(secret.Of(string(hash)), secret.Of(given)); got != want {
			t.Errorf("%q: %v", given, got)
		}
	}
}

// TestAPanicIsAnswered: the client learns that something went wrong, and no more.
func TestAPanicIsAnswered(t *testing.T) {
	a := newIdleApp(t)
	a.server.echo.GET("/api/v1/panics", func(echo.Context) error { panic("the cause, for the log alone") })
	resp, body := a.ask("GET", "/api/v1/panics", "")
	var answer struct{ Message, Code string }
	if err := json.Unmarshal([]byte(body), &answer); err != nil || resp.StatusCode != http.StatusInternalServerError ||
		answer.Message != message.Internal.With().String() || answer.Code != "internal" {
		t.Errorf("status %d: %s (%v)", resp.StatusCode, body, err)
	}
}

// TestSecurityHeaders, written out: a change of the constant is seen here.
func TestSecurityHeaders(t *testing.T) {
	a := newIdleApp(t)
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":     "nosniff",
		"Referrer-Policy":            "same-origin",
		"X-Frame-Options":            "DENY",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Permissions-Policy":         "camera=(), geolocation=(), microphone=()",
	}
	for _, path := range []string{"/", "/admin", "/predict", "/static/app.css", "/healthz", "/nothing-here", "/api/v1/nothing"} {
		resp, _ := a.ask("GET", path, "")
		for name, value := range want {
			if got := resp.Header.Get(name); got != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got, value)
			}
		}
	}
}

// TestPagesAreNobodyElses: a stated origin reads the JSON routes, and no page.
func TestPagesAreNobodyElses(t *testing.T) {
	const origin = "http://shop.example"
	a := newIdleAppOf(t, func(o *Options) { o.CORSOrigins = []string{origin} })
	for path, want := range map[string]string{"/predict?weeks=1": origin, "/api/v1/forecast": origin, "/": "", "/admin": "", "/accuracy.csv": "", "/metrics": "", "/static/app.css": ""} {
		resp, _ := a.ask("GET", path, "", "Origin", origin)
		if got := resp.Header.Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("%s: Access-Control-Allow-Origin %q, want %q", path, got, want)
		}
	}
}
