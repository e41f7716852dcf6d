package server

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// keptDifference is one place where two answers are not the same.
type keptDifference struct{ path, was, is string }

func (d keptDifference) String() string {
	return fmt.Sprintf("%s: %.120s, was %.120s", d.path, d.is, d.was)
}

// keptDifferences compares two answers: numbers as such, all else letter for
// letter. An object may have more keys than it had.
func keptDifferences(t *testing.T, kind, was, is string) (found []keptDifference) {
	t.Helper()
	if strings.HasPrefix(kind, "text/csv") {
		return differentRows(t, was, is)
	}
	var a, b any
	must(t, json.Unmarshal([]byte(was), &a))
	must(t, json.Unmarshal([]byte(is), &b))
	compareJSON("", a, b, func(d keptDifference) { found = append(found, d) })
	return found
}

func compareJSON(path string, was, is any, tell func(keptDifference)) {
	switch a := was.(type) {
	case map[string]any:
		b, ok := is.(map[string]any)
		if !ok {
			break
		}
		for key, v := range a {
			compareJSON(strings.TrimPrefix(path+"."+key, "."), v, b[key], tell)
		}
		return
	case []any:
		b, ok := is.([]any)
		if ok && len(a) != len(b) && named(a) && named(b) { // one that came or went is one difference
			compareJSON(path, byName(a), byName(b), tell)
			for name, v := range byName(b) {
				if _, had := byName(a)[name]; !had {
					tell(keptDifference{path + "." + name, "", asJSON(v)})
				}
			}
			return
		}
		if !ok || len(a) != len(b) {
			break
		}
		for i := range a {
			compareJSON(path+nameOf(a[i], i), a[i], b[i], tell)
		}
		return
	case float64:
		if b, ok := is.(float64); ok && sameNumber(a, b) {
			return
		}
	default:
		if was == is {
			return
		}
	}
	tell(keptDifference{path, asJSON(was), asJSON(is)})
}

func named(list []any) bool { return len(byName(list)) == len(list) }

// byName are the elements that have a name.
func byName(list []any) map[string]any {
	out := map[string]any{}
	for _, v := range list {
		if name := nameOf(v, -1); name != "[-1]" {
			out[name] = v
		}
	}
	return out
}

// nameOf calls an element by its id or number where it has one.
func nameOf(element any, i int) string {
	if m, ok := element.(map[string]any); ok {
		if id, ok := m["id"].(string); ok {
			return "[" + id + "]"
		}
		if seq, ok := m["seq"].(float64); ok {
			return fmt.Sprintf("[%.0f]", seq)
		}
	}
	return fmt.Sprintf("[%d]", i)
}

func asJSON(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

// sameNumber allows for the last bits, which processors round differently.
func sameNumber(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a))
}

func differentRows(t *testing.T, was, is string) (found []keptDifference) {
	t.Helper()
	a, b := tableOf(t, was), tableOf(t, is)
	if len(a) != len(b) {
		if a, b = numbered(a, b); len(a) != len(b) {
			return []keptDifference{{"rows", strconv.Itoa(len(a)), strconv.Itoa(len(b))}}
		}
	}
	for i := range a {
		same := slices.EqualFunc(a[i], b[i], func(x, y string) bool {
			m, errX := strconv.ParseFloat(x, 64)
			n, errY := strconv.ParseFloat(y, 64)
			return x == y || errX == nil && errY == nil && sameNumber(m, n)
		})
		if !same {
			found = append(found, keptDifference{fmt.Sprintf("row %d", i), strings.Join(a[i], ","), strings.Join(b[i], ",")})
		}
	}
	return found
}

// numbered takes the newest rows that came off a table whose rows are numbered
// downwards, as those of the log.
func numbered(was, is [][]string) (a, b [][]string) {
	if len(was) < 2 || len(is) < len(was) || was[0][0] != "number" {
		return was, is
	}
	return was, append(is[:1:1], is[1+len(is)-len(was):]...)
}

func tableOf(t *testing.T, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	must(t, err)
	return rows
}

// TestKeptComparison: a cent, a letter, a lost key or row is seen.
func TestKeptComparison(t *testing.T) {
	for _, c := range []struct{ kind, was, is, where string }{
		{"application/json", `{"a":[{"id":"x","v":1.25}]}`, `{"b":1,"a":[{"v":1.25,"id":"x","w":0}]}`, ""},
		{"application/json", `{"v":123456.78}`, `{"v":123456.780000001}`, ""},
		{"application/json", `{"a":[{"id":"x","v":123456.78}]}`, `{"a":[{"id":"x","v":123456.79}]}`, "a[x].v"},
		{"application/json", `{"a":{"b":"c"}}`, `{"a":{"b":"d"}}`, "a.b"},
		{"application/json", `{"a":{"b":false}}`, `{"a":{}}`, "a.b"},
		{"application/json", `{"a":[1,2]}`, `{"a":[1]}`, "a"},
		{"application/json", `{"a":[{"seq":2,"v":1},{"seq":1,"v":1}]}`, `{"a":[{"seq":3,"v":1},{"seq":2,"v":1},{"seq":1,"v":2}]}`, "a.[1].va.[3]"},
		{"text/csv; charset=utf-8", "number,b\n2,2\n1,1\n", "number,b\n3,3\n2,2\n1,4\n", "row 2"},
		{"text/csv; charset=utf-8", "a,b\n1,2.00\n", "a,b\n1,2\n", ""},
		{"text/csv; charset=utf-8", "a,b\n1,2.00\n", "a,b\n1,2.01\n", "row 1"},
		{"text/csv; charset=utf-8", "a,b\n1,2\n", "a,b\n", "rows"},
	} {
		var where string
		for _, d := range keptDifferences(t, c.kind, c.was, c.is) {
			where += d.path
		}
		if where != c.where {
			t.Errorf("%s against %s: %q, want %q", c.was, c.is, where, c.where)
		}
	}
}
