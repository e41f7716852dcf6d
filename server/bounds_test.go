package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// bounded is a number that an operation takes, as openapi.yaml describes it.
type bounded struct {
	method, path, name string
	inside             []string       // names of the objects in a body that hold it
	body               map[string]any // a good one; nil for a parameter of the query
	described          bool
	schema             *openapi3.Schema
}

// boundsOf are the numbers of all operations.
func boundsOf(doc *openapi3.T) (all []bounded) {
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			for _, p := range op.Parameters {
				if s := p.Value.Schema.Value; isNumber(s) && p.Value.In == openapi3.ParameterInQuery {
					all = append(all, bounded{method: method, path: path, name: p.Value.Name, described: p.Value.Description+s.Description != "", schema: s})
				}
			}
			if op.RequestBody == nil || op.RequestBody.Value.Content.Get("application/json") == nil {
				continue
			}
			content := op.RequestBody.Value.Content.Get("application/json")
			example, _ := content.Example.(map[string]any)
			for _, n := range numbersIn(content.Schema.Value, nil) {
				n.method, n.path, n.body = method, path, example
				all = append(all, n)
			}
		}
	}
	return all
}

func isNumber(s *openapi3.Schema) bool { return s.Type.Is("integer") || s.Type.Is("number") }

// numbersIn are those of an object and of the objects in it.
func numbersIn(s *openapi3.Schema, inside []string) (all []bounded) {
	for _, part := range s.AllOf {
		all = append(all, numbersIn(part.Value, inside)...)
	}
	for name, p := range s.Properties {
		if isNumber(p.Value) {
			all = append(all, bounded{name: name, inside: inside, described: p.Value.Description != "", schema: p.Value})
		}
		all = append(all, numbersIn(p.Value, append(inside[:len(inside):len(inside)], name))...)
	}
	return all
}

// with is what to ask with v in the place of the number.
func (n bounded) with(v string) (path, body string) {
	path = strings.NewReplacer("/sources/{id}", "/sources/f1", "/jobs/{id}", "/jobs/j1", "/overrides/{id}", "/overrides/o1").Replace(n.path)
	if n.body == nil {
		return path + "?" + url.Values{n.name: {v}}.Encode(), ""
	}
	whole := maps.Clone(n.body)
	at := whole
	for _, name := range n.inside {
		held, _ := at[name].(map[string]any)
		if held = maps.Clone(held); held == nil {
			held = map[string]any{}
		}
		at[name], at = held, held
	}
	at[n.name] = json.Number(v)
	if strings.HasPrefix(n.path, "/api/v1/plan/overrides") { // one of three is given, of weeks of its own
		delete(whole, "amount")
		whole["segments"], whole["seen"] = []string{"total"}, 1000
		if path != n.path {
			whole["from"], whole["to"] = "2018-10-01", "2018-10-08"
		}
	}
	if whole["name"] != nil {
		whole["name"] = n.name + " " + v // of another source than the last
	}
	raw, err := json.Marshal(whole)
	if err != nil {
		panic(err)
	}
	return path, string(raw)
}

// tries gives the numbers at the bounds, and those beyond.
func (n bounded) tries() (good, bad []string) {
	beyond := 1.0
	if n.schema.Type.Is("number") {
		beyond = 1e-6
	}
	write := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	if n.schema.Min != nil {
		good, bad = append(good, write(*n.schema.Min)), append(bad, write(*n.schema.Min-beyond))
	}
	if n.schema.Max != nil {
		good, bad = append(good, write(*n.schema.Max)), append(bad, write(*n.schema.Max+beyond))
	}
	return good, bad
}

// TestBoundsAreThoseOfTheFile: each number that openapi.yaml bounds is taken at its bounds,
// and refused by its name a little beyond; each says what it is.
func TestBoundsAreThoseOfTheFile(t *testing.T) {
	a := newIdleApp(t)
	a.addSource("http://127.0.0.1:9/sales.csv")
	if resp, said := a.ask("POST", "/api/v1/plan/overrides", `{"segments": ["state:SP"], "from": "2018-10-01", "to": "2018-10-08", "percent": 5, "reason": "promotion"}`); resp.StatusCode != http.StatusOK {
		t.Fatal(said)
	}
	tried := 0
	for _, n := range boundsOf(loadSpec(t)) {
		where := fmt.Sprintf("%s %s: %s", n.method, n.path, strings.Join(append(n.inside, n.name), "."))
		if !n.described {
			t.Errorf("%s says not what it is", where)
		}
		good, bad := n.tries()
		tried += len(good)
		for _, v := range good {
			path, body := n.with(v)
			if resp, said := a.ask(n.method, path, body); resp.StatusCode >= 300 {
				t.Errorf("%s of %s: status %d: %s", where, v, resp.StatusCode, said)
			}
			must(t, a.clearQueue())
		}
		for _, v := range bad {
			path, body := n.with(v)
			resp, said := a.ask(n.method, path, body)
			var problem struct{ Field string }
			if err := json.Unmarshal([]byte(said), &problem); err != nil || resp.StatusCode != http.StatusUnprocessableEntity || problem.Field != n.name {
				t.Errorf("%s of %s: status %d: %s", where, v, resp.StatusCode, said)
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d bounds are tried", tried)
	}
}

// clearQueue takes back what waits.
func (a *app) clearQueue() error {
	open, err := a.store.OpenJobs(a.t.Context())
	for _, job := range open {
		if _, failed := a.store.CancelJob(a.t.Context(), "test", job.ID); failed != nil {
			err = failed
		}
	}
	return err
}
