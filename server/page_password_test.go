package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/store"
)

// TestPasswordOfOnesOwn: changed by who knows the one until now; other sessions end,
// the own goes on, and an invitation that lies about is worth nothing.
func TestPasswordOfOnesOwn(t *testing.T) {
	a := newIdleAppOf(t, guarded, func(o *Options) { o.Clock = leaps() })
	ana := a.joined("ana", store.Viewer, chosen)
	own, other, eve := a.sessionOf(ana), a.sessionOf(ana), a.sessionOf(a.joined("eve", store.Viewer, chosen))
	lasts := func(session []string) bool {
		_, err := a.store.Session(t.Context(), secret.Of(strings.TrimPrefix(session[1], sessionCookie+"=")))
		return err == nil
	}
	change := func(now, next string, session []string) (int, string) {
		resp, page := a.form("/admin/password", url.Values{"password": {now}, "chosen": {next}, csrfField: {session[3]}}, session[:2]...)
		return resp.StatusCode, page
	}
	const next = "another sentence of mine"
	for name, c := range map[string]struct {
		now, next, says string
	}{
		"a wrong one":  {"wrong", next, "This is not the password."},
		"somebody's":   {password, next, "This is not the password."},
		"nothing":      {"", "", "This is not the password."},
		"a short one":  {chosen, "too short", "at least 12 letters"},
		"a boundless":  {chosen, strings.Repeat("x", chosenMost+1), "at least 12 letters"},
		"one's own id": {strings.TrimPrefix(own[1], sessionCookie+"="), next, "This is not the password."},
	} {
		if status, page := change(c.now, c.next, own); status != http.StatusUnprocessableEntity || !strings.Contains(page, c.says) {
			t.Errorf("%s: status %d", name, status)
		}
	}
	if !lasts(own) || !lasts(other) || a.logsIn("ana", chosen) != http.StatusSeeOther {
		t.Fatal("what was refused has changed something")
	}
	if status, page := change(chosen, next, own); status != http.StatusOK || !strings.Contains(page, "Your password has been changed") {
		t.Fatalf("the change: status %d", status)
	}
	if !lasts(own) || lasts(other) || !lasts(eve) {
		t.Errorf("own lasts: %t, the other: %t, somebody else's: %t", lasts(own), lasts(other), lasts(eve))
	}
	if a.logsIn("ana", chosen) != http.StatusUnauthorized || a.logsIn("ana", next) != http.StatusSeeOther {
		t.Error("the old password opens, or the new one does not")
	}
	if err := a.store.Rechoose(t.Context(), ana, "x", secret.Text{}); err == nil {
		t.Error("two changes at once both win")
	}
	nameless := a.roles()["session"]
	if status, _ := change(password, next, nameless); status != http.StatusConflict {
		t.Errorf("the server's own password: status %d", status)
	}
	_, page := a.ask("GET", "/admin/password", "", append(nameless[:2:2], "Accept", "text/html")...)
	wantIn(t, page, "there is none to change here")
	_, page = a.ask("GET", "/admin/sessions", "", append(own[:2:2], "Accept", "text/html")...)
	wantIn(t, page, `href="/admin/password"`)
}

// TestGuessesAtAnOpenSessionAreLimited, with the attempts to log in by that name.
func TestGuessesAtAnOpenSessionAreLimited(t *testing.T) {
	now := time.Now()
	a := newIdleAppOf(t, guarded, func(o *Options) { o.Clock = func() time.Time { return now } })
	session := a.sessionOf(a.joined("ana", store.Viewer, chosen))
	var last int
	for range 6 {
		resp, _ := a.form("/admin/password", url.Values{"password": {"wrong"}, "chosen": {chosen}, csrfField: {session[3]}}, session[:2]...)
		last = resp.StatusCode
	}
	if last != http.StatusTooManyRequests || a.logsIn("ana", chosen) != http.StatusTooManyRequests {
		t.Errorf("the sixth guess: status %d", last)
	}
}
