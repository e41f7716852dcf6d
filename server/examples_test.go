package server

import (
	"encoding/json"
	"flag"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"olist/secret"
)

var updateExamples = flag.Bool("update-examples", false, "write the answers that the server gives now into openapi.yaml as its examples")

// step asks an operation of the file, with the file's own example as body.
type step struct {
	op     string
	id     string // of the path; what begins with $ was kept by a step before
	query  string
	body   string // where the file has no example, as of what is no text
	status int    // where it is no success
	keep   string // name=pattern: what of the answer later steps need
}

// steps ask every operation once at least, in an order that they can be done in:
// m1 is the shipped model, m2 was trained before.
var steps = []step{
	{op: "getHealth"}, {op: "getReady"}, {op: "getMetrics"}, {op: "getOpenAPI"},
	{op: "predict", query: "weeks=2"}, {op: "config"}, {op: "getConfig"},
	{op: "getForecast", query: "segment=state:SP&horizon=2&level=80"}, {op: "getExplain", query: "horizon=1"},
	{op: "getSeries", query: "segment=total"}, {op: "getBacktest"}, {op: "getWatch"},
	{op: "search", keep: `search="id":"(\w+)"`}, {op: "retrain", keep: `job="job":"(\w+)"`}, {op: "postRetrain"},
	{op: "getJobs"}, {op: "getJob", id: "$job"}, {op: "getJobLog", id: "j1"}, {op: "cancelJob", id: "$job"},
	{op: "retryJob", id: "$job", keep: `again="id":"(\w+)"`}, {op: "cancelJob", id: "$again"}, {op: "cancelJob", id: "$search"},
	{op: "getPolicy"}, {op: "setPolicy"}, {op: "getRetention"}, {op: "setRetention"},
	{op: "getModels"}, {op: "getModel", id: "{live}"}, {op: "compareModels", query: "horizon=1"}, {op: "remarkModel", id: "{live}"}, {op: "pinModel", id: "{live}"},
	{op: "getXGBoost", id: "{live}"}, {op: "downloadModel", id: "{live}", keep: "file=(?s)(.*)"}, {op: "pinModel", id: "{live}", body: `{"pinned":false}`},
	{op: "deleteModel", id: "{live}", status: 204}, {op: "uploadModel", body: "$file", keep: `model="id":"([^"]+)"`}, {op: "activateModel", id: "$model"},
	{op: "stageImport", query: "name=week.csv"}, {op: "getImports"}, {op: "getImport", id: "2"}, {op: "joinImport", id: "2"}, {op: "applyImport", id: "2"}, {op: "undoImport", id: "2"},
	{op: "stageImport", query: "name=promo.csv&drivers=promo_days", body: promoFile}, {op: "applyImport", id: "3"}, {op: "getChanges", query: "horizon=1"},
	{op: "addOverride"}, {op: "changeOverride", id: "o1"}, {op: "getPlan", query: "horizon=1", keep: `version="version":"([^"]+)"`}, {op: "publishPlan", body: `{"version":"$version","seen":2}`}, {op: "deleteOverride", id: "o1"}, {op: "undoOverride", id: "o1"}, {op: "getPlanWorth"},
	{op: "putDriver"}, {op: "getDrivers"}, {op: "undoDriver", id: "1"}, {op: "stageImport", query: "name=week.csv", body: "week,revenue\n2018-09-24,1000\n"}, {op: "discardImport", id: "4", status: 204},
	{op: "putStockouts"}, {op: "getStockouts"}, {op: "undoStockouts", id: "1"},
	{op: "putBudgets"}, {op: "getBudgets", query: "year=2018"}, {op: "undoBudgets", id: "1"}, {op: "putStock"}, {op: "getStock"}, {op: "getOrders"}, {op: "undoStock", id: "1"},
	{op: "getNeeds", keep: `need="id":"(\w+)"`}, {op: "getNeedsReplay"}, {op: "setNeedsRules"}, {op: "answerNeed", id: "$need"}, {op: "judgeWeek"}, {op: "getEvents"}, {op: "putEvent", keep: `event="id":"(\w+)"`}, {op: "deleteEvent", id: "$event"}, {op: "groupEvents"},
	{op: "addSource"}, {op: "getSources"}, {op: "getSource", id: "f1"}, {op: "changeSource", id: "f1"}, {op: "previewSource", id: "f1"}, {op: "fetchSource", id: "f1"},
	{op: "pauseSource", id: "f1"}, {op: "deleteSource", id: "f1"}, {op: "restoreSource", id: "f1"},
	{op: "getSchedule"}, {op: "setSchedule"}, {op: "setWebhook"}, {op: "replaceWebhookKey"}, {op: "testWebhook"}, {op: "getWebhook"},
	{op: "setDigest"}, {op: "setMailServer"}, {op: "testMail"}, {op: "addReader"}, {op: "getReaders"}, {op: "sendDigest", id: "r1"}, {op: "repeatSending", id: "1"}, {op: "getDigest"}, {op: "deleteReader", id: "r1", status: 204},
	{op: "addToken"}, {op: "getTokens"}, {op: "enableToken", id: "t1"}, {op: "revokeToken", id: "t1"}, {op: "revokeTokens"},
	{op: "addShare"}, {op: "getShares"}, {op: "revokeShare", id: "l1"}, {op: "revokeShares"}, {op: "getReading"}, {op: "decideReading"}, {op: "addPerson"}, {op: "getPeople"}, {op: "setRole", id: "ana"}, {op: "resetPerson", id: "ana"}, {op: "switchPerson", id: "ana"},
	{op: "getSessions", keep: `session="id":"([^"]+)"`}, {op: "endSession", id: "$session"}, {op: "getAudit", query: "limit=2"}, {op: "getExport"},
	{op: "shop"}, {op: "putShop"}, {op: "start", query: "name=sales.csv", keep: `start="id":"([^"]+)"`}, {op: "started", id: "$start"}, {op: "reread", id: "$start"},
	{op: "beginShop", id: "$start"}, {op: "keptShops", keep: `shop="id":"([^"]+)"`}, {op: "returnShop", id: "$shop"}, {op: "keptShops", keep: `shop="id":"([^"]+)"`}, {op: "dropShop", id: "$shop", status: 204},
	{op: "start", query: "name=sales.csv", keep: `start="id":"([^"]+)"`}, {op: "dropStart", id: "$start", status: 204},
}

// TestExamplesAreReal sends the file's example of every request to a real
// server, and holds each answer against the file's example of it: they have the
// same fields. That examples fit their schemas the file's validation says.
func TestExamplesAreReal(t *testing.T) {
	a := newApp(t)
	a.retrain(`{"n_estimators":5}`)
	a.until("the model is evaluated", func() bool {
		resp, _ := a.ask("GET", "/api/v1/backtest", "")
		return resp.StatusCode == http.StatusOK
	})
	must(t, a.store.StartSession(t.Context(), "test", secret.New(""), secret.Text{}, time.Now().Add(time.Hour)))
	doc, err := openapi3.NewLoader().LoadFromData(openAPI) // valid or, before its examples are written, not
	must(t, err)
	kept, made, asked := map[string]string{}, map[string]any{}, map[string]bool{}
	for _, s := range steps {
		path, method, op := operation(doc, s.op)
		if op == nil {
			t.Fatalf("the file has no %s", s.op)
		}
		first := !asked[s.op]
		asked[s.op] = true
		resp, answer := a.take(s, method, path, op, kept)
		if want := max(s.status, http.StatusOK); resp.StatusCode != want && (want != http.StatusOK || resp.StatusCode/100 != 2) {
			t.Errorf("%s answers %d: %.500s", s.op, resp.StatusCode, answer)
			continue
		}
		if name, pattern, ok := strings.Cut(s.keep, "="); ok {
			m := regexp.MustCompile(pattern).FindStringSubmatch(answer)
			if m == nil {
				t.Errorf("%s answers nothing like %s: %.500s", s.op, pattern, answer)
				continue
			}
			kept["$"+name] = m[1]
		}
		if media := op.Responses.Status(resp.StatusCode).Value.Content.Get("application/json"); first && s.status == 0 && media != nil {
			var got any
			must(t, json.Unmarshal([]byte(answer), &got))
			for _, ref := range media.Examples {
				name := ref.Ref[strings.LastIndex(ref.Ref, "/")+1:]
				if _, there := made[name]; there {
					continue // another operation with the same answers
				}
				made[name] = shortened(got)
				if differ := differs("", ref.Value.Value, got); differ != "" && !*updateExamples {
					t.Errorf("%s: the example and the answer differ at %s", s.op, differ)
				}
			}
			if len(media.Examples) == 0 {
				t.Errorf("%s has no example of its answer", s.op)
			}
		}
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !asked[op.OperationID] {
				t.Errorf("%s %s is not asked", method, path)
			}
		}
	}
	if *updateExamples && !t.Failed() {
		writeExamples(t, made)
	}
}

// operation finds one by its id.
func operation(doc *openapi3.T, id string) (path, method string, op *openapi3.Operation) {
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if op.OperationID == id {
				return path, method, op
			}
		}
	}
	return "", "", nil
}

// take asks for a step, with the example of the first media type that has one.
func (a *app) take(s step, method, path string, op *openapi3.Operation, kept map[string]string) (*http.Response, string) {
	a.t.Helper()
	with := func(v string) string {
		if k, ok := kept[v]; ok {
			return k
		}
		return v
	}
	path = strings.Replace(path, "{id}", with(s.id), 1)
	if s.query != "" {
		path += "?" + s.query
	}
	body, kind := s.body, ""
	for name, value := range kept {
		body = strings.ReplaceAll(body, name, value)
	}
	if op.RequestBody != nil && body == "" {
		content := op.RequestBody.Value.Content
		for _, name := range slices.Sorted(maps.Keys(content)) {
			if text, isText := content[name].Example.(string); isText {
				body, kind = text, name
			} else if example := content[name].Example; example != nil {
				raw, err := json.Marshal(example)
				must(a.t, err)
				body, kind = strings.Replace(string(raw), "2026-12-31", time.Now().AddDate(0, 0, 30).Format(time.DateOnly), 1), name
			}
		}
		if body == "" {
			a.t.Errorf("%s has no example of its request", s.op)
		}
	}
	if kind == "" {
		return a.ask(method, path, body)
	}
	return a.ask(method, path, body, "Content-Type", kind)
}

// timely are fields that an answer has or lacks by how far a job has come.
var timely = []string{"issued_at", "progress", "verdict", "started_at", "finished_at", "model_id", "error", "error_message", "next", "body", "ended_at", "next_at", "last_error", "latest"}

// differs says where two values differ in their fields; lists by their first.
func differs(at string, a, b any) string {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			return at
		}
		for _, k := range slices.Sorted(maps.Keys(a)) {
			if _, there := b[k]; !there && !slices.Contains(timely, k) {
				return at + "." + k
			}
			if d := differs(at+"."+k, a[k], b[k]); d != "" && !slices.Contains(timely, k) {
				return d
			}
		}
		for _, k := range slices.Sorted(maps.Keys(b)) {
			if _, there := a[k]; !there && !slices.Contains(timely, k) {
				return at + "." + k
			}
		}
	case []any:
		if b, ok := b.([]any); ok && len(a) > 0 && len(b) > 0 {
			return differs(at+"[]", a[0], b[0])
		}
	}
	return ""
}

// shortened is an answer with one or two of each list, to be read.
func shortened(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			switch k {
			case "secret":
				v[k] = "shown this once"
			case "link":
				v[k] = "/join?key=shown-this-once"
			default:
				v[k] = shortened(v[k])
			}
		}
	case []any:
		short := []any{}
		for _, e := range v[:min(len(v), 2)] {
			if short = append(short, shortened(e)); isLarge(e) && len(v) > 2 { // two are often a pair
				break
			}
		}
		return short
	}
	return v
}

func isLarge(v any) bool {
	raw, err := json.Marshal(v)
	return err != nil || len(raw) > 120
}

const examplesMark = "  # Made by: go test ./server -run TestExamplesAreReal -update-examples\n  examples:\n"

// writeExamples writes the last part of the file.
func writeExamples(t *testing.T, made map[string]any) {
	t.Helper()
	hand, _, found := strings.Cut(string(openAPI), examplesMark)
	if !found {
		t.Fatal("openapi.yaml lacks the line after which its examples stand")
	}
	var out strings.Builder
	out.WriteString(hand + examplesMark)
	for _, name := range slices.Sorted(maps.Keys(made)) {
		raw, err := json.Marshal(made[name])
		must(t, err)
		out.WriteString("    " + name + ": {value: " + string(raw) + "}\n")
	}
	must(t, os.WriteFile("openapi.yaml", []byte(out.String()), 0o644))
}
