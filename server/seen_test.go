package server

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// overwriting are the forms that are filled from what is there and replace it: what
// one person changes in them first, and then another who saw it as it was before.
var overwriting = []struct {
	page, action       string
	field, first, then string
}{
	{page: "/admin/policy", action: "/admin/policy", field: "max_worse", first: "7", then: "9"},
	{page: "/admin/policy", action: "/admin/retention", field: "keep", first: "40", then: "50"},
	{page: "/automation", action: "/automation/schedule", field: "time", first: "05:10", then: "06:20"},
	{page: "/automation", action: "/automation/webhook", field: "url", first: "http://127.0.0.1:9", then: "http://127.0.0.2:9"},
	{page: "/backups", action: "/backups", field: "days", first: "8", then: "9"},
	{page: "/shop", action: "/shop", field: "name", first: "Sapataria", then: "Sapatos"},
	{page: "/sources/f1", action: "/sources/f1", field: "max_change", first: "11", then: "12"},
	{page: "/models?open={spare}", action: "/models/{spare}/remark", field: "remark", first: "good", then: "bad"},
	{page: "/scenarios/s2", action: "/scenarios/s2/rename", field: "name", first: "May", then: "June"},
	{page: "/scenarios/s2?edit=0", action: "/scenarios/s2/add", field: "percent", first: "7", then: "8"},
}

// TestTheSecondOfTwoIsTold fills one form twice and sends both: the second is
// refused with what it typed, and taken once it was sent again.
func TestTheSecondOfTwoIsTold(t *testing.T) {
	for _, c := range overwriting {
		t.Run(c.action, func(t *testing.T) {
			t.Parallel()
			a := formsApp(t)
			page, action := a.formPage(c.page), a.formPage(c.action)
			first, second := a.filled(a.page(page), action), a.filled(a.page(page), action)
			first.Set(c.field, c.first)
			second.Set(c.field, c.then)
			if status, _ := a.press(action, first.Encode()); status.StatusCode != http.StatusSeeOther && status.StatusCode != http.StatusCreated {
				t.Fatalf("the first answers %d", status.StatusCode)
			}
			answer, body := a.press(action, second.Encode())
			if answer.StatusCode != http.StatusConflict {
				t.Fatalf("the second answers %d", answer.StatusCode)
			}
			wantIn(t, body, "has been changed since")
			if now := a.filled(a.page(page), action).Get(c.field); now != c.first {
				t.Errorf("%s is %q, what the first gave is %q", c.field, now, c.first)
			}
			again := a.filled(body, action)
			if kept := again.Get(c.field); kept != c.then {
				t.Errorf("of what was typed (%q) the form keeps %q", c.then, kept)
			}
			if answer, body = a.press(action, again.Encode()); answer.StatusCode != http.StatusSeeOther && answer.StatusCode != http.StatusCreated {
				t.Errorf("saved again, it answers %d: %.300s", answer.StatusCode, body)
			}
		})
	}
}

// TestAScenarioOfTwo: who takes away or undoes what others have changed since is
// told, and nothing is done.
func TestAScenarioOfTwo(t *testing.T) {
	a := formsApp(t)
	seen := a.filled(a.page("/scenarios/s2"), "/scenarios/s2/remove")
	seen.Set("assumption", "0")
	rename := a.filled(a.page("/scenarios/s2"), "/scenarios/s2/rename")
	rename.Set("name", "Other")
	if answer, _ := a.press("/scenarios/s2/rename", rename.Encode()); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("it is renamed with %d", answer.StatusCode)
	}
	before, err := a.store.Scenario(t.Context(), "s2")
	must(t, err)
	for _, act := range []string{"remove", "undo"} {
		answer, body := a.press("/scenarios/s2/"+act, seen.Encode())
		if answer.StatusCode != http.StatusConflict {
			t.Errorf("%s answers %d", act, answer.StatusCode)
		}
		wantIn(t, body, "nothing was done")
	}
	now, err := a.store.Scenario(t.Context(), "s2")
	must(t, err)
	if now.Name != before.Name || len(now.Changes) != len(before.Changes) {
		t.Errorf("it was %q with %d assumptions, and is %q with %d", before.Name, len(before.Changes), now.Name, len(now.Changes))
	}
}

// replaceNothing are forms with something in them from the beginning that replace
// nothing which others may have changed.
var replaceNothing = map[string]string{
	"POST /notes":             "the week of a new note",
	"POST /admin/jobs":        "the parameters of one training",
	"POST /admin/search":      "the bounds of one search",
	"POST /shares":            "what a new link shows",
	"POST /sources":           "a new source",
	"POST /stockouts":         "the segment and the week of new marks",
	"POST /scenarios/:id/add": "a new assumption; one that is changed says what it was",
}

// TestFilledFormsSayFromWhat finds the forms that something stands in from the
// beginning: each says from what it was filled, or is known to replace nothing.
func TestFilledFormsSayFromWhat(t *testing.T) {
	a := formsApp(t)
	found := map[string]bool{}
	for _, f := range tried {
		if f.door != "" || !strings.HasPrefix(f.key, "POST") {
			continue
		}
		root, err := html.Parse(strings.NewReader(a.page(a.formPage(f.page))))
		must(t, err)
		for n := range root.Descendants() {
			if n.Data != "form" || !strings.EqualFold(attr(n, "method"), "post") {
				continue
			}
			key := a.formKey("post", attr(n, "action"), nil)
			if values := valuesOf(n); !holdsText(n) || values.Get(seenField) != "" || values.Get("revision") != "" || values.Get("change") != "" || found[key] {
				continue
			}
			found[key] = true
			if replaceNothing[key] == "" {
				t.Errorf("%s: others may change what this form replaces (%s)", key, f.page)
			}
		}
	}
	for key := range replaceNothing {
		if !found[key] {
			t.Errorf("%s: no such form", key)
		}
	}
}

// holdsText reports whether something that may be typed over stands in a form.
func holdsText(form *html.Node) bool {
	for n := range form.Descendants() {
		switch kind := attr(n, "type"); {
		case n.Data == "textarea" && n.FirstChild != nil,
			n.Data == "input" && kind != "hidden" && kind != "checkbox" && kind != "radio" && kind != "range" && attr(n, "value") != "":
			return true
		}
	}
	return false
}

// filled is what a browser sends of the form with that action, as it stands on a page.
func (a *app) filled(page, action string) url.Values {
	a.t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	must(a.t, err)
	for n := range root.Descendants() {
		if n.Data == "form" && attr(n, "action") == action {
			return valuesOf(n)
		}
	}
	a.t.Fatalf("no form with the action %s", action)
	return nil
}

func valuesOf(form *html.Node) url.Values {
	v := url.Values{}
	for n := range form.Descendants() {
		name := attr(n, "name")
		switch {
		case name == "" || has(n, "disabled"):
		case n.Data == "textarea":
			v.Set(name, textOf(n))
		case n.Data == "select":
			v.Set(name, selected(n))
		case n.Data == "input" && (attr(n, "type") == "checkbox" || attr(n, "type") == "radio"):
			if has(n, "checked") {
				v.Set(name, cmp.Or(attr(n, "value"), "on"))
			}
		case n.Data == "input":
			v.Set(name, attr(n, "value"))
		}
	}
	return v
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) (text string) {
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text += c.Data
		}
	}
	return text
}

// selected is the value of the option that is chosen, of the first where none is.
func selected(n *html.Node) (value string) {
	first := true
	for o := range n.Descendants() {
		if o.Data == "option" && (first || has(o, "selected")) {
			value, first = attr(o, "value"), false
		}
	}
	return value
}
