package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

// Another shop begins by commands: the one before is set aside, the file's sales are the
// only ones, the profile is what was said, and the shop before comes back.
func TestShopsOnTheCommandLine(t *testing.T) {
	db := filepath.Join(t.TempDir(), "olist.db")
	at := func(input string, args ...string) string {
		t.Helper()
		code, out, errOut := run(t, input, append([]string{"--db", db}, args...)...)
		if code != 0 {
			t.Fatalf("%v ends with %d: %s", args, code, errOut)
		}
		return out
	}
	at("week,revenue\n2018-08-13,1000\n", "import", "-")
	at("", "shop", "new", "--name", "Schuhhaus", "--country", "de", "--region", "Bundesland", "--week-start", "sunday")
	if out := at("", "shop"); !strings.Contains(out, "EUR") || !strings.Contains(out, "Europe/Berlin") || !strings.Contains(out, "sunday") || !strings.Contains(out, "Bundesland") {
		t.Errorf("the profile is\n%s", out)
	}
	if out := at("week,revenue\n2023-01-01,1000\n", "import", "-"); !strings.Contains(out, "1 week") {
		t.Errorf("imported is\n%s", out)
	}
	at("", "shop", "set", "--currency", "CHF")
	if out := at("", "shop", "show"); !strings.Contains(out, "CHF") || !strings.Contains(out, "Schuhhaus") {
		t.Errorf("the profile is\n%s", out)
	}
	kept := at("", "shop", "kept")
	lines := strings.Split(strings.TrimSpace(kept), "\n")
	if len(lines) != 2 {
		t.Fatalf("kept are\n%s", kept)
	}
	at("", "shop", "return", strings.Fields(lines[1])[0])
	if out := at("", "shop"); strings.Contains(out, "Schuhhaus") {
		t.Errorf("the profile is\n%s", out)
	}
	for _, wrong := range [][]string{{"shop", "set", "--currency", "EURO"}, {"shop", "set", "--week-start", "tuesday"}, {"shop", "return", "none"}, {"shop", "new"}} {
		if code, _, _ := run(t, "", append([]string{"--db", db}, wrong...)...); code == 0 {
			t.Errorf("%v is taken", wrong)
		}
	}
}
