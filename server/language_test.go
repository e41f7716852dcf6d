package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"olist/views/text"
)

// TestEveryLanguageIsKept: what the language button sends is remembered for
// every language there is, and for no other.
func TestEveryLanguageIsKept(t *testing.T) {
	speakPseudo(t)
	a := newIdleApp(t)
	for _, code := range append(text.Codes(), "tlh") {
		form := url.Values{"language": {code}, "back": {"/"}}
		req, err := http.NewRequestWithContext(t.Context(), "POST", a.url+"/preferences", strings.NewReader(form.Encode()))
		must(t, err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := http.DefaultTransport.RoundTrip(req)
		must(t, err)
		resp.Body.Close()
		kept := strings.Contains(resp.Header.Get("Set-Cookie"), "="+code+";")
		if kept != (code != "tlh") {
			t.Errorf("%s: the cookie is %q", code, resp.Header.Get("Set-Cookie"))
		}
	}
}
