package server

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/secret"
)

// TestEveryActWritesItsRow: each changing route of the API writes just the rows
// that are named here, each by the token's name; a route without a line fails.
// What one act makes, the next ones take: {id} is the last id answered.
func TestEveryActWritesItsRow(t *testing.T) {
	a := newIdleAppOf(t, guarded)
	token := a.roles()["token"]
	var name string
	tokens, err := a.store.Tokens(t.Context())
	must(t, err)
	for _, k := range tokens {
		if strings.HasPrefix(k.Name, "works ") {
			name = "token " + k.Name
		}
	}
	web := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(web.Close)
	// A session has no token; a second model takes a training, a token that is off a restore; a fetch is a job,
	// a preview is no act, and a shop that comes back is tested with those set aside.
	elsewhere := []string{"/api/v1/models", "/api/v1/models/:id/delete", "/api/v1/tokens/:id/enable", "/api/v1/sessions/:id/end",
		"/api/v1/sources/:id/fetch", "/api/v1/sources/:id/preview", "/api/v1/shops/:id/return", "/api/v1/shops/:id/drop"}
	const spelled = "week,category,state,revenue\n2018-08-13,beleza_saude,SP,2000\n2018-08-13,Beleza_Saude,SP,1000\n"
	knowAhead(t, a.store)
	tomorrow := time.Now().AddDate(0, 0, 2).Format(time.DateOnly)
	id := ""
	done := map[string]bool{}
	for _, act := range []struct{ route, body, rows string }{
		{"/retrain", `{"n_estimators":5}`, "job.start"},
		{"/api/v1/retrain", `{"n_estimators":6}`, "job.start"},
		{"/api/v1/jobs/:id/cancel", "", "job.cancel"},
		{"/api/v1/jobs/:id/retry", "", "job.start"},
		{"/api/v1/search", `{"trials":2}`, "job.start"},
		{"/api/v1/policy", `{"mode":"always"}`, "setting.put"},
		{"/api/v1/retention", `{"keep":30}`, "setting.put"},
		{"/api/v1/models/:id/pin", `{"pinned":true}`, "model.pin"},
		{"/api/v1/models/:id/remark", `{"remark":"fine"}`, "model.remark"},
		{"/api/v1/models/:id/activate", "", ""},
		{"/api/v1/weeks", `{"week":"2018-08-13","verdict":"leave","note":"a test"}`, "week.override"},
		{"/api/v1/weeks", `{"week":"2018-08-13","verdict":"detect"}`, "week.clear"},
		{"/api/v1/needs/rules", `{"most":4}`, "setting.put"},
		{"/api/v1/needs/:id", `{"answer":"closed","word":"seen"}`, "need.closed"},
		{"/api/v1/events", `{"name":"A fair","week":"2018-11-19","kind":"retail"}`, "event.put"},
		{"/api/v1/events/:id/delete", "", "event.delete"},
		{"/api/v1/events/groups", `{"group":"retail","left_out":true}`, "event.leave"},
		{"/api/v1/events/groups", `{"group":"retail","left_out":false}`, "event.keep"},
		{"/api/v1/drivers", `{"driver":"promo_days","weeks":[{"week":"2018-09-10","value":3}]}`, "driver.put"},
		{"/api/v1/drivers/:id/undo", "", "driver.undo"},
		{"/api/v1/drivers/:id/undo", "", "driver.redo"},
		{"/api/v1/plan/overrides", `{"segments":["total"],"from":"2018-10-01","to":"2018-10-01","percent":5,"reason":"price"}`, "override.put"},
		{"/api/v1/plan/overrides/:id", `{"segments":["total"],"from":"2018-10-01","to":"2018-10-01","percent":6,"reason":"price","seen":1}`, "override.put"},
		{"/api/v1/plan/overrides/:id/undo", `{"seen":2}`, "override.undo"},
		{"/api/v1/plan/publish", `{"version":"{version}","seen":3}`, "plan.publish"},
		{"/api/v1/plan/overrides/:id/delete", `{"seen":3}`, "override.delete"},
		{"/api/v1/budgets", `{"budgets":[{"segment":"total","month":"2018-10","amount":1000000}]}`, "budget.put"},
		{"/api/v1/budgets/:id/undo", "", "budget.undo"},
		{"/api/v1/budgets/:id/undo", "", "budget.redo"},
		{"/api/v1/stock", `{"stock":[{"segment":"total","on_hand":1000}]}`, "stock.put"},
		{"/api/v1/stock/:id/undo", "", "stock.undo"},
		{"/api/v1/stock/:id/undo", "", "stock.redo"},
		{"/api/v1/stockouts", `{"stockouts":[{"segment":"state:SP","week":"2018-07-02"}]}`, "stockout.put"},
		{"/api/v1/stockouts/:id/undo", "", "stockout.undo"},
		{"/api/v1/stockouts/:id/undo", "", "stockout.redo"},
		{"/api/v1/schedule", `{"mode":"off"}`, "setting.put"},
		{"/api/v1/webhook", `{"url":"{web}"}`, "setting.put secret.make"},
		{"/api/v1/webhook/key", "", "secret.replace"},
		{"/api/v1/webhook/test", "", ""},
		{"PUT /api/v1/digest", `{"hour":7}`, "setting.put"},
		{"PUT /api/v1/digest/server", `{"host":"127.0.0.1","port":1,"tls":"none","from":"sales@example.com"}`, "setting.put secret.make"},
		{"PUT /api/v1/digest/server", `{"tls":"starttls","user":"ana","password":"a secret"}`, "setting.put"},
		{"/api/v1/digest/test", `{"to":"ana@example.com"}`, ""},
		{"/api/v1/digest/readers", `{"address":"ana@example.com","language":"en"}`, "reader.put"},
		{"/api/v1/digest/readers/:id/send", "", ""},
		{"/api/v1/digest/sendings/:id/repeat", "", "reader.repeat"},
		{"DELETE /api/v1/digest/readers/:id", "", "reader.delete"},
		{"/api/v1/imports", spelled, "import.stage"},
		{"/api/v1/imports/:id/join", `{"into":["beleza_saude"]}`, "import.join"},
		{"/api/v1/imports/:id/apply", "", "import.apply"},
		{"/api/v1/imports/:id/undo", "", "import.undo"},
		{"/api/v1/imports", spelled, "import.stage"},
		{"/api/v1/imports/:id/discard", "", "import.discard"},
		{"/api/v1/sources", `{"name":"till","place":{"kind":"url","url":"http://127.0.0.1:9/key"}}`, "source.put"},
		{"/api/v1/sources/:id", `{"rules":{"max_change":5}}`, "source.put"},
		{"/api/v1/sources/:id/pause", `{"paused":true}`, "source.pause"},
		{"/api/v1/sources/:id/delete", "", "source.delete"},
		{"/api/v1/sources/:id/restore", "", "source.restore"},
		{"/api/v1/shop", `{"source":"Olist, 2018"}`, "shop.put"},
		{"/api/v1/reading", `{"open":true}`, "setting.put"},
		{"/api/v1/people", `{"name":"ana","role":"planner"}`, "person.add"}, {"/api/v1/people/:id/role", `{"role":"viewer"}`, "person.role"},
		{"/api/v1/people/:id/reset", "", "person.reset"}, {"/api/v1/people/:id/switch", `{"off":true}`, "person.off"},
		{"/api/v1/shares", `{"until":"{tomorrow}"}`, "share.add"},
		{"/api/v1/shares/:id/revoke", "", "share.revoke"},
		{"/api/v1/shares", `{"until":"{tomorrow}"}`, "share.add"},
		{"/api/v1/shares/revoke", "", "share.revoke_all"},
		{"/api/v1/tokens", `{"name":"till"}`, "token.add"},
		{"/api/v1/tokens/:id/revoke", "", "token.revoke"},
		{"/api/v1/start", spelled, ""},
		{"/api/v1/start/:id", `{"missing":"zero"}`, ""},
		{"/api/v1/start/:id/drop", "", ""},
		{"/api/v1/start", spelled, ""},
		{"/api/v1/start/:id/name", `{"name":"Mine"}`, "shop.aside shop.put import.stage import.apply job.start mapping.put"},
		{"/api/v1/tokens/revoke", "", "token.revoke_all"},
	} {
		if strings.Contains(act.route, "/models/") {
			id = a.shipped
		}
		if strings.Contains(act.route, "/people/") {
			id = "ana"
		}
		if strings.Contains(act.route, "/needs/:id") {
			n, err := a.training.Needs(t.Context())
			must(t, err)
			id = n.Lines[0].ID
		}
		before, err := a.store.AuditLog(t.Context(), 0, 1)
		must(t, err)
		method, route, named := strings.Cut(act.route, " ")
		if !named { // most are of POST
			method, route = "POST", act.route
		}
		path := strings.ReplaceAll(strings.ReplaceAll(route, "/sendings/:id", "/sendings/1"), ":id", id)
		send := func() (*http.Response, string) {
			if act.body == spelled {
				return a.send(path, nil, map[string]string{"w.csv": spelled}, token...)
			}
			return a.ask(method, path, strings.NewReplacer("{web}", web.URL, "{tomorrow}", tomorrow, "{version}", a.planVersion()).Replace(act.body), append(token[:2:2], "Content-Type", "application/json")...)
		}
		resp, body := send()
		if resp.StatusCode >= 300 {
			t.Errorf("%s: status %d: %.200s", act.route, resp.StatusCode, body)
			continue
		}
		done[method+" "+route] = true
		if m := madeID.FindStringSubmatch(body); m != nil {
			id = m[1]
		}
		after, err := a.store.AuditLog(t.Context(), 0, 20)
		must(t, err)
		var rows []string
		for _, row := range after {
			if len(before) > 0 && row.Seq <= before[0].Seq {
				break
			}
			rows = append(rows, row.Action)
			if row.Actor != name {
				t.Errorf("%s: %s is by %q, not by %q", act.route, row.Action, row.Actor, name)
			}
		}
		slices.Reverse(rows)
		if got := strings.Join(rows, " "); got != act.rows {
			t.Errorf("%s writes %q, want %q", act.route, got, act.rows)
		}
	}
	for _, r := range a.server.routes() {
		if isChange(r.method) && !r.page && r.access != open && !done[r.method+" "+r.path] && !slices.Contains(elsewhere, r.path) {
			t.Errorf("%s %s has no line here", r.method, r.path)
		}
	}
}

// madeID finds the id of what an act made.
var madeID = regexp.MustCompile(`"(?:id|job|version)":"?(\w+)`)

// guarded sets the password.
func guarded(o *Options) { o.AdminPassword = secret.Of(password) }
