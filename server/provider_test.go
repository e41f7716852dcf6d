package server

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"olist/secret"
	"olist/server/identity"
	"olist/server/identity/idtest"
	"olist/store"
)

// signedIn is an application whose people log in by a provider that runs, for a
// browser without a proxy between: the public address is the application's own.
type signedIn struct {
	*app
	provider *idtest.Provider
	said     *bytes.Buffer
}

// byProvider has people log in by a provider whose address follows, by their groups.
func byProvider(o *Options) {
	o.Vouching.Roles = map[string]store.Role{"sellers": store.Planner, "chiefs": store.Admin}
	o.Vouching.Provider = &identity.Settings{ClientID: idtest.ClientID, Secret: secret.Of(idtest.Secret), Scopes: []string{"profile", "email", "groups"}, Claim: "groups"}
	o.Vouching.Name = "Firm ID"
}

// newSignedIn is one whose groups have roles, unless change says otherwise.
func newSignedIn(t *testing.T, change ...func(*Options)) *signedIn {
	t.Helper()
	said := &bytes.Buffer{}
	var a *app
	var p *idtest.Provider
	opts := append([]func(*Options){func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(said, nil))
		byProvider(o)
	}}, change...)
	a = newIdleAppOf(t, append(opts, func(o *Options) {
		o.PublicURLs = []*url.URL{{Scheme: "http", Host: "127.0.0.1"}} // the port follows
		o.Vouching.Provider.Issuer = "http://127.0.0.1:1"
	})...)
	public, err := url.Parse(a.url)
	must(t, err)
	a.server.opt.PublicURLs[0].Host = public.Host
	must(t, a.store.DecideReading(t.Context(), "test", false))
	p = idtest.New(t, a.url+providerBack)
	a.server.provider.Issuer = p.Issuer
	return &signedIn{a, p, said}
}

// browser keeps cookies as one does.
func (s *signedIn) browser() *http.Client {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	must(s.t, err)
	return &http.Client{Jar: jar}
}

func (s *signedIn) get(b *http.Client, address string) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), "GET", address, nil)
	must(s.t, err)
	req.Header.Set("Accept", "text/html")
	return s.answer(b.Do(req))
}

func (s *signedIn) answer(resp *http.Response, err error) (*http.Response, string) {
	s.t.Helper()
	must(s.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(s.t, err)
	return resp, string(body)
}

var flowInput = regexp.MustCompile(`name="id" value="([^"]+)"`)

// logsInAs goes the whole way: our page's link, the provider's form, and back.
func (s *signedIn) logsInAs(b *http.Client, user, groups string, more ...string) (*http.Response, string) {
	s.t.Helper()
	s.server.logins = newAttempts() // what is tried is not how often
	_, page := s.get(b, s.url+"/login?next=%2Fmodels%3Fa%3Db")
	wantIn(s.t, page, `href="/login/provider?next=%2Fmodels%3Fa%3Db"`, "Log in with Firm ID")
	resp, page := s.get(b, s.url+"/login/provider?next=%2Fmodels%3Fa%3Db")
	m := flowInput.FindStringSubmatch(page)
	if m == nil {
		return resp, page
	}
	form := url.Values{"id": {m[1]}, "user": {user}, "groups": {groups}}
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return s.answer(b.PostForm(s.provider.Issuer+"/login/username", form))
}

func (s *signedIn) isIn(b *http.Client) string {
	s.t.Helper()
	_, page := s.get(b, s.url+"/admin/sessions")
	if m := regexp.MustCompile(`href="/admin/sessions">([^<]+)</a>`).FindStringSubmatch(page); m != nil {
		return m[1]
	}
	return ""
}

// TestLoginByProvider, where passwords are off: by who is in a group with a role,
// which is followed with each log-in; known again by what the provider calls them.
func TestLoginByProvider(t *testing.T) {
	s := newSignedIn(t, func(o *Options) { o.NoPasswords = true })
	s.provider.Start()
	b := s.browser()
	resp, page := s.logsInAs(b, "José Silva", "staff,sellers")
	if got := resp.Request.URL.String(); resp.StatusCode != http.StatusOK || got != s.url+"/models?a=b" {
		t.Fatalf("leads to %s: status %d: %.300s", got, resp.StatusCode, page)
	}
	if got := s.isIn(b); got != "jose.silva" {
		t.Errorf("logged in as %q", got)
	}
	role := func() store.Role {
		p, err := s.store.Person(t.Context(), "jose.silva")
		must(t, err)
		return p.Role
	}
	if role() != store.Planner {
		t.Errorf("the role is %s", role())
	}
	chief := s.browser()
	s.logsInAs(chief, "José Silva", "chiefs,sellers")
	if role() != store.Admin || s.isIn(chief) != "jose.silva" || s.isIn(b) != "" {
		t.Errorf("promoted: %s, as %q; the session of another role lasts: %q", role(), s.isIn(chief), s.isIn(b))
	}
	namesake := s.browser()
	s.logsInAs(namesake, "jose.silva", "sellers")
	if got := s.isIn(namesake); got != "jose.silva-2" {
		t.Errorf("somebody else of that name is %q", got)
	}
	_, page = s.get(s.browser(), s.url+"/login")
	if strings.Contains(page, `type="password"`) {
		t.Error("there is a form for passwords")
	}
	if resp, _ := s.press("/login", url.Values{"name": {"jose.silva"}, "password": {""}}.Encode()); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a password: status %d", resp.StatusCode)
	}
	_, err := s.store.SwitchPerson(t.Context(), "test", "jose.silva", true, store.Ways{Spare: true})
	must(t, err)
	resp, page = s.logsInAs(s.browser(), "José Silva", "chiefs")
	if resp.StatusCode != http.StatusForbidden || !strings.Contains(page, "switched your access off") {
		t.Errorf("who is off: status %d", resp.StatusCode)
	}
	if held := s.said.String(); strings.Contains(held, "@example.com") {
		t.Errorf("the log holds an address: %s", held)
	}
}

// TestLogoutOfTheProvider: our session ends, and a link leads out of the provider.
func TestLogoutOfTheProvider(t *testing.T) {
	s := newSignedIn(t)
	s.provider.Start()
	b := s.browser()
	_, page := s.logsInAs(b, "ana", "sellers")
	csrf := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindStringSubmatch(page)
	if csrf == nil {
		t.Fatalf("%.300s", page)
	}
	resp, page := s.answer(b.PostForm(s.url+"/logout", url.Values{"csrf": {csrf[1]}}))
	if resp.Request.URL.RequestURI() != "/login?out=1" || s.isIn(b) != "" {
		t.Errorf("leads to %s", resp.Request.URL)
	}
	wantIn(t, page, `href="/login/provider/out"`, "Log out of Firm ID, too")
	stays := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	out, _ := s.askBy(stays, "GET", "/login/provider/out", "")
	want := s.provider.Issuer + "/end_session?" + url.Values{"client_id": {"olist"}, "post_logout_redirect_uri": {s.url + "/login"}}.Encode()
	if to := out.Header.Get("Location"); to != want {
		t.Errorf("out leads to %s", to)
	}
}

// TestLoginByProviderRefused: every way in which nobody is let in has a page that
// says what to do, a code in the log, and no session.
func TestLoginByProviderRefused(t *testing.T) {
	s := newSignedIn(t)
	s.provider.Start()
	for name, c := range map[string]struct {
		fault, groups string
		more          []string
		status        int
		code, says    string
	}{
		"no group fits":   {"", "staff", nil, 403, "no_role", "None of your groups has a role here"},
		"no group at all": {"", "", nil, 403, "no_role", "None of your groups has a role here"},
		"they deny":       {"", "sellers", []string{"deny", "yes"}, 403, "denied", "did not agree"},
		"wrong nonce":     {"nonce", "sellers", nil, 403, "wrong_nonce", "another log-in"},
		"no nonce":        {"no nonce", "sellers", nil, 403, "wrong_nonce", "another log-in"},
		"wrong audience":  {"audience", "sellers", nil, 403, "wrong_audience", "not meant for this program"},
		"another's token": {"party", "sellers", nil, 403, "wrong_audience", "not meant for this program"},
		"expired":         {"expired", "sellers", nil, 403, "token_expired", "out of date"},
		"another issuer":  {"issuer", "sellers", nil, 403, "token_not_genuine", "not genuine"},
		"a foreign key":   {"key", "sellers", nil, 403, "token_not_genuine", "not genuine"},
		"unsigned":        {"none", "sellers", nil, 403, "token_not_genuine", "not genuine"},
		"no token":        {"missing", "sellers", nil, 403, "token_not_genuine", "not genuine"},
	} {
		s.said.Reset()
		s.provider.Fault(c.fault)
		b := s.browser()
		resp, page := s.logsInAs(b, "ana", c.groups, c.more...)
		if resp.StatusCode != c.status || !strings.Contains(page, c.says) || !strings.Contains(page, `href="/login/provider?next=%2Fmodels%3Fa%3Db"`) {
			t.Errorf("%s: status %d at %s: %.200s", name, resp.StatusCode, resp.Request.URL, page)
		}
		if !strings.Contains(s.said.String(), "code="+c.code+" ") {
			t.Errorf("%s: the log says %s", name, s.said)
		}
		if s.isIn(b) != "" {
			t.Errorf("%s: logged in", name)
		}
	}
	if people, err := s.store.People(t.Context()); err != nil || len(people) > 0 {
		t.Errorf("kept are %v, %v", people, err)
	}
}

// TestStateOfALogin: what comes back counts only in the browser that began it, once
// and within ten minutes.
func TestStateOfALogin(t *testing.T) {
	s := newSignedIn(t)
	s.provider.Start()
	stay := func(b *http.Client) *http.Client {
		b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			if strings.HasPrefix(r.URL.Path, providerBack) {
				return http.ErrUseLastResponse
			}
			return nil
		}
		return b
	}
	begin := func() (*http.Client, string) {
		b := stay(s.browser())
		resp, _ := s.logsInAs(b, "ana", "sellers")
		return b, resp.Header.Get("Location")
	}
	back := func(b *http.Client, address string) (int, string) {
		b.CheckRedirect = nil
		s.said.Reset()
		resp, _ := s.get(b, address)
		_, code, _ := strings.Cut(s.said.String(), "code=")
		code, _, _ = strings.Cut(code, " ")
		return resp.StatusCode, code
	}
	_, stolen := begin()
	if status, code := back(s.browser(), stolen); status != 400 || code != "state_missing" {
		t.Errorf("in another browser: %d, %s", status, code)
	}
	victim, _ := begin()
	if status, code := back(victim, stolen); status != 400 || code != "wrong_state" {
		t.Errorf("in a browser that began another: %d, %s", status, code)
	}
	b, right := begin()
	if status, code := back(b, right); status != 200 || code != "" {
		t.Errorf("the right one: %d, %s", status, code)
	}
	if status, code := back(b, right); status != 400 || code != "state_missing" {
		t.Errorf("twice: %d, %s", status, code)
	}
	b, late := begin()
	clock := s.server.opt.Clock
	s.server.opt.Clock = func() time.Time { return clock().Add(begunLasts) }
	if status, code := back(b, late); status != 400 || code != "state_missing" {
		t.Errorf("too late: %d, %s", status, code)
	}
	s.server.opt.Clock = clock
	for _, planted := range []string{"x", "x.y", "e30.", "e30." + s.server.sealOf("another"+"e30")} {
		resp, _ := s.ask("GET", providerBack+"?state=", "", "Cookie", begunCookie+"="+planted, "Accept", "text/html")
		if resp.StatusCode != http.StatusBadRequest {
			t.Errorf("planted %q: status %d", planted, resp.StatusCode)
		}
	}
	for _, next := range []string{"https://evil.example", "//evil.example", "/\\evil.example"} {
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		resp, _ := s.askBy(client, "GET", providerPath+"?next="+url.QueryEscape(next), "")
		if to := resp.Header.Get("Location"); !strings.HasPrefix(to, s.provider.Issuer+"/") || !strings.Contains(to, "code_challenge_method=S256") || strings.Contains(to, "evil") {
			t.Errorf("on to %s leads to %s", next, to)
		}
	}
}

// TestProviderThatIsDown stops neither the program nor other ways in, and lets in
// again once it is back, with another key too.
func TestProviderThatIsDown(t *testing.T) {
	s := newSignedIn(t, guarded)
	resp, page := s.logsInAs(s.browser(), "ana", "sellers")
	if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(page, "does not answer") {
		t.Fatalf("down: status %d: %.200s", resp.StatusCode, page)
	}
	if got := s.logsIn("", password); got != http.StatusSeeOther {
		t.Errorf("the password: status %d", got)
	}
	for _, again := range []string{"at last", "with a new key", "after a start"} {
		switch again {
		case "with a new key":
			s.provider.Rotate()
		case "after a start":
			s.provider.Stop()
			if resp, _ := s.get(s.browser(), s.url+"/login"); resp.StatusCode != http.StatusOK {
				t.Errorf("the page while it is down: status %d", resp.StatusCode)
			}
			s.provider.Start()
		default:
			s.provider.Start()
			clock := s.server.opt.Clock
			s.server.provider.Clock = func() time.Time { return clock().Add(time.Minute) } // it is looked for again
		}
		b := s.browser()
		if resp, page := s.logsInAs(b, "ana", "sellers"); s.isIn(b) != "ana" {
			t.Errorf("%s: status %d at %s: %.300s\n%s", again, resp.StatusCode, resp.Request.URL, page, s.said)
		}
	}
}

// TestGroupsOfTheUserInfo are asked for where the token holds none; without roles for
// groups the one that an administrator gave stays, and who is invited by a verified
// address alone comes in.
func TestGroupsOfTheUserInfo(t *testing.T) {
	s := newSignedIn(t, func(o *Options) { o.Vouching.Provider.Scopes = []string{"profile", "email"} })
	s.provider.Start()
	b := s.browser()
	if s.logsInAs(b, "ana", "sellers"); s.isIn(b) != "ana" {
		t.Errorf("not logged in: %s", s.said)
	}
	s.server.opt.Vouching.Roles, s.server.provider.Claim = nil, ""
	resp, _ := s.logsInAs(s.browser(), "bob", "chiefs")
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("who is not invited: status %d", resp.StatusCode)
	}
	_, err := s.store.AddPerson(t.Context(), "test", "bob@example.com", store.Analyst, secret.New(""))
	must(t, err)
	if resp, _ := s.logsInAs(s.browser(), "bob!", "chiefs"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("whose address is not verified: status %d", resp.StatusCode)
	}
	for range 2 {
		b = s.browser()
		if s.logsInAs(b, "bob", "chiefs"); s.isIn(b) != "bob@example.com" {
			t.Errorf("who is invited is %q: %s", s.isIn(b), s.said)
		}
	}
	if p, err := s.store.Person(t.Context(), "bob@example.com"); err != nil || p.Role != store.Analyst {
		t.Errorf("the role is %v, %v", p.Role, err)
	}
}
