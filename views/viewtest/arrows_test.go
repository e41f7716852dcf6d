package viewtest_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// shared is what the packages under views that are no pages may import of this
// module.
var shared = map[string][]string{
	"olist/views/text":     {"olist/week"},
	"olist/views/ui":       {"olist/week", "olist/static", "olist/views/text"},
	"olist/views/chart":    {"olist/week", "olist/static", "olist/views/text", "olist/views/ui"},
	"olist/views/viewtest": {"olist/week", "olist/views/text", "olist/views/ui"},
}

var ofPages = []string{"olist/week", "olist/static", "olist/views/text", "olist/views/ui", "olist/views/chart"}

// TestArrows: a page imports what pages share and no other page, what they share
// imports no page, and the server alone imports pages.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "olist/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	isPage := func(name string) bool { return strings.HasPrefix(name, "olist/views/") && shared[name] == nil }
	pages := 0
	for line := range strings.Lines(string(out)) {
		names := strings.Fields(line)
		from, may := names[0], shared[names[0]]
		if isPage(from) {
			may = ofPages
			pages++
		}
		for _, to := range names[1:] {
			if may != nil && strings.HasPrefix(to, "olist/") && !slices.Contains(may, to) ||
				may == nil && isPage(to) && from != "olist/server" {
				t.Errorf("%s imports %s", from, to)
			}
		}
	}
	if pages < 10 {
		t.Errorf("%d pages seen", pages)
	}
}
