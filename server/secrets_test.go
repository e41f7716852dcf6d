package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// form posts a page's form, as a browser without JavaScript does, and does not
// follow.
func (a *app) form(path string, fields url.Values, header ...string) (*http.Response, string) {
	a.t.Helper()
	client := *http.DefaultClient
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return a.askBy(&client, "POST", path, fields.Encode(), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...)...)
}

var shownKey = regexp.MustCompile(`class="secret">([^<]+)<`)

// TestTheWebhookKeyIsShownOnce: when it is made and when it is replaced, and
// then neither on a page, nor by the API, nor in the log in any of its forms.
func TestTheWebhookKeyIsShownOnce(t *testing.T) {
	a := newIdleApp(t)
	web := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(web.Close)
	var keys []string
	shown := func(resp *http.Response, body string) {
		t.Helper()
		m := shownKey.FindStringSubmatch(body)
		if m == nil || len(m[1]) < 40 || resp.StatusCode != http.StatusCreated || resp.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("no key is shown: %d", resp.StatusCode)
		}
		keys = append(keys, m[1])
	}
	shown(a.form("/automation/webhook", url.Values{"url": {web.URL}}))
	if resp, _ := a.form("/automation/webhook", url.Values{"url": {web.URL}}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("the address saved again answers %d", resp.StatusCode)
	}
	shown(a.form("/automation/webhook/key", nil))
	resp, body := a.ask("POST", "/api/v1/webhook/key", "")
	_, rest, _ := strings.Cut(body, `{"secret":"`)
	key, _, _ := strings.Cut(rest, `"`)
	if len(key) < 40 || resp.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("the API gives %s", body)
	}
	keys = append(keys, key)
	if keys[0] == keys[1] || keys[1] == keys[2] {
		t.Error("a new key is the one before")
	}
	for _, c := range [][3]string{{"POST", "/api/v1/webhook", `{"url":"` + web.URL + `"}`}, {"POST", "/api/v1/webhook/test", ""}, {"GET", "/api/v1/webhook", ""}, {"GET", "/automation", ""},
		{"GET", "/api/v1/audit", ""}, {"GET", "/admin/audit", ""}, {"GET", "/admin/audit.csv", ""}, {"GET", "/metrics", ""}} {
		resp, body := a.ask(c[0], c[1], c[2])
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s %s answers %d", c[0], c[1], resp.StatusCode)
		}
		for _, k := range keys {
			if strings.Contains(body, k) {
				t.Errorf("%s %s shows a key", c[0], c[1])
			}
		}
	}
	if _, body := a.ask("GET", "/api/v1/audit", ""); strings.Count(body, `"secret.replace"`) != 2 || strings.Count(body, `"secret.make"`) != 1 {
		t.Errorf("the log holds %s", body)
	}
}

// TestATestMessageTellsNoCause: neither the API nor the page says more than
// that it was not delivered.
func TestATestMessageTellsNoCause(t *testing.T) {
	a := newIdleApp(t)
	a.ask("POST", "/api/v1/webhook", `{"url":"http://127.0.0.1:1/"}`)
	_, tested := a.ask("POST", "/api/v1/webhook/test", "")
	_, listed := a.ask("GET", "/api/v1/webhook", "")
	_, page := a.ask("GET", "/automation", "")
	if !strings.Contains(tested, `"last_error":"not delivered"`) || !strings.Contains(page, "not delivered") {
		t.Errorf("the test answers %s", tested)
	}
	for _, body := range []string{tested, listed, page} {
		for _, cause := range []string{"dial", "refused", "timeout", "connect:"} {
			if strings.Contains(body, cause) {
				t.Errorf("%q is told", cause)
			}
		}
	}
}

// TestAWebhookAddressIsShownByItsHost: one that holds a key is posted to whole
// and shown nowhere, in whatever form it came; saved as it is shown, it stays.
func TestAWebhookAddressIsShownByItsHost(t *testing.T) {
	a := newIdleApp(t)
	var asked []string
	web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = append(asked, r.URL.String()) }))
	t.Cleanup(web.Close)
	const path, token = "/services/KEYINTHEPATH?token=KEYINTHEQUERY", "KEYINTHE"
	var answers []string
	keep := func(_ *http.Response, body string) { answers = append(answers, body) }
	keep(a.form("/automation/webhook", url.Values{"url": {web.URL + path}}))
	keep(a.ask("POST", "/api/v1/webhook", `{"url":"`+web.URL+path+`"}`))
	keep(a.form("/automation/webhook", url.Values{"url": {web.URL + "/…"}})) // the form as it was shown
	keep(a.ask("POST", "/api/v1/webhook/test", ""))
	_, listed := a.ask("GET", "/api/v1/webhook", "")
	_, page := a.ask("GET", "/automation", "")
	for _, body := range []string{listed, page} {
		if !strings.Contains(body, web.URL+"/…") {
			t.Errorf("the host is not shown: %s", body)
		}
	}
	for _, address := range []string{"/api/v1/audit", "/admin/audit", "/admin/audit.csv", "/metrics", "/admin"} {
		keep(a.ask("GET", address, ""))
	}
	for i, body := range append(answers, listed, page) {
		if strings.Contains(body, token) {
			t.Errorf("answer %d shows it", i)
		}
	}
	if len(asked) != 1 || asked[0] != path {
		t.Errorf("messages went to %v, want %s", asked, path)
	}
}
