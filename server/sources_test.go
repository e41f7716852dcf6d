package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"olist/secret"
	"olist/source"
	"olist/training/automation"
	"olist/training/sources"
)

// addSource keeps a source of an address that nobody asked for yet.
func (a *app) addSource(address string) sources.Source {
	a.t.Helper()
	n, err := a.server.training.Sources().Add(a.t.Context(), "test", sources.Source{Name: "X1", Place: source.Spec{Kind: source.KindURL, URL: secret.OfURL(address)},
		Rules: sources.DefaultRules(), Schedule: sources.Schedule{Every: automation.EveryNever}})
	must(a.t, err)
	return n
}

// A person adds an address, looks at what it would bring, fetches, finds what
// waits, and deletes the source and takes that back; its key is shown nowhere.
func TestSourcesOnThePages(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "week,category,revenue\n2018-09-10,books_of_elsewhere,10.00\n")
	}))
	defer web.Close()
	a := newIdleApp(t)
	form := url.Values{"kind": {"url"}, "name": {"The till"}, "url": {web.URL + "/hidden-key"}, "every": {"day"}, "weekday": {"1"}, "time": {"06:00"}, "max_change": {"0"}, "apply": {"yes"}}
	shows := func(resp *http.Response, body string, status int, want ...string) {
		t.Helper()
		if resp.StatusCode != status {
			t.Fatalf("status %d: %.500s", resp.StatusCode, body)
		}
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%q is not on the page", w)
			}
		}
	}
	send := func(path string, form url.Values) (*http.Response, string) {
		t.Helper()
		resp, body := a.do("POST", path, strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
		if to := resp.Header.Get("Location"); resp.StatusCode == http.StatusSeeOther {
			return a.do("GET", to, nil)
		}
		return resp, body
	}
	resp, body := a.do("GET", "/sources", nil)
	shows(resp, body, 200, "No source yet", "/sources/new?kind=query")
	resp, body = send("/sources", url.Values{"kind": {"url"}, "name": {"x"}, "url": {"nothing"}, "every": {"day"}, "weekday": {"1"}, "time": {"06:00"}, "max_change": {"0"}})
	shows(resp, body, 422, "begins with https://")
	resp, body = send("/sources/preview", form)
	shows(resp, body, 200, "1 new, 0 changed", "o name of the file is known")
	resp, body = send("/sources", form)
	shows(resp, body, 200, "The source is saved")
	if strings.Contains(body, "hidden-key") {
		t.Error("the page shows the address")
	}
	form.Set("id", "f1")
	form.Set("url", web.URL+"/…")
	resp, body = send("/sources/preview", form)
	shows(resp, body, 200, "o name of the file is known")
	resp, body = send("/sources/f1/fetch", url.Values{})
	shows(resp, body, 200, "under way as job")
	worked, err := a.server.training.Jobs().Next(t.Context())
	must(t, err)
	if !worked {
		t.Fatal("no job was queued")
	}
	for _, path := range []string{"/sources", "/sources/f1"} {
		resp, body = a.do("GET", path, nil)
		shows(resp, body, 200, "waits for you", "o name of the file is known", "/data/imports/2")
		if strings.Contains(body, "hidden-key") {
			t.Errorf("%s shows the address", path)
		}
	}
	_, answer := a.ask("GET", "/api/v1/sources/f1", "")
	var told struct {
		Source struct {
			Held  int64
			Place struct{ URL string }
		}
	}
	must(t, json.Unmarshal([]byte(answer), &told))
	if told.Source.Held != 2 || told.Source.Place.URL != web.URL+"/…" || strings.Contains(answer, "hidden-key") {
		t.Errorf("the API says %s", answer)
	}
	resp, body = send("/sources/f1/pause", url.Values{"paused": {"yes"}})
	shows(resp, body, 200, "paused")
	resp, body = send("/sources/f1/delete", url.Values{})
	shows(resp, body, 200, "No source yet", "/sources/f1/restore")
	resp, body = send("/sources/f1/restore", url.Values{})
	shows(resp, body, 200, "The till")
}
