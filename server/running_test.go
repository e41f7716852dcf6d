package server

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/training/automation"
)

// waitFor waits until a job has ended, and what it made live serves, which is a moment
// later.
func (a *app) waitFor(id string) (job store.Job) {
	a.t.Helper()
	a.until("job "+id+" has ended", func() bool {
		var err error
		job, err = a.store.Job(a.t.Context(), id)
		must(a.t, err)
		return job.State.Final()
	})
	for end := time.Now().Add(5 * time.Second); job.ModelID != "" && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		row, err := a.store.Live(a.t.Context())
		if live, unready := a.training.Live(); err != nil || row.ModelID != job.ModelID || unready == nil && live.Model.ID == job.ModelID {
			break
		}
	}
	return job
}

// jobOf is the job that a redirect leads to.
func jobOf(t *testing.T, resp *http.Response) string {
	t.Helper()
	id, ok := strings.CutPrefix(resp.Header.Get("Location"), "/admin/jobs/")
	if resp.StatusCode != http.StatusSeeOther || !ok {
		t.Fatalf("status %d to %q", resp.StatusCode, resp.Header.Get("Location"))
	}
	return id
}

// TestPolicyForm: what is wrong comes back at its field with nothing lost; what
// is right is kept.
func TestPolicyForm(t *testing.T) {
	a := newIdleApp(t)
	for form, want := range map[string]string{
		"mode=sometimes&max_worse=3": "The choice should be",
		"mode=not_worse&max_worse=x": "This should be a number from 0 to 100.",
		"mode=manual&max_worse=101":  "This should be a number from 0 to 100.",
	} {
		resp, body := a.press("/admin/policy", form)
		if resp.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", form, resp.StatusCode)
		}
		wantIn(t, body, want, `value="`+form[strings.LastIndex(form, "=")+1:]+`"`)
	}
	if p, err := a.training.Automation().Policy(t.Context()); err != nil || p.Mode != automation.PromoteAlways {
		t.Errorf("a wrong form changed the policy: %+v, %v", p, err)
	}
	a.press("/admin/policy", "mode=not_worse&max_worse=2,5")
	if p, err := a.training.Automation().Policy(t.Context()); err != nil || p != (automation.Policy{Mode: "not_worse", MaxWorse: 2.5}) {
		t.Errorf("the policy is %+v, %v", p, err)
	}
	wantIn(t, a.page("/admin/policy?saved=yes"), "Saved.", `value="2.5"`)
	resp, body := a.press("/admin/retention", "keep=-3")
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, `value="-3"`) {
		t.Errorf("status %d", resp.StatusCode)
	}
	a.press("/admin/retention", "keep=12")
	wantIn(t, a.page("/admin/policy"), `value="12"`)
}

// TestRefusedCandidateSaysWhy: one tree with a tiny step is worse than the live
// model; the policy refuses it with figures, and the live one goes on.
func TestRefusedCandidateSaysWhy(t *testing.T) {
	a := newApp(t)
	must(t, a.training.Automation().SetPolicy(t.Context(), "test", automation.Policy{Mode: automation.PromoteManual, MaxWorse: 0}))
	_, body := a.ask("POST", "/api/v1/retrain", `{"n_estimators":3}`)
	var started struct{ Job string }
	must(t, json.Unmarshal([]byte(body), &started))
	job := a.waitFor(started.Job)
	if job.State != store.JobSucceeded || job.ModelID == "" {
		t.Fatalf("the job is %+v", job)
	}
	if live, err := a.training.Live(); err != nil || live.Model.ID != a.shipped {
		t.Error("the candidate answers")
	}
	const why = "Not made live: the policy leaves that to a person"
	wantIn(t, a.page("/admin/jobs/"+job.ID), "Decision: "+why, "Training started, asked by this machine", "succeeded after", "n_estimators")
	wantIn(t, a.page("/admin/policy"), why)
}

// TestRetryAndHistory: the same request again, listed as such.
func TestRetryAndHistory(t *testing.T) {
	a := newApp(t)
	a.retrain(`{"n_estimators":4}`)
	id := jobOf(t, first(a.press("/admin/jobs/j1/retry", "")))
	again := a.waitFor(id)
	was, err := a.store.Job(t.Context(), "j1")
	must(t, err)
	if again.RetryOf != "j1" || string(again.Request) != string(was.Request) {
		t.Errorf("the retry is %+v", again)
	}
	wantIn(t, a.page("/admin/jobs"), `href="/admin/jobs/j1"`, `href="/admin/jobs/`+id+`"`, "Nothing runs, nothing waits.")
	wantIn(t, a.page("/admin/jobs/"+id), `href="/admin/jobs/j1"`)
	a.page("/admin/jobs?before=2")
	if resp, _ := a.do("GET", "/admin/jobs?before=x", nil); resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d", resp.StatusCode)
	}
	_, log := a.ask("GET", "/api/v1/jobs/"+id+"/log", "")
	wantIn(t, log, "succeeded after")
	if resp, _ := a.press("/admin/jobs/none/retry", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", resp.StatusCode)
	}
}

func first(resp *http.Response, _ string) *http.Response { return resp }

// TestSearchForm: wrong numbers come back at their fields; a search shows its
// leaderboard, can be canceled, and does not answer.
func TestSearchForm(t *testing.T) {
	a := newApp(t)
	resp, body := a.press("/admin/search", "trials=0&minutes=many&seed=-1")
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d", resp.StatusCode)
	}
	wantIn(t, body, "from 1 to 200", "from 1 to 120", `value="many"`, `id="seed-error"`)
	id := jobOf(t, first(a.press("/admin/search", "trials=2&minutes=1&seed=3")))
	a.until("a trial is measured", func() bool {
		st, err := a.training.Jobs().Status(t.Context(), id)
		must(t, err)
		if st.Job.State.Final() && len(st.Progress.Board) == 0 {
			t.Fatalf("the search ended as %s: %s", st.Job.State, st.Job.Error)
		}
		return len(st.Progress.Board) > 0
	})
	wantIn(t, a.page("/admin/search"), "Best so far", "Round 1 of 3")
	wantIn(t, a.page("/admin/jobs/"+id), "Best so far")
	a.press("/admin/jobs/"+id+"/cancel", "back=/admin/jobs")
	job := a.waitFor(id)
	if job.State != store.JobCanceled && job.State != store.JobSucceeded {
		t.Errorf("the search is %s: %s", job.State, job.Error)
	}
	if live, err := a.training.Live(); err != nil || live.Model.ID != a.shipped {
		t.Error("a search changed who answers")
	}
	wantIn(t, a.page("/admin/jobs/"+id), "Best so far") // what was measured stays to be seen
}

// TestAuditPageAndCSV: acts of both, whole, and no cell is a formula.
func TestAuditPageAndCSV(t *testing.T) {
	a := newIdleApp(t)
	must(t, a.store.Audit(t.Context(), "=cmd()", "test.act", "<b>", map[string]any{"n": 1}))
	wantIn(t, a.page("/admin/audit"), "test.act", "&lt;b&gt;", "=cmd()")
	for range auditBatch + 1 {
		must(t, a.store.Audit(t.Context(), "many", "test.many", "", nil))
	}
	resp, body := a.do("GET", "/admin/audit.csv", nil)
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	must(t, err)
	all := 0
	for _, r := range rows[1:] {
		if r[3] == "test.many" {
			all++
		}
		if strings.HasPrefix(r[2], "=") {
			t.Error("a cell is a formula")
		}
	}
	if all != auditBatch+1 || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d of %d acts, cached %q", all, auditBatch+1, resp.Header.Get("Cache-Control"))
	}
	wantIn(t, a.page("/admin/audit"), "/admin/audit?before=")
}

// TestTokensPage: the secret is shown once, works, and works no more once
// revoked.
func TestTokensPage(t *testing.T) {
	a := newGuarded(t)
	session := a.roles()["session"]
	resp, body := a.press("/admin/tokens", "name=nightly", session...)
	if resp.StatusCode != http.StatusCreated || resp.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("status %d, cached %q", resp.StatusCode, resp.Header.Get("Cache-Control"))
	}
	_, rest, _ := strings.Cut(body, `class="secret">`)
	secret, _, _ := strings.Cut(rest, "<")
	if !strings.HasPrefix(secret, tokenPrefix) {
		t.Fatalf("the secret is %q", secret)
	}
	if r, _ := a.ask("GET", "/api/v1/tokens", "", "Authorization", "Bearer "+secret); r.StatusCode != http.StatusOK {
		t.Errorf("the token answers %d", r.StatusCode)
	}
	_, body = a.do("GET", "/admin/tokens", nil, session...)
	if strings.Contains(body, secret) || !strings.Contains(body, "nightly") {
		t.Error("the secret is shown again, or the token is not listed")
	}
	resp, body = a.press("/admin/tokens", "name=nightly", session...)
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "in use") || !strings.Contains(body, `value="nightly"`) {
		t.Errorf("a name twice answers %d", resp.StatusCode)
	}
	newest := regexp.MustCompile(`action="(/admin/tokens/[^/"]+/revoke)"`).FindStringSubmatch(body)
	a.press(newest[1], "", session...)
	if r, _ := a.ask("GET", "/api/v1/tokens", "", "Authorization", "Bearer "+secret); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("the revoked token answers %d", r.StatusCode)
	}
}

// TestPagesLeadToTheLogin: a person without a session is led there and back.
func TestPagesLeadToTheLogin(t *testing.T) {
	a := newGuarded(t)
	resp, _ := a.do("GET", "/admin/audit?before=5", nil)
	if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther || to != "/login?next=%2Fadmin%2Faudit%3Fbefore%3D5" {
		t.Errorf("status %d to %q", resp.StatusCode, to)
	}
	if resp, _ := a.ask("GET", "/api/v1/audit", ""); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a program is answered %d", resp.StatusCode)
	}
}

// TestBacktestUnderWayIsShown: a model that was just made live has no backtest
// yet; its page says that it is coming.
func TestBacktestUnderWayIsShown(t *testing.T) {
	asManyWindowsAsUsual(t)
	a := newApp(t)
	a.retrain(`{"n_estimators":200,"early_stopping_rounds":0}`)
	a.until("the evaluation shows how far it is", func() bool {
		_, body := a.ask("GET", "/accuracy", "", "Accept", "text/html")
		if !strings.Contains(body, "The backtest is being computed") || !strings.Contains(body, `href="/admin/jobs/j2"`) {
			t.Fatalf("the page does not say that the backtest is coming: %.3000s", body)
		}
		return strings.Contains(body, " of 26")
	})
}
