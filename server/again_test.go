package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"olist/store"
)

// asksAgain opens a page when the provider is to be asked again, and goes where it
// leads; false where it leads nowhere.
func (s *signedIn) asksAgain(b *http.Client) (resp *http.Response, page string, asked bool) {
	s.t.Helper()
	resp, page = s.get(b, s.url+"/models?a=b")
	_, to, asked := strings.Cut(resp.Header.Get("Refresh"), "url=")
	if !asked {
		return resp, page, false
	}
	if !strings.Contains(to, "prompt=none") || resp.Header.Get("Cache-Control") != "no-store" {
		s.t.Errorf("leads to %s, kept as %q", to, resp.Header.Get("Cache-Control"))
	}
	wantIn(s.t, page, "Firm ID is asked whether you still have access", `>Go on</a>`)
	resp, page = s.get(b, to)
	return resp, page, true
}

// shown is the secret of a browser's session.
func (s *signedIn) shown(b *http.Client) string {
	here, err := url.Parse(s.url)
	must(s.t, err)
	for _, c := range b.Jar.Cookies(here) {
		if c.Name == sessionCookie {
			return c.Value
		}
	}
	return ""
}

// newAgain is one whose server's clock is moved on by the hands it gives.
func newAgain(t *testing.T) (s *signedIn, later func(time.Duration)) {
	s = newSignedIn(t)
	s.provider.Start()
	clock, gone := s.server.opt.Clock, time.Duration(0)
	s.server.opt.Clock = func() time.Time { return clock().Add(gone) }
	return s, func(more time.Duration) { gone += more }
}

// TestTheProviderIsAskedAgain: from half of its time on the session lasts by the
// provider's word of then, unseen, as the same one: its forms stay good.
func TestTheProviderIsAskedAgain(t *testing.T) {
	s, later := newAgain(t)
	b := s.browser()
	_, page := s.logsInAs(b, "ana", "sellers")
	csrf := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindStringSubmatch(page)[1]
	ends := func() time.Duration {
		all, err := s.store.Sessions(t.Context())
		must(t, err)
		if len(all) != 1 {
			t.Fatalf("the sessions are %+v", all)
		}
		return all[0].EndsAt.Sub(all[0].BegunAt).Round(time.Minute)
	}
	if ends() != time.Hour {
		t.Errorf("ends after %s", ends())
	}
	if _, _, asked := s.asksAgain(b); asked {
		t.Error("asked at once")
	}
	later(31 * time.Minute)
	s.provider.Remember("ana", "sellers")
	cookies := func() []string {
		return []string{"Cookie", sessionCookie + "=" + s.shown(b) + "; " + againCookie + "=1"}
	}
	for name, header := range map[string][]string{
		"a part": {"HX-Request", "true", "Accept", "text/html"}, "a program's": {"Accept", "application/json"}, "in a frame": {"Accept", "text/html", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"},
		"by a script": {"Accept", "text/html", "Sec-Fetch-Mode", "cors"},
	} {
		if resp, _ := s.ask("GET", "/models", "", append(header, cookies()...)...); resp.Header.Get("Refresh") != "" || resp.StatusCode != http.StatusOK {
			t.Errorf("%s is led away, status %d", name, resp.StatusCode)
		}
	}
	if resp, _ := s.ask("GET", "/models", "", append(cookies(), "Accept", "text/html", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document")...); resp.Header.Get("Refresh") == "" {
		t.Error("a page is not led away")
	}
	before := s.shown(b)
	resp, _, asked := s.asksAgain(b)
	if got := resp.Request.URL.RequestURI(); !asked || got != "/models?a=b" || s.isIn(b) != "ana" || s.shown(b) != before {
		t.Errorf("asked %v, at %s, as %q", asked, got, s.isIn(b))
	}
	if ends() != 91*time.Minute {
		t.Errorf("then it ends after %s", ends())
	}
	if _, _, asked := s.asksAgain(b); asked {
		t.Error("asked twice")
	}
	if resp, _ := s.answer(b.PostForm(s.url+"/logout", url.Values{"csrf": {csrf}})); resp.StatusCode != http.StatusOK || s.isIn(b) != "" {
		t.Errorf("a form of before: status %d", resp.StatusCode)
	}
}

// TestWhatTheProviderSaysAgain: another role counts at once, none ends every session,
// and where it knows nobody the session lasts to its end.
func TestWhatTheProviderSaysAgain(t *testing.T) {
	s, later := newAgain(t)
	b, other := s.browser(), s.browser()
	s.logsInAs(b, "ana", "sellers")
	s.logsInAs(other, "ana", "sellers")
	again := func(user, groups string) (*http.Response, string) {
		t.Helper()
		later(31 * time.Minute)
		s.provider.Remember(user, groups)
		resp, page, asked := s.asksAgain(b)
		if !asked {
			t.Fatalf("not asked: status %d: %.300s", resp.StatusCode, page)
		}
		return resp, page
	}
	if resp, _ := again("", ""); resp.StatusCode != http.StatusOK || s.isIn(b) != "ana" {
		t.Errorf("nobody is logged in there: status %d, as %q", resp.StatusCode, s.isIn(b))
	}
	if _, _, asked := s.asksAgain(b); asked {
		t.Error("asked again, and again")
	}
	b = s.browser()
	s.logsInAs(b, "ana", "sellers")
	if again("ana", "chiefs"); s.isIn(b) != "ana" || s.isIn(other) != "" {
		t.Errorf("as %q; in another browser, of the role before, as %q", s.isIn(b), s.isIn(other))
	}
	if p, err := s.store.Person(t.Context(), "ana"); err != nil || p.Role != store.Admin {
		t.Errorf("the role is %v, %v", p.Role, err)
	}
	if again("bob", "sellers"); s.isIn(b) != "bob" {
		t.Errorf("somebody else's answer: as %q", s.isIn(b))
	}
	other = s.browser()
	s.logsInAs(other, "bob", "sellers")
	resp, page := again("bob", "staff")
	if resp.StatusCode != http.StatusForbidden || s.isIn(b) != "" || s.isIn(other) != "" {
		t.Errorf("no role any more: status %d, as %q and %q", resp.StatusCode, s.isIn(b), s.isIn(other))
	}
	wantIn(t, page, "None of your groups has a role here")
}

// TestAProviderThatIsGone is asked once; the session lasts to its end.
func TestAProviderThatIsGone(t *testing.T) {
	s, later := newAgain(t)
	b := s.browser()
	s.logsInAs(b, "ana", "sellers")
	s.provider.Stop()
	later(31 * time.Minute)
	if resp, _ := s.get(b, s.url+"/models"); resp.Header.Get("Refresh") == "" {
		t.Error("not asked")
	}
	if resp, _ := s.get(b, s.url+"/models"); resp.StatusCode != http.StatusOK || resp.Header.Get("Refresh") != "" || s.isIn(b) != "ana" {
		t.Errorf("then: status %d, as %q", resp.StatusCode, s.isIn(b))
	}
}
