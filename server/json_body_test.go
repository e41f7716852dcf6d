package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// goWords are those of the program and not of its users.
var goWords = regexp.MustCompile(`map\[|interface|float64|\bu?int\d*\b|\bstruct\b|\bstring\b|\bbool\b|\[\]|json:|unmarshal|server\.|training\.|store\.|invalid character`)

// TestWrongBodiesAreToldInWords: whatever JSON is sent to whatever route, the
// answer is a refusal or an answer, never an error of ours, and names no type of
// Go's.
func TestWrongBodiesAreToldInWords(t *testing.T) {
	a := newIdleApp(t)
	deep := strings.Repeat("[", 20000)
	for _, r := range a.server.routes() {
		if !isChange(r.method) || r.page || r.path == "/api/v1/models" || r.path == "/api/v1/imports" { // those two take files
			continue
		}
		for _, body := range []string{`[]`, `"x"`, `5`, `true`, `[{}]`, `{`, `{"a":}`, `{} {}`, `{} ]`, `{} }`, `{}x`, `{"a":1}{"a":`, deep, `{"a":` + deep, "\x00", "\xff\xfe",
			`{"n_estimators":[]}`, `{"n_estimators":{}}`, `{"n_estimators":true}`, `{"n_estimators":1.5}`, `{"n_estimators":1e400}`, `{"n_estimators":"x"}`, `{"note":[]}`, `{"note":{}}`,
			`{"trials":"x"}`, `{"trials":1.5}`, `{"minutes":[]}`, `{"mode":5}`, `{"hour":"six"}`, `{"weekday":1e400}`, `{"keep":true}`, `{"name":5}`, `{"url":{}}`, `{"pinned":"yes"}`, `{"remark":1}`,
			`{"retrain":1}`, `{"week":5}`, `{"verdict":[]}`, `{"shock":"x"}`, `{"kind":{}}`, `{"percent":"x"}`} {
			resp, answer := a.ask(r.method, strings.ReplaceAll(r.path, ":id", "none"), body)
			var p Problem
			if resp.StatusCode >= 500 || resp.StatusCode >= 400 && (json.Unmarshal([]byte(answer), &p) != nil || p.Message == "") {
				t.Errorf("%s with %.30s answers %d: %.200s", r.path, body, resp.StatusCode, answer)
			}
			if found := goWords.FindString(p.Message); found != "" {
				t.Errorf("%s with %.30s says %q: %s", r.path, body, found, p.Message)
			}
		}
	}
}

// TestNullAndNamesTwiceAreRefused wherever JSON is read: the route says so of a
// number, too.
func TestNullAndNamesTwiceAreRefused(t *testing.T) {
	a := newIdleApp(t)
	read := 0
	for _, r := range a.server.routes() {
		path := strings.ReplaceAll(r.path, ":id", "1")
		if !isChange(r.method) || r.page || r.path == "/api/v1/models" || r.path == "/api/v1/imports" {
			continue
		}
		if _, answer := a.ask(r.method, path, `5`); !strings.Contains(answer, "The body should be") {
			continue // reads no JSON
		}
		read++
		for body, want := range map[string]string{
			"null": "not null.", "\n null\t": "not null.", `{"zz":1,"zz":1}`: "zz stands twice.", `{"zz":1,"ZZ":[]}`: "ZZ stands twice.",
			`{"zz":[{"b":{},"c":"b","b":1}]}`: "b stands twice.", `{"zz":{"a":[1,{"x":2}],"a":3}}`: "a stands twice.",
		} {
			resp, answer := a.ask(r.method, path, body)
			if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer, want) {
				t.Errorf("%s with %s answers %d %.200s", path, body, resp.StatusCode, answer)
			}
		}
	}
	if read < 12 {
		t.Errorf("only %d routes read JSON", read)
	}
	if resp, answer := a.ask("POST", "/api/v1/schedule", `{"mode":"off","zone":"mode"}`); strings.Contains(answer, "twice") {
		t.Errorf("a value that is a name answers %d %s", resp.StatusCode, answer)
	}
}

// TestJSONThatIsCalledAForm is read all the same, as curl -d sends it, and a
// form where JSON is wanted is not taken for an empty body.
func TestJSONThatIsCalledAForm(t *testing.T) {
	a := newIdleApp(t)
	for _, kind := range []string{"application/x-www-form-urlencoded", "text/plain", ""} {
		for body, want := range map[string]string{"null": "not null.", `{"n_estimators":1,"n_estimators":2}`: "stands twice.", "n_estimators=10": "not valid JSON", `{"trees":1}`: "There is no parameter"} {
			if resp, answer := a.ask("POST", "/retrain", body, "Content-Type", kind); resp.StatusCode/100 != 4 || !strings.Contains(answer, want) {
				t.Errorf("%s as %q answers %d %s", body, kind, resp.StatusCode, answer)
			}
		}
	}
}

// TestBodiesOfTheReplacedSystem: wrong ones, and that an empty one retrains with
// the live parameters.
func TestBodiesOfTheReplacedSystem(t *testing.T) {
	a := newIdleApp(t)
	for body, want := range map[string]string{
		`[]`:     `The body should be an object, not a list.`,
		`5`:      `The body should be an object, not a number.`,
		`"x"`:    `The body should be an object, not text.`,
		`null`:   `The body should be an object, not null.`,
		` null `: `The body should be an object, not null.`,

		`{"n_estimators":1,"n_estimators":2}`:      `n_estimators stands twice.`,
		`{"n_estimators":1,"N_Estimators":2}`:      `N_Estimators stands twice.`,
		`{"n_estimators":1,"n_estim\u0061tors":2}`: `n_estimators stands twice.`,
		`{"n_estimators":1} ]`:                     `The body holds more than one JSON value.`,
		`{"n_estimators":1}{}`:                     `The body holds more than one JSON value.`,
		`{"n_estimators":[1]}`:                     `n_estimators should be a number.`,
		`{"trees":1}`:                              `There is no parameter \"trees\".`,
		`{"b":1,"a":1}`:                            `There is no parameter \"a\".`, // the first by name, each time
		`{"n_estimators":1`:                        `The body is not valid JSON.`,
		`{"n_estimators":"many`:                    `The body is not valid JSON.`,
	} {
		if resp, answer := a.ask("POST", "/retrain", body); resp.StatusCode/100 != 4 || !strings.Contains(answer, want) {
			t.Errorf("%s answers %d %s", body, resp.StatusCode, answer)
		}
	}
	if resp, answer := a.ask("POST", "/api/v1/search", `{"trials":"x"}`); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer, `"should be a whole number, not text."`) || !strings.Contains(answer, `"field":"trials"`) {
		t.Errorf("a wrong type answers %d %s", resp.StatusCode, answer)
	}
	resp, answer := a.ask("POST", "/retrain", " \n")
	if resp.StatusCode != http.StatusOK || !strings.Contains(answer, `"started":true`) {
		t.Fatalf("an empty body answers %d %s", resp.StatusCode, answer)
	}
}

// TestRetrainingsQueue: different ones wait for each other, the same one is
// given back, ten wait, the next is told when to ask again.
func TestRetrainingsQueue(t *testing.T) {
	a := newIdleApp(t)
	type answer struct {
		Message, Status, Job string
		Started              bool
	}
	retrain := func(body string) (got answer, resp *http.Response) {
		t.Helper()
		resp, raw := a.ask("POST", "/retrain", body)
		must(t, json.Unmarshal([]byte(raw), &got))
		return got, resp
	}
	first, _ := retrain(`{"n_estimators":1}`)
	if _, running, err := a.store.Claim(t.Context(), "another process", time.Hour); err != nil || !running {
		t.Fatal(err)
	}
	second, resp := retrain(`{"n_estimators":2}`)
	if !second.Started || second.Job == first.Job || second.Status != "QUEUED" || second.Message != first.Message || resp.StatusCode != http.StatusOK {
		t.Errorf("the second, different one answers %+v", second)
	}
	for _, body := range []string{`{"n_estimators":1}`, `{"n_estimators":"1","note":"again"}`} {
		if same, _ := retrain(body); same.Started || same.Job != first.Job || same.Status != "QUEUED" || same.Message == first.Message {
			t.Errorf("the same one answers %+v", same)
		}
	}
	for n := range 9 {
		if next, _ := retrain(fmt.Sprintf(`{"n_estimators":%d}`, n+3)); !next.Started {
			t.Errorf("number %d answers %+v", n+3, next)
		}
	}
	full, resp := retrain(`{"n_estimators":999}`)
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "60" || !strings.Contains(full.Message, "10 jobs are waiting") {
		t.Errorf("the eleventh answers %d %v %+v", resp.StatusCode, resp.Header, full)
	}
	if same, resp := retrain(`{"n_estimators":2}`); resp.StatusCode != http.StatusOK || same.Job != second.Job {
		t.Errorf("one that waits answers %d %+v", resp.StatusCode, same)
	}
}
