package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// TestRequests runs the table of what is asked and what must and must not come
// back.
func TestRequests(t *testing.T) {
	a := newIdleApp(t)
	big := `{"note":"` + strings.Repeat("x", maxBody) + `"}`
	for _, c := range []struct {
		name, method, path, body string
		header                   []string
		status                   int
		want, wantNot            string
	}{
		{"predict", "GET", "/predict?weeks=12", "", nil, 200, `{"message":"Success.","forecast":[{"date":"2018-08-20","sales":`, ""},
		{"predict by default", "GET", "/predict", "", nil, 200, `"date":"2018-11-05"`, `"date":"2018-11-12"`},
		{"predict one week", "GET", "/predict?weeks=1", "", nil, 200, `"2018-08-20"`, `"2018-08-27"`},
		{"predict no week", "GET", "/predict?weeks=0", "", nil, 422, `"field":"weeks"`, ""},
		{"predict too many", "GET", "/predict?weeks=53", "", nil, 422, `"field":"weeks"`, ""},
		{"predict nonsense", "GET", "/predict?weeks=abc", "", nil, 422, `"field":"weeks"`, ""},
		{"config", "GET", "/config", "", nil, 200, `"Hyperparameters":{`, ""},
		{"negative rate", "POST", "/retrain", `{"learning_rate":-1}`, nil, 422, `"field":"learning_rate"`, ""},
		{"too many trees", "POST", "/retrain", `{"n_estimators":1e9}`, nil, 422, `"field":"n_estimators"`, ""},
		{"half a tree", "POST", "/retrain", `{"n_estimators":1.5}`, nil, 422, `"field":"n_estimators"`, ""},
		{"a list of trees", "POST", "/retrain", `{"n_estimators":[1]}`, nil, 422, `"field":"n_estimators"`, ""},
		{"unknown parameter", "POST", "/retrain", `{"trees":5}`, nil, 422, `"field":"trees"`, ""},
		{"broken JSON", "POST", "/retrain", `{"n_estimators":`, nil, 400, `"code":"malformed"`, "EOF"},
		{"two bodies", "POST", "/retrain", `{} {}`, nil, 400, `"code":"malformed"`, ""},
		{"not an object", "POST", "/retrain", `[1]`, nil, 422, `"code":"invalid"`, "Go value"},
		{"too big a body", "POST", "/retrain", big, nil, 413, `"code":"too_large"`, ""},
		{"wrong method", "GET", "/retrain", "", nil, 405, `"message"`, ""},
		{"forecast", "GET", "/api/v1/forecast?segment=state:SP&horizon=3", "", nil, 200, `"segment":"state:SP","horizon":3`, ""},
		{"forecast at other levels", "GET", "/api/v1/forecast?level=50,99&horizon=1", "", nil, 200, `"level":99`, `"level":80`},
		{"unknown segment", "GET", "/api/v1/forecast?segment=state:XX", "", nil, 404, `"field":"segment"`, ""},
		{"segment with script", "GET", "/api/v1/forecast?segment=%3Cscript%3E", "", nil, 404, `"field":"segment"`, "<script>"},
		{"no horizon", "GET", "/api/v1/forecast?horizon=0", "", nil, 422, `"field":"horizon"`, ""},
		{"level too high", "GET", "/api/v1/forecast?level=100", "", nil, 422, `"field":"level"`, ""},
		{"level no number", "GET", "/api/v1/forecast?level=NaN", "", nil, 422, `"field":"level"`, ""},
		{"series", "GET", "/api/v1/series", "", nil, 200, `"key":"category:beleza_saude"`, ""},
		{"one series", "GET", "/api/v1/series?segment=total", "", nil, 200, `{"week":"2018-08-13","revenue":244675.59,`, ""},
		{"unknown series", "GET", "/api/v1/series?segment=x", "", nil, 404, `"field":"segment"`, ""},
		{"models", "GET", "/api/v1/models", "", nil, 200, `"live":"m1-`, `"payload"`},
		{"unknown model", "GET", "/api/v1/models/none", "", nil, 404, `"code":"not_found"`, "sql"},
		{"activate unknown", "POST", "/api/v1/models/none/activate", "", nil, 404, `"code":"not_found"`, "sql"},
		{"trees of unknown", "GET", "/api/v1/models/none/xgboost.json", "", nil, 404, `"code":"not_found"`, "sql"},
		{"trees", "GET", "/api/v1/models/{live}/xgboost.json", "", nil, 200, `"gradient_booster"`, ""},
		{"backtest", "GET", "/api/v1/backtest", "", nil, 200, `"mean_13"`, ""},
		{"jobs", "GET", "/api/v1/jobs", "", nil, 200, `"jobs":[`, ""},
		{"unknown job", "GET", "/api/v1/jobs/none", "", nil, 404, `"code":"not_found"`, "sql"},
		{"cancel unknown", "POST", "/api/v1/jobs/none/cancel", "", nil, 404, `"code":"not_found"`, "sql"},
		{"health", "GET", "/healthz", "", nil, 200, `"ok"`, ""},
		{"ready", "GET", "/readyz", "", nil, 200, `"ready"`, ""},
		{"metrics", "GET", "/metrics", "", nil, 200, "olist_live_model 1", ""},
		{"openapi", "GET", "/api/openapi.yaml", "", nil, 200, "openapi: 3.1.0", ""},
		{"nowhere", "GET", "/api/v1/nowhere", "", nil, 404, `"code":"not_found"`, ""},
		{"foreign host", "GET", "/predict", "", []string{"Host", "evil.example"}, 403, `"code":"forbidden"`, `"forecast"`},
		{"other site", "POST", "/retrain", "{}", []string{"Sec-Fetch-Site", "cross-site"}, 403, `"code":"forbidden"`, "QUEUED"},
		{"other origin", "POST", "/retrain", "{}", []string{"Origin", "http://evil.example"}, 403, `"code":"forbidden"`, "QUEUED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp, body := a.ask(c.method, c.path, c.body, c.header...)
			if resp.StatusCode != c.status {
				t.Errorf("status %d, want %d\n%.300s", resp.StatusCode, c.status, body)
			}
			if !strings.Contains(body, c.want) {
				t.Errorf("the body lacks %s\n%.300s", c.want, body)
			}
			if c.wantNot != "" && strings.Contains(body, c.wantNot) {
				t.Errorf("the body holds %s\n%.300s", c.wantNot, body)
			}
			if got := resp.Header.Get("Content-Security-Policy"); got != contentSecurityPolicy {
				t.Errorf("content security policy is %q", got)
			}
		})
	}
}

// TestOnlyStatedOriginsAreAllowed is CORS for the replaced system's client.
func TestOnlyStatedOriginsAreAllowed(t *testing.T) {
	a := newIdleAppOf(t, func(o *Options) { o.CORSOrigins = []string{"http://shop.example", "https://desk.example:8443"} })
	for origin, want := range map[string]string{"http://shop.example": "http://shop.example", "https://desk.example:8443": "https://desk.example:8443",
		"http://evil.example": "", "https://shop.example": "", "http://shop.example:8080": "", "http://shop.example.evil": "", "http://a.shop.example": "", "null": ""} {
		resp, _ := a.ask("GET", "/predict", "", "Origin", origin)
		if got := resp.Header.Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("%s is allowed as %q, want %q", origin, got, want)
		}
		before, _ := a.ask("OPTIONS", "/retrain", "", "Origin", origin, "Access-Control-Request-Method", "POST", "Sec-Fetch-Site", "cross-site")
		if got := before.Header.Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("%s may ask before posting: %q, want %q", origin, got, want)
		}
		post, body := a.ask("POST", "/retrain", `{"n_estimators":0}`, "Origin", origin, "Sec-Fetch-Site", "cross-site")
		if allowed := post.StatusCode == http.StatusUnprocessableEntity; allowed != (want != "") {
			t.Errorf("%s posts: status %d: %s", origin, post.StatusCode, body)
		}
	}
}

// TestWiderAddressNeedsPassword: without one nothing administrative is open.
func TestWiderAddressNeedsPassword(t *testing.T) {
	a := newIdleApp(t)
	a.server.Handler(false)
	for _, r := range a.server.routes() {
		if r.access == open || (reads | measures).has(r.access) {
			continue
		}
		resp, body := a.ask(r.method, strings.ReplaceAll(r.path, ":id", "none"), "")
		if resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s %s answers %d: %.200s", r.method, r.path, resp.StatusCode, body)
		}
	}
	if resp, _ := a.ask("GET", "/predict", "", "Host", "shop.example"); resp.StatusCode != http.StatusOK {
		t.Errorf("reading answers %d", resp.StatusCode)
	}
}

func TestNotModified(t *testing.T) {
	a := newIdleApp(t)
	resp, _ := a.ask("GET", "/predict", "")
	again, body := a.ask("GET", "/predict", "", "If-None-Match", resp.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("status %d, body %q", again.StatusCode, body)
	}
}

// TestRetrainSwapsAndRollsBack: other parameters end with /config showing them
// and a changed forecast; rolling back brings the old one to the cent.
func TestRetrainSwapsAndRollsBack(t *testing.T) {
	a := newApp(t)
	_, before := a.ask("GET", "/predict?weeks=52", "")
	a.retrain(`{"n_estimators":37,"learning_rate":0.2,"random_state":7}`)
	if _, config := a.ask("GET", "/config", ""); !strings.Contains(config, `"n_estimators":37`) || !strings.Contains(config, `"learning_rate":0.2`) {
		t.Errorf("the live parameters are %s", config)
	}
	_, after := a.ask("GET", "/predict?weeks=52", "")
	if sales(t, before) == sales(t, after) {
		t.Error("the forecast has not changed")
	}
	if resp, body := a.ask("POST", "/api/v1/models/"+a.shipped+"/activate", `{"note":"back"}`); resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	if _, back := a.ask("GET", "/predict?weeks=52", ""); back != before {
		t.Error("rolling back did not bring the old forecast")
	}
}

// retrain starts a retraining and waits until its model serves.
func (a *app) retrain(body string) (model string) {
	a.t.Helper()
	resp, text := a.ask("POST", "/retrain", body)
	var started retrainAnswer
	must(a.t, json.Unmarshal([]byte(text), &started))
	if resp.StatusCode != http.StatusOK || started.Status != "QUEUED" {
		a.t.Fatalf("retrain answers %d: %s", resp.StatusCode, text)
	}
	a.until("the retraining serves", func() bool {
		job, err := a.store.Job(a.t.Context(), started.Job)
		must(a.t, err)
		if job.State.Final() && job.State != "succeeded" {
			a.t.Fatalf("the job ended %s: %s", job.State, job.Error)
		}
		live, err := a.training.Live()
		model = job.ModelID
		return job.State == "succeeded" && err == nil && live.Model.ID == model
	})
	return model
}

func sales(t *testing.T, body string) string {
	t.Helper()
	var p predictAnswer
	must(t, json.Unmarshal([]byte(body), &p))
	return fmt.Sprint(p.Forecast)
}

// TestReadersSeeOneVersionThroughout: while models are swapped, every answer
// names a model and holds exactly that model's numbers.
func TestReadersSeeOneVersionThroughout(t *testing.T) {
	a := newApp(t)
	seen := map[string]string{}
	ids := map[string]bool{a.shipped: true}
	for i := range retrainings {
		var swapped atomic.Bool
		var reader sync.WaitGroup
		reader.Go(func() { a.readUntil(&swapped, seen) })
		ids[a.retrain(fmt.Sprintf(`{"n_estimators":5,"random_state":%d}`, i))] = true
		swapped.Store(true)
		reader.Wait()
	}
	if len(ids) != retrainings+1 || len(seen) < 2 {
		t.Fatalf("%d models were made, %d seen", len(ids), len(seen))
	}
	for id := range seen {
		if !ids[id] {
			t.Errorf("an answer names model %s, which never was", id)
		}
	}
}

// readUntil reads dashboard and forecast until the model is swapped, but at most
// ten times, and keeps the forecast seen for each model; two different ones
// for one model, or a failed read, fail the test.
func (a *app) readUntil(swapped *atomic.Bool, seen map[string]string) {
	for n := 0; n < 10 && (n == 0 || !swapped.Load()); n++ {
		if resp, body := a.ask("GET", "/", ""); resp.StatusCode != http.StatusOK {
			a.t.Errorf("the dashboard answers %d: %.200s", resp.StatusCode, body)
		}
		resp, body := a.ask("GET", "/predict", "")
		var p predictAnswer
		if err := json.Unmarshal([]byte(body), &p); err != nil || resp.StatusCode != http.StatusOK {
			a.t.Errorf("predict answers %d: %.200s", resp.StatusCode, body)
			continue
		}
		now := fmt.Sprint(p.Forecast)
		if before, ok := seen[p.Model]; ok && before != now {
			a.t.Errorf("model %s gave two forecasts", p.Model)
		}
		seen[p.Model] = now
	}
}
