package server

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

func loadSpec(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(openAPI)
	must(t, err)
	must(t, doc.Validate(t.Context()))
	return doc
}

var pathParam = regexp.MustCompile(`:(\w+)`)

// TestSpecNamesEveryRoute: the file and the router's table list the same.
func TestSpecNamesEveryRoute(t *testing.T) {
	doc := loadSpec(t)
	described := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			described[method+" "+path] = true
		}
	}
	for _, r := range newIdleApp(t).server.routes() {
		if r.page {
			continue
		}
		key := r.method + " " + pathParam.ReplaceAllString(r.path, "{$1}")
		if !described[key] {
			t.Errorf("%s is not described", key)
		}
		delete(described, key)
	}
	for key := range described {
		t.Errorf("%s is described and not served", key)
	}
}

// TestAnswersFitTheSpec asks all there is, for good answers and bad ones: each is
// held against the schemas, as all that tests ask.
func TestAnswersFitTheSpec(t *testing.T) {
	a := newApp(t)
	a.retrain(`{"n_estimators":5}`)
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/predict?weeks=12", ""}, {"GET", "/predict?weeks=0", ""}, {"GET", "/config", ""},
		{"POST", "/retrain", `{"n_estimators":10}`}, {"POST", "/retrain", `{"n_estimators":0}`}, {"POST", "/retrain", `{`},
		{"GET", "/api/v1/forecast?segment=state:SP&horizon=52&level=80,95", ""}, {"GET", "/api/v1/forecast?segment=none", ""},
		{"GET", "/api/v1/forecast?period=month&level=80", ""}, {"GET", "/api/v1/forecast?period=quarter&segment=state:SP", ""}, {"GET", "/api/v1/forecast?period=decade", ""}, {"GET", "/api/v1/forecast?period=month&segment=none", ""},
		{"GET", "/api/v1/config", ""}, {"POST", "/api/v1/retrain", `{"learning_rate":0.1}`},
		{"GET", "/api/v1/jobs", ""}, {"GET", "/api/v1/jobs/j1", ""}, {"GET", "/api/v1/jobs/none", ""},
		{"POST", "/api/v1/jobs/j1/cancel", ""}, {"POST", "/api/v1/jobs/none/cancel", ""},
		{"GET", "/api/v1/models", ""}, {"GET", "/api/v1/models/{live}", ""}, {"GET", "/api/v1/models/none", ""},
		{"POST", "/api/v1/models/{live}/activate", `{"note":"test"}`}, {"POST", "/api/v1/models/none/activate", `{}`},
		{"GET", "/api/v1/models/{live}/xgboost.json", ""}, {"GET", "/api/v1/models/none/xgboost.json", ""},
		{"GET", "/api/v1/backtest", ""}, {"GET", "/api/v1/backtest?format=csv", ""}, {"GET", "/api/v1/backtest?format=xml", ""},
		{"GET", "/api/v1/series", ""}, {"GET", "/api/v1/series?segment=total", ""}, {"GET", "/api/v1/series?segment=none", ""},
		{"GET", "/api/v1/explain?segment=state:SP&horizon=3", ""}, {"GET", "/api/v1/explain?segment=none", ""}, {"GET", "/api/v1/explain?horizon=0", ""},
		{"GET", "/api/v1/events", ""}, {"POST", "/api/v1/events", `{"name":"sale","week":"2018-09-05","kind":"retail"}`},
		{"POST", "/api/v1/events", `{"name":"sale","week":"soon","kind":"retail"}`}, {"POST", "/api/v1/events/none/delete", ""},
		{"POST", "/api/v1/events/groups", `{"group":"name:Black Friday","left_out":true}`}, {"POST", "/api/v1/events/groups", `{"group":"one-off","left_out":true}`},
		{"POST", "/api/v1/events/groups", `{"group":"holiday","left_out":false}`},
		{"POST", "/api/v1/weeks", `{"week":"2018-08-13","verdict":"leave","note":"test"}`}, {"POST", "/api/v1/weeks", `{"week":"2018-08-13","verdict":"detect"}`},
		{"POST", "/api/v1/weeks", `{"week":"yesterday","verdict":"use"}`}, {"POST", "/api/v1/weeks", `{"week":"2030-01-07","verdict":"use"}`},
		{"GET", "/api/v1/changes", ""}, {"GET", "/api/v1/changes?horizon=0", ""}, {"GET", "/api/v1/changes?segment=none", ""}, {"GET", "/api/v1/changes?before=none", ""},
		{"GET", "/api/v1/plan", ""}, {"GET", "/api/v1/plan?horizon=0", ""}, {"GET", "/api/v1/plan?segment=none", ""},
		{"POST", "/api/v1/plan/overrides", `{"segments":["state:SP"],"from":"2018-08-27","to":"2018-09-03","percent":5,"reason":"promotion"}`},
		{"POST", "/api/v1/plan/overrides", `{"segments":["state:SP"],"from":"2018-08-27","to":"2018-09-03","amount":5,"reason":"promotion"}`},
		{"POST", "/api/v1/plan/overrides", `{"segments":["none"],"from":"2018-08-27","to":"2018-09-03","set":5,"reason":"promotion"}`}, {"POST", "/api/v1/plan/overrides", `{"from":"soon"}`},
		{"POST", "/api/v1/plan/overrides/o1", `{"segments":["state:SP"],"from":"2018-08-27","to":"2018-09-03","amount":5000,"reason":"promotion","seen":1}`}, {"POST", "/api/v1/plan/overrides/none", `{"from":"2018-08-27","to":"2018-08-27","percent":1}`},
		{"POST", "/api/v1/plan/overrides/o1/undo", `{"seen":0}`}, {"POST", "/api/v1/plan/overrides/o1/undo", `{"seen":9}`}, {"POST", "/api/v1/plan/overrides/none/undo", `{"seen":9}`},
		{"POST", "/api/v1/plan/overrides/none/delete", `{"seen":9}`}, {"POST", "/api/v1/plan/publish", `{"version":"another","seen":9}`}, {"GET", "/api/v1/plan/worth", ""}, {"POST", "/api/v1/plan/overrides/o1/delete", `{"seen":9}`},
		{"GET", "/api/v1/needs", ""}, {"GET", "/api/v1/needs/replay?level=80", ""}, {"GET", "/api/v1/needs/replay?most=0", ""}, {"POST", "/api/v1/needs/rules", `{"most":4}`},
		{"POST", "/api/v1/needs/rules", `{"most":4,"change":9}`}, {"POST", "/api/v1/needs/rules", `{"most":0}`}, {"POST", "/api/v1/needs/none", `{"answer":"opened"}`}, {"POST", "/api/v1/needs/none", `{"answer":"done"}`},
		{"GET", "/api/v1/watch", ""}, {"GET", "/api/v1/schedule", ""}, {"POST", "/api/v1/schedule", `{"mode":"weekly","hour":25}`},
		{"POST", "/api/v1/schedule", `{"mode":"weekly","weekday":1,"hour":6,"zone":"America/Sao_Paulo"}`},
		{"POST", "/api/v1/webhook/test", ""}, {"POST", "/api/v1/webhook", `{"url":"nonsense"}`},
		{"POST", "/api/v1/webhook", `{"url":"http://127.0.0.1:1/none"}`}, {"POST", "/api/v1/webhook/test", ""}, {"GET", "/api/v1/webhook", ""}, {"POST", "/api/v1/webhook/key", ""},
		{"GET", "/api/v1/digest", ""}, {"GET", "/api/v1/digest/readers", ""}, {"POST", "/api/v1/digest/test", `{"to":"ana@example.com"}`}, {"PUT", "/api/v1/digest", `{"weekday":2,"hour":7,"minute":30,"wait":12}`},
		{"PUT", "/api/v1/digest", `{"wait":-1}`}, {"PUT", "/api/v1/digest", `{`}, {"POST", "/api/v1/digest/readers", `{"address":"ana@example.com","language":"en","segments":["state:SP"]}`},
		{"POST", "/api/v1/digest/readers", `{"address":"ana@example.com","language":"en","segments":["none"]}`}, {"POST", "/api/v1/digest/readers", `{"kind":"json","address":"http://127.0.0.1:1/key","language":"pt-BR"}`},
		{"POST", "/api/v1/digest/readers/r1/send", ""}, {"POST", "/api/v1/digest/readers/r2/send", ""}, {"POST", "/api/v1/digest/sendings/1/repeat", ""}, {"POST", "/api/v1/digest/sendings/none/repeat", ""},
		{"PUT", "/api/v1/digest/server", `{"host":"127.0.0.1","port":1,"tls":"tls","user":"ana","password":"secret","from":"sales@example.com"}`}, {"PUT", "/api/v1/digest/server", `{"port":0}`},
		{"POST", "/api/v1/digest/test", `{"to":"ana@example.com"}`}, {"POST", "/api/v1/digest/test", `{"to":"ana"}`}, {"GET", "/api/v1/digest", ""}, {"GET", "/api/v1/digest/readers", ""},
		{"DELETE", "/api/v1/digest/readers/r1", ""}, {"DELETE", "/api/v1/digest/readers/none", ""}, {"POST", "/api/v1/digest/readers/none/send", ""},
		{"GET", "/api/v1/tokens", ""}, {"POST", "/api/v1/tokens", `{"name":"spec"}`}, {"POST", "/api/v1/tokens", `{"name":""}`},
		{"POST", "/api/v1/tokens", `{"name":"till","scope":"import","until":"2999-12-31"}`}, {"POST", "/api/v1/tokens", `{"name":"x","scope":"all"}`},
		{"POST", "/api/v1/tokens/t1/revoke", ""}, {"POST", "/api/v1/tokens/none/revoke", ""}, {"POST", "/api/v1/tokens/t1/enable", ""}, {"POST", "/api/v1/tokens/none/enable", ""}, {"GET", "/api/v1/tokens", ""},
		{"GET", "/api/v1/jobs/j1/log", ""}, {"GET", "/api/v1/jobs/none/log", ""}, {"GET", "/api/v1/jobs/j1/log?after=x", ""},
		{"POST", "/api/v1/jobs/j1/retry", ""}, {"POST", "/api/v1/jobs/none/retry", ""},
		{"POST", "/api/v1/search", `{"trials":0}`}, {"POST", "/api/v1/search", `{"trials":1,"minutes":1}`},
		{"GET", "/api/v1/policy", ""}, {"POST", "/api/v1/policy", `{"mode":"manual"}`}, {"POST", "/api/v1/policy", `{"mode":"x"}`},
		{"GET", "/api/v1/retention", ""}, {"POST", "/api/v1/retention", `{"keep":50}`}, {"POST", "/api/v1/retention", `{"keep":-1}`},
		{"GET", "/api/v1/audit?limit=5", ""}, {"GET", "/api/v1/audit?limit=0", ""}, {"GET", "/api/v1/audit?before=x", ""},
		{"POST", "/api/v1/models", "no model"}, {"GET", "/api/v1/models/{live}/download", ""}, {"GET", "/api/v1/models/none/download", ""},
		{"GET", "/api/v1/models/compare", ""}, {"GET", "/api/v1/models/compare?a=none", ""}, {"GET", "/api/v1/models/compare?horizon=0", ""},
		{"POST", "/api/v1/models/{live}/pin", `{"pinned":true}`}, {"POST", "/api/v1/models/none/pin", ""},
		{"POST", "/api/v1/models/{live}/remark", `{"remark":"good"}`}, {"POST", "/api/v1/models/none/remark", ""},
		{"POST", "/api/v1/models/{live}/delete", ""}, {"POST", "/api/v1/models/none/delete", ""},
		{"POST", "/api/v1/imports?name=new.csv", "week,revenue\n2018-09-10,10.00\n"}, {"POST", "/api/v1/imports?name=bad.csv", "week,revenue\n2018-09-10,ten\n"},
		{"GET", "/api/v1/imports", ""}, {"GET", "/api/v1/imports/2", ""}, {"GET", "/api/v1/imports/none", ""},
		{"POST", "/api/v1/imports/2/apply", `{"retrain":false}`}, {"POST", "/api/v1/imports/2/apply", ""},
		{"POST", "/api/v1/imports?name=new.csv", "week,revenue\n2018-09-10,10.00\n"},
		{"POST", "/api/v1/imports/2/undo", ""}, {"POST", "/api/v1/imports/99/undo", ""}, {"POST", "/api/v1/imports/2/discard", ""},
		{"POST", "/api/v1/budgets", `{"budgets":[{"segment":"total","month":"2018-10","amount":1000000}]}`}, {"GET", "/api/v1/budgets?year=2018", ""}, {"GET", "/api/v1/budgets?year=soon", ""}, {"GET", "/api/v1/budgets?segment=none", ""},
		{"POST", "/api/v1/budgets", `{"revision":0,"budgets":[{"segment":"total","month":"2018-10","amount":1}]}`}, {"POST", "/api/v1/budgets", `{"budgets":[{"segment":"total","month":"soon","amount":1}]}`},
		{"POST", "/api/v1/budgets/1/undo", ""}, {"POST", "/api/v1/budgets/none/undo", ""},
		{"GET", "/api/v1/orders", ""}, {"POST", "/api/v1/stock", `{"stock":[{"segment":"state:SP","on_hand":900,"unit_cost":70},{"segment":"total"}]}`}, {"GET", "/api/v1/stock", ""}, {"GET", "/api/v1/orders", ""},
		{"POST", "/api/v1/stock", `{"revision":0,"stock":[{"segment":"total","on_hand":1}]}`}, {"POST", "/api/v1/stock", `{"stock":[{"segment":"total","pack":0}]}`}, {"POST", "/api/v1/stock", `{"stock":[{"segment":"none","on_hand":1}]}`},
		{"POST", "/api/v1/stock/1/undo", ""}, {"POST", "/api/v1/stock/none/undo", ""},
		{"POST", "/api/v1/stockouts", `{"stockouts":[{"segment":"state:SP","week":"2018-07-02","note":"supplier"}]}`}, {"GET", "/api/v1/stockouts", ""},
		{"POST", "/api/v1/stockouts", `{"revision":0,"stockouts":[{"segment":"state:SP","week":"2018-07-09"}]}`}, {"POST", "/api/v1/stockouts", `{"stockouts":[{"segment":"state:SP","week":"soon"}]}`}, {"POST", "/api/v1/stockouts", `{"stockouts":[{"segment":"none","week":"2018-07-02"}]}`},
		{"POST", "/api/v1/stockouts/1/undo", ""}, {"POST", "/api/v1/stockouts/none/undo", ""},
		{"GET", "/api/v1/drivers", ""}, {"POST", "/api/v1/imports?name=promo.csv&drivers=promo_days", promoFile}, {"POST", "/api/v1/imports/3/apply", ""},
		{"GET", "/api/v1/drivers?segment=state:SP", ""}, {"GET", "/api/v1/drivers?segment=none", ""},
		{"POST", "/api/v1/drivers", `{"driver":"promo_days","weeks":[{"week":"2018-09-10","value":3},{"week":"2018-09-17"}]}`}, {"POST", "/api/v1/drivers", `{"driver":"promo_days","weeks":[]}`},
		{"POST", "/api/v1/drivers", `{"driver":"none","weeks":[]}`}, {"POST", "/api/v1/drivers", `{"driver":"promo_days","weeks":[{"week":"soon"}]}`},
		{"POST", "/api/v1/drivers/1/undo", ""}, {"POST", "/api/v1/drivers/none/undo", ""},
		{"POST", "/api/v1/sources", `{"name":"till","place":{"kind":"url","url":"http://127.0.0.1:9/key"}}`}, {"POST", "/api/v1/sources", `{"name":"x","place":{"kind":"ftp"}}`},
		{"GET", "/api/v1/sources", ""}, {"GET", "/api/v1/sources/f1", ""}, {"GET", "/api/v1/sources/none", ""}, {"POST", "/api/v1/sources/f1", `{"rules":{"max_change":5}}`},
		{"POST", "/api/v1/sources/f1", `{"rules":{"max_change":-5}}`}, {"POST", "/api/v1/sources/f1/preview", ""}, {"POST", "/api/v1/sources/none/preview", ""},
		{"POST", "/api/v1/sources/f1/fetch", ""}, {"POST", "/api/v1/sources/none/fetch", ""}, {"POST", "/api/v1/sources/f1/pause", `{"paused":true}`}, {"POST", "/api/v1/sources/none/pause", ""},
		{"POST", "/api/v1/sources/f1/delete", ""}, {"POST", "/api/v1/sources/f1/restore", ""}, {"POST", "/api/v1/sources/none/delete", ""}, {"POST", "/api/v1/sources/none/restore", ""},
		{"GET", "/api/v1/shop", ""}, {"POST", "/api/v1/shop", `{"source":"Olist, 2018"}`}, {"POST", "/api/v1/shop", `{"currency":"X"}`}, {"GET", "/api/v1/shops", ""}, {"POST", "/api/v1/shops/none/return", ""}, {"POST", "/api/v1/shops/none/drop", ""},
		{"POST", "/api/v1/start?name=a.csv", "week,sales\n2025-01-06,01/02\n"}, {"POST", "/api/v1/start?name=a.pdf", "%PDF-1.7\n"}, {"GET", "/api/v1/start/none", ""},
		{"POST", "/api/v1/start/none", ""}, {"POST", "/api/v1/start/none/drop", ""}, {"POST", "/api/v1/start/none/name", ""},
		{"POST", "/api/v1/shares", `{"page":"accuracy","horizon":4,"language":"pt-BR","until":"{tomorrow}","origins":["https://intranet.example"]}`}, {"POST", "/api/v1/shares", `{"segment":"state:SP","until":"2999-01-01"}`},
		{"POST", "/api/v1/shares", `{"segment":"none","until":"{tomorrow}"}`}, {"GET", "/api/v1/shares", ""}, {"POST", "/api/v1/shares/l1/revoke", ""}, {"POST", "/api/v1/shares/none/revoke", ""}, {"GET", "/api/v1/shares", ""},
		{"GET", "/api/v1/reading", ""}, {"POST", "/api/v1/reading", `{"open":true}`}, {"POST", "/api/v1/reading", `{}`},
		{"POST", "/api/v1/people", `{"name":"ana","role":"planner"}`}, {"POST", "/api/v1/people", `{"name":"ana","role":"planner"}`}, {"GET", "/api/v1/people", ""}, {"POST", "/api/v1/people/ana/role", `{"role":"viewer"}`},
		{"POST", "/api/v1/people/ana/reset", ""}, {"POST", "/api/v1/people/ana/switch", ""}, {"POST", "/api/v1/people/ana/reset", ""}, {"POST", "/api/v1/people/none/switch", `{"off":false}`},
		{"GET", "/api/v1/sessions", ""}, {"POST", "/api/v1/sessions/none/end", ""},
		{"GET", "/api/openapi.yaml", ""}, {"GET", "/healthz", ""}, {"GET", "/readyz", ""}, {"GET", "/metrics", ""},
	} {
		t.Run(c.method+c.path+strings.TrimSpace(c.body), func(t *testing.T) {
			a.ask(c.method, c.path, strings.ReplaceAll(c.body, "{tomorrow}", time.Now().AddDate(0, 0, 2).Format(time.DateOnly)))
		})
	}
}

// TestSpecNamesTheScopes: the scopes that the file names for an operation are
// those that the table of grants opens it to, and whoever needs one may be
// refused.
func TestSpecNamesTheScopes(t *testing.T) {
	doc := loadSpec(t)
	holds := map[string]string{"read": "read", "plan": "read plan", "train": "read plan train import", "import": "import", "metrics": "metrics", "admin": "read plan train import metrics admin"}
	for _, r := range newIdleApp(t).server.routes() {
		if r.page {
			continue
		}
		op := doc.Paths.Value(pathParam.ReplaceAllString(r.path, "{$1}")).GetOperation(r.method)
		if op.Security == nil {
			t.Errorf("%s %s names no scope", r.method, r.path)
			continue
		}
		for scope, grants := range grantsOfScope {
			named := len(*op.Security) == 0
			for _, alternative := range *op.Security {
				named = named || slices.Contains(strings.Fields(holds[string(scope)]), alternative["token"][0])
			}
			if named != grants.has(r.access) {
				t.Errorf("%s %s is open to %s: %v; named: %v", r.method, r.path, scope, grants.has(r.access), *op.Security)
			}
		}
		for _, status := range refusalsOf(r) {
			if op.Responses.Status(status) == nil {
				t.Errorf("%s %s does not name %d", r.method, r.path, status)
			}
		}
	}
}

// refusalsOf are the statuses that a route may answer before its handler is asked.
func refusalsOf(r route) []int {
	all := []int{http.StatusForbidden, http.StatusInternalServerError, http.StatusServiceUnavailable}
	if r.access != open {
		all = append(all, http.StatusUnauthorized)
	}
	if isChange(r.method) {
		all = append(all, http.StatusInsufficientStorage)
	}
	if r.body != noBody {
		all = append(all, http.StatusBadRequest, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge)
	}
	return all
}

// specRouter finds the operation of a request, whatever the server's address.
var specRouter = sync.OnceValues(func() (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromData(openAPI)
	if err != nil {
		return nil, err
	}
	doc.Servers = nil
	return gorillamux.NewRouter(doc)
})

// fitsSpec holds an answer against the file, where the file describes what was
// asked. Every answer that a test is given comes by here.
func fitsSpec(ctx context.Context, req *http.Request, resp *http.Response, answer []byte) error {
	router, err := specRouter()
	if err != nil {
		return err
	}
	route, params, err := router.FindRoute(req)
	if err != nil { // a page, or a method that is not taken
		return nil
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route},
		Status:                 resp.StatusCode, Header: resp.Header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	in.SetBodyBytes(bytes.TrimSpace(answer))
	return openapi3filter.ValidateResponse(ctx, in)
}
