package server

import (
	"bytes"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"olist/secret"
	"olist/story"
)

// TestDeployAsksForWhatThereIs: alert rules and dashboard name metrics that the
// program has.
func TestDeployAsksForWhatThereIs(t *testing.T) {
	a := newIdleApp(t)
	a.ask("POST", "/retrain", "{}")
	page := a.page("/metrics")
	wantIn(t, page, "olist_jobs_queued 1\n", "olist_queue_age_seconds ", "olist_live_model_has_learnt 1\n", "olist_data_end_timestamp_seconds 1.5347")
	if age := regexp.MustCompile(`(?m)^olist_last_(training|import)_timestamp_seconds 1\.\d+e\+09$`).FindAllString(page, -1); len(age) != 2 {
		t.Errorf("the times of training and import are %q", age)
	}
	metric := regexp.MustCompile(`\b(olist|process|go)_[a-z_]+`)
	for _, file := range []string{"../deploy/alerts.yml", "../deploy/grafana.json"} {
		text, err := os.ReadFile(file)
		must(t, err)
		for _, name := range slices.Compact(slices.Sorted(slices.Values(metric.FindAllString(string(text), -1)))) {
			family := strings.TrimSuffix(name, "_bucket")
			later := family == "olist_jobs_total" || strings.HasPrefix(family, "olist_backup_") // once a job ended, once a place is named: see TestBackupsPage
			if !later && !strings.Contains(page, "# TYPE "+family+" ") {
				t.Errorf("%s asks for %s", file, name)
			}
		}
	}
}

// TestOneStory: the lines of the log that belong to a request have its id, the
// answer as well, and from there to the job that it asked for.
func TestOneStory(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(story.Handler(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})))
	a := newIdleAppOf(t, trusting, func(o *Options) { o.Log = log })
	resp, _ := a.do("POST", "/retrain", strings.NewReader("[]"), "Content-Type", "application/json")
	id := resp.Header.Get("X-Request-Id")
	if len(id) != 16 || strings.Count(out.String(), " request="+id+"\n") != 2 {
		t.Errorf("request %q is told as\n%s", id, out.String())
	}
	for given, want := range map[string]bool{"from-a.proxy_1": true, strings.Repeat("x", 65): false, "a b": false, `a"b`: false} {
		resp, _ := a.do("GET", "/healthz", nil, "X-Request-Id", given)
		if got := resp.Header.Get("X-Request-Id"); (got == given) != want {
			t.Errorf("%q is called %q", given, got)
		}
	}
	strange := newIdleApp(t)
	if resp, _ := strange.do("GET", "/healthz", nil, "X-Request-Id", "mine"); resp.Header.Get("X-Request-Id") == "mine" {
		t.Error("a stranger names requests")
	}
}

// TestProfiles are for administrators, and only where the flag asks for them.
func TestProfiles(t *testing.T) {
	a := newIdleApp(t)
	if resp, _ := a.ask("GET", "/debug/pprof/heap", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("without the flag: %d", resp.StatusCode)
	}
	a = newIdleAppOf(t, func(o *Options) { o.Profiles = true })
	for path, want := range map[string]string{"": "goroutine", "cmdline": "test", "symbol": "num_symbols"} {
		if resp, body := a.ask("GET", "/debug/pprof/"+path, ""); resp.StatusCode != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.80s", path, resp.StatusCode, body)
		}
	}
	a = newIdleAppOf(t, func(o *Options) { o.Profiles, o.AdminPassword = true, secret.Of("a password of tests") })
	if resp, _ := a.ask("GET", "/debug/pprof/heap", ""); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody gets %d", resp.StatusCode)
	}
}
